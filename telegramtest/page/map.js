// A plane without tiles: a grid of metres with the office's fences as circles and one point on it. Enough to say
// where somebody is, and it needs no network.

import { get } from "./api.js";
import { el } from "./dom.js";
import { icon, svg } from "./icons.js";
import { t } from "./i18n.js";
import { heading, layer } from "./layer.js";

const [WIDE, HIGH] = [320, 230]; // of the drawing
const STEPS = [0.25, 0.5, 1, 2, 5, 10, 25, 50, 100, 250, 1000, 5000]; // metres that one of its units is
const DENPASAR = { latitude: -8.6705, longitude: 115.2126 };
const LAT = 110_574; // metres in a degree

let known;

// places are the fences that the office has; anew, they are asked for again: one may have been moved.
function places(anew = false) {
  if (anew) known = undefined;
  return (known ??= get("/api/office").then((o) => o.places ?? [], () => { known = undefined; return []; }));
}

const metresEast = (latitude) => 111_320 * Math.cos(latitude * Math.PI / 180);

export function distance(a, b) {
  return Math.hypot((a.latitude - b.latitude) * LAT, (a.longitude - b.longitude) * metresEast(a.latitude));
}

const length = (m) => m < 1000 ? `${Math.round(m)} m` : `${(m / 1000).toFixed(m < 10_000 ? 1 : 0)} km`;

// plane draws what is around a centre; `scale` is metres in a unit.
function plane({ centre, scale, point, fences, wide = WIDE, high = HIGH, named = true }) {
  const x = (l) => wide / 2 + (l.longitude - centre.longitude) * metresEast(centre.latitude) / scale;
  const y = (l) => high / 2 - (l.latitude - centre.latitude) * LAT / scale;
  const grid = 40; // units between two lines
  const lines = [];
  const shift = (degrees, metres) => ((degrees * metres / scale) % grid + grid) % grid;
  for (let i = -shift(centre.longitude, metresEast(centre.latitude)) + wide / 2 % grid; i < wide; i += grid) lines.push(`M${i.toFixed(1)} 0V${high}`);
  for (let i = shift(centre.latitude, LAT) + high / 2 % grid - grid; i < high; i += grid) lines.push(`M0 ${i.toFixed(1)}H${wide}`);
  return svg("svg", { viewBox: `0 0 ${wide} ${high}`, class: "plane", "aria-hidden": "true" },
    svg("path", { class: "grid", d: lines.join("") }),
    ...fences.flatMap((f) => [
      svg("circle", { class: "fence", cx: x(f).toFixed(1), cy: y(f).toFixed(1), r: Math.max(2, f.radius / scale).toFixed(1) }),
      named && svg("text", { class: "place", x: x(f).toFixed(1), y: (y(f) + Math.max(2, f.radius / scale) + 11).toFixed(1) }, f.name),
    ]).filter(Boolean),
    svg("path", { class: "ruler", d: `M10 ${high - 10}v4h${grid}v-4` }), svg("text", { class: "unit", x: 14, y: high - 12 }, length(grid * scale)),
    svg("text", { class: "north", x: wide - 14, y: 18 }, t("phone.north")),
    point && svg("g", { class: "here", transform: `translate(${x(point).toFixed(1)} ${y(point).toFixed(1)})` },
      svg("circle", { class: "halo", r: 13 }), svg("path", { d: "M0 0C-9-11-8-22 0-22S9-11 0 0z" }), svg("circle", { class: "dot", cy: -14, r: 3 })));
}

// tell says beside a map how its point stands to the nearest fence, and shows it in the drawing.
function tell(map, words, point, fences) {
  const [nearest] = fences.map((f) => ({ ...f, away: distance(point, f) })).sort((a, b) => (a.away - a.radius) - (b.away - b.radius));
  const inside = nearest && nearest.away <= nearest.radius;
  for (const node of [map, words]) {
    if (nearest) node.dataset.inside = inside;
    else delete node.dataset.inside;
  }
  words.replaceChildren(...(nearest ? [el("b", {}, t(inside ? "phone.is-inside" : "phone.is-outside")), ` ${t("phone.away", { place: nearest.name, away: length(nearest.away) })}`] : []));
}

// placeCard is a place in a bubble.
export function placeCard(location) {
  const words = el("span", { class: "near" });
  const drawing = el("span", { class: "map" });
  const draw = (fences) => {
    const at = fences.find((f) => distance(location, f) < 4 * f.radius);
    drawing.replaceChildren(plane({ centre: location, scale: at ? STEPS.find((s) => s * 48 >= at.radius) ?? 2 : 2, point: location, fences, wide: 260, high: 120, named: false }));
    tell(drawing, words, location, fences);
  };
  draw([]);
  places().then(draw);
  return el("div", { class: "location", "data-live": String(location.live) },
    drawing, el("span", { class: "facts" }, el("b", {}, t(location.live ? "phone.live" : "phone.place")), el("span", { class: "coordinates" }, coordinates(location)), words));
}

const coordinates = (l) => `${l.latitude.toFixed(5)}, ${l.longitude.toFixed(5)}`;

// pickPlace asks for a point: `share` takes it. While `moving` a live one, every new point is shared at once.
export async function pickPlace(phone, { share, moving }) {
  new Picker(phone, share, moving, await places(true));
}

class Picker {
  constructor(phone, share, moving, fences) {
    Object.assign(this, { share, moving, fences, zoom: 2, waiting: [], passing: false });
    const first = fences[0];
    this.point = moving ?? (first ? { latitude: first.latitude, longitude: first.longitude } : DENPASAR);
    this.centre = first && distance(this.point, first) < 5 * first.radius ? first : this.point;
    if (first) this.zoom = Math.max(0, STEPS.findIndex((s) => s * 80 > first.radius));
    this.build();
    this.close = layer(phone, { name: "location", label: t(moving ? "phone.move" : "phone.share-place"), content: [this.form], focus: this.plane });
    this.draw();
  }

  build() {
    this.plane = el("div", { class: "map big", tabindex: "0", role: "application", "aria-label": t("phone.map"), "data-map": "" });
    this.words = el("p", { class: "near", role: "status" });
    const number = (name, most) => el("input", { name, type: "number", step: "any", min: -most, max: most, required: true, onchange: () => this.typed() });
    this.latitude = number("latitude", 90);
    this.longitude = number("longitude", 180);
    const field = (key, input) => el("label", { class: "field" }, t(key), input);
    const act = (action, label, kind = "solid") => el("button", { type: "button", class: kind, "data-action": action, onclick: () => this.act(action) }, label);
    const zoom = (action, name) => el("button", { type: "button", class: "round", "data-action": action, "aria-label": t(`phone.${action}`), onclick: () => this.scale(action === "zoom-in" ? -1 : 1) }, icon(name));
    this.form = el("form", { class: "picker" },
      heading(t(this.moving ? "phone.move" : "phone.share-place")),
      el("div", { class: "map-frame" }, this.plane, el("span", { class: "zooms" }, zoom("zoom-in", "plus"), zoom("zoom-out", "minus"))), this.words,
      el("div", { class: "two" }, field("phone.latitude", this.latitude), field("phone.longitude", this.longitude)),
      el("div", { class: "answers" },
        ...(this.moving ? [act("stop-live", t("phone.stop-live"), "danger"), act("close", t("phone.done"), "solid")] : [act("close", t("phone.cancel"), "ghost"), act("share-live", t("phone.share-live"), "ghost"), act("share", t("phone.share"))])));
    this.form.addEventListener("submit", (e) => { e.preventDefault(); if (!this.moving) this.act("share"); });
    this.plane.addEventListener("keydown", (e) => this.key(e));
    this.plane.addEventListener("pointerdown", (e) => this.drag(e));
    this.plane.addEventListener("wheel", (e) => { e.preventDefault(); this.scale(Math.sign(e.deltaY)); }, { passive: false });
  }

  draw() {
    this.plane.replaceChildren(plane({ centre: this.centre, scale: STEPS[this.zoom], point: this.point, fences: this.fences }));
    tell(this.plane, this.words, this.point, this.fences);
    this.latitude.value = this.point.latitude.toFixed(6);
    this.longitude.value = this.point.longitude.toFixed(6);
  }

  scale(step) {
    this.zoom = Math.min(STEPS.length - 1, Math.max(0, this.zoom + step));
    this.draw();
  }

  // go puts the point so many metres east and north of a place, and keeps it in sight.
  go(from, east, north, done = true) {
    const latitude = Math.max(-90, Math.min(90, from.latitude + north / LAT));
    this.point = { latitude, longitude: from.longitude + east / metresEast(from.latitude) };
    const scale = STEPS[this.zoom];
    const out = Math.abs((this.point.longitude - this.centre.longitude) * metresEast(latitude)) > WIDE * scale / 2 || Math.abs((latitude - this.centre.latitude) * LAT) > HIGH * scale / 2;
    if (out) this.centre = this.point;
    this.draw();
    if (done && this.moving) this.pass({ ...this.point, live: true });
  }

  key(e) {
    const step = STEPS[this.zoom] * (e.shiftKey ? 40 : 8);
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[e.key];
    if (way) this.go(this.point, way[0] * step, way[1] * step);
    else if (e.key === "+" || e.key === "-") this.scale(e.key === "+" ? -1 : 1);
    else if (e.key === "Enter") this.form.requestSubmit();
    else return;
    e.preventDefault();
  }

  // pass shares one place after the other, so that none overtakes another; of the moves that wait only the newest goes.
  async pass(place) {
    if (place.live && this.waiting.at(-1)?.live) this.waiting.pop();
    this.waiting.push(place);
    if (this.passing) return;
    this.passing = true;
    while (this.waiting.length > 0) await this.share(this.waiting.shift());
    this.passing = false;
  }

  // drag moves the point to where one presses, and with the finger.
  drag(e) {
    const to = (event, done) => {
      const box = this.plane.getBoundingClientRect();
      const unit = STEPS[this.zoom] * WIDE / box.width;
      this.go(this.centre, (event.clientX - box.left - box.width / 2) * unit, (box.top + box.height / 2 - event.clientY) * unit, done);
    };
    e.preventDefault();
    this.plane.focus({ preventScroll: true });
    this.plane.setPointerCapture(e.pointerId);
    const move = (event) => to(event, false);
    this.plane.addEventListener("pointermove", move);
    this.plane.addEventListener("pointerup", (event) => {
      this.plane.removeEventListener("pointermove", move);
      to(event, true);
    }, { once: true });
    to(e, false);
  }

  typed() {
    if (!this.form.reportValidity()) return;
    this.centre = { latitude: this.latitude.valueAsNumber, longitude: this.longitude.valueAsNumber };
    this.go(this.centre, 0, 0);
  }

  act(action) {
    if (action !== "close" && !this.form.reportValidity()) return;
    if (action === "share") this.share({ ...this.point, live: false });
    if (action === "share-live") this.share({ ...this.point, live: true });
    if (action === "stop-live") this.pass({ ...this.point, live: false });
    this.close();
  }
}

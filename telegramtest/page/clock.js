// The office's clock and the time machine that moves it.

import { get, post } from "./api.js";
import { el, find } from "./dom.js";
import { has, onLanguage, t } from "./i18n.js";
import { failed, told } from "./news.js";
import { dayOf, fieldsOf, hourOf, instantOf, readOffset, shortDayOf, spanOf, whenOf } from "./time.js";

export { dayOf, hourOf } from "./time.js";

const LATER = 400; // ms that the last messages of a duty may take to be heard of here
const LONGEST = 120_000; // ms that a move may take
const KEPT = 30; // of what has run
const MOVES = { "next-duty": { next: "duty" }, hour: { advance: "1h" }, "three-hours": { advance: "3h" }, day: { advance: "24h" }, week: { advance: "168h" } };

export class Clock {
  constructor() {
    this.face = find("[data-clock]");
    this.buttons = find(".moves");
    this.moves = 0; // that are under way
    this.next = find("[data-action=next-duty]");
    this.form = find("[data-form=jump]");
    this.history = []; // {duty, due, to}
    this.heard = []; // {person, date} of what the bot sent while the clock moved
    for (const [action, body] of Object.entries(MOVES)) find(`[data-action=${action}]`).addEventListener("click", () => this.move(body));
    this.form.addEventListener("submit", (e) => {
      e.preventDefault();
      this.move({ to: instantOf(this.form.elements.date.value, this.form.elements.time.value) });
    });
    this.list = find("[data-coming]");
    this.list.addEventListener("click", (e) => {
      const duty = e.target.closest("[data-duty]")?.dataset.duty;
      if (duty) this.move({ next: duty });
    });
    find("[data-panel=clock]").addEventListener("toggle", (e) => { if (e.target.open) this.fill(); });
    onLanguage(() => this.state && this.draw());
    setInterval(() => this.tick(), 1000);
  }

  async load(movable) {
    this.buttons.hidden = !movable;
    this.show(await get("/api/clock"));
  }

  // forget is for an office that begins anew.
  forget() {
    this.history = [];
  }

  now() { return this.began + performance.now(); }

  show(state) {
    this.state = { ...state, ran: undefined };
    readOffset(state.now);
    this.began = Date.parse(state.now) - performance.now();
    this.draw();
  }

  draw() {
    const { next, days = [], coming = [] } = this.state;
    this.shown = undefined;
    this.tick();
    const [name, when] = find("span", this.next).children;
    this.next.disabled = !next;
    name.replaceChildren(...(next ? [el("span", { class: "ahead" }, t("clock.next")), nameOf(next)] : [t("clock.noduty")]));
    when.textContent = next ? whenOf(next.due, this.now()) : "";
    this.next.title = next ? t("clock.title", { when: `${dayOf(next.due)} ${hourOf(next.due)}` }) : "";
    find("[data-next]").textContent = next
      ? t("clock.next.long", { duty: nameOf(next), when: `${dayOf(next.due)} ${hourOf(next.due)}`, in: spanOf(Date.parse(next.due) - this.now()) })
      : t("clock.noduty");
    this.list.replaceChildren(...coming.map((o) => this.ahead(o)));
    find("[data-days]").replaceChildren(...days.map((d) => el("span", { "data-day": d.kind }, dayName(d))));
    find("[data-ran]").replaceChildren(...this.history.map((o) => el("li", {}, el("time", {}, `${shortDayOf(o.due)} ${hourOf(o.due)}`), this.tell(o))));
  }

  // ahead is a duty that comes, with the way to it.
  ahead(o) {
    const when = `${dayOf(o.due)} ${hourOf(o.due)}`;
    return el("li", {}, el("button", { type: "button", "data-duty": o.duty, title: t("clock.title", { when }) },
      el("span", {}, nameOf(o)), el("time", { datetime: o.due }, whenOf(o.due, this.now()))));
  }

  tick() {
    if (!this.state) return;
    const text = hourOf(this.now());
    if (this.shown === text) return;
    this.shown = text;
    this.face.replaceChildren(text, el("small", {}, ` ${this.state.zone ?? "WITA"}`));
    this.face.dateTime = new Date(this.now()).toISOString();
    find("[data-today]").textContent = dayOf(this.now());
  }

  fill() {
    this.draw();
    if (this.moves === 0) get("/api/clock").then((now) => this.show(now), failed); // something may have been planned since
    const { date, time } = fieldsOf(Math.ceil((this.now() + 60_000) / 3_600_000) * 3_600_000);
    Object.assign(this.form.elements.date, { value: date, min: fieldsOf(this.now()).date });
    this.form.elements.time.value = time;
  }

  // hear remembers whom the bot wrote to while the clock moves.
  hear(person, date) {
    if (this.moves > 0) this.heard.push({ person, at: Date.parse(date) });
  }

  // move asks for a move; the server makes one after the other.
  async move(body) {
    if (this.moves++ === 0) this.heard = [];
    this.busy(true);
    told(t("clock.moving"), LONGEST);
    try {
      const after = await post("/api/clock", body);
      this.show(after);
      setTimeout(() => this.report(after.ran), LATER);
    } catch (e) {
      failed(e);
    }
    setTimeout(() => this.busy(--this.moves > 0), LATER);
  }

  busy(yes) { this.buttons.setAttribute("aria-busy", yes); }

  // report says what ran, and to how many people it wrote as far as that was seen.
  report(ran) {
    const all = ran.map((o, i) => ({ ...o, to: this.whom(Date.parse(o.due), Date.parse(ran[i + 1]?.due ?? "") || Infinity) }));
    this.history = [...all.toReversed(), ...this.history].slice(0, KEPT);
    this.draw();
    if (all.length === 0) {
      told(t("clock.quiet", { when: `${dayOf(this.now())} ${hourOf(this.now())}` }));
      return;
    }
    const duties = [...Map.groupBy(all, (o) => o.duty).values()].map((same) => {
      const what = this.tell({ ...same[0], to: new Set(same.flatMap((o) => [...o.to])) });
      return same.length > 1 ? t("clock.times", { what, n: same.length }) : what;
    });
    told(`${duties.join("; ")}.`);
  }

  whom(from, to) {
    return new Set(this.heard.filter((h) => h.at >= from - 1000 && h.at < to).map((h) => h.person));
  }

  tell(o) {
    return t(o.to.size > 0 ? "clock.sent" : "clock.nobody", { duty: nameOf(o), n: o.to.size });
  }
}

// dayName is what people call a special day.
function dayName({ kind, name }) {
  const called = name === name.toUpperCase() ? name.charAt(0) + name.slice(1).toLowerCase().replaceAll("_", " ") : name;
  return has(`day.${kind}`) ? t(`day.${kind}`, { name: called }) : called;
}

// nameOf is what people call a duty.
export const nameOf = (o) => (has(`duty.${o.duty}`) ? t(`duty.${o.duty}`) : o.name ?? o.duty);

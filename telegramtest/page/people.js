// Who is in the office, and whose phones are shown; the address keeps the choice.

import { get } from "./api.js";
import { onBack, read, remember } from "./address.js";
import { t } from "./i18n.js";

export const MOST = 5;
const LIKES = 340; // px that a phone likes to have: so many are shown at first
const NEEDS = 264; // px that it can live with
const GAP = 12;
export const NARROW = 680; // px below which there is one phone, with tabs
const DRAW = 50; // ms in which counts are drawn together

export class People {
  constructor({ changed }) {
    Object.assign(this, { all: new Map(), shown: [], active: 0, changed });
    onBack(() => {
      this.shown = this.asked() ?? this.usual();
      this.update();
    });
    let room = this.room();
    addEventListener("resize", () => {
      if (room === this.room()) return;
      room = this.room();
      this.update();
    });
  }

  async load() {
    this.all = new Map((await get("/api/people")).map((p) => [p.id, p]));
    if (!this.chosen) this.shown = this.asked() ?? this.usual();
    this.chosen ||= this.shown.length > 0;
    this.shown = this.shown.filter((id) => this.all.has(id));
    this.update();
  }

  // asked is who the address names.
  asked() {
    const named = read("people") ?? new URLSearchParams(location.hash.slice(1)).get("phones");
    if (named === undefined || named === null) return undefined;
    const ids = [...new Set(named.split(",").map(Number))].filter((id) => this.all.has(id)).slice(0, MOST);
    return ids.length > 0 || named === "0" ? ids : undefined;
  }

  // usual is who is shown when nobody is named: the first of the office, as many as are read with ease, or with tabs
  // where that would be fewer than three.
  usual() {
    const room = Math.floor((innerWidth - GAP) / LIKES);
    return [...this.all.keys()].slice(0, room < 3 ? MOST : Math.min(MOST, room));
  }

  room() { return innerWidth < NARROW ? 1 : Math.max(1, Math.floor((innerWidth - 2 * GAP) / (NEEDS + GAP))); }

  // visible are those of the chosen who fit side by side; the active one is always among them.
  visible() {
    const room = this.room();
    const at = this.shown.indexOf(this.active);
    const from = Math.max(0, Math.min(this.first ?? 0, this.shown.length - room));
    this.first = at < 0 ? from : Math.max(at - room + 1, Math.min(from, at));
    return this.shown.slice(this.first, this.first + room);
  }

  toggle(id, yes) {
    this.shown = yes ? [...this.shown.filter((other) => other !== id), id].slice(-MOST) : this.shown.filter((other) => other !== id);
    this.chosen = true;
    remember("people", this.shown.join(",") || "0", true);
    if (yes) this.active = id;
    this.update();
  }

  // show brings somebody's phone into view.
  show(id) {
    if (!this.all.has(id)) return;
    if (!this.shown.includes(id)) this.toggle(id, true);
    else if (!this.visible().includes(id) || this.active !== id) this.activate(id);
  }

  activate(id) {
    this.active = id;
    this.update();
  }

  // know takes an event about somebody; it says whether the list must be read again.
  know({ person: id, unread, blocked }) {
    const p = this.all.get(id);
    if (!p || (p.unread === unread && p.blocked === blocked)) return true;
    Object.assign(p, { unread, blocked });
    this.update();
    return false;
  }

  unread(id, count) {
    const p = this.all.get(id);
    if (!p || p.unread === count) return;
    p.unread = count;
    this.timer ??= setTimeout(() => this.update(), DRAW);
  }

  update() {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.shown.includes(this.active)) this.active = this.shown[0] ?? 0;
    this.changed();
  }
}

// linkOf says whether the office knows the account; of people who are in no office there is nothing to say.
export function linkOf(p) {
  if (p.linked) return t("people.linked");
  return p.nip || p.link ? t("people.unlinked") : "";
}

// setBadge shows a count of what is unread.
export function setBadge(node, count) {
  node.hidden = count === 0;
  node.dataset.unread = count;
  node.textContent = count > 99 ? "99+" : count;
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", t("people.unread", { n: count }));
}

// callName is what somebody is called in a narrow place: without titles, not longer than two names.
export function callName(name) {
  return name.split(",")[0].split(/\s+/).filter((w) => !w.endsWith(".")).slice(0, 3).join(" ") || name;
}

// Who is in the office, and whose phones are shown: a list to choose from, tabs for a narrow window, and the
// address, which keeps the choice.

import { get, post } from "./api.js";
import { el, find } from "./dom.js";

const MOST = 5;
const WIDTH = 340; // px that a phone likes to have
const DRAW = 50; // ms in which counts are drawn together
const LISTED = 200; // people in the list; the rest is found by typing

export class People {
  constructor({ changed, failed }) {
    Object.assign(this, { all: new Map(), shown: [], active: 0, changed, failed });
    this.panel = find("[data-panel=people]");
    this.list = find(".people", this.panel);
    this.find = find("[data-field=find]", this.panel);
    this.badge = find(".badge", this.panel);
    this.tabs = find(".tabs");
    this.find.addEventListener("input", () => this.draw());
    this.list.addEventListener("change", (e) => this.toggle(Number(e.target.value), e.target.checked));
    this.tabs.addEventListener("keydown", (e) => this.arrow(e));
    const add = find("[data-form=add-person]");
    add.addEventListener("submit", (e) => { e.preventDefault(); this.add(add); });
  }

  canAdd(yes) { find("[data-form=add-person]").hidden = !yes; }

  async load() {
    this.all = new Map((await get("/api/people")).map((p) => [p.id, p]));
    if (this.shown.length === 0) this.shown = this.first();
    this.shown = this.shown.filter((id) => this.all.has(id));
    this.update();
  }

  first() {
    const ids = (new URLSearchParams(location.hash.slice(1)).get("phones") ?? "").split(",").map(Number).filter((id) => this.all.has(id));
    if (ids.length > 0) return ids.slice(0, MOST);
    const room = innerWidth < 2 * WIDTH ? 4 : Math.floor(innerWidth / WIDTH);
    return [...this.all.keys()].slice(0, Math.min(MOST, Math.max(1, room)));
  }

  async add(form) {
    try {
      const p = await post("/api/people", { name: form.elements.name.value, phone: form.elements.phone.value });
      form.reset();
      await this.load();
      if (this.shown.length < MOST && !this.shown.includes(p.id)) this.toggle(p.id, true);
    } catch (e) {
      this.failed(e);
    }
  }

  toggle(id, yes) {
    this.shown = yes ? [...this.shown, id].slice(-MOST) : this.shown.filter((other) => other !== id);
    history.replaceState(null, "", `#phones=${this.shown.join(",")}`);
    if (yes) this.active = id;
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
    this.draw();
    this.drawTabs();
    const hidden = [...this.all.values()].filter((p) => !this.shown.includes(p.id)).reduce((sum, p) => sum + p.unread, 0);
    setBadge(this.badge, hidden);
    this.changed();
  }

  draw() {
    const wanted = this.find.value.trim().toLowerCase();
    const fits = (p) => `${p.name} ${p.position} ${p.unit} ${p.nip}`.toLowerCase().includes(wanted);
    const focused = document.activeElement?.closest(".people input")?.value;
    this.list.replaceChildren(...[...this.all.values()].filter(fits).slice(0, LISTED).map((p) => this.line(p)));
    if (focused) find(`input[value="${focused}"]`, this.list)?.focus();
  }

  line(p) {
    const shown = this.shown.includes(p.id);
    const box = el("input", { type: "checkbox", value: p.id, "data-choose": p.id, disabled: !shown && this.shown.length >= MOST });
    box.checked = shown;
    const facts = [p.position, p.unit, ...p.roles, linkOf(p), p.blocked && "blocked"].filter(Boolean).join(" · ");
    const badge = el("span", { class: "badge" });
    setBadge(badge, p.unread);
    return el("li", {}, el("label", { class: "tick" }, box, el("span", {}, el("b", {}, p.name), el("small", {}, facts)), badge));
  }

  drawTabs() {
    const focused = this.tabs.contains(document.activeElement);
    this.tabs.replaceChildren(...this.shown.map((id) => {
      const p = this.all.get(id);
      const badge = el("span", { class: "badge" });
      setBadge(badge, p.unread);
      const mine = id === this.active;
      return el("button", {
        type: "button", role: "tab", "data-tab": id, "aria-selected": String(mine), "aria-controls": `phone-${id}`,
        tabindex: mine ? "0" : "-1", onclick: () => this.activate(id),
      }, p.name.split(" ").slice(0, 2).join(" "), badge);
    }));
    if (focused) find("[aria-selected=true]", this.tabs)?.focus();
  }

  activate(id) {
    this.active = id;
    this.update();
  }

  arrow(e) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
    if (!step) return;
    e.preventDefault();
    const n = this.shown.length;
    this.activate(this.shown[(this.shown.indexOf(this.active) + step + n) % n]);
  }
}

// linkOf says whether the office knows the account; of people who are in no office there is nothing to say.
export function linkOf(p) {
  if (p.linked) return "linked";
  return p.nip || p.link ? "not linked" : "";
}

function setBadge(node, count) {
  node.hidden = count === 0;
  node.dataset.unread = count;
  node.textContent = count > 99 ? "99+" : count;
  node.setAttribute("aria-label", `${count} unread`);
}

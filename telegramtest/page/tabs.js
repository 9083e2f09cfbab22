// Tabs, where not all chosen phones fit beside one another.

import { el, find } from "./dom.js";
import { onLanguage } from "./i18n.js";
import { callName, setBadge } from "./people.js";

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

export class Tabs {
  constructor(people) {
    this.people = people;
    this.bar = find(".tabs");
    this.bar.addEventListener("keydown", (e) => this.arrow(e));
    onLanguage(() => this.draw());
  }

  draw() {
    const { shown, active, all } = this.people;
    const visible = this.people.visible();
    const focused = this.bar.contains(document.activeElement);
    this.bar.hidden = visible.length === shown.length;
    this.bar.replaceChildren(...shown.map((id) => {
      const p = all.get(id);
      const badge = el("span", { class: "badge" });
      setBadge(badge, p.unread);
      const mine = id === active;
      return el("button", {
        type: "button", role: "tab", "data-tab": id, "aria-selected": String(mine), "aria-controls": `phone-${id}`,
        "data-seen": String(visible.includes(id)), tabindex: mine ? "0" : "-1", title: p.name, onclick: () => this.people.activate(id),
      }, callName(p.name), badge);
    }));
    if (focused) find("[aria-selected=true]", this.bar)?.focus();
    if (this.last !== active) find("[aria-selected=true]", this.bar)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.last = active;
  }

  arrow(e) {
    const { shown, active } = this.people;
    const n = shown.length;
    const at = { Home: 0, End: n - 1 }[e.key] ?? (STEPS[e.key] ? (shown.indexOf(active) + STEPS[e.key] + n) % n : undefined);
    if (at === undefined) return;
    e.preventDefault();
    this.people.activate(shown[at]);
  }
}

// The panel with the office's people: search, and choose whose phones are shown.

import { post } from "./api.js";
import { el, find } from "./dom.js";
import { has, onLanguage, t } from "./i18n.js";
import { failed } from "./news.js";
import { linkOf, MOST, setBadge } from "./people.js";

const LISTED = 200; // people in the list; the rest is found by typing

export class Choose {
  constructor(people) {
    this.people = people;
    this.panel = find("[data-panel=people]");
    this.list = find(".people", this.panel);
    this.search = find("[data-field=find]", this.panel);
    this.badge = find("summary .badge", this.panel);
    this.search.addEventListener("input", () => this.draw());
    this.list.addEventListener("change", (e) => people.toggle(Number(e.target.value), e.target.checked));
    this.panel.addEventListener("toggle", () => { if (this.panel.open) this.search.focus(); });
    const form = find("[data-form=add-person]", this.panel);
    form.addEventListener("submit", (e) => { e.preventDefault(); this.add(form); });
    onLanguage(() => this.draw());
  }

  canAdd(yes) { find("[data-form=add-person]", this.panel).hidden = !yes; }

  open() { this.panel.open = true; }

  async add(form) {
    try {
      const p = await post("/api/people", { name: form.elements.name.value, phone: form.elements.phone.value });
      form.reset();
      await this.people.load();
      if (this.people.shown.length < MOST) this.people.show(p.id);
    } catch (e) {
      failed(e);
    }
  }

  draw() {
    const { all, shown } = this.people;
    const words = this.search.value.trim().toLowerCase().split(/\s+/);
    const fits = (p) => {
      const said = `${p.name} ${p.position} ${p.unit} ${p.nip} ${p.nip?.replaceAll(" ", "")} ${p.roles.map(roleOf)} ${linkOf(p)}`.toLowerCase();
      return words.every((w) => said.includes(w));
    };
    const found = [...all.values()].filter(fits).slice(0, LISTED);
    const focused = document.activeElement?.closest(".people input")?.value;
    this.list.replaceChildren(...found.map((p) => this.line(p)));
    if (focused) find(`input[value="${focused}"]`, this.list)?.focus();
    find("[data-people-none]", this.panel).hidden = found.length > 0;
    find("[data-people-hint]", this.panel).textContent = t("people.hint", { n: shown.length, of: all.size, most: MOST });
    setBadge(this.badge, [...all.values()].filter((p) => !shown.includes(p.id)).reduce((sum, p) => sum + p.unread, 0));
  }

  line(p) {
    const shown = this.people.shown.includes(p.id);
    const box = el("input", { type: "checkbox", value: p.id, "data-choose": p.id, disabled: !shown && this.people.shown.length >= MOST });
    box.checked = shown;
    const badge = el("span", { class: "badge" });
    setBadge(badge, p.unread);
    const state = [!p.linked && linkOf(p), p.blocked && t("people.blocked")].filter(Boolean).join(" · ");
    return el("li", {}, el("label", {}, box, el("span", {}, el("b", {}, p.name), el("small", {}, [p.position, p.unit].filter(Boolean).join(" · ")),
      el("small", {}, [...p.roles.map(roleOf), p.linked && linkOf(p)].filter(Boolean).join(" · "), state && el("span", { class: "state" }, p.roles.length > 0 ? ` · ${state}` : state))), badge));
  }
}

const roleOf = (role) => (has(`role.${role}`) ? t(`role.${role}`) : role);

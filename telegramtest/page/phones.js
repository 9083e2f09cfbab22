// The stage on which the chosen phones stand side by side.

import { el, find } from "./dom.js";
import { onLanguage, t } from "./i18n.js";
import { failed, told } from "./news.js";
import { Phone } from "./phone.js";

const FLASH = 1700; // ms

export class Phones {
  constructor({ people, choose, tools }) {
    Object.assign(this, { people, choose, tools, all: new Map(), stage: find("#phones") });
    onLanguage(() => this.empty());
  }

  get(id) { return this.all.get(id); }

  [Symbol.iterator]() { return this.all.values(); }

  // arrange shows the phones that are chosen, in their order, and keeps the others out of the page.
  arrange() {
    const { shown } = this.people;
    for (const [id, phone] of this.all) {
      if (shown.includes(id)) continue;
      phone.close?.();
      phone.element.remove();
      this.all.delete(id);
    }
    const visible = this.people.visible();
    this.empty();
    shown.forEach((id, i) => {
      const phone = this.all.get(id) ?? this.add(id);
      phone.describe(this.people.all.get(id));
      phone.element.classList.toggle("active", id === this.people.active);
      phone.element.classList.toggle("away", !visible.includes(id));
      if (this.stage.children[i] !== phone.element) this.stage.insertBefore(phone.element, this.stage.children[i] ?? null);
    });
  }

  // empty says what to do when there is nothing to see.
  empty() {
    find(".nobody", this.stage)?.remove();
    if (this.people.shown.length > 0 || document.body.dataset.ready === "false") return;
    const nobody = this.people.all.size === 0;
    this.stage.append(el("div", { class: "nobody" }, el("p", {}, t(nobody ? "people.nobody" : "people.empty")),
      el("button", { type: "button", class: "main", "data-action": "choose", onclick: (e) => { e.stopPropagation(); this.choose.open(); } }, t("people.choose"))));
  }

  add(id) {
    const phone = new Phone(this.people.all.get(id), this.tools);
    this.all.set(id, phone);
    phone.load().catch(failed);
    return phone;
  }

  // reload reads every chat again.
  async reload() {
    await Promise.all([...this.all.values()].map((phone) => phone.load()));
  }

  async loaded() {
    await Promise.all([...this.all.values()].map((phone) => phone.loaded));
  }

  // show brings a message into view and lets it flash.
  async show(personID, messageID) {
    this.people.show(personID);
    const phone = this.all.get(personID);
    if (!phone) return;
    await phone.loaded;
    if (phone.show) {
      if (await phone.show(messageID) === false) told(t("log.gone"));
      return;
    }
    const node = find(`[data-message="${messageID}"]`, phone.element);
    if (!node) return told(t("log.gone"));
    node.scrollIntoView({ block: "center" });
    node.classList.add("flash");
    setTimeout(() => node.classList.remove("flash"), FLASH);
  }

  // unseen are those with something new, whose chat is in sight.
  inSight() {
    return [...this.all].filter(([id, phone]) => this.people.all.get(id)?.unread > 0 && phone.element.offsetParent !== null).map(([, phone]) => phone);
  }
}

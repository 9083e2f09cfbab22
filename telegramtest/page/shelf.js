// Files on their way: the samples on offer, one's own, and what waits to be sent with a caption.

import { get } from "./api.js";
import { el, find } from "./dom.js";
import { badge, kindOf, nameOf, size } from "./files.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

const MOST = 10; // files of an album

export class Shelf {
  constructor({ send, changed, back }) {
    Object.assign(this, { send, changed, back, files: [] });
    this.own = el("input", { type: "file", multiple: true, "data-field": "file", "data-t-label": "phone.own-file", class: "own", tabindex: "-1" });
    this.own.addEventListener("change", () => {
      this.add([...this.own.files]);
      this.own.value = "";
    });
    this.element = el("div", { class: "shelf", role: "group", "data-t-label": "phone.waiting", hidden: true });
    this.offers = el("div", { class: "offers", role: "group", "data-t-label": "phone.attach", hidden: true }, this.own);
    this.offers.addEventListener("keydown", (e) => {
      if (e.key !== "Escape") return;
      this.close();
      this.button.focus();
    });
    document.addEventListener("pointerdown", (e) => { if (!this.offers.hidden && !this.offers.contains(e.target) && !this.button.contains(e.target)) this.close(); });
  }

  close() {
    this.offers.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
  }

  // ask offers samples, where the office has some, and files of one's own.
  async ask(button) {
    this.button = button;
    if (!this.offers.hidden) return this.close();
    const samples = await get("/api/samples").catch(() => []);
    const own = el("button", { type: "button", class: "own-file", "data-action": "own-file", onclick: () => { this.close(); this.own.click(); } }, icon("plus"), t("phone.own-file"));
    if (samples.length === 0) return this.own.click();
    this.offers.replaceChildren(this.own, own, el("p", { class: "hint" }, t("phone.samples")), el("ul", {}, ...samples.map((s) => this.sample(s))));
    this.offers.hidden = false;
    button.setAttribute("aria-expanded", "true");
    own.focus();
  }

  sample(s) {
    const name = nameOf(s.name);
    const fetched = async (use) => {
      this.close();
      use(new File([await (await fetch(s.url)).blob()], s.name));
      this.back();
    };
    return el("li", {},
      el("button", { type: "button", "data-sample": s.name, onclick: () => fetched((f) => this.send([f])) },
        kindOf(s.name) === "image" ? el("img", { src: s.url, alt: "", loading: "lazy" }) : badge(s.name), el("span", {}, name)),
      el("button", { type: "button", class: "plus", "data-action": "add-sample", "aria-label": t("phone.add-sample", { name }), title: t("phone.add-sample", { name }), onclick: () => fetched((f) => this.add([f])) }, icon("plus")));
  }

  add(files) {
    this.files = [...this.files, ...files].slice(0, MOST);
    this.draw();
    this.back();
  }

  take() {
    const taken = this.files;
    this.files = [];
    this.draw();
    return taken;
  }

  draw() {
    for (const img of this.element.querySelectorAll("img")) URL.revokeObjectURL(img.src);
    this.element.hidden = this.files.length === 0;
    this.element.replaceChildren(...this.files.map((f, i) => el("span", { class: "waits", "data-waits": f.name },
      kindOf(f.name) === "image" ? el("img", { src: URL.createObjectURL(f), alt: "" }) : badge(f.name),
      el("span", { class: "name" }, el("bdi", {}, nameOf(f.name)), el("small", {}, size(f.size))),
      el("button", { type: "button", class: "round", "data-action": "drop-file", "aria-label": t("phone.drop-file", { name: nameOf(f.name) }), onclick: () => this.drop(i) }, icon("close")))),
      el("span", { class: "hint" }, t("phone.caption")));
    this.changed();
  }

  drop(i) {
    this.files.splice(i, 1);
    this.draw();
    (find("button", this.element) ?? { focus: this.back }).focus();
  }
}

// A picture over the whole page: larger and smaller, the one before and the next one of its chat, by mouse, finger
// and keyboard.

import { el } from "./dom.js";
import { nameOf, size } from "./files.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

const MOST = 8; // times larger

// view shows pictures, beginning with one. `scan` is what to do with a QR code in it.
export function view(pictures, at, scan) {
  new Viewer(pictures, Math.max(0, at), scan);
}

class Viewer {
  constructor(pictures, at, scan) {
    Object.assign(this, { pictures, at, scan });
    const act = (action, name) => el("button", { type: "button", class: "round", "data-action": action, "aria-label": t(`phone.${action}`), title: t(`phone.${action}`), onclick: () => this.act(action) }, icon(name));
    this.image = el("img", { draggable: "false" });
    this.words = el("p", { class: "words" });
    this.load = el("a", { class: "round", "aria-label": t("phone.load"), title: t("phone.load") }, icon("load"));
    this.scanned = act("scan-picture", "scan");
    this.before = act("before", "left");
    this.after = act("after", "right");
    this.stage = el("div", { class: "stage" }, this.image);
    this.dialog = el("dialog", { class: "viewer", tabindex: "-1", "data-dialog": "viewer", "aria-label": t("phone.viewer") }, this.stage, this.before, this.after,
      el("div", { class: "tools" }, this.words, this.scanned, act("zoom-out", "minus"), act("zoom-in", "plus"), this.load, act("close", "close")));
    this.listen();
    document.body.append(this.dialog);
    this.show(at);
    this.dialog.showModal();
  }

  listen() {
    this.dialog.addEventListener("close", () => this.dialog.remove());
    this.dialog.addEventListener("keydown", (e) => {
      const action = { ArrowLeft: "before", ArrowRight: "after", "+": "zoom-in", "=": "zoom-in", "-": "zoom-out", 0: "fit" }[e.key];
      if (!action) return;
      e.preventDefault();
      this.act(action);
    });
    this.stage.addEventListener("wheel", (e) => { e.preventDefault(); this.zoom(this.scale * (e.deltaY < 0 ? 1.2 : 1 / 1.2)); }, { passive: false });
    this.stage.addEventListener("click", (e) => {
      if (this.dragged) return;
      if (e.target === this.stage) this.dialog.close();
      else this.zoom(this.scale > 1 ? 1 : 2.5);
    });
    this.stage.addEventListener("pointerdown", (e) => this.drag(e));
  }

  show(at) {
    this.at = at;
    const p = this.pictures[at];
    this.image.src = p.url;
    this.image.alt = nameOf(p.name);
    this.words.textContent = [this.pictures.length > 1 && `${at + 1}/${this.pictures.length}`, nameOf(p.name), size(p.size)].filter(Boolean).join(" · ");
    this.load.href = p.url;
    this.load.download = p.name;
    this.scanned.hidden = !p.link;
    this.before.hidden = at === 0;
    this.after.hidden = at === this.pictures.length - 1;
    if (this.dialog.open && (document.activeElement.hidden || !this.dialog.contains(document.activeElement))) this.dialog.focus(); // the keys go on
    this.zoom(1);
  }

  act(action) {
    switch (action) {
      case "close": return this.dialog.close();
      case "before": return this.at > 0 && this.show(this.at - 1);
      case "after": return this.at < this.pictures.length - 1 && this.show(this.at + 1);
      case "zoom-in": return this.zoom(this.scale * 1.5);
      case "zoom-out": return this.zoom(this.scale / 1.5);
      case "fit": return this.zoom(1);
      case "scan-picture":
        this.dialog.close();
        return this.scan(this.pictures[this.at]);
    }
  }

  zoom(scale) {
    this.scale = Math.min(MOST, Math.max(1, scale));
    if (this.scale === 1) Object.assign(this, { x: 0, y: 0 });
    this.dialog.dataset.zoom = this.scale.toFixed(2);
    this.place();
  }

  place() { this.image.style.transform = `translate(${this.x}px, ${this.y}px) scale(${this.scale})`; }

  drag(e) {
    this.dragged = false;
    if (this.scale === 1) return;
    const from = { x: e.clientX - this.x, y: e.clientY - this.y, at: [e.clientX, e.clientY] };
    const move = (m) => {
      if (Math.hypot(m.clientX - from.at[0], m.clientY - from.at[1]) > 4) this.dragged = true;
      Object.assign(this, { x: m.clientX - from.x, y: m.clientY - from.y });
      this.place();
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", () => removeEventListener("pointermove", move), { once: true });
  }
}

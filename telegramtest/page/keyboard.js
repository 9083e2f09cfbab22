// The two keyboards of a bot: the one under a message, and the one that stands in place of the phone's own.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

const LIKES = new Set(["primary", "success", "danger"]);

// inline is the keyboard under a message: every row shares the width equally.
export function inline(rows) {
  if (rows.length === 0) return undefined;
  return el("div", { class: "buttons", role: "group", "aria-label": t("phone.buttons") }, ...rows.map((row) => el("div", { class: "button-row" }, ...row.map(button))));
}

function button(b) {
  const mark = b.url ? ["out", "phone.opens"] : b.copy_text ? ["copy", "phone.copies"] : undefined;
  return el("button", {
    type: "button", class: `inline ${LIKES.has(b.style) ? b.style : ""}`, "data-button": b.text, "data-data": b.data || undefined, title: b.text.length > 20 ? b.text : undefined,
    "data-style": b.style || undefined, "data-copy": b.copy_text || undefined, "data-url": b.url || undefined,
  }, el("span", { class: "label", dir: "auto" }, b.text), mark && el("span", { class: "corner", title: t(mark[1]) }, icon(mark[0]), el("span", { class: "unseen" }, ` (${t(mark[1])})`)));
}

// Keys is the bot's keyboard under the line in which one writes; it can be put aside and fetched again.
export class Keys {
  constructor({ press, changed }) {
    Object.assign(this, { press, changed, drawn: "[]", open: true });
    this.element = el("div", { class: "keys", role: "group", "data-t-label": "phone.keyboard", hidden: true, lang: "id" });
  }

  get empty() { return this.drawn === "[]"; }

  show(rows) {
    const drawn = JSON.stringify(rows ?? []);
    if (drawn === this.drawn) return;
    Object.assign(this, { drawn, open: true });
    this.element.replaceChildren(...rows.map((row) => el("div", { class: "button-row" }, ...row.map((k) => this.key(k)))));
    this.toggle(true);
  }

  key(k) {
    const mark = { contact: "person", location: "pin" }[k.request];
    return el("button", { type: "button", "data-key": k.text, "data-request": k.request || undefined, onclick: () => this.press(k), title: k.text.length > 20 ? k.text : undefined },
      mark && icon(mark), el("span", { class: "label", dir: "auto" }, k.text));
  }

  toggle(open = !this.open) {
    this.open = open;
    this.element.hidden = this.empty || !open;
    this.changed();
  }
}

// Scanning: a phone looks at a QR code that stands in another phone's chat, or somebody pastes the link of one.

import { hourOf } from "./clock.js";
import { el } from "./dom.js";
import { nameOf } from "./files.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { closer, heading, layer } from "./layer.js";

const LISTED = 12;
const phones = new Set();

// offer makes what stands in a phone's chat visible to the others.
export const offer = (phone) => phones.add(phone);

function codes(without) {
  const all = [];
  for (const p of phones) {
    if (!p.element.isConnected) phones.delete(p);
    else if (p !== without) all.push(...p.codes());
  }
  return all.sort((a, b) => Date.parse(b.date) - Date.parse(a.date)).slice(0, LISTED);
}

// scan asks what a phone looks at, and hands over the link.
export function scan(phone, open) {
  const found = codes(phone);
  const field = el("input", { name: "link", required: true, autocomplete: "off", spellcheck: "false", "data-field": "link", placeholder: "https://t.me/…?start=…" });
  const form = el("form", { class: "paste" }, el("label", { class: "field" }, t("phone.paste"), field),
    el("div", { class: "answers" }, closer(), el("button", { class: "solid", "data-action": "ok" }, t("phone.go"))));
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    close();
    open(field.value.trim());
  });
  const list = found.length > 0
    ? el("ul", { class: "codes" }, ...found.map((c) => el("li", {}, el("button", { type: "button", "data-code": c.link, onclick: () => { close(); open(c.link); } },
      el("img", { src: c.url, alt: "", loading: "lazy" }), el("span", {}, el("b", { dir: "auto" }, c.owner), el("small", {}, `${nameOf(c.name)} · ${hourOf(c.date)}`))))))
    : el("p", { class: "hint" }, icon("scan"), t("phone.no-code"));
  const close = layer(phone.element, { name: "link", label: t("phone.scan"), content: [heading(t("phone.scan")), list, form], focus: found.length > 0 ? undefined : field });
}

// scanners are the phones that could look at a code of this one.
export const scanners = (without) => [...phones].filter((p) => p !== without && p.element.isConnected);

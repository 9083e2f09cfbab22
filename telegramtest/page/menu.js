// The menu of one message: answer it, copy it, pass it on, scan the code in it.

import { get } from "./api.js";
import { el, find } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { closer, heading, layer } from "./layer.js";

const LISTED = 100;

// menu opens beside a point of a phone. Items are {action, label, icon, act, why}: with `why` it cannot be done now.
export function menu(phone, items, at) {
  const back = document.activeElement;
  const node = el("div", { class: "menu", role: "menu" }, ...items.map((i) => el("button", {
    type: "button", role: "menuitem", tabindex: "-1", "data-action": i.action, "aria-disabled": i.why ? "true" : undefined,
    onclick: () => { if (!i.why) { close(); i.act(); } },
  }, icon(i.icon), el("span", {}, i.label, i.why && el("small", {}, i.why)))));
  const elsewhere = (e) => { if (!node.contains(e.target)) close(false); };
  const close = (refocus = true) => {
    document.removeEventListener("pointerdown", elsewhere, true);
    node.remove();
    if (refocus && back?.isConnected) back.focus({ preventScroll: true });
  };
  node.addEventListener("keydown", (e) => {
    const all = [...node.children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (e.key === "Escape" || e.key === "Tab") close();
    else if (step) all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    else if (e.key === "Home" || e.key === "End") all.at(e.key === "End" ? -1 : 0).focus();
    else return;
    e.preventDefault();
    e.stopPropagation();
  });
  document.addEventListener("pointerdown", elsewhere, true);
  phone.append(node);
  const box = phone.getBoundingClientRect();
  node.style.left = `${Math.max(6, Math.min(at.x - box.left, box.width - node.offsetWidth - 6))}px`;
  node.style.top = `${Math.max(6, Math.min(at.y - box.top, box.height - node.offsetHeight - 6))}px`;
  node.firstElementChild.focus({ preventScroll: true });
}

export const avatar = (p) => el("span", { class: `avatar hue-${p.id % 6}`, "aria-hidden": "true" }, initials(p.name));

const TITLES = /^(dr|drs|dra|ir|prof|hj?|s\.?\w+|m\.?\w+)\.,?$/i;

// initials are those of the name itself: neither of a title nor of what is no letter.
export function initials(name) {
  const words = name.split(",")[0].split(/\s+/).filter((w) => /\p{L}/u.test(w) && !TITLES.test(w));
  return (words.length > 0 ? words : ["?"]).slice(0, 2).map((w) => /\p{L}/u.exec(w)?.[0] ?? "?").join("").toUpperCase();
}

// choosePerson asks for somebody of the office.
export async function choosePerson(phone, { label, without, chosen }) {
  const people = (await get("/api/people")).filter((p) => p.id !== without);
  const list = el("ul", { class: "choose" });
  const search = el("input", { type: "search", "data-field": "find-person", "aria-label": t("phone.find"), placeholder: t("phone.find"), autocomplete: "off" });
  const draw = () => {
    const wanted = search.value.trim().toLowerCase();
    const fits = people.filter((p) => `${p.name} ${p.position} ${p.unit}`.toLowerCase().includes(wanted)).slice(0, LISTED);
    list.replaceChildren(...fits.map((p) => el("li", {}, el("button", { type: "button", "data-forward-to": p.id, onclick: () => { close(); chosen(p); } },
      avatar(p), el("span", {}, el("b", { dir: "auto" }, p.name), el("small", {}, p.position))))));
    if (fits.length === 0) list.append(el("li", { class: "nothing" }, t("phone.nobody")));
  };
  search.addEventListener("input", draw);
  search.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && find("button", list)) find("button", list).click();
  });
  draw();
  const close = layer(phone, { name: "forward", label, content: [heading(label), search, list, el("div", { class: "answers" }, closer())], focus: search });
}

// confirmLink says where a link leads before one follows it.
export function confirmLink(phone, href) {
  const url = new URL(href);
  const web = url.protocol.startsWith("http");
  const to = el("p", { class: "leads", dir: "ltr" }, ...(web ? [`${url.protocol}//`, el("b", {}, url.host), url.href.slice(url.href.indexOf(url.host) + url.host.length)] : [url.href]));
  const go = el("a", { class: "solid", href: url.href, target: "_blank", rel: "noopener noreferrer", "data-action": "go", onclick: () => close() }, t("phone.go"));
  const close = layer(phone, { name: "confirm-link", label: t("phone.leads"), content: [heading(t("phone.leads")), to, el("div", { class: "answers" }, closer(), go)], focus: go });
}

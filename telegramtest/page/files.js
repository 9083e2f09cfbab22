// Files as people see them: what kind they are, how large, and how they stand in a bubble.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

const KINDS = [
  ["pdf", /^(pdf)$/], ["table", /^(xlsx?|ods|csv)$/], ["words", /^(docx?|odt|rtf|txt|md)$/], ["slides", /^(pptx?|odp)$/],
  ["packed", /^(zip|rar|7z|gz|tar)$/], ["image", /^(png|jpe?g|gif|webp|svg|heic)$/], ["sound", /^(mp3|ogg|wav|m4a|mp4|webm|mov)$/],
];
const SHOWN = new Set(["application/pdf", "image/jpeg", "image/png", "image/gif", "image/webp"]);

// nameOf is a file's name as it is: marks that turn the direction of writing could hide its end.
export const nameOf = (name) => name.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");

const extension = (name) => (/\.([a-z0-9]{1,4})$/i.exec(nameOf(name))?.[1] ?? "").toLowerCase();

export const kindOf = (name) => KINDS.find(([, fits]) => fits.test(extension(name)))?.[0] ?? "other";

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export const badge = (name) => el("span", { class: `file-icon kind-${kindOf(name)}`, "aria-hidden": "true" }, extension(name).toUpperCase() || icon("file"));

// documentCard opens a file in a new tab where a browser shows it, and loads it down everywhere.
export function documentCard(f) {
  const name = nameOf(f.name);
  const shown = SHOWN.has(f.mime);
  return el("div", { class: "document" },
    el("a", {
      class: "open", href: f.url, target: "_blank", rel: "noopener", download: shown ? undefined : f.name, "data-attachment": f.name, "data-kind": "document",
      title: name, "aria-label": t(shown ? "phone.open-file" : "phone.load-file", { name, size: size(f.size) }),
    }, badge(f.name), el("span", { class: "name" }, el("bdi", {}, ...middle(name)), el("small", {}, size(f.size)))),
    shown && el("a", { class: "load", href: f.url, download: f.name, "aria-label": t("phone.load-file", { name, size: size(f.size) }), title: t("phone.load") }, icon("load")));
}

// middle cuts a long name in its middle, so that its end can always be read.
function middle(name) {
  const tail = name.length > 24 ? name.slice(-10) : "";
  return [el("span", { class: "head" }, name.slice(0, name.length - tail.length)), tail && el("span", { class: "tail" }, tail)].filter(Boolean);
}

export function picture(f, attributes = {}) {
  return el("button", { type: "button", class: "photo", "data-attachment": f.name, "data-kind": "photo", "data-view": f.url, ...attributes, "aria-label": t("phone.picture", { name: nameOf(f.name), size: size(f.size) }) },
    el("img", { src: f.url, alt: "", loading: "lazy", draggable: "false" }));
}

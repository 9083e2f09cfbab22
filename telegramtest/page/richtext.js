// Turns Telegram's HTML into elements: a small list of tags, everything else is text. The server has refused what
// is not well-formed already; here what is unknown is shown as it was written.

import { el } from "./dom.js";
import { t } from "./i18n.js";

const LONG = 160; // characters or
const LINES = 3; // lines from which an expandable quote is folded

const MAKE = {
  b: () => el("strong"), strong: () => el("strong"),
  i: () => el("em"), em: () => el("em"),
  u: () => el("u"), ins: () => el("u"),
  s: () => el("s"), strike: () => el("s"), del: () => el("s"),
  code: ({ class: kind }) => el("code", { "data-language": language(kind), class: "code" }),
  pre: () => el("pre", { tabindex: "0" }),
  blockquote: ({ expandable }) => el("blockquote", { class: expandable === undefined ? undefined : "expandable" }),
  span: spoiler, "tg-spoiler": spoiler, "tg-emoji": () => el("span"),
  a: ({ href = "" }) => link(href),
};

const TOKEN = /<(\/?)([a-z][a-z-]*)((?:\s+[a-z-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?)*)\s*>/gi;
const ATTRIBUTE = /([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/gi;
const ENTITY = /&(?:(lt|gt|amp|quot)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi;
const NAMED = { lt: "<", gt: ">", amp: "&", quot: '"' };

export function richText(html) {
  const root = document.createDocumentFragment();
  const open = [{ name: "", node: root }];
  let end = 0;
  for (const token of html.matchAll(TOKEN)) {
    const [whole, closing, tag, attributes] = token;
    const name = tag.toLowerCase();
    if (!(name in MAKE)) continue;
    put(open, html.slice(end, token.index));
    end = token.index + whole.length;
    if (!closing) {
      const node = MAKE[name](readAttributes(attributes));
      open.at(-1).node.append(node);
      open.push({ name, node });
    } else if (open.length > 1) {
      finish(open.pop().node);
    }
  }
  put(open, html.slice(end));
  return root;
}

const language = (kind = "") => /^language-([\w+#-]{1,20})$/.exec(kind)?.[1];

function readAttributes(raw) {
  const found = {};
  for (const [, name, a, b, c] of raw.matchAll(ATTRIBUTE)) found[name.toLowerCase()] = decode(a ?? b ?? c ?? "");
  return found;
}

function decode(text) {
  return text.replace(ENTITY, (whole, name, decimal, hex) => {
    if (name) return NAMED[name.toLowerCase()];
    const code = decimal ? parseInt(decimal, 10) : parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

// finish gives a part what it can only have once it is complete.
function finish(node) {
  if (node.nodeName === "BLOCKQUOTE" && node.classList.contains("expandable")) fold(node);
  if (node.nodeName === "PRE" && node.firstChild?.nodeName === "CODE") node.dataset.language = node.firstChild.dataset.language ?? "";
}

function fold(quote) {
  const text = quote.textContent;
  if (text.length < LONG && text.split("\n").length <= LINES) return;
  const inner = el("div", { class: "folded" });
  inner.append(...quote.childNodes);
  const more = el("button", { type: "button", class: "unfold", "aria-expanded": "false" }, t("phone.unfold"));
  more.addEventListener("click", () => {
    const open = inner.classList.toggle("folded") === false;
    more.setAttribute("aria-expanded", String(open));
    more.textContent = t(open ? "phone.fold" : "phone.unfold");
  });
  quote.append(inner, more);
}

const LITERAL = new Set(["a", "code", "pre"]);
const LINKS = new RegExp([
  "https?:\\/\\/[^\\s<>\"]*[^\\s<>\"'.,;:!?)\\]]", // an address
  "(?<![\\w@.\\/-])(?:[a-z0-9-]+\\.)+(?:id|com|org|net|me)(?![\\w.-]*[\\w@])(?:\\/[^\\s<>\"]*[^\\s<>\"'.,;:!?)\\]])?", // one without its beginning
  "(?<![\\w.+-])[\\w.+-]+@(?:[a-z0-9-]+\\.)+[a-z]{2,}", // mail
  "(?<![\\w/<>@#.-])\\/[a-z0-9_]{1,32}(?![\\w/])", // a command
].join("|"), "gi");

// put adds text; where Telegram does, commands and addresses in it can be tapped.
function put(open, raw) {
  if (raw === "") return;
  const { node } = open.at(-1);
  const afterBlock = node.lastChild?.nodeName === "BLOCKQUOTE" || node.lastChild?.nodeName === "PRE";
  const text = decode(afterBlock ? raw.replace(/^\n/, "") : raw); // a block ends its line by itself
  if (open.some((o) => LITERAL.has(o.name))) {
    node.append(text);
    return;
  }
  let end = 0;
  for (const found of text.matchAll(LINKS)) {
    node.append(text.slice(end, found.index), tappable(found[0]));
    end = found.index + found[0].length;
  }
  node.append(text.slice(end));
}

function tappable(text) {
  if (text.startsWith("/")) return el("button", { type: "button", class: "command", "data-command": text }, text);
  if (text.includes("://")) return link(text, text);
  return link(text.includes("@") && !text.includes("/") ? `mailto:${text}` : `https://${text}`, text);
}

const SAFE = new Set(["http:", "https:", "mailto:", "tel:"]);

// link leads where it says, after a question; what leads nowhere safe is text. A link to a bot is opened by the phone.
export function link(href, ...children) {
  let url;
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(href) ? href : `https://${href}`);
  } catch {
    return el("span", {}, ...children);
  }
  if (isTelegram(url)) return el("a", { href: "#", "data-open": url.href }, ...children);
  if (!SAFE.has(url.protocol)) return el("span", {}, ...children);
  return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer", "data-link": url.href }, ...children);
}

// isTelegram says whether a link is opened by the phone itself.
export function isTelegram(url) {
  return (url.protocol === "tg:" && url.href.startsWith("tg://resolve")) || url.host === "t.me" || url.host === "telegram.me";
}

function spoiler() {
  const node = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": t("phone.spoiler") });
  const reveal = (e) => {
    if (node.classList.contains("open") || (e.type === "keydown" && e.key !== "Enter" && e.key !== " ")) return;
    e.preventDefault();
    e.stopPropagation(); // what is under it is not pressed yet
    node.classList.add("open");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
  };
  node.addEventListener("click", reveal, true);
  node.addEventListener("keydown", reveal, true);
  return node;
}

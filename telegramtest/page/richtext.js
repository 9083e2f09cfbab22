// Turns Telegram's HTML into elements: a small list of tags, everything else is text. The server has refused what
// is not well-formed already; here what is unknown is shown as it was written.

import { el } from "./dom.js";

const MAKE = {
  b: () => el("strong"), strong: () => el("strong"),
  i: () => el("em"), em: () => el("em"),
  u: () => el("u"), ins: () => el("u"),
  s: () => el("s"), strike: () => el("s"), del: () => el("s"),
  code: () => el("code"), pre: () => el("pre"),
  blockquote: () => el("blockquote"),
  span: spoiler, "tg-spoiler": spoiler, "tg-emoji": () => el("span"),
  a: (attributes) => link(attributes.href ?? ""),
};

const TOKEN = /<(\/?)([a-z][a-z-]*)((?:\s+[a-z-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?)*)\s*>/gi;
const ATTRIBUTE = /([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi;
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
      open.pop();
    }
  }
  put(open, html.slice(end));
  return root;
}

function readAttributes(raw) {
  const found = {};
  for (const [, name, a, b, c] of raw.matchAll(ATTRIBUTE)) found[name.toLowerCase()] = decode(a ?? b ?? c);
  return found;
}

function decode(text) {
  return text.replace(ENTITY, (whole, name, decimal, hex) => {
    if (name) return NAMED[name.toLowerCase()];
    const code = decimal ? parseInt(decimal, 10) : parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const LITERAL = new Set(["a", "code", "pre"]);
const LINKS = /https?:\/\/[^\s<>"]+[^\s<>"'.,;:!?)\]]|(?<![\w/<>@#.-])\/[a-z0-9_]{1,32}(?![\w/])/gi;

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
    node.append(text.slice(end, found.index), found[0].startsWith("/") ? command(found[0]) : link(found[0], found[0]));
    end = found.index + found[0].length;
  }
  node.append(text.slice(end));
}

const command = (text) => el("button", { type: "button", class: "command", "data-command": text }, text);

const SAFE = new Set(["http:", "https:", "mailto:", "tel:"]);

// link leads where it says, in a new tab; what leads nowhere safe is text.
export function link(href, ...children) {
  let url;
  try {
    url = new URL(href);
  } catch {
    return el("span", {}, ...children);
  }
  if (isTelegram(url)) return el("a", { href: "#", "data-open": href }, ...children);
  if (!SAFE.has(url.protocol)) return el("span", {}, ...children);
  return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

// isTelegram says whether a link is opened by the phone itself.
export function isTelegram(url) {
  return (url.protocol === "tg:" && url.href.startsWith("tg://resolve")) || url.host === "t.me" || url.host === "telegram.me";
}

function spoiler() {
  const node = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text: press to read" });
  const reveal = (e) => {
    if (e.type === "keydown" && e.key !== "Enter" && e.key !== " ") return;
    e.preventDefault();
    node.classList.add("open");
    node.removeAttribute("aria-label");
  };
  node.addEventListener("click", reveal);
  node.addEventListener("keydown", reveal);
  return node;
}

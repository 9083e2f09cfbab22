// The page speaks Indonesian and English; the bot's own messages stay as they are. `t` says a word of the tables:
// "{name}" is replaced by a fact, "{n:one|many}" by what fits the number n. In the page itself data-t names the word
// of an element's text, data-t-label, data-t-title and data-t-placeholder those of its attributes.

import { read, remember } from "./address.js";
import { words as page } from "./words.js";
import { words as phones } from "./words_phone.js";

const words = { ...page, ...phones };
const listeners = new Set();
const SPOKEN = ["id", "en"];
const ATTRIBUTES = { "data-t-label": "aria-label", "data-t-title": "title", "data-t-placeholder": "placeholder" };

let now = first();

function first() {
  const wanted = [read("lang"), ...navigator.languages.map((l) => l.slice(0, 2))];
  return wanted.find((l) => SPOKEN.includes(l)) ?? "en";
}

export const language = () => now;

export function t(key, facts = {}) {
  return say(words[key]?.[now] ?? key, facts);
}

// has says whether there is a word.
export const has = (key) => key in words;

// say fills in a sentence that stands in no table, such as one of {id, en}.
export function say(sentence, facts = {}) {
  const text = typeof sentence === "string" ? sentence : sentence?.[now] ?? "";
  return text.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (whole, name, one, many) => {
    if (!(name in facts)) return whole;
    return one === undefined ? facts[name] : Number(facts[name]) === 1 ? one : many;
  });
}

export function setLanguage(language) {
  if (!SPOKEN.includes(language) || language === now) return;
  now = language;
  remember("lang", now);
  apply();
  for (const heard of listeners) heard(now);
}

export function onLanguage(heard) {
  listeners.add(heard);
  return () => listeners.delete(heard);
}

// apply writes the words into everything below a node that names them.
export function apply(root = document.documentElement) {
  if (root === document.documentElement) {
    root.lang = now;
    document.title = t("title");
  }
  for (const node of root.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const [from, to] of Object.entries(ATTRIBUTES)) {
    for (const node of root.querySelectorAll(`[${from}]`)) node.setAttribute(to, t(node.getAttribute(from)));
  }
}

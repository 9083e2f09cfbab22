// An English rendering beside what the bot says, for visitors who read no Indonesian. It goes line by line, by the
// patterns of english_words.js; a line that has no pattern is left out, and so is a rendering without any line.

import { LABELS, LINES, NAMES, VALUES } from "./english_words.js";

const MARK = /^(?:[^\p{L}\p{N}“"{(/]+|\d+\.\s)+/u; // signs and numbers before the words of a line
const SLOT = /\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g;
const SHAPES = { n2: "([\\d.]+)", n: "([\\d.]+\\+?)", w: "(Sen|Sel|Rab|Kam|Jum|Sab|Min)" };
const plainText = (text) => text.replace(/[.*+?^$()|[\]\\/]/g, "\\$&");

// compile makes a pattern of a sentence.
function compile([indonesian, english]) {
  const slots = [];
  const source = plainText(indonesian).replace(SLOT, (_, name) => {
    slots.push(name);
    return SHAPES[name] ?? "(.+?)";
  });
  return { pattern: new RegExp(`^${source}$`, "u"), slots, english };
}

const lines = LINES.map(compile);
const values = new Map(VALUES);
const labels = new Map(LABELS);
const names = NAMES.map(([from, to]) => [new RegExp(`(?<![\\p{L}])${from}(?![\\p{L}])`, "gu"), to]);
const known = new Map();

// value renders what stands in a slot: a fixed value, a list of them, a date; anything else stays as it is.
function value(text) {
  if (values.has(text)) return values.get(text);
  const mark = MARK.exec(text)?.[0] ?? "";
  if (mark && values.has(text.slice(mark.length))) return mark + values.get(text.slice(mark.length));
  const parts = text.split(", ");
  if (parts.length > 1 && parts.every((p) => values.has(p))) return parts.map((p) => values.get(p)).join(", ");
  return names.reduce((said, [from, to]) => said.replace(from, to), text);
}

function fill(sentence, slot) {
  return sentence.replace(SLOT, (_, name, one, many) => (one === undefined ? value(slot(name)) : slot(name) === "1" ? one : many));
}

function words(text) {
  if (values.has(text)) return values.get(text);
  for (const { pattern, slots, english } of lines) {
    const found = pattern.exec(text);
    if (found) return fill(english, (name) => found[slots.indexOf(name) + 1]);
  }
  return undefined;
}

function line(text) {
  const whole = words(text);
  if (whole !== undefined) return whole;
  const parts = text.split(" · ").map((part) => {
    const mark = MARK.exec(part)?.[0] ?? "";
    const said = words(part);
    if (said !== undefined) return said;
    const bare = words(part.slice(mark.length));
    return bare === undefined ? undefined : mark + bare;
  });
  return parts.includes(undefined) ? undefined : parts.join(" · ");
}

// english is the English of a whole text, or undefined.
export function english(text) {
  if (known.has(text)) return known.get(text);
  const said = text.split("\n").map((l) => (l.trim() === "" ? "" : line(l.trim()))).filter((l) => l !== undefined).join("\n").replace(/\n{2,}/g, "\n").trim();
  known.set(text, said || undefined);
  if (known.size > 3000) known.clear();
  return said || undefined;
}

// label is the English of a button.
export function label(text) {
  if (labels.has(text)) return labels.get(text);
  const [, before, middle, after] = /^([^\p{L}]*)(.*?)((?:\s\([\d.+]+\))?)$/u.exec(text) ?? [];
  return labels.has(middle) ? `${before}${labels.get(middle)}${after}` : undefined;
}

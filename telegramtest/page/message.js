// One message as a bubble with its buttons.

import { hourOf } from "./clock.js";
import { el } from "./dom.js";
import { isTelegram, richText } from "./richtext.js";

// bubble makes the list item of a message. `before` is the text of the message that it answers, if any.
export function bubble(m, before) {
  const mine = m.from === "person";
  const item = el("li", {
    class: `message ${mine ? "mine" : "theirs"}`, "data-message": m.message_id, "data-from": m.from, tabindex: "-1",
    "data-edited": m.edited, "data-protected": m.protected,
  });
  if (m.service) {
    item.className = "message service";
    item.append(el("span", {}, { joined: "joined", left: "left", pinned: "A message was pinned", moved: "moved" }[m.service]));
    return item;
  }
  item.append(el("div", { class: "bubble", dir: "auto" },
    el("span", { class: "who" }, mine ? "Person: " : "Bot: "),
    before && el("p", { class: "quoted" }, before),
    ...m.attachments.map(attachment),
    m.contact && el("p", { class: "card" }, `👤 ${m.contact.name}`, el("br"), m.contact.phone),
    m.location && place(m.location),
    m.text && el("div", { class: "text" }, richText(m.text)),
    foot(m),
  ));
  if (m.buttons.length > 0) item.append(el("div", { class: "buttons", role: "group", "aria-label": "Buttons" }, ...m.buttons.map(row)));
  return item;
}

function foot(m) {
  const time = el("time", { datetime: m.date }, hourOf(m.date));
  return el("span", { class: "foot" }, m.protected && el("span", { title: "Cannot be forwarded or saved", "aria-label": "protected" }, "🔒 "),
    m.edited && "edited ", time);
}

const place = (l) => el("p", { class: "card" }, `📍 ${l.latitude.toFixed(5)}, ${l.longitude.toFixed(5)}`, l.live && " (live)");

function attachment(f) {
  if (f.kind === "photo") {
    return el("a", { class: "photo", href: f.url, target: "_blank", rel: "noopener", "data-attachment": f.name, "data-kind": "photo" },
      el("img", { src: f.url, alt: `Picture, ${size(f.size)}`, loading: "lazy" }));
  }
  return el("a", { class: "document", href: f.url, target: "_blank", rel: "noopener", "data-attachment": f.name, "data-kind": "document" },
    el("span", { class: "sheet-icon", "aria-hidden": "true" }, extension(f.name)),
    el("span", { class: "name" }, f.name, el("small", {}, size(f.size))));
}

const extension = (name) => (/\.([a-z0-9]{1,4})$/i.exec(name)?.[1] ?? "file").toUpperCase();

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

const row = (buttons) => el("div", { class: "button-row" }, ...buttons.map(button));

function button(b) {
  const attributes = {
    type: "button", class: `inline ${b.style}`, "data-button": b.text, "data-data": b.data || undefined,
    "data-style": b.style || undefined, "data-copy": b.copy_text || undefined, dir: "auto",
  };
  if (b.url) attributes["data-url"] = b.url;
  return el("button", attributes, b.text, b.url && el("span", { class: "corner", "aria-label": "opens a link" }, "↗"),
    b.copy_text && el("span", { class: "corner", "aria-label": "copies" }, "📋"));
}

// openURL follows the link of a button: to the bot on this phone, elsewhere in a new tab.
export function openURL(href, open) {
  const url = new URL(href);
  if (isTelegram(url)) open(href);
  else if (url.protocol === "http:" || url.protocol === "https:") window.open(url.href, "_blank", "noopener,noreferrer");
}

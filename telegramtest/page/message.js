// One block of a chat as a bubble with its buttons: one message, or all of an album.

import { mosaic } from "./album.js";
import { hourOf } from "./clock.js";
import { el } from "./dom.js";
import { documentCard, picture } from "./files.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { inline } from "./keyboard.js";
import { placeCard } from "./map.js";
import { initials } from "./menu.js";
import { richText } from "./richtext.js";

const JUMBO = /^(?:\p{RI}\p{RI}|\p{Emoji_Presentation}\p{EMod}?|\p{Extended_Pictographic}\ufe0f)(?:\u200d\p{Extended_Pictographic}\ufe0f?)*$/u;
const SHORT = 12; // characters that a text of emoji may have

// bubble makes a block's node. `before` finds a message by its number; `name` is the person's.
export function bubble(messages, { before, name }) {
  const [m] = messages;
  const mine = m.from === "person";
  const node = el("article", {
    class: `message ${m.service ? "service" : mine ? "mine" : "theirs"}`, "data-message": m.message_id, "data-from": m.from, tabindex: "-1",
    "data-edited": m.edited, "data-protected": m.protected, "data-album": m.album || undefined,
  });
  if (m.service) {
    node.append(el("span", {}, t(`phone.service.${m.service}`)));
    return node;
  }
  const pictures = messages.filter((one) => one.attachments[0]?.kind === "photo");
  const papers = messages.filter((one) => one.attachments[0]?.kind === "document");
  const said = messages.find((one) => one.text) ?? m;
  const bare = pictures.length > 0 && !said.text;
  node.append(...[
    el("div", { class: `bubble${pictures.length > 0 ? " pictured" : ""}${bare ? " bare" : ""}${m.location ? " placed" : ""}${jumbo(m) ? " jumbo" : ""}` },
      el("span", { class: "unseen" }, `${mine ? name : t("phone.bot")}: `),
      m.forward && el("p", { class: "forwarded" }, icon("forward"), t("phone.forwarded", { name: m.forward.name })),
      m.reply_to && quoted(m.reply_to, before(m.reply_to), name),
      pictures.length > 1 && mosaic(pictures), pictures.length === 1 && single(pictures[0], m),
      ...papers.map((one) => wrapped(documentCard(one.attachments[0]), one, m)),
      m.contact && card(m.contact), m.location && place(m, mine),
      text(said, foot(m, messages.some((one) => one.edited)))),
    pictures.some((one) => one.attachments[0].link) && lens(),
    inline(m.buttons) ?? "",
    el("button", { type: "button", class: "dots", "data-action": "message-menu", tabindex: "-1", "aria-haspopup": "menu", "aria-label": t("phone.message-menu") }, icon("more")),
  ].filter(Boolean));
  return node;
}

const wrapped = (node, one, first) => {
  if (one !== first) for (const [k, v] of [["data-message", one.message_id], ["data-from", one.from]]) node.setAttribute(k, v);
  return node;
};

const single = (one, first) => wrapped(picture(one.attachments[0]), one, first);

// lens holds the code in a picture out to another phone.
const lens = () => el("button", { type: "button", class: "lens", "data-action": "scan-picture" }, icon("scan"), t("phone.scan-picture"));

const jumbo = (m) => m.attachments.length === 0 && m.plain.length > 0 && m.plain.length <= SHORT && m.buttons.length === 0 &&
  [...new Intl.Segmenter().segment(m.plain)].every((s) => JUMBO.test(s.segment));

// text ends with the foot, which stands in its last line if there is room.
function text(m, end) {
  return m.text ? el("div", { class: "text", dir: "auto", lang: m.from === "bot" ? "id" : undefined }, richText(m.text), end) : end;
}

function foot(m, edited) {
  return el("span", { class: "foot" },
    m.protected && el("span", { class: "locked", title: t("phone.protected") }, icon("lock"), el("span", { class: "unseen" }, t("phone.protected"))),
    edited && el("span", { class: "edited" }, t("phone.edited")), el("time", { datetime: m.date }, hourOf(m.date)));
}

function quoted(id, m, name) {
  const words = m && (m.plain || m.attachments[0]?.name || (m.contact && m.contact.name) || t("phone.message"));
  return el("button", { type: "button", class: "quoted", "data-goto": id },
    el("b", {}, m ? (m.from === "bot" ? t("phone.bot") : name) : t("phone.answer")), el("span", { dir: "auto" }, words ?? "…"));
}

const card = (c) => el("div", { class: "contact" }, el("span", { class: "avatar hue-2", "aria-hidden": "true" }, initials(c.name)),
  el("span", {}, el("b", { dir: "auto" }, c.name), el("small", { dir: "ltr" }, c.phone)));

// place is a location; one's own live one can be moved and ended.
function place(m, mine) {
  const node = placeCard(m.location);
  if (m.location.live && mine) node.append(el("span", { class: "live" },
    el("button", { type: "button", class: "small", "data-action": "move-live" }, t("phone.move")),
    el("button", { type: "button", class: "small", "data-action": "end-live" }, t("phone.stop-live"))));
  return node;
}

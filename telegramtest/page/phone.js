// One person's phone: the chat with the bot, what they can tap and write, and what the bot shows them.
//
// What tests can hold on to, beside what main.js promises; all of it stands inside section[data-person=ID]:
//   [data-album=ID]                     a message that is an album; its other pictures have their own data-message
//   [data-view=URL], [data-link=URL]    a picture that opens the viewer, a link that asks first where it leads
//   [data-open=LINK]                    a link to a bot, which this phone opens itself
//   [data-goto=ID]                      the message that another one answers
//   [data-action=message-menu]          the menu of a message (also by right click): reply, copy, forward, scan-picture
//   [data-dialog=link|location|forward|confirm-link|alert]  what lies over the phone; [data-action=close] or Escape
//   [data-code=LINK], [data-field=link], [data-action=ok]   in link: a QR code in another phone, a pasted link, open
//   [data-map], input[name=latitude|longitude], [data-action=share|share-live|stop-live|zoom-in|zoom-out]  in location
//   [data-inside]                       of a map and its words: whether its point is within the nearest fence
//   [data-action=scan-picture]          under a picture with a code; then [data-forward-to=ID] is who scans it
//   [data-action=move-live|end-live]    under one's own live location
//   [data-forward-to=ID], [data-field=find-person]   in forward; [data-action=go] in confirm-link
//   [data-waits=NAME]                   a file that waits to be sent ([data-action=drop-file]); sent with send or Enter
//   [data-action=add-sample]            puts a sample to those that wait, so that several go out as one album
//   [data-action=keyboard]              shows or hides the bot's keyboard; [data-action=cancel-reply] ends an answer
//   [data-action=bottom][data-new=N]    to the newest message; N are new below
//   dialog[data-dialog=viewer]          a picture over the whole page; data-zoom; before, after, zoom-in, zoom-out, close

import { person, post } from "./api.js";
import { Chat, PAGE } from "./chat.js";
import { Compose } from "./compose.js";
import { el, find } from "./dom.js";
import { icon } from "./icons.js";
import { apply, onLanguage, t } from "./i18n.js";
import { Keys } from "./keyboard.js";
import { layer } from "./layer.js";
import { pickPlace } from "./map.js";
import { avatar, choosePerson, confirmLink, menu } from "./menu.js";
import { bubble } from "./message.js";
import { isTelegram } from "./richtext.js";
import { offer, scan, scanners } from "./scan.js";
import { view } from "./viewer.js";

const TOAST = 4000; // ms that a toast stays
const TYPING = 5000;

export class Phone {
  constructor(info) {
    this.id = info.id;
    this.info = info;
    this.api = {
      ...person(info.id),
      send: (text, replyTo) => post(`/api/people/${info.id}/send`, replyTo ? { text, reply_to: replyTo } : { text }),
      place: (place) => post(`/api/people/${info.id}/location`, place),
    };
    this.build(info);
    this.describe(info);
    this.chat.element.addEventListener("click", (e) => this.click(e));
    this.chat.element.addEventListener("contextmenu", (e) => this.context(e));
    this.chat.element.addEventListener("keydown", (e) => this.walk(e));
    this.forget = onLanguage(() => this.speak());
    this.dropping();
    offer(this);
  }

  build(info) {
    const id = info.id;
    const button = (action, name) => el("button", { type: "button", class: "round", "data-action": action, "data-t-label": `phone.${action}`, "data-t-title": `phone.${action}`, onclick: () => this.act(action) }, icon(name));
    this.name = el("h2", { dir: "auto" });
    this.about = el("p", { class: "about" });
    this.badge = el("span", { class: "badge", hidden: true });
    this.actions = el("div", { class: "sheet" });
    this.more = el("details", { class: "panel", "data-panel": "phone" }, el("summary", { class: "round", "data-t-label": "phone.more", "data-t-title": "phone.more" }, icon("more")), this.actions);
    this.chat = new Chat({
      label: "phone.chat", page: (before) => this.api.chat({ before, limit: PAGE }), news: (count, atEnd) => this.below(count, atEnd),
      draw: (messages) => bubble(messages, { before: (n) => this.chat.get(n), name: this.info.name }),
    });
    this.toast = el("p", { class: "toast", role: "status", "data-toast": "", hidden: true });
    this.count = el("span", { class: "badge", hidden: true });
    this.bottom = el("button", { type: "button", class: "bottom", "data-action": "bottom", "data-new": "0", hidden: true, onclick: () => { this.chat.toEnd(); this.chat.element.focus({ preventScroll: true }); } }, icon("down"), this.count);
    this.empty = el("div", { class: "empty-chat", hidden: true }, avatar({ id: 1, name: "G" }), el("b", { "data-t": "phone.empty" }), el("p", { "data-t": "phone.empty-hint" }));
    this.start = el("button", { type: "button", class: "start", "data-action": "start", hidden: true, onclick: () => this.act("start") });
    this.keys = new Keys({ press: (k) => this.press(k), changed: () => this.keysChanged() });
    this.compose = new Compose({
      id, commands: () => this.api.commands(), keys: () => this.keys.toggle(),
      send: (text, replyTo) => this.do(() => this.api.send(text, replyTo)), upload: (files, caption) => this.do(() => this.api.upload(files, caption)),
    });
    this.element = el("section", { class: "phone", id: `phone-${id}`, "data-person": id },
      el("header", {}, avatar(info), el("div", { class: "title" }, this.name, this.about), this.badge, button("open", "scan"), this.more),
      el("div", { class: "middle" }, this.chat.float, this.chat.element, this.empty, this.bottom, this.toast),
      this.start, this.compose.element, this.keys.element);
    this.actions.addEventListener("click", (e) => this.act(e.target.closest("[data-action]")?.dataset.action));
    this.more.addEventListener("keydown", (e) => {
      if (e.key !== "Escape") return;
      this.more.open = false;
      find("summary", this.more).focus();
    });
    apply(this.element);
  }

  get messages() { return this.chat; } // get(id) is a message

  get atEnd() { return this.chat.atEnd; }

  scroll() { this.chat.settle(); }

  // close ends what would outlive the phone.
  close() { this.forget(); }

  // speak says everything in the language that was chosen.
  speak() {
    apply(this.element);
    this.describe(this.info);
    this.chat.redraw();
    this.below(this.chat.fresh, this.chat.atEnd);
  }

  // describe shows what the office and Telegram know of the person now.
  describe(info) {
    this.info = info;
    this.name.textContent = this.name.title = info.name;
    Object.assign(this.element.dataset, { linked: info.linked, blocked: info.blocked });
    this.element.setAttribute("aria-label", t("phone.of", { name: info.name }));
    this.about.replaceChildren(...[
      info.blocked && el("span", { class: "state" }, t("phone.blocked")), !info.linked && (info.nip || info.link) && el("span", { class: "state" }, t("phone.unlinked")),
      info.position && el("span", { dir: "auto" }, info.position),
    ].filter(Boolean));
    this.about.title = [info.position, info.unit, info.nip && `NIP ${info.nip}`, ...(info.roles ?? [])].filter(Boolean).join(" · ");
    this.badge.hidden = !info.unread;
    this.badge.textContent = info.unread > 99 ? "99+" : info.unread;
    this.badge.setAttribute("aria-label", t("phone.unread", { n: info.unread }));
    const action = (name, image, label = t(`phone.${name}`)) => el("button", { type: "button", "data-action": name }, icon(image), label);
    this.actions.replaceChildren(...[
      info.link && !info.linked && action("link", "link"), action("open", "scan"), action("contact", "person"), action("location", "pin"),
      info.blocked ? action("unblock", "block") : action("block", "block"),
    ].filter(Boolean));
    this.startOrWrite();
  }

  startOrWrite() {
    const fresh = this.chat.items.length === 0 && this.ready === true;
    this.empty.hidden = !fresh || this.info.blocked;
    this.start.hidden = !fresh && !this.info.blocked;
    this.start.textContent = t(this.info.blocked ? "phone.restart" : "phone.start");
    this.compose.element.hidden = this.info.blocked;
    this.keysChanged();
  }

  keysChanged() {
    const { keys, compose } = this;
    if (!compose) return;
    keys.element.hidden = keys.empty || !keys.open || this.info.blocked;
    compose.keys.hidden = keys.empty;
    compose.keys.setAttribute("aria-pressed", String(keys.open));
  }

  // load reads the chat. What happens meanwhile is kept, and shown after what was read.
  load() {
    this.waiting ??= [];
    this.loaded = this.read();
    return this.loaded;
  }

  async read() {
    const { messages, keyboard, total } = await this.api.chat({ limit: PAGE });
    this.ready = true;
    this.chat.reset(messages, total);
    this.keys.show(keyboard ?? []);
    this.startOrWrite();
    if (!this.chat.get(this.compose.replies)) this.compose.replyTo();
    this.asked(this.chat.last);
    const waiting = this.waiting ?? [];
    this.waiting = undefined;
    for (const happened of waiting) happened();
  }

  // put shows a message that is new or was edited.
  put({ message: m, keyboard }) {
    if (this.waiting) return this.waiting.push(() => this.put({ message: m, keyboard }));
    const isNew = m.message_id > (this.chat.last?.message_id ?? 0);
    this.chat.put(m);
    this.keys.show(keyboard ?? []);
    this.startOrWrite();
    if (m.from === "bot") this.typing(false);
    if (isNew && m.from === "person") this.chat.toEnd();
    if (isNew) this.asked(m);
  }

  // asked begins an answer when the bot asks for one, and ends it when it was given.
  asked(m) {
    if (m?.force_reply) this.compose.replyTo(m, m.force_reply.placeholder);
    else if (m?.from === "person" && this.compose.replies) this.compose.replyTo();
  }

  remove(messageID) {
    if (this.waiting) return this.waiting.push(() => this.remove(messageID));
    this.chat.remove(messageID);
    if (this.compose.replies === messageID) this.compose.replyTo();
    this.startOrWrite();
  }

  // show brings a message into view; it says false if the chat no longer has it.
  async show(messageID) {
    await this.chat.go(messageID);
    return this.chat.get(messageID) !== undefined;
  }

  below(count, atEnd) {
    this.bottom.hidden = atEnd;
    this.bottom.dataset.new = count;
    this.count.hidden = count === 0;
    this.count.textContent = count > 99 ? "99+" : count;
    this.bottom.setAttribute("aria-label", t(count > 0 ? "phone.bottom-new" : "phone.bottom", { n: count }));
  }

  press(key) {
    if (key.request === "contact" || key.request === "location") this.act(key.request);
    else this.do(() => this.api.send(key.text));
  }

  open(link) { return this.do(() => this.api.open(link)); }

  click(e) {
    const target = e.target.closest("[data-button], [data-command], [data-open], [data-link], [data-view], [data-goto], [data-action]");
    if (e.defaultPrevented) return;
    if (!target) return e.pointerType === "touch" && e.target.closest(".bubble") && !String(getSelection()) ? this.menuOf(e.target, { x: e.clientX, y: e.clientY }) : undefined;
    const { command, open, link, view: picture, goto, action } = target.dataset;
    if (command) this.do(() => this.api.send(command));
    else if (open) {
      e.preventDefault();
      this.open(open);
    } else if (link) {
      e.preventDefault();
      confirmLink(this.element, link);
    } else if (picture) this.look(target);
    else if (goto) this.chat.go(Number(goto));
    else if (action) this.onMessage(action, target);
    else this.tap(target);
  }

  async tap(button) {
    const { url, copy, data } = button.dataset;
    if (url) return isTelegram(new URL(url)) ? this.open(url) : confirmLink(this.element, url);
    if (copy) return this.copy(copy);
    if (button.getAttribute("aria-busy") === "true") return;
    const messageID = Number(button.closest("[data-message]").dataset.message);
    button.setAttribute("aria-busy", "true");
    await this.do(() => this.api.tap(messageID, data));
    button.removeAttribute("aria-busy");
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch { // a page that is not from this machine may not
      const area = el("textarea", { class: "unseen" });
      this.element.append(area);
      area.value = text;
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    this.note({ toast: t("phone.copied"), alert: false });
  }

  // look opens the pictures of the chat in the viewer.
  look(target) {
    const all = this.pictures();
    view(all, all.findIndex((p) => p.url === target.dataset.view && p.message === messageOf(target)), (p) => this.lend(p.link));
  }

  pictures() {
    return this.chat.items.flatMap((m) => m.attachments.filter((a) => a.kind === "photo").map((a) => ({ ...a, message: m.message_id, date: m.date })));
  }

  // codes are the QR codes that stand in this chat.
  codes() { return this.pictures().filter((p) => p.link).map((p) => ({ ...p, owner: this.info.name })); }

  // lend holds a QR code out to another phone.
  lend(link) {
    const others = scanners(this);
    if (others.length === 0) return this.open(link);
    choosePerson(this.element, { label: t("phone.who-scans"), without: this.id, chosen: (p) => post(`/api/people/${p.id}/open`, { link }).catch((e) => this.note({ toast: e.message, failed: true })) })
      .catch((e) => this.note({ toast: e.message, failed: true }));
  }

  context(e) {
    if (e.target.closest("a, img, [data-button]") || !e.target.closest("[data-message]") || String(getSelection())) return; // the browser's own menu is better
    e.preventDefault();
    this.menuOf(e.target, { x: e.clientX, y: e.clientY });
  }

  menuOf(target, at) {
    const m = this.chat.get(messageOf(target));
    if (!m || m.service) return;
    const why = m.protected ? t("phone.protected") : undefined;
    const link = m.attachments.find((a) => a.link)?.link;
    const text = m.plain || (m.contact && `${m.contact.name} ${m.contact.phone}`) || (m.location && `${m.location.latitude}, ${m.location.longitude}`);
    menu(this.element, [
      { action: "reply", icon: "reply", label: t("phone.reply"), act: () => { this.compose.replyTo(m); this.compose.input.focus(); } },
      text && { action: "copy", icon: "copy", label: t("phone.copy"), why, act: () => this.copy(text) },
      { action: "forward", icon: "forward", label: t("phone.forward"), why, act: () => this.forward(m) },
      link && { action: "scan-picture", icon: "scan", label: t("phone.scan-picture"), act: () => this.lend(link) },
    ].filter(Boolean), at);
  }

  forward(m) {
    const album = m.album ? this.chat.items.filter((one) => one.album === m.album) : [m];
    this.do(() => choosePerson(this.element, {
      label: t("phone.forward-to"), without: undefined,
      chosen: (p) => this.do(async () => {
        for (const one of album) await this.api.forward(one.message_id, p.id);
        this.note({ toast: t("phone.was-forwarded", { name: p.name }), alert: false });
      }),
    }));
  }

  onMessage(action, target) {
    const m = this.chat.get(messageOf(target));
    if (!m) return;
    if (action === "message-menu") {
      const { left, bottom } = target.getBoundingClientRect();
      this.menuOf(target, { x: left, y: bottom });
    } else if (action === "scan-picture") {
      this.lend(m.attachments.find((a) => a.link).link);
    } else if (action === "move-live") {
      this.place(m);
    } else if (action === "end-live") {
      this.do(() => this.api.place({ message_id: m.message_id, stop: true }));
    }
  }

  // place asks for a point on the map; `m` is a live location that moves.
  place(m) {
    return pickPlace(this.element, {
      moving: m && { ...m.location },
      share: (p) => this.do(() => this.api.place(m ? (p.live ? { ...p, message_id: m.message_id } : { message_id: m.message_id, stop: true }) : p)),
    });
  }

  // walk leads through the messages by keyboard.
  walk(e) {
    const at = e.target.closest("[data-message]");
    if (e.key === "Escape") this.compose.input.focus();
    else if (at !== e.target && !(e.target === this.chat.element && e.key === "Enter")) return;
    else if (e.key === "Enter" && at) this.menuOf(at, { x: at.getBoundingClientRect().left + 24, y: at.getBoundingClientRect().top + 24 });
    else if (e.key === "Enter") [...this.chat.blocks.querySelectorAll("article")].at(-1)?.focus();
    else if (e.key === "ArrowUp" || e.key === "ArrowDown") {
      const all = [...this.chat.blocks.querySelectorAll("article")];
      all[all.indexOf(at) + (e.key === "ArrowUp" ? -1 : 1)]?.focus();
    } else return;
    e.preventDefault();
  }

  act(action) {
    if (!action) return;
    if (this.more.open) {
      find("summary", this.more).focus();
      this.more.open = false;
    }
    switch (action) {
      case "block": case "unblock": return this.do(() => this.api.block(action === "block"));
      case "contact": return this.do(() => this.api.contact());
      case "link": return this.open(this.info.link);
      case "open": return scan(this, (link) => this.open(link));
      case "location": return this.place();
      case "start":
        this.do(() => this.api.send("/start"));
        this.compose.element.hidden = false;
        return this.compose.input.focus(); // this button goes away
    }
  }

  // dropping takes files that are dropped on the phone.
  dropping() {
    const has = (e) => e.dataTransfer?.types.includes("Files");
    const over = (yes) => this.element.classList.toggle("dropping", yes);
    this.element.addEventListener("dragover", (e) => {
      if (!has(e)) return;
      e.preventDefault();
      over(true);
    });
    this.element.addEventListener("dragleave", (e) => { if (!this.element.contains(e.relatedTarget)) over(false); });
    this.element.addEventListener("drop", (e) => {
      if (!has(e)) return;
      e.preventDefault();
      over(false);
      this.compose.shelf.add([...e.dataTransfer.files]);
    });
  }

  // do shows a refusal on the phone that it belongs to, and says whether it went well.
  async do(something) {
    try {
      await something();
      return true;
    } catch (e) {
      this.note({ toast: e.message, alert: false, failed: true });
      return false;
    }
  }

  // note shows what the bot answered to a tap: a toast that passes, or a box that must be closed.
  note({ toast, alert, failed }) {
    if (!toast) return;
    if (alert) return this.box(toast);
    clearTimeout(this.passing);
    this.toast.textContent = toast;
    this.toast.classList.toggle("failed", failed === true);
    this.toast.dataset.toast = toast;
    this.toast.hidden = false;
    this.passing = setTimeout(() => { this.toast.hidden = true; }, TOAST);
  }

  box(text) {
    const close = layer(this.element, {
      name: "alert", role: "alertdialog", label: t("phone.alert"), attributes: { "data-alert": text }, into: this.element.contains(document.activeElement),
      content: [el("p", { dir: "auto", lang: "id" }, text), el("div", { class: "answers" }, el("button", { type: "button", class: "solid", "data-action": "ok", onclick: () => close() }, "OK"))],
    });
  }

  typing(yes) {
    clearTimeout(this.typed);
    this.element.classList.toggle("typing", yes);
    this.about.dataset.typing = t("phone.typing");
    if (yes) this.typed = setTimeout(() => this.typing(false), TYPING);
  }
}

const messageOf = (node) => Number(node.closest("[data-message]").dataset.message);

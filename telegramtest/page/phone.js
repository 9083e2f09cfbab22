// One person's phone: the chat with the bot, what they can tap and write, and what the bot shows them.

import { person } from "./api.js";
import { dayOf } from "./clock.js";
import { Compose } from "./compose.js";
import { el, find } from "./dom.js";
import { bubble, openURL } from "./message.js";
import { linkOf } from "./people.js";

const TOAST = 4000; // ms that a toast stays
const TYPING = 5000;

export class Phone {
  // `tools` brings askLink and askLocation (dialogs), samples, and failed (shows an error of the page itself).
  constructor(info, tools) {
    this.id = info.id;
    this.tools = tools;
    this.api = person(info.id);
    this.messages = new Map(); // message_id -> message
    this.build(info);
    this.describe(info);
  }

  build(info) {
    this.name = el("h2", {}, info.name);
    this.about = el("p", { class: "about" });
    this.actions = el("div", { class: "sheet" });
    this.more = el("details", { class: "panel", "data-panel": "phone" }, el("summary", { "aria-label": `More of ${info.name}` }, "⋮"), this.actions);
    this.chat = el("ol", { class: "chat", role: "log", "aria-label": `Chat of ${info.name} with the bot`, lang: "id", tabindex: "0" });
    this.toast = el("p", { class: "toast", role: "status", "data-toast": "", hidden: true });
    this.start = el("button", { type: "button", class: "start", "data-action": "start", hidden: true }, "START");
    this.keys = el("div", { class: "keys", role: "group", "aria-label": "Keyboard of the bot", hidden: true, lang: "id" });
    this.compose = new Compose({
      id: info.id, name: info.name, commands: () => this.api.commands(), samples: this.tools.samples,
      send: (text) => this.do(() => this.api.send(text)), upload: (file) => this.do(() => this.api.upload(file)),
    });
    this.element = el("section", { class: "phone", id: `phone-${info.id}`, "data-person": info.id, "aria-label": `Phone of ${info.name}` },
      el("header", {}, el("span", { class: "avatar", "aria-hidden": "true" }, initials(info.name)), el("div", { class: "title" }, this.name, this.about), this.more),
      this.toast, this.chat, this.start, this.compose.element, this.keys);
    this.chat.addEventListener("click", (e) => this.click(e));
    this.stayAtTheEnd();
    this.start.addEventListener("click", () => {
      this.write("/start");
      this.compose.input.focus(); // this button goes away
    });
    this.actions.addEventListener("click", (e) => this.act(e.target.closest("[data-action]")?.dataset.action));
    this.more.addEventListener("keydown", (e) => {
      if (e.key !== "Escape") return;
      this.more.open = false;
      find("summary", this.more).focus();
    });
  }

  // stayAtTheEnd keeps the newest message in sight, unless the reader has scrolled up, whatever changes its size.
  stayAtTheEnd() {
    this.atEnd = true;
    this.chat.addEventListener("scroll", () => {
      this.atEnd = this.chat.scrollHeight - this.chat.scrollTop - this.chat.clientHeight < 40;
    });
    const stay = () => { if (this.atEnd) this.scroll(); };
    new ResizeObserver(stay).observe(this.chat);
    this.chat.addEventListener("load", stay, true); // of a picture
  }

  // describe shows what the office and Telegram know of the person now.
  describe(info) {
    this.info = info;
    this.name.textContent = info.name;
    this.element.dataset.linked = info.linked;
    this.element.dataset.blocked = info.blocked;
    this.about.textContent = [info.blocked && "blocked", linkOf(info) === "not linked" && "not linked", info.position].filter(Boolean).join(" · ");
    this.about.title = [info.unit, info.nip && `NIP ${info.nip}`, ...info.roles].filter(Boolean).join(" · ");
    const action = (name, label) => el("button", { type: "button", "data-action": name }, label);
    this.actions.replaceChildren(...[
      info.link && !info.linked && action("link", "Open the link that links this account"),
      action("open", "Open a link…"),
      action("contact", "Share own contact"),
      action("location", "Share a location…"),
      info.blocked ? action("unblock", "Unblock the bot") : action("block", "Block the bot"),
    ].filter(Boolean));
    this.startOrWrite();
  }

  startOrWrite() {
    this.start.hidden = this.messages.size > 0 && !this.info.blocked;
    this.start.textContent = this.info.blocked ? "UNBLOCK AND START" : "START";
  }

  // load reads the chat. What happens meanwhile is kept, and shown after what was read.
  load() {
    this.waiting ??= [];
    this.loaded = this.read();
    return this.loaded;
  }

  async read() {
    const { messages, keyboard } = await this.api.chat();
    this.messages = new Map();
    this.lastDay = undefined;
    this.chat.replaceChildren();
    for (const m of messages) this.append(m);
    this.showKeyboard(keyboard);
    this.startOrWrite();
    this.scroll();
    const waiting = this.waiting ?? [];
    this.waiting = undefined;
    for (const happened of waiting) happened();
  }

  append(m) {
    const day = dayOf(m.date);
    if (day !== this.lastDay) this.chat.append(el("li", { class: "day", role: "presentation" }, day));
    this.lastDay = day;
    this.messages.set(m.message_id, m);
    this.chat.append(bubble(m, this.messages.get(m.reply_to)?.plain));
  }

  node(messageID) { return find(`[data-message="${messageID}"]`, this.chat); }

  // put shows a message that is new or was edited.
  put({ message: m, keyboard }) {
    if (this.waiting) return this.waiting.push(() => this.put({ message: m, keyboard }));
    const old = this.node(m.message_id);
    if (old) this.replace(old, m);
    else this.append(m);
    this.showKeyboard(keyboard);
    this.startOrWrite();
    if (m.from === "bot") this.typing(false);
    if (this.atEnd || !old) this.scroll();
  }

  // replace keeps the focus near where it was, so that the keyboard's place is not lost with an edit.
  replace(old, m) {
    const buttons = (node) => [...node.querySelectorAll(".inline")];
    const at = buttons(old).indexOf(document.activeElement);
    this.messages.set(m.message_id, m);
    const fresh = bubble(m, this.messages.get(m.reply_to)?.plain);
    fresh.classList.add("changed");
    old.replaceWith(fresh);
    if (at < 0) return;
    const left = buttons(fresh);
    (left[Math.min(at, left.length - 1)] ?? fresh).focus({ preventScroll: true });
  }

  remove(messageID) {
    if (this.waiting) return this.waiting.push(() => this.remove(messageID));
    const node = this.node(messageID);
    if (node?.contains(document.activeElement)) this.chat.focus();
    node?.remove();
    this.messages.delete(messageID);
    this.startOrWrite();
  }

  scroll() { this.chat.scrollTop = this.chat.scrollHeight; }

  showKeyboard(keyboard) {
    const drawn = JSON.stringify(keyboard);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.keys.hidden = keyboard.length === 0;
    this.keys.replaceChildren(...keyboard.map((row) => el("div", { class: "button-row" }, ...row.map((k) =>
      el("button", { type: "button", "data-key": k.text, "data-request": k.request || undefined, onclick: () => this.press(k) }, k.text)))));
  }

  press(key) {
    if (key.request === "contact") this.act("contact");
    else if (key.request === "location") this.act("location");
    else this.write(key.text);
  }

  write(text) { return this.do(() => this.api.send(text)); }

  click(e) {
    const target = e.target.closest("[data-button], [data-command], [data-open]");
    if (!target) return;
    if (target.dataset.command) this.write(target.dataset.command);
    else if (target.dataset.open) {
      e.preventDefault();
      this.do(() => this.api.open(target.dataset.open));
    } else this.tap(target);
  }

  async tap(button) {
    const { url, copy, data } = button.dataset;
    if (url) return openURL(url, (link) => this.do(() => this.api.open(link)));
    if (copy) {
      await navigator.clipboard.writeText(copy).catch(() => {});
      return this.note({ toast: "Copied.", alert: false });
    }
    const messageID = Number(button.closest("[data-message]").dataset.message);
    button.classList.add("busy");
    await this.do(() => this.api.tap(messageID, data));
    button.classList.remove("busy");
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
      case "link": return this.do(() => this.api.open(this.info.link));
      case "open": return this.tools.askLink((link) => this.do(() => this.api.open(link)));
      case "location": return this.tools.askLocation((l) => this.do(() => this.api.location(l.latitude, l.longitude, l.live)));
    }
  }

  // do shows a refusal on the phone that it belongs to.
  async do(something) {
    try {
      await something();
    } catch (e) {
      this.note({ toast: e.message, alert: false, failed: true });
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
    const back = document.activeElement;
    const ok = el("button", { type: "button", "data-action": "ok" }, "OK");
    const box = el("div", { class: "alert", role: "alertdialog", "aria-modal": "false", "aria-label": "From the bot", "data-alert": text },
      el("div", { class: "box" }, el("p", { dir: "auto", lang: "id" }, text), ok));
    const close = () => {
      box.remove();
      back?.focus?.();
    };
    ok.addEventListener("click", close);
    box.addEventListener("keydown", (e) => { if (e.key === "Escape") close(); });
    this.element.append(box);
    if (this.element.contains(back)) ok.focus();
  }

  typing(yes) {
    clearTimeout(this.typed);
    this.element.classList.toggle("typing", yes);
    if (yes) this.typed = setTimeout(() => this.typing(false), TYPING);
  }
}

const initials = (name) => name.split(/\s+/).filter((w) => !w.endsWith(".")).slice(0, 2).map((w) => [...w][0]).join("").toUpperCase();

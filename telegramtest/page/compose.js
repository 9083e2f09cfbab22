// The line in which a person writes: with the commands that come up on "/", what is answered, and files that wait to
// be sent. What was begun is kept for each person.

import { el, find } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { Shelf } from "./shelf.js";

const MOST = 50; // commands that the menu shows
const HIGH = 132; // px that the line may grow to

const drafts = {
  get: (id) => sessionStorage.getItem(`draft.${id}`) ?? "",
  set: (id, text) => { if (text) sessionStorage.setItem(`draft.${id}`, text); else sessionStorage.removeItem(`draft.${id}`); },
};

export class Compose {
  // `commands` asks for the menu; `send` takes a text and the message it answers, `upload` files and their caption:
  // both say whether it went out. `keys` shows or hides the bot's keyboard.
  constructor({ id, commands, send, upload, keys }) {
    Object.assign(this, { id, commands, send, upload, at: -1 });
    this.list = el("ul", { class: "commands", role: "listbox", id: `commands-${id}`, "data-t-label": "phone.commands", hidden: true });
    this.input = el("textarea", {
      rows: "1", "data-t-placeholder": "phone.message", "data-t-label": "phone.write", "data-field": "text", role: "combobox", enterkeyhint: "send", dir: "auto",
      "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": this.list.id, autocomplete: "off",
    });
    const button = (action, name, type = "button") => el("button", { type, class: "round", "data-action": action, "data-t-label": `phone.${action}`, "data-t-title": `phone.${action}` }, icon(name));
    this.shelf = new Shelf({ send: (files) => this.give(files, ""), changed: () => this.ready(), back: () => this.input.focus() });
    this.clip = button("attach", "clip");
    this.keys = button("keyboard", "keys");
    this.keys.hidden = true;
    this.sender = button("send", "send", "submit");
    this.answered = el("span", { class: "words" });
    this.answer = el("div", { class: "answering", hidden: true }, icon("reply"), this.answered, button("cancel-reply", "close"));
    this.form = el("form", { class: "compose", "data-form": "compose" }, button("menu", "menu"), this.clip, this.input, this.keys, this.sender);
    this.element = el("div", { class: "composer" }, this.list, this.shelf.offers, this.answer, this.shelf.element, this.form);
    this.listen(keys);
    this.write(drafts.get(id));
  }

  listen(keys) {
    this.form.addEventListener("submit", (e) => { e.preventDefault(); this.submit(); });
    this.input.addEventListener("input", () => { this.changed(); this.suggest(); });
    this.input.addEventListener("keydown", (e) => this.key(e));
    this.input.addEventListener("beforeinput", (e) => { // Enter sends; only with Shift it begins a line
      if (e.inputType === "insertLineBreak" && !this.shift) e.preventDefault();
    });
    this.input.addEventListener("blur", () => this.close());
    this.input.addEventListener("paste", (e) => {
      if (e.clipboardData.files.length === 0) return;
      e.preventDefault();
      this.shelf.add([...e.clipboardData.files]);
    });
    this.list.addEventListener("mousedown", (e) => e.preventDefault()); // keeps the focus in the line
    this.list.addEventListener("click", (e) => {
      const option = e.target.closest("[role=option]");
      if (option) this.choose(option.dataset.command);
    });
    find("[data-action=menu]", this.form).addEventListener("click", () => {
      this.write("/");
      this.input.focus();
      this.suggest();
    });
    find("[data-action=cancel-reply]", this.answer).addEventListener("click", () => { this.replyTo(); this.input.focus(); });
    this.keys.addEventListener("click", keys);
    this.clip.addEventListener("click", () => this.shelf.ask(this.clip));
    new ResizeObserver(() => this.grow()).observe(this.form);
  }

  write(text) {
    this.input.value = text;
    this.changed();
  }

  // changed keeps the draft and fits the line to it.
  changed() {
    drafts.set(this.id, this.input.value);
    this.grow();
    this.ready();
  }

  grow() {
    const { style } = this.input;
    this.form.style.minHeight = `${this.form.offsetHeight}px`; // so that nothing else moves while it is measured
    style.height = "auto";
    const wanted = this.input.scrollHeight + 2; // its border
    this.form.style.minHeight = "";
    style.height = `${Math.min(wanted, HIGH)}px`;
    style.overflowY = wanted > HIGH ? "auto" : "hidden";
  }

  ready() { this.sender.classList.toggle("ready", this.input.value.trim() !== "" || this.shelf.files.length > 0); }

  // replyTo says which message the next text answers; none takes it back.
  replyTo(message, placeholder) {
    this.replies = message?.message_id;
    this.answer.hidden = !message;
    this.answered.replaceChildren(...(message ? [el("b", {}, t("phone.answer-to")), " ", el("span", { dir: "auto" }, message.plain || t("phone.message"))] : []));
    if (placeholder) this.input.placeholder = placeholder;
    else this.input.placeholder = t("phone.message");
  }

  async submit() {
    const text = this.input.value;
    if (this.shelf.files.length > 0) return this.give(this.shelf.take(), text);
    if (text.trim() === "") return;
    const { replies } = this;
    this.write("");
    this.close();
    this.replyTo();
    if (!await this.send(text, replies) && this.input.value === "") this.write(text); // nothing that was written is lost
  }

  async give(files, caption) {
    this.write(caption ? "" : this.input.value);
    this.form.classList.add("sending");
    const sent = await this.upload(files, caption);
    this.form.classList.remove("sending");
    if (sent) return;
    this.shelf.add(files);
    if (this.input.value === "") this.write(caption);
  }

  async suggest() {
    const typed = this.input.value;
    if (!/^\/\S*$/.test(typed)) return this.close();
    const all = await this.commands().catch(() => []);
    if (this.input.value !== typed) return; // more was typed meanwhile
    const shown = all.filter((c) => `/${c.command}`.startsWith(typed.toLowerCase())).slice(0, MOST);
    this.list.replaceChildren(...shown.map((c, i) => el("li", {
      role: "option", id: `command-${this.id}-${i}`, "data-command": `/${c.command}`, "aria-selected": "false",
    }, el("b", {}, `/${c.command}`), el("span", { lang: "id" }, c.description))));
    this.at = -1;
    this.list.hidden = shown.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    if (shown.length > 0) this.point(Math.max(0, shown.findIndex((c) => `/${c.command}` === typed)));
  }

  close() {
    this.list.hidden = true;
    this.at = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  key(e) {
    this.shift = e.shiftKey;
    const open = !this.list.hidden;
    const n = this.list.children.length;
    const chosen = open && this.at >= 0 && this.list.children[this.at].dataset.command;
    if (open && (e.key === "ArrowDown" || e.key === "ArrowUp")) this.point((this.at + (e.key === "ArrowDown" ? 1 : n - 1)) % n);
    else if (e.key === "Escape" && open) this.close();
    else if (e.key === "Escape" && this.replies) this.replyTo();
    else if (chosen && e.key === "Tab" && !e.shiftKey) this.complete(chosen);
    else if (e.key !== "Enter" || e.shiftKey || e.isComposing) return;
    else if (chosen && chosen.startsWith(this.input.value.toLowerCase())) this.choose(chosen);
    else this.submit();
    e.preventDefault();
  }

  point(at) {
    this.at = at;
    [...this.list.children].forEach((o, i) => o.setAttribute("aria-selected", String(i === at)));
    const option = this.list.children[at];
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  complete(command) {
    this.write(`${command} `);
    this.close();
  }

  choose(command) {
    this.write(command);
    this.submit();
  }
}

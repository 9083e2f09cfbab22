// The line in which a person writes, with the menu of commands that opens on "/".

import { el } from "./dom.js";

const MOST = 50; // commands that the menu shows

export class Compose {
  // `commands` asks for the menu; `send` takes the text; `upload` takes files; `samples` asks for files on offer.
  constructor({ id, name, commands, send, upload, samples }) {
    Object.assign(this, { id, commands, send, samples, upload, shown: [], at: -1 });
    this.list = el("ul", { class: "commands", role: "listbox", id: `commands-${id}`, "aria-label": "Commands", hidden: true });
    this.input = el("textarea", {
      rows: "1", placeholder: "Message", "aria-label": `Message of ${name}`, "data-field": "text", role: "combobox",
      "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": this.list.id, autocomplete: "off",
    });
    this.file = el("input", { type: "file", multiple: true, "data-field": "file", "aria-label": `File of ${name}`, class: "file", tabindex: "-1" });
    this.clip = el("button", { type: "button", "data-action": "attach", "aria-label": "Attach a file", title: "Attach a file" }, "📎");
    this.offers = el("div", { class: "offers", hidden: true });
    this.form = el("form", { class: "compose", "data-form": "compose" },
      el("button", { type: "button", "data-action": "menu", "aria-label": "Commands", title: "Commands" }, "/"),
      this.clip, this.input,
      el("button", { type: "submit", "data-action": "send", "aria-label": "Send", title: "Send" }, "➤"),
      this.file);
    this.element = el("div", { class: "composer" }, this.list, this.offers, this.form);
    this.listen();
  }

  listen() {
    this.form.addEventListener("submit", (e) => { e.preventDefault(); this.submit(); });
    this.input.addEventListener("input", () => { this.grow(); this.suggest(); });
    this.input.addEventListener("keydown", (e) => this.key(e));
    this.input.addEventListener("beforeinput", (e) => { // Enter sends; only with Shift it begins a line
      if (e.inputType === "insertLineBreak" && !this.shift) e.preventDefault();
    });
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (e) => e.preventDefault()); // keeps the focus in the line
    this.list.addEventListener("click", (e) => {
      const option = e.target.closest("[role=option]");
      if (option) this.choose(option.dataset.command);
    });
    this.form.querySelector("[data-action=menu]").addEventListener("click", () => {
      this.input.value = "/";
      this.input.focus();
      this.suggest();
    });
    this.clip.addEventListener("click", () => this.attach());
    this.file.addEventListener("change", async () => {
      const files = [...this.file.files];
      this.file.value = "";
      for (const f of files) await this.upload(f);
    });
  }

  submit() {
    const text = this.input.value;
    if (text.trim() === "") return;
    this.input.value = "";
    this.grow();
    this.close();
    this.send(text);
  }

  grow() {
    this.input.rows = Math.min(5, this.input.value.split("\n").length);
  }

  async suggest() {
    const typed = this.input.value;
    if (!/^\/\S*$/.test(typed)) return this.close();
    const all = await this.commands().catch(() => []);
    if (this.input.value !== typed) return; // more was typed meanwhile
    this.shown = all.filter((c) => `/${c.command}`.startsWith(typed.toLowerCase())).slice(0, MOST);
    this.at = -1;
    this.list.replaceChildren(...this.shown.map((c, i) => el("li", {
      role: "option", id: `command-${this.id}-${i}`, "data-command": `/${c.command}`, "aria-selected": "false",
    }, el("b", {}, `/${c.command}`), ` ${c.description}`)));
    this.list.hidden = this.shown.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
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
    if (open && (e.key === "ArrowDown" || e.key === "ArrowUp")) {
      e.preventDefault();
      this.point(e.key === "ArrowDown" ? 1 : -1);
    } else if (open && e.key === "Escape") {
      e.preventDefault();
      this.close();
    } else if (open && this.at >= 0 && (e.key === "Tab" || e.key === "Enter")) {
      e.preventDefault();
      this.choose(this.list.children[this.at].dataset.command);
    } else if (e.key === "Enter" && !e.shiftKey && !e.isComposing) {
      e.preventDefault();
      this.submit();
    }
  }

  point(step) {
    const n = this.list.children.length;
    this.at = (this.at + step + n + (this.at < 0 && step < 0 ? 1 : 0)) % n;
    [...this.list.children].forEach((o, i) => o.setAttribute("aria-selected", String(i === this.at)));
    const option = this.list.children[this.at];
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  choose(command) {
    this.input.value = command;
    this.submit();
  }

  // attach asks for a file; where the office offers samples, they are offered beside.
  async attach() {
    if (!this.offers.hidden) {
      this.offers.hidden = true;
      return;
    }
    const samples = await this.samples();
    if (samples.length === 0) {
      this.file.click();
      return;
    }
    const offer = (label, attributes, act) => el("button", { type: "button", ...attributes, onclick: () => { this.offers.hidden = true; act(); } }, label);
    this.offers.replaceChildren(
      offer("A file of your own…", { "data-action": "own-file" }, () => this.file.click()),
      ...samples.map((s) => offer(s.name, { "data-sample": s.name }, () => this.uploadSample(s))));
    this.offers.hidden = false;
    this.offers.firstChild.focus();
  }

  async uploadSample(sample) {
    const content = await (await fetch(sample.url)).blob();
    await this.upload(new File([content], sample.name));
    this.input.focus();
  }
}

// Behind the curtain: what the bot and Telegram said to each other, and which duties ran. The lines can be filtered,
// held, and copied; a line shows the message that it is about.

import { get } from "./api.js";
import { el, find } from "./dom.js";
import { onLanguage, t } from "./i18n.js";
import { detail, line, summary } from "./logline.js";
import { told } from "./news.js";
import { NARROW } from "./people.js";

const KEPT = 2000; // entries
const LINES = 400; // lines on the page
const KINDS = ["call", "update", "duty", "fault", "poll"];
const NEAR = 40; // px from the end that count as the end

// polls says whether a call only asks for news, as the bot does all the time.
const polls = (e) => e.kind === "call" && e.method === "getUpdates" && e.code === 200 && !e.dropped;

export class Log {
  // `nameOf` names a person, `show` shows a message.
  constructor({ nameOf, show }) {
    Object.assign(this, { nameOf, show, entries: [], last: 0, held: 0, paused: false });
    this.panel = find("[data-panel=log]");
    this.lines = find(".lines", this.panel);
    this.form = find("[data-form=log]", this.panel);
    this.latest = find("[data-log-latest]", this.panel);
    this.count = find("[data-log-count]", this.panel);
    this.pause = find("[data-action=log-pause]", this.panel);
    this.known = { person: new Set(), method: new Set() };
    this.listen();
  }

  listen() {
    this.panel.addEventListener("toggle", () => { if (this.panel.open) this.draw(); });
    this.form.addEventListener("input", () => this.draw());
    this.form.addEventListener("submit", (e) => e.preventDefault());
    this.lines.addEventListener("keydown", (e) => this.key(e));
    this.lines.addEventListener("click", (e) => this.click(e));
    this.pause.addEventListener("click", () => this.hold(!this.paused));
    find("[data-action=log-copy]", this.panel).addEventListener("click", () => copy(this.entries.filter(this.filter())));
    onLanguage(() => this.draw());
  }

  async load() {
    const entries = await get(`/api/log?limit=${KEPT}`);
    this.entries = [];
    this.last = 0;
    this.known = { person: new Set(), method: new Set() };
    for (const e of entries) this.take(e);
    this.hold(false);
  }

  // take remembers an entry, once.
  take(e) {
    if (e.seq <= this.last) return false;
    this.last = e.seq;
    this.entries.push(e);
    if (this.entries.length > KEPT) this.entries.shift();
    if (e.person) this.known.person.add(e.person);
    if (e.method) this.known.method.add(e.method);
    return true;
  }

  add(e) {
    const { person, method } = this.known;
    const before = person.size + method.size;
    if (!this.take(e)) return;
    if (person.size + method.size > before) this.choices();
    if (this.paused) {
      this.held++;
      this.sayPause();
      return;
    }
    if (!polls(e)) this.tell(e);
    if (this.panel.open && this.filter()(e)) this.append(e);
  }

  tell(e) {
    this.count.hidden = false;
    this.count.textContent = e.seq;
    this.latest.textContent = summary(e, this.nameOf);
  }

  hold(yes) {
    this.paused = yes;
    this.held = 0;
    this.sayPause();
    if (!yes) this.draw();
  }

  sayPause() {
    this.pause.setAttribute("aria-pressed", this.paused);
    this.pause.textContent = this.paused ? t("log.resume", { n: this.held }) : t("log.pause");
  }

  filter() {
    const { text, kind, person, method } = this.form.elements;
    const words = text.value.trim().toLowerCase();
    return (e) => (kind.value ? kind.value === (polls(e) ? "poll" : e.kind) : !polls(e)) && (!person.value || String(e.person) === person.value) && (!method.value || e.method === method.value)
      && (!words || `${JSON.stringify(e)} ${this.nameOf(e.person)}`.toLowerCase().includes(words));
  }

  // choices offers the people and methods that occur.
  choices() {
    const fill = (name, options) => {
      const select = this.form.elements[name];
      const { value } = select;
      select.replaceChildren(el("option", { value: "" }, t(`log.any.${name}`)), ...options.map(([v, label]) => el("option", { value: v }, label)));
      select.value = value;
      if (select.selectedIndex < 0) select.value = "";
    };
    fill("kind", KINDS.map((k) => [k, t(`log.kind.${k}`)]));
    fill("person", [...this.known.person].map((id) => [id, this.nameOf(id)]).sort((a, b) => a[1].localeCompare(b[1])));
    fill("method", [...this.known.method].sort().map((m) => [m, m]));
  }

  draw() {
    this.choices();
    this.sayPause();
    const newest = this.entries.findLast((e) => !polls(e));
    if (newest) this.tell(newest);
    if (!this.panel.open) return;
    const found = this.entries.filter(this.filter()).slice(-LINES);
    this.lines.replaceChildren(...found.map((e) => line(e, this.nameOf)));
    find("[data-log-none]", this.panel).hidden = found.length > 0;
    this.reach(this.lines.lastElementChild);
    this.lines.scrollTop = this.lines.scrollHeight;
  }

  append(e) {
    const { lines } = this;
    const near = lines.scrollHeight - lines.scrollTop - lines.clientHeight < NEAR;
    lines.append(line(e, this.nameOf));
    while (lines.children.length > LINES) lines.firstElementChild.remove();
    find("[data-log-none]", this.panel).hidden = true;
    if (!lines.contains(document.activeElement)) this.reach(lines.lastElementChild);
    if (near) lines.scrollTop = lines.scrollHeight;
  }

  // reach makes one line the one that Tab leads to; the arrows lead on from there.
  reach(item) {
    find(".line[tabindex='0']", this.lines)?.setAttribute("tabindex", "-1");
    find(".line", item ?? undefined)?.setAttribute("tabindex", "0");
  }

  key(e) {
    const item = e.target.closest("li");
    const { firstElementChild, lastElementChild } = this.lines;
    const to = { ArrowDown: item?.nextElementSibling, ArrowUp: item?.previousElementSibling, Home: firstElementChild, End: lastElementChild }[e.key];
    if (!to || !e.target.matches(".line")) return;
    e.preventDefault();
    this.reach(to);
    find(".line", to).focus();
  }

  click(e) {
    const item = e.target.closest("li");
    const entry = this.entries.find((x) => x.seq === Number(item?.dataset.seq));
    if (!entry) return undefined;
    if (e.target.closest("[data-action=log-copy-one]")) return copy([entry], true);
    if (!e.target.closest(".line")) return undefined;
    const open = find(".more", item);
    if (open) open.remove();
    else item.append(detail(entry));
    item.scrollIntoView({ block: "nearest" });
    find(".line", item).setAttribute("aria-expanded", String(!open));
    this.reach(item);
    if (open || !entry.message_id || !entry.person) return undefined;
    if (innerWidth < NARROW) this.panel.open = false; // it lies over the phone
    return this.show(entry.person, entry.message_id);
  }
}

async function copy(entries, one = false) {
  const text = JSON.stringify(one ? entries[0] : entries, null, 2);
  try {
    await navigator.clipboard.writeText(text);
    told(t("log.copied", { n: entries.length }));
  } catch {
    told(t("log.nocopy"));
  }
}

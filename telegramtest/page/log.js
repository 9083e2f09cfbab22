// Behind the curtain: the calls of the Bot API and the updates for the bot, and what may go wrong with them.

import { get, post, remove } from "./api.js";
import { hourOf } from "./clock.js";
import { el, find } from "./dom.js";

const LINES = 300;

export class Log {
  constructor({ nameOf }) {
    this.nameOf = nameOf;
    this.panel = find("[data-panel=log]");
    this.lines = find(".lines", this.panel);
    this.count = find("[data-log-count]", this.panel);
    this.seen = 0; // the newest call that is shown
    this.panel.addEventListener("toggle", () => this.bottom());
  }

  async load() {
    this.seen = 0;
    this.lines.replaceChildren();
    for (const c of await get(`/api/calls?limit=${LINES}`)) this.call(c);
  }

  call(c) {
    if (c.seq <= this.seen) return;
    this.seen = c.seq;
    this.count.textContent = c.seq;
    const failed = c.code >= 400 || c.dropped;
    this.line(failed ? "failed" : "ok", c.at, c.method, c.person, `${c.dropped ? "dropped" : c.code} · ${c.ms.toFixed(1)} ms · ${c.bytes} B`, c.description);
  }

  update(u) { this.line("update", u.at, `→ ${u.update}`, u.person, `update ${u.update_id}`, `${u.unconfirmed} unconfirmed`); }

  clock(c) {
    for (const o of c.ran) this.line("duty", o.due, `⏰ ${o.duty}`, 0, "duty", "");
  }

  line(kind, at, what, id, facts, words) {
    const near = this.lines.scrollHeight - this.lines.scrollTop - this.lines.clientHeight < 40;
    this.lines.append(el("li", { class: kind, "data-log": what, "data-kind": kind },
      el("time", { datetime: at }, hourOf(at)), el("b", {}, what), el("span", {}, id ? this.nameOf(id) : ""), el("span", {}, facts), el("span", { class: "words" }, words)));
    while (this.lines.children.length > LINES) this.lines.firstChild.remove();
    if (near) this.bottom();
  }

  bottom() { this.lines.scrollTop = this.lines.scrollHeight; }
}

const FAULTS = [
  ["The next call: 429, wait 5 s", { code: 429, retry_after: 5, times: 1 }],
  ["The next call: 502 with HTML", { code: 502, body: "<html><h1>502 Bad Gateway</h1></html>", times: 1 }],
  ["The next message goes out, its answer is cut", { method: "sendMessage", cut_body: true, times: 1 }],
  ["The next message goes out, its answer is lost", { method: "sendMessage", drop: true, after_effect: true, times: 1 }],
  ["Every call is slow (2 s)", { delay_ms: 2000 }],
  ["Telegram is down", { drop: true }],
];

export class Faults {
  constructor({ failed }) {
    const form = find("[data-form=faults]");
    const said = find("[data-faults]", form);
    const select = form.elements.fault;
    select.append(...FAULTS.map(([label], i) => el("option", { value: i }, label)));
    const tell = async (what, sentence) => {
      try {
        await what();
        said.textContent = sentence;
      } catch (e) {
        failed(e);
      }
    };
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      const [label, fault] = FAULTS[select.value];
      tell(() => post("/api/faults", fault), `Set: ${label}.`);
    });
    find("[data-action=clear-faults]", form).addEventListener("click", () => tell(() => remove("/api/faults"), "All is well again."));
  }
}

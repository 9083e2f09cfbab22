// What may go wrong with Telegram: switches, so that a visitor can see that nothing is lost.

import { get, post, remove } from "./api.js";
import { el, find } from "./dom.js";
import { onLanguage, t } from "./i18n.js";
import { failed, told } from "./news.js";

const SECOND = 1000; // ms
const FAULTS = {
  429: { method: "*", code: 429, retry_after: 5 },
  502: { method: "*", code: 502, body: "<html><h1>502 Bad Gateway</h1></html>" },
  cut: { method: "sendMessage", cut_body: true, times: 1 },
  slow: { method: "*", delay_ms: 2 * SECOND },
  down: { method: "*", drop: true },
};

export class Faults {
  constructor() {
    this.list = find("[data-faults]");
    this.sign = find("[data-faults-on]");
    this.boxes = new Map();
    this.on = new Set();
    find("[data-action=clear-faults]").addEventListener("click", () => this.change(() => remove("/api/faults"), t("faults.cleared")));
    onLanguage(() => this.build());
    this.build();
  }

  build() {
    this.boxes = new Map(Object.keys(FAULTS).map((name) => [name, el("input", { type: "checkbox", role: "switch", "data-fault": name, "aria-describedby": `fault-${name}`, onchange: (e) => this.turn(name, e.target.checked) })]));
    this.list.replaceChildren(...[...this.boxes].map(([name, box]) => el("li", {}, el("label", { class: "switch" },
      el("span", {}, el("b", {}, t(`fault.${name}`)), el("small", { id: `fault-${name}` }, t(`fault.${name}.what`))), box))));
    this.draw();
  }

  async load() {
    const set = await get("/api/faults");
    this.on = new Set(set.map(nameOf).filter(Boolean));
    this.draw();
  }

  draw() {
    for (const [name, box] of this.boxes) box.checked = this.on.has(name);
    this.sign.hidden = this.on.size === 0;
    this.sign.textContent = t("faults.on", { names: [...this.on].map((name) => t(`fault.${name}`)).join(", ") });
  }

  // turn sets one fault, or takes it away and leaves the others.
  turn(name, yes) {
    if (yes) return this.change(() => post("/api/faults", FAULTS[name]), t("faults.set", { name: t(`fault.${name}`) }));
    const others = [...this.on].filter((other) => other !== name);
    return this.change(async () => {
      await remove("/api/faults");
      for (const other of others) await post("/api/faults", FAULTS[other]);
    }, others.length === 0 ? t("faults.cleared") : "");
  }

  async change(what, sentence) {
    try {
      await what();
      if (sentence) told(sentence);
    } catch (e) {
      failed(e);
    }
    await this.load().catch(failed);
  }
}

// nameOf finds which switch a fault belongs to.
export function nameOf(f) {
  if (f.cut_body) return "cut";
  if (f.drop) return "down";
  if (f.code === 429 || f.code === 502) return String(f.code);
  return f.delay_ms > 0 ? "slow" : undefined;
}

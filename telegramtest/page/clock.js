// The office's clock. Every time on the page is shown at the office's offset from UTC, which the clock's own
// instant carries, wherever the reader sits.

import { get, post } from "./api.js";
import { find } from "./dom.js";

const DAY = { weekday: "short", day: "numeric", month: "short", year: "numeric" };
const HOUR = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
let offset = 0; // minutes

function readOffset(instant) {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(instant) ?? [, "+", "0", "0"];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function format(ms, options) {
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).format(new Date(ms + offset * 60_000));
}

export const hourOf = (instant) => format(Date.parse(instant), HOUR);
export const dayOf = (instant) => format(Date.parse(instant), DAY);

export class Clock {
  constructor({ failed }) {
    this.failed = failed;
    this.face = find("[data-clock]");
    this.moves = find(".moves");
    this.next = find("[data-action=next-duty]");
    this.buttons = [...this.moves.querySelectorAll("button")];
    const on = (action, body) => find(`[data-action=${action}]`).addEventListener("click", () => this.move(body));
    on("next-duty", { next: "duty" });
    on("hour", { advance: "1h" });
    on("day", { advance: "24h" });
    setInterval(() => this.tick(), 1000);
  }

  async load(movable) {
    this.moves.hidden = !movable;
    this.show(await get("/api/clock"));
  }

  show({ now, next }) {
    offset = readOffset(now);
    this.began = Date.parse(now) - performance.now();
    this.next.disabled = !next;
    this.next.textContent = next ? `Next: ${next.duty}, ${format(Date.parse(next.due), { weekday: "short", ...HOUR })}` : "No duty";
    this.next.title = next ? `Move the clock to ${dayOf(next.due)} ${hourOf(next.due)} and let it happen` : "";
    this.tick();
  }

  tick() {
    if (this.began === undefined) return;
    const ms = this.began + performance.now();
    const text = `${format(ms, DAY)} ${format(ms, HOUR)}`;
    if (this.face.textContent === text) return;
    this.face.textContent = text;
    this.face.dateTime = new Date(ms).toISOString();
  }

  async move(body) {
    this.busy(true);
    try {
      this.show(await post("/api/clock", body));
    } catch (e) {
      this.busy(false);
      this.failed(e);
      return;
    }
    this.busy(false);
  }

  busy(yes) {
    this.moves.setAttribute("aria-busy", yes);
    for (const b of this.buttons) b.classList.toggle("busy", yes);
  }
}

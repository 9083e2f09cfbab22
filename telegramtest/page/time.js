// Every time on the page is the office's: shown at the offset from UTC that the office's own clock carries, wherever
// the reader sits, in the language of the page.

import { language, t } from "./i18n.js";

const LOCALE = { id: "id-ID", en: "en-GB" };
const HOUR = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const DAY = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
const SHORT = { weekday: "short", day: "numeric", month: "short" };
const A_DAY = 86_400_000;
let offset = 0; // minutes
let written = "+00:00";

// readOffset takes the office's offset from one of its instants.
export function readOffset(instant) {
  const [whole, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(instant) ?? ["+00:00", "+", "0", "0"];
  written = whole;
  offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

const ms = (instant) => (typeof instant === "number" ? instant : Date.parse(instant));
const local = (instant) => new Date(ms(instant) + offset * 60_000);

function format(instant, options) {
  return new Intl.DateTimeFormat(LOCALE[language()], { ...options, timeZone: "UTC" }).format(local(instant));
}

export const hourOf = (instant) => format(instant, HOUR);
export const secondOf = (instant) => format(instant, { ...HOUR, second: "2-digit" });
export const dayOf = (instant) => format(instant, DAY);
export const shortDayOf = (instant) => format(instant, SHORT);

// fieldsOf and instantOf lead between an instant and the fields of a form, in office time.
export function fieldsOf(instant) {
  const [date, time] = local(instant).toISOString().split("T");
  return { date, time: time.slice(0, 5) };
}
export const instantOf = (date, time) => `${date}T${time}:00${written}`;

// whenOf says when something is, as near to the day it is as people do.
export function whenOf(instant, now) {
  const day = (x) => Math.floor(local(x).getTime() / A_DAY);
  const hour = hourOf(instant);
  switch (day(instant) - day(now)) {
    case 0: return t("clock.today", { hour });
    case 1: return t("clock.tomorrow", { hour });
  }
  return `${shortDayOf(instant)} ${hour}`;
}

// spanOf says how long it is until then.
export function spanOf(milliseconds) {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  const [d, h, m] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (d > 0) return t("clock.inDays", { d, h });
  return h > 0 ? t("clock.hours", { h, m }) : t("clock.minutes", { m });
}

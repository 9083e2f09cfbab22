// One entry of the log as a line, and what stands below it when it is opened.

import { nameOf as dutyOf } from "./clock.js";
import { el } from "./dom.js";
import { nameOf as faultOf } from "./faults.js";
import { t } from "./i18n.js";
import { secondOf } from "./time.js";

// kindOf is how a line looks: a call that went well or failed, or what else it is.
export function kindOf(e) {
  if (e.kind !== "call") return e.kind;
  return e.code >= 200 && e.code < 300 && !e.dropped ? "ok" : "failed";
}

const size = (bytes) => (bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} kB`);
const millis = (ms) => (ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`);
const answer = (e) => [e.kind === "call" && (e.dropped || !e.code ? t("log.dropped") : e.code), e.description].filter(Boolean).join(" ");
const said = (b) => b?.text ?? b?.caption ?? b?.data ?? b?.message?.text ?? b?.callback_query?.data ?? b?.message?.caption ?? "";
const textOf = (e) => said(e.body).replace(/<[^>]*>/g, "").replace(/\s+/g, " ").slice(0, 120);

function methodOf(e) {
  if (e.kind === "duty") return dutyOf({ duty: e.method, name: e.description });
  if (e.kind !== "fault") return e.method;
  const name = faultOf(e.body ?? {});
  return t(e.body?.cleared ? "faults.clear" : name ? `fault.${name}` : "faults");
}

// summary is an entry in a few words.
export function summary(e, nameOf) {
  return [secondOf(e.at), methodOf(e), e.person && nameOf(e.person), answer(e)].filter(Boolean).join(" · ");
}

export function line(e, nameOf) {
  const kind = kindOf(e);
  return el("li", { "data-log": e.method, "data-kind": kind, "data-seq": e.seq },
    el("button", { type: "button", class: "line", tabindex: "-1", "aria-expanded": "false", title: e.message_id ? t("log.show") : undefined },
      el("time", { datetime: e.at }, secondOf(e.at)),
      el("i", { role: "img", "aria-label": kind === "failed" ? "×" : t(`log.kind.${e.kind}`) }),
      el("b", {}, methodOf(e)),
      el("span", {}, e.person ? nameOf(e.person) : ""),
      el("span", { class: "far" }, e.size ? size(e.size) : ""),
      el("span", { class: "far" }, e.millis ? millis(e.millis) : ""),
      el("span", { class: "words" }, answer(e), el("span", {}, ` ${textOf(e)}`))));
}

export function detail(e) {
  return el("div", { class: "more" }, el("pre", {}, JSON.stringify(e.body ?? e, null, 2)),
    el("button", { type: "button", "data-action": "log-copy-one" }, t("log.copy.one")));
}

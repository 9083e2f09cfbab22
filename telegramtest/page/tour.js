// The tour: it points at the next button of a story, waits for the real effect and goes on by itself. What the
// visitor does meanwhile counts: a step whose effect is there is passed over, and when what a step points at has gone,
// the tour goes on from where there is a way.

import { keep, read } from "./address.js";
import { get, post } from "./api.js";
import { el, find } from "./dom.js";
import { onLanguage, say, t } from "./i18n.js";
import { failed } from "./news.js";
import { Pointer } from "./pointer.js";
import { PEOPLE, STORIES } from "./stories.js";

const LOOK = 300; // ms between two looks at the page
const PATIENCE = 1500; // ms that a target may be out of sight before the tour goes back
const PAUSE = 900; // ms before the tour does something itself, so that one can read what
const ANSWER = 9000; // ms that the bot may take to answer a click

const clicks = (steps) => steps.filter((s) => !s.auto);

function put(line, text) {
  line.value = text;
  line.dispatchEvent(new Event("input", { bubbles: true }));
}

export class Tour {
  constructor({ people, phones }) {
    Object.assign(this, { people, phones, pointer: new Pointer(), stories: [], followed: new Set() });
    this.list = find("#stories");
    this.button = find("[data-action=tour]");
    this.callout = find("[data-tour-callout]");
    this.button.addEventListener("click", () => this.open(this.list.hidden));
    document.addEventListener("click", (e) => { if (this.story && e.target.closest("[data-tour-target]")) this.pressed(); }, true);
    document.addEventListener("keydown", (e) => { if (e.key === "Enter" && e.target.matches?.("[data-field=text]") && this.step?.at.send) this.pressed(); }, true);
    onLanguage(() => { this.draw(); if (this.story) this.tell(); });
  }

  // offer shows the stories for which there are people and commands.
  offer(office) {
    const able = new Set(Object.values(office.commands ?? {}).flat());
    this.stories = STORIES.filter((s) => s.commands.every((c) => able.has(c)) && [...s.steps.map((x) => x.who), ...s.ends].every((who) => this.id(who)));
    this.button.hidden = this.stories.length === 0;
    this.draw();
    if (!this.opened) this.recall();
    if (!this.opened) this.open(this.stories.length > 0 && (read("tour") !== "seen" || this.kept !== undefined));
    this.opened = true;
  }

  // recall finds the story that a visitor was in when the page was left.
  recall() {
    const [name, at] = (read("step") ?? "").split(":");
    const story = this.stories.find((s) => s.name === name);
    if (story) this.kept = { story, at: Number(at) };
    this.draw();
  }

  id(who) {
    return [...this.people.all.values()].find((p) => p.nip.replaceAll(" ", "") === PEOPLE[who])?.id;
  }

  open(yes) {
    if (yes) this.draw();
    this.list.hidden = !yes;
    this.button.setAttribute("aria-expanded", yes);
    if (!yes) keep("tour", "seen");
  }

  draw() {
    const left = this.stories.filter((s) => !this.over(s));
    const item = (s) => {
      const done = this.followed.has(s.name);
      return el("li", { "data-tour": s.name }, el("span", {}, el("b", {}, say(s.title)), el("small", {}, done ? t("tour.finished") : t("tour.steps", { n: clicks(s.steps).length }))),
        el("button", { type: "button", class: done ? "" : "main", "data-action": done ? "tour-again" : "tour-start", "aria-label": `${t("tour.start")}: ${say(s.title)}`, onclick: () => this.start(s) },
          t(done ? "tour.again" : this.kept?.story === s ? "tour.resume" : "tour.start")));
    };
    const close = el("button", { type: "button", class: "close", "aria-label": t("tour.hide"), title: t("tour.hide"), onclick: () => { this.open(false); this.button.focus(); } }, "×");
    this.list.replaceChildren(el("p", {}, t("tour.new")), el("ul", {}, ...left.map(item)), close);
  }

  // over says whether a story cannot be told again.
  over(s) { return s.once && this.people.all.get(this.id(s.once.linked)).linked; }

  start(story) {
    this.open(false);
    const needed = story.first?.some((s) => s.until.linked && !this.people.all.get(this.id(s.until.linked)).linked);
    this.story = story;
    this.steps = needed ? [...story.first, ...story.steps] : story.steps;
    this.seen = []; // {person, message, text} of what the bot has said since
    this.since = 0;
    this.at = this.kept?.story === story ? Math.max(0, this.kept.at + this.prelude()) : 0;
    for (const who of new Set(story.steps.map((s) => s.who))) this.people.show(this.id(who));
    this.state("running");
    this.go(this.at);
    this.timer = setInterval(() => this.look(), LOOK);
    this.callout.tabIndex = -1;
    this.callout.focus();
  }

  // prelude is how many steps are told before the story itself.
  prelude() { return this.steps.length - this.story.steps.length; }

  // stop ends the story; it can be gone on with later.
  stop() {
    if (!this.story) return;
    this.kept = this.step ? { story: this.story, at: this.at - this.prelude() } : undefined;
    clearInterval(this.timer);
    this.clean();
    this.story = this.step = undefined;
    this.pointer.off();
    this.state("idle");
    this.draw();
    this.button.focus();
  }

  state(name) { document.body.dataset.tourState = name; }

  go(at, lost = false) {
    this.at = at;
    this.step = this.steps[at];
    this.since = this.seen.length;
    this.gone = this.waits = this.acted = undefined;
    this.lost = lost;
    this.clean();
    keep("step", this.step ? `${this.story.name}:${at - this.prelude()}` : "");
    if (!this.step) return this.end();
    this.people.show(this.id(this.step.who));
    this.tell();
    this.look();
  }

  // hear takes what the bot says.
  hear({ person, message }) {
    if (!this.step || message.from !== "bot") return;
    this.seen.push({ person, message: message.message_id, text: message.plain, picture: message.attachments.some((a) => a.kind === "photo"), bare: message.buttons.length === 0 });
    this.look();
  }

  // reached says whether the effect of a step is there: by what is new since the tour stands where it stands, and for
  // the step that it stands at by what the phone shows as its newest, too.
  reached(step) {
    const { says, of = [step.who], linked, picture, bare } = step.until;
    if (linked && this.people.all.get(this.id(linked))?.linked) return true;
    const people = of.map((who) => this.id(who));
    return this.seen.slice(this.since).some((s) => people.includes(s.person) && (picture ? s.picture : says.test(s.text)) && (!bare || s.bare));
  }

  shown(step) {
    return !step.until.linked && !step.until.of && step.until.says.test(this.newest(step.who)?.plain ?? "");
  }

  // newest is what the bot said last to somebody.
  newest(who) { return this.phones.get(this.id(who))?.chat.items.findLast((m) => m.from === "bot"); }

  look() {
    if (!this.step) return;
    const last = this.steps.findLastIndex((s, i) => i >= this.at && this.reached(s));
    if (last >= 0) return this.go(last + 1);
    if (this.shown(this.step)) return this.go(this.at + 1);
    const target = this.target();
    const now = performance.now();
    if (this.waits && now - this.waits > ANSWER) {
      this.waits = undefined;
      this.tell();
    }
    if (this.step.auto && target !== undefined) this.act(target);
    if (target !== undefined || this.waits) {
      this.gone = undefined;
    } else {
      this.gone ??= now;
      if (now - this.gone > PATIENCE && this.at > 0) return this.go(this.before(), true);
    }
    this.pointer.at(target || undefined, !this.step.auto);
  }

  // act does a step that the tour does itself: what is written or chosen there tells nothing new.
  act(target) {
    if (this.acted) return;
    const { step } = this;
    this.acted = true;
    setTimeout(() => {
      if (this.step !== step) return;
      this.waits = performance.now();
      this.perform(step, target).catch(failed);
    }, PAUSE);
  }

  // perform does what a step is about without the hand of the visitor.
  async perform({ who, at }, target) {
    const person = this.id(who);
    if (at.clock) return post("/api/clock", at.clock.next ? at.clock : { advance: at.clock });
    if (at.scan) return post(`/api/people/${person}/open`, { link: this.code(at.scan) });
    if (at.sample) return this.sample(person, at);
    if (at.live || at.moved) return post(`/api/people/${person}/location`, await this.spot(person, at));
    target.click();
  }

  // sample sends one of the samples with its words.
  async sample(person, { sample, caption }) {
    const picture = await (await fetch(`/api/samples/${sample}`)).blob();
    return this.phones.get(person).api.upload([new File([picture], sample, { type: "image/png" })], caption);
  }

  // code is the link in the newest code of somebody's chat.
  code(who) { return this.phones.get(this.id(who))?.codes().at(-1)?.link; }

  // spot is a live location so many metres north of the first place: a new one, or the one that goes on.
  async spot(person, { live, moved }) {
    const { places: [place] } = await get("/api/office");
    const last = this.phones.get(person).chat.items.findLast((m) => m.from === "person" && m.location?.live);
    return { latitude: place.latitude + (live ?? moved) / 110_574, longitude: place.longitude, live: true, message_id: moved && last?.message_id };
  }

  // before is where there is a way back: the step that is named, or the nearest one that can always be done.
  before() {
    const named = this.steps.indexOf(this.step.back);
    return named >= 0 ? named : Math.max(0, this.steps.findLastIndex((s, i) => i < this.at && s.at.send?.startsWith?.("/")));
  }

  // target is what a step points at: undefined if it is out of sight, null if there is nothing to point at.
  target() {
    const phone = this.phones.get(this.id(this.step.who))?.element;
    if (!phone) return undefined;
    const inSight = (selector) => [...phone.querySelectorAll(selector)].findLast((n) => n.offsetParent !== null && !n.disabled);
    const { action, request, button, number, send, clock, scan, live, moved, sample, starts } = this.step.at;
    if (clock || live || moved || sample) return null;
    if (starts) return inSight(`[data-button^="${starts}"]`);
    if (scan && this.step.auto) return this.code(scan) ? null : undefined;
    if (scan) return inSight(`[data-code="${this.code(scan)}"]`) ?? inSight("[data-action=open]:not([role])");
    if (action) return inSight(`[data-action="${action}"]`);
    if (request) return inSight(`[data-request="${request}"]`) ?? inSight("[data-action=keyboard]");
    if (button || number) return inSight(`[data-button="${button ?? number.exec(this.newest(this.step.who)?.plain ?? "")?.[1]}"]`);
    this.write(phone, typeof send === "string" ? send : send(this.office()));
    return inSight("[data-action=send]");
  }

  // office is what a text may depend on: the office's day, and what the bot has said to the one who writes.
  office() {
    return { now: new Date(find("[data-clock]").dateTime), said: this.phones.get(this.id(this.step.who)).chat.items.filter((m) => m.from === "bot").map((m) => m.plain) };
  }

  // write prepares the line, once, unless the visitor has written something.
  write(phone, text) {
    const line = find("[data-field=text]", phone);
    if (this.filled || !line || line.value) return;
    this.filled = { line, text };
    put(line, text);
  }

  // clean takes back what was prepared for a step that is over.
  clean() {
    if (this.filled && this.filled.line.value === this.filled.text) put(this.filled.line, "");
    this.filled = undefined;
  }

  pressed() {
    this.waits = performance.now();
    this.tell();
  }

  // tell says what is to be done, to the eye and to the ear.
  tell() {
    if (!this.step) return;
    const [n, of] = [clicks(this.steps.slice(0, this.at)).length + (this.step.auto ? 0 : 1), clicks(this.steps).length];
    const words = this.waits && !this.step.auto ? t("tour.waiting") : say(this.step.say);
    this.callout.dataset.tourStep = n;
    this.fill(el("header", {}, el("span", {}, say(this.story.title)), el("span", {}, t("tour.step", { n, of }))),
      this.lost && el("p", { class: "lost" }, t("tour.lost")),
      el("p", { class: "words" }, words),
      el("div", { class: "row" },
        !this.step.auto && el("button", { type: "button", "data-action": "tour-where", onclick: () => this.pointer.target?.focus() }, t("tour.where")),
        el("button", { type: "button", class: "plain", "data-action": "tour-skip", onclick: () => this.stop() }, t("tour.skip"))));
    if (!this.waits) find("[data-say]").textContent = `${t("tour.step", { n, of })}. ${this.lost ? t("tour.lost") : ""} ${words}`;
  }

  fill(...parts) {
    const focused = this.callout.contains(document.activeElement) && document.activeElement.dataset.action;
    this.callout.replaceChildren(...parts.filter(Boolean));
    if (focused) (find(`[data-action=${focused}]`, this.callout) ?? this.callout).focus();
  }

  end() {
    const { story } = this;
    clearInterval(this.timer);
    this.kept = undefined;
    this.followed.add(story.name);
    this.state("done");
    delete this.callout.dataset.tourStep;
    const told = this.seen.findLast((s) => story.shows.test(s.text) && story.ends.some((who) => this.id(who) === s.person));
    if (told) this.phones.show(told.person, told.message);
    this.pointer.at(undefined);
    this.fill(el("header", {}, el("span", {}, say(story.title)), el("span", {}, t("tour.done"))), el("p", { class: "words" }, say(story.end)),
      el("div", { class: "row" },
        el("button", { type: "button", class: "main", "data-action": "tour-skip", onclick: () => this.close() }, t("tour.hide")),
        !this.over(story) && el("button", { type: "button", class: "plain", "data-action": "tour-again", onclick: () => this.start(story) }, t("tour.again"))));
    find("[data-say]").textContent = say(story.end);
    this.draw();
  }

  // close ends a story that was told, and offers the others.
  close() {
    this.stop();
    if (this.stories.some((s) => !this.over(s) && !this.followed.has(s.name))) this.open(true);
  }
}

// The messages of one chat, however many: the newest page is read first and older ones while one scrolls up; in the
// page are never more than some of them. Whatever changes its size, the reader's place stays where it is.

import { dayOf } from "./clock.js";
import { el, find } from "./dom.js";

export const PAGE = 60; // messages that are read at once
const STEP = 40; // blocks that are drawn at once
const MOST = 140; // blocks in the page
const NEAR = 40; // px from the end that count as the end
const EARLY = 800; // px before an edge at which more is drawn
const TOGETHER = 5 * 60_000; // ms between messages that stand together

export class Chat {
  // `draw` makes the node of a block: one message, or all of an album. `page` reads what is before a message.
  // `news` is told how many messages wait below, and whether the end is in sight.
  constructor({ label, draw, page, news }) {
    Object.assign(this, { draw, page, news, items: [], lo: 0, hi: 0, more: false, atEnd: true, fresh: 0 });
    this.blocks = el("div", { class: "blocks" });
    this.element = el("div", { class: "chat", role: "log", "aria-live": "polite", "aria-relevant": "additions", tabindex: "0", "data-t-label": label }, this.blocks);
    this.float = el("p", { class: "day float", "aria-hidden": "true" });
    this.element.addEventListener("scroll", () => this.scrolled(), { passive: true });
    const size = new ResizeObserver(() => this.resized());
    size.observe(this.element);
    size.observe(this.blocks);
  }

  // reset shows what was read anew; who has scrolled up stays at their message if it is still there.
  reset(messages, total = messages.length) {
    const place = this.atEnd ? undefined : this.place;
    Object.assign(this, { items: messages, more: total > messages.length, fresh: 0 });
    this.quiet(() => {
      const i = place ? this.at(place.id) : -1;
      this.show(i >= 0 && this.items[i]?.message_id === place.id ? i + STEP : this.items.length);
      this.atEnd = i < 0 || this.hi === this.items.length && !place;
      this.settle();
    });
    this.tell();
  }

  // show draws the blocks before the item `end`.
  show(end, count = PAGE) {
    this.hi = Math.min(end, this.items.length);
    while (this.hi < this.items.length && this.joined(this.hi)) this.hi++;
    this.lo = this.hi;
    this.blocks.replaceChildren();
    this.extendUp(count);
  }

  redraw() { this.quiet(() => { this.show(this.hi, Math.max(PAGE, this.blocks.children.length)); this.settle(); }); }

  // at is the place of a message among the items, or where it belongs.
  at(id) {
    let [lo, hi] = [0, this.items.length];
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (this.items[mid].message_id < id) lo = mid + 1;
      else hi = mid;
    }
    return lo;
  }

  get(id) {
    const m = this.items[this.at(id)];
    return m?.message_id === id ? m : undefined;
  }

  get last() { return this.items.at(-1); }

  node(id) { return find(`[data-message="${id}"]`, this.blocks); }

  // joined says whether the item belongs to the same album as the one before.
  joined(i) { return i > 0 && !!this.items[i]?.album && this.items[i].album === this.items[i - 1].album; }

  start(i) {
    while (this.joined(i)) i--;
    return i;
  }

  end(i) {
    do i++; while (i < this.items.length && this.joined(i));
    return i;
  }

  block(i) {
    const items = this.items.slice(i, this.end(i));
    const node = el("div", { class: "block" }, this.draw(items));
    node.first = items[0].message_id;
    node.count = items.length;
    node.date = items[0].date;
    return node;
  }

  // dress gives a block what depends on its neighbours: its day, and whether it begins or ends a group.
  dress(node) {
    if (!node) return;
    const i = this.at(node.first);
    const j = i + node.count - 1;
    if (this.items[i]?.message_id !== node.first) return;
    const day = dayOf(this.items[i].date);
    const begins = i === 0 || dayOf(this.items[i - 1].date) !== day;
    const pill = find(".day", node);
    if (begins && !pill) node.prepend(el("p", { class: "day" }, day));
    if (!begins) pill?.remove();
    node.classList.toggle("first", begins || !together(this.items[i - 1], this.items[i]));
    node.classList.toggle("last", !together(this.items[j], this.items[j + 1]));
  }

  extendUp(count) {
    const before = this.blocks.firstElementChild;
    const made = [];
    while (this.lo > 0 && made.length < count) {
      this.lo = this.start(this.lo - 1);
      made.unshift(this.block(this.lo));
    }
    this.blocks.prepend(...made);
    for (const node of [...made, before]) this.dress(node);
  }

  extendDown(count) {
    const before = this.blocks.lastElementChild;
    for (let n = 0; n < count && this.hi < this.items.length; n++) {
      const node = this.block(this.hi);
      this.hi += node.count;
      this.blocks.append(node);
      this.dress(node);
    }
    this.dress(before);
  }

  trim(top) {
    while (this.blocks.children.length > MOST) {
      const node = top ? this.blocks.firstElementChild : this.blocks.lastElementChild;
      if (top) this.lo += node.count;
      else this.hi -= node.count;
      node.remove();
    }
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.element;
    const below = scrollHeight - scrollTop - clientHeight;
    const up = scrollTop < this.was - 1; // what grows below does not lead away from the end, the reader does
    this.atEnd = this.hi === this.items.length && (below < NEAR || this.atEnd && !up);
    this.mark();
    if (scrollTop < EARLY) this.up();
    if (below < EARLY && this.hi < this.items.length) this.quiet(() => { this.extendDown(STEP); this.trim(true); this.settle(); });
    if (this.atEnd && this.fresh > 0) this.fresh = 0;
    this.tell();
  }

  async up() {
    if (this.lo === 0 && !await this.older()) return;
    this.quiet(() => { this.extendUp(STEP); this.trim(false); this.settle(); });
  }

  // older reads what is before the first message; it says whether there was something.
  async older() {
    if (!this.more || this.reading) return false;
    const { items } = this;
    this.reading = true;
    const { messages } = await this.page(items[0].message_id).catch(() => ({}));
    this.reading = false;
    if (items !== this.items || !messages) return false; // read anew meanwhile, or not read: the next scrolling asks again
    this.more = messages.length >= PAGE;
    this.items = [...messages, ...items];
    this.lo += messages.length;
    this.hi += messages.length;
    return messages.length > 0;
  }

  // mark remembers the first block in sight and where it stands.
  mark() {
    const nodes = this.blocks.children;
    const { scrollTop } = this.element;
    this.was = scrollTop;
    let [lo, hi] = [0, nodes.length - 1];
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (nodes[mid].offsetTop + nodes[mid].offsetHeight <= scrollTop) lo = mid + 1;
      else hi = mid;
    }
    const node = nodes[lo];
    if (!node) return;
    this.place = { id: node.first, top: topOf(node) - scrollTop };
    const pill = find(".day", node);
    if (this.atEnd || this.place.top > 0 || (pill && node.offsetTop + pill.offsetTop + pill.offsetHeight > scrollTop)) return this.float.classList.remove("on");
    this.float.textContent = dayOf(node.date);
    this.float.classList.add("on");
    clearTimeout(this.floating);
    this.floating = setTimeout(() => this.float.classList.remove("on"), 1200);
  }

  resized() {
    if (this.place) this.place.top -= this.element.scrollTop - this.was; // moved since, and not yet told
    this.settle();
  }

  // settle puts the reader back where they were: at the end, or at their message.
  settle() {
    const node = this.place && !this.atEnd && this.node(this.place.id)?.closest(".block");
    if (this.atEnd) this.element.scrollTop = this.element.scrollHeight;
    else if (node) this.element.scrollTop = topOf(node) - this.place.top;
    this.was = this.element.scrollTop;
  }

  // quiet changes what is shown without having it read aloud: only what is new is news.
  quiet(change) {
    this.element.setAttribute("aria-live", "off");
    if (!this.atEnd) this.mark(); // the reader may have moved since the last event told so
    change();
    clearTimeout(this.silent);
    this.silent = setTimeout(() => this.element.setAttribute("aria-live", "polite"), 300);
  }

  tell() { this.news(this.fresh, this.atEnd); }

  // put shows a message that is new or was changed.
  put(m) {
    const i = this.at(m.message_id);
    if (this.items[i]?.message_id === m.message_id) {
      this.items[i] = m;
      this.change(m.message_id);
    } else if (i > 0 || !this.more || this.items.length === 0) {
      this.insert(i, m);
    }
  }

  insert(i, m) {
    const all = this.items.length;
    const shown = this.hi === all && (this.atEnd || this.blocks.children.length < MOST);
    this.items.splice(i, 0, m);
    if (i < all) {
      if (i < this.lo) this.lo++;
      if (i <= this.hi) this.hi++;
      this.redraw();
    } else if (shown && this.joined(i)) {
      this.hi++;
      this.change(m.message_id, false);
    } else if (shown) {
      this.extendDown(1);
      if (this.atEnd) this.trim(true);
    }
    if (!this.atEnd && m.from === "bot") this.fresh++;
    this.tell();
  }

  // change draws the block of a message anew, and keeps the focus near where it was.
  change(id, flash = true) {
    const i = this.start(this.at(id));
    const old = this.node(this.items[i].message_id)?.closest(".block");
    if (!old) return;
    const stops = (node) => [...node.querySelectorAll("button, a")];
    const held = old.contains(document.activeElement);
    const at = stops(old).indexOf(document.activeElement);
    const fresh = this.block(i);
    const swapped = keepPictures(old, fresh);
    fresh.classList.toggle("changed", flash && !swapped);
    old.replaceWith(fresh);
    this.dress(fresh);
    if (!held) return;
    const left = stops(fresh);
    ((at >= 0 && left[Math.min(at, left.length - 1)]) || fresh.querySelector("[data-message]")).focus({ preventScroll: true });
  }

  remove(id) {
    const i = this.at(id);
    if (this.items[i]?.message_id !== id) return;
    const node = this.node(id)?.closest(".block");
    this.items.splice(i, 1);
    if (i < this.lo) this.lo--;
    if (i < this.hi) this.hi--;
    if (!node) return;
    if (node.contains(document.activeElement)) this.element.focus();
    if (node.count > 1) return this.redraw();
    const around = [node.previousElementSibling, node.nextElementSibling];
    node.remove();
    for (const n of around) this.dress(n);
  }

  // toEnd shows the newest message.
  toEnd() {
    if (this.hi < this.items.length) this.quiet(() => this.show(this.items.length));
    Object.assign(this, { atEnd: true, fresh: 0 });
    this.settle();
    this.tell();
  }

  // go shows a message, reading older ones until it is there.
  async go(id) {
    while (this.items.length > 0 && id < this.items[0].message_id && await this.older());
    if (!this.get(id)) return;
    if (!this.node(id)) this.quiet(() => this.show(Math.min(this.items.length, this.at(id) + STEP)));
    const node = this.node(id);
    this.atEnd = false;
    node.scrollIntoView({ block: "center" });
    this.mark();
    node.focus({ preventScroll: true });
    node.closest(".block").classList.remove("changed");
    requestAnimationFrame(() => node.closest(".block")?.classList.add("changed"));
  }
}

// topOf is where the message of a block begins: the day above it comes and goes.
const topOf = (node) => node.offsetTop + node.lastElementChild.offsetTop;

// keepPictures lets the pictures of a block stand until those of its next state can be shown: it does not flicker. It
// says whether there is another picture, which tells of the change by itself.
function keepPictures(old, fresh) {
  const [before, after] = [old, fresh].map((node) => [...node.querySelectorAll("[data-view] > img")]);
  if (before.length !== after.length) return false;
  let other = false;
  after.forEach((next, i) => {
    const shown = before[i];
    next.replaceWith(shown);
    const src = next.getAttribute("src");
    if (shown.dataset.next === src || (!shown.dataset.next && shown.getAttribute("src") === src)) return;
    other = true;
    shown.dataset.next = src; // a later state overtakes this one
    next.loading = "eager";
    next.decode().catch(() => {}).then(() => { if (shown.dataset.next === src) shown.replaceWith(next); });
  });
  return other;
}

function together(a, b) {
  return !!a && !!b && a.from === b.from && !a.service && !b.service &&
    Date.parse(b.date) - Date.parse(a.date) < TOGETHER && dayOf(a.date) === dayOf(b.date);
}

// Points at an element: a ring around it, and a callout beside it that never covers it.

import { find } from "./dom.js";
import { NARROW } from "./people.js";

const GAP = 14; // px between the element and the callout
const EDGE = 8; // px to the edge of the window
const AROUND = 5; // px between the element and the ring

export class Pointer {
  constructor() {
    this.ring = find("[data-tour-ring]");
    this.callout = find("[data-tour-callout]");
  }

  // at points at an element, or at nothing; then the callout stands in the corner. It is for the visitor to press
  // when it is `theirs`.
  at(target, theirs = true) {
    if (target !== this.target) {
      this.target?.removeAttribute("data-tour-target");
      if (theirs) target?.setAttribute("data-tour-target", "");
      target?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    this.target = target;
    this.callout.hidden = false;
    this.frame ??= requestAnimationFrame(() => this.follow());
  }

  off() {
    this.target?.removeAttribute("data-tour-target");
    cancelAnimationFrame(this.frame);
    this.target = this.frame = this.drawn = undefined;
    this.ring.hidden = this.callout.hidden = true;
  }

  // follow keeps both in place while the page moves.
  follow() {
    this.frame = requestAnimationFrame(() => this.follow());
    const box = this.target?.isConnected ? this.target.getBoundingClientRect() : undefined;
    const { offsetWidth: width, offsetHeight: height } = this.callout;
    const drawn = JSON.stringify([box, width, height, innerWidth, innerHeight]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.ring.hidden = !box || box.width === 0;
    if (!this.ring.hidden) {
      Object.assign(this.ring.style, { left: `${box.left - AROUND}px`, top: `${box.top - AROUND}px`, width: `${box.width + 2 * AROUND}px`, height: `${box.height + 2 * AROUND}px` });
    }
    const { x, y } = place(this.ring.hidden ? undefined : box, width, height);
    this.callout.style.translate = `${x}px ${y}px`;
  }
}

// place finds room beside the element: above it in a narrow window, else at its right if it can.
function place(box, width, height) {
  const [right, bottom] = [innerWidth - width - EDGE, innerHeight - height - EDGE];
  if (!box) return { x: right, y: bottom };
  const x = Math.max(EDGE, Math.min(box.left + box.width / 2 - width / 2, right));
  const y = Math.max(EDGE, Math.min(box.top + box.height / 2 - height / 2, bottom));
  const [beside, above] = [{ x: box.right + GAP, y }, { x, y: box.top - height - GAP }];
  const sides = [...(innerWidth < NARROW ? [above, beside] : [beside, above]), { x, y: box.bottom + GAP }, { x: box.left - width - GAP, y }];
  return sides.find((s) => s.x >= EDGE && s.x <= right && s.y >= EDGE && s.y <= bottom) ?? { x: right, y: box.top > innerHeight / 2 ? EDGE : bottom };
}

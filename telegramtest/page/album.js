// The pictures of an album as one mosaic: rows of one to three, as even as they can be.

import { el } from "./dom.js";
import { picture } from "./files.js";

const ROWS = { 1: [1], 2: [2], 3: [1, 2], 4: [2, 2], 5: [2, 3], 6: [3, 3], 7: [2, 2, 3], 8: [2, 3, 3], 9: [3, 3, 3], 10: [2, 2, 3, 3] };

const rowsFor = (n) => ROWS[n] ?? [3, ...rowsFor(n - 3)];

// mosaic shows the pictures of messages; each is its own message, with its own number.
export function mosaic(messages) {
  const left = [...messages];
  return el("div", { class: "mosaic" }, ...rowsFor(left.length).map((n) => el("div", { class: `tiles tiles-${n}` },
    ...left.splice(0, n).map((m, i) => picture(m.attachments[0], m === messages[0] && i === 0 ? {} : { "data-message": m.message_id, "data-from": m.from })))));
}

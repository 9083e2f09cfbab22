// Tells the reader what has happened, or gone wrong, in a line that passes.

import { find } from "./dom.js";

const STAYS = 8000; // ms
const timers = new Map();

function show(node, text, stays = STAYS) {
  clearTimeout(timers.get(node));
  node.textContent = text;
  node.hidden = text === "";
  timers.set(node, setTimeout(() => { node.hidden = true; }, stays));
}

export const told = (text, stays) => show(find("[data-told]"), text, stays);
export const failed = (error) => show(find("[data-notice]"), error.message);
export const well = () => show(find("[data-notice]"), "");

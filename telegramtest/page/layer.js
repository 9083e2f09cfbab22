// What lies over a phone for a while: a question, a choice, the map. Only this phone waits for it; the keyboard stays
// inside, Escape and a press beside it close it, and the focus goes back to where it was.

import { el, find } from "./dom.js";
import { t } from "./i18n.js";

const STOPS = "button:not([tabindex='-1']), a[href], input:not([type=hidden]), textarea, select, [tabindex='0']";

// layer opens over a phone. `into` is false when somebody did something elsewhere: then the focus is left alone.
export function layer(phone, { name, label, role = "dialog", attributes = {}, content, focus, closed, into = true }) {
  const back = document.activeElement;
  const others = [...phone.children].filter((n) => !n.inert);
  for (const n of others) n.inert = true;
  const sheet = el("div", { class: "layer-box" }, ...content);
  const node = el("div", { class: `layer layer-${name}`, role, "aria-modal": "true", "aria-label": label, "data-dialog": name, ...attributes }, sheet);
  let open = true;
  const close = () => {
    if (!open) return;
    open = false;
    node.remove();
    for (const n of others) n.inert = false;
    closed?.();
    if (into && back?.isConnected && back !== document.body) back.focus({ preventScroll: true });
    else if (into) find("[data-field=text]", phone)?.focus({ preventScroll: true });
  };
  node.addEventListener("keydown", (e) => {
    if (e.key === "Escape") {
      e.preventDefault();
      e.stopPropagation();
      close();
    } else if (e.key === "Tab") {
      around(node, e);
    }
  });
  node.addEventListener("pointerdown", (e) => { if (e.target === node) close(); });
  node.addEventListener("click", (e) => { if (e.target.closest("[data-action=close]")) close(); });
  phone.append(node);
  if (into) (focus ?? find(STOPS, sheet))?.focus({ preventScroll: true });
  return close;
}

// around keeps Tab inside the layer.
function around(node, e) {
  const stops = [...node.querySelectorAll(STOPS)].filter((n) => n.offsetParent !== null && !n.disabled);
  const [first, last] = [stops[0], stops.at(-1)];
  const from = e.shiftKey ? first : last;
  if (document.activeElement !== from) return;
  e.preventDefault();
  (e.shiftKey ? last : first).focus();
}

export const heading = (text) => el("h3", {}, text);

export const closer = () => el("button", { type: "button", class: "ghost", "data-action": "close" }, t("phone.cancel"));

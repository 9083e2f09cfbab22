// What every part of the page does alike: dialogs that ask, panels that close, the link that skips.

import { find } from "./dom.js";

// ask shows a dialog and hands over what was filled in.
export function ask(name, initial = {}) {
  const dialog = find(`[data-dialog=${name}]`);
  const form = find("form", dialog);
  return (done) => {
    form.reset();
    for (const [field, value] of Object.entries(initial)) form.elements[field].value = value;
    dialog.returnValue = "cancel";
    dialog.addEventListener("close", () => {
      if (dialog.returnValue === "ok") done(form.elements);
    }, { once: true });
    dialog.showModal();
  };
}

// closePanels closes a panel with Escape, with a click elsewhere, and when another one opens.
export function closePanels() {
  document.addEventListener("keydown", (e) => {
    const open = e.key === "Escape" && e.target.closest?.(".bar details[open], .curtain[open]");
    if (!open) return;
    open.open = false;
    find("summary", open).focus();
  });
  document.addEventListener("click", (e) => {
    if (!e.target.isConnected || e.target.closest(".callout")) return;
    for (const d of document.querySelectorAll("details.panel[open]")) if (!d.contains(e.target)) d.open = false;
  });
}

// orderBar keeps the order of the keyboard the one that the eye sees: where the clock has a row of its own, it stands
// after the tools.
export function orderBar() {
  const low = matchMedia("(max-width: 1339px)");
  const order = () => find(".tools")[low.matches ? "after" : "before"](find(".clock"));
  low.addEventListener("change", order);
  order();
}

// skipLink leads to the first phone without touching the address, which keeps who is shown.
export function skipLink() {
  find(".skip").addEventListener("click", (e) => {
    e.preventDefault();
    find("#phones").focus();
  });
}

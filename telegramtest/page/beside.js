// Puts the English rendering beside what the bot says, wherever a phone shows it: below the words of a message, in a
// toast or an alert, and under the label of a button.

import { el, find } from "./dom.js";
import { english, label } from "./english.js";

const SAYS = "[data-message][data-from=bot]";
const NOTES = "[data-toast], [data-alert]";
const PRESSED = "[data-button], [data-key]";

export class Beside {
  constructor({ stage, phones }) {
    this.phones = phones;
    new MutationObserver((changes) => this.see(changes)).observe(stage, { childList: true, subtree: true, characterData: true });
  }

  // turn shows or hides all renderings; who reads the newest message goes on reading it.
  turn(on) {
    const ends = [...this.phones].filter((phone) => phone.chat.atEnd);
    document.body.dataset.english = on;
    for (const phone of ends) phone.chat.toEnd();
  }

  see(changes) {
    const grown = new Set();
    for (const { target, addedNodes } of changes) {
      const note = (target.parentElement ?? target).closest(NOTES) ?? target.closest?.(NOTES);
      if (note) this.note(note);
      for (const node of addedNodes) {
        if (node.nodeType !== Node.ELEMENT_NODE || node.classList.contains("english")) continue;
        const all = (selector) => [...(node.matches(selector) ? [node] : []), ...node.querySelectorAll(selector)];
        for (const button of all(PRESSED)) this.button(button);
        for (const one of all(NOTES)) this.note(one);
        for (const message of all(SAYS)) grown.add(this.message(message));
      }
    }
    if (document.body.dataset.english !== "true") return;
    for (const phone of grown) if (phone?.chat.atEnd) phone.chat.toEnd();
  }

  // message answers with the phone in which something grew.
  message(node) {
    const bubble = find(".bubble", node);
    if (!bubble || find(".english", bubble)) return undefined;
    const phone = this.phones.get(Number(node.closest("[data-person]")?.dataset.person));
    const said = english(phone?.chat.get(Number(node.dataset.message))?.plain ?? "");
    if (!said) return undefined;
    bubble.append(el("p", { class: "english", lang: "en" }, said));
    return phone;
  }

  note(node) {
    if (find(".english", node)) return;
    const said = english(node.dataset.toast || node.dataset.alert || "");
    if (said) (find("p", node) ?? node).append(el("span", { class: "english", lang: "en" }, said));
  }

  button(node) {
    const said = label(node.dataset.button ?? node.dataset.key);
    if (said) node.dataset.en = said;
  }
}

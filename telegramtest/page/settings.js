// How a visitor likes the page: its language, its theme, and English beside the bot's messages.

import { keep, read, remember } from "./address.js";
import { find } from "./dom.js";
import { language, onLanguage, setLanguage } from "./i18n.js";

export class Settings {
  // `english` turns the renderings on and off.
  constructor({ english }) {
    this.panel = find("[data-panel=display]");
    this.english = find("[data-action=english]", this.panel);
    const choose = (name, value) => { for (const box of this.panel.querySelectorAll(`[name=${name}]`)) box.checked = box.value === value; };
    const draw = () => {
      choose("lang", language());
      find("[data-language-now]", this.panel).textContent = language().toUpperCase();
      const wanted = read("english"); // unless somebody chose otherwise, who reads the page in English gets it
      this.english.checked = wanted ? wanted === "yes" : language() === "en";
      english(this.english.checked);
    };
    choose("theme", document.documentElement.dataset.theme ?? "");
    this.panel.addEventListener("change", (e) => {
      if (e.target.name === "lang") setLanguage(e.target.value);
      if (e.target.name === "theme") this.theme(e.target.value);
      if (e.target === this.english) {
        keep("english", this.english.checked ? "yes" : "no");
        english(this.english.checked);
      }
    });
    onLanguage(draw);
    draw();
  }

  theme(name) {
    if (name) document.documentElement.dataset.theme = name;
    else delete document.documentElement.dataset.theme;
    remember("theme", name);
  }
}

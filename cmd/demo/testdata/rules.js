// The rules of good manners that a machine can hold a page to. It answers with what breaks one, as sentences.
(() => {
  const broken = [];
  const say = (rule, n, more = "") => broken.push(`${rule}: ${path(n)} ${more}`.trim());

  function path(n) {
    const parts = [];
    for (let at = n; at && at !== document.body && parts.length < 4; at = at.parentElement) {
      const data = [...at.attributes].filter((a) => a.name.startsWith("data-") && a.name !== "data-message" && a.value.length < 40).map((a) => `[${a.name}=${a.value}]`).slice(0, 2).join("");
      parts.unshift(at.localName + (at.id ? `#${at.id}` : "") + (at.classList[0] ? `.${at.classList[0]}` : "") + data);
    }
    return parts.join(" > ");
  }

  const shown = (n) => n.getClientRects().length > 0 && n.checkVisibility({ visibilityProperty: true }) && !n.closest("[inert]");
  const heard = (n) => !n.closest("[aria-hidden=true]");

  // text is what a screen reader says of the content of a node.
  function text(n) {
    if (n.nodeType === Node.TEXT_NODE) return n.data;
    if (n.nodeType !== Node.ELEMENT_NODE || n.getAttribute("aria-hidden") === "true" || getComputedStyle(n).display === "none") return "";
    return n.getAttribute("aria-label") ?? n.getAttribute("alt") ?? [...n.childNodes].map(text).join(" ");
  }

  // nameOf is the accessible name of a control.
  function nameOf(n) {
    const by = n.getAttribute("aria-labelledby");
    if (by) return by.split(/\s+/).map((id) => text(document.getElementById(id) ?? document.createElement("i"))).join(" ").trim();
    const label = n.getAttribute("aria-label")?.trim();
    if (label) return label;
    const labels = [...(n.labels ?? [])].map(text).join(" ").trim();
    if (labels) return labels;
    const own = ["INPUT", "SELECT", "TEXTAREA"].includes(n.tagName) ? "" : text(n).trim();
    return own || n.getAttribute("title")?.trim() || "";
  }

  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab], [role=switch], [role=checkbox], [role=menuitem], [role=option], [role=link], [tabindex='0']";
  const controls = [...document.querySelectorAll(CONTROLS)].filter((n) => shown(n) && heard(n));

  if (!/^[a-z]{2}/.test(document.documentElement.lang)) broken.push("the page says no language");
  if (!document.title.trim()) broken.push("the page has no title");
  const heads = [...document.querySelectorAll("h1")].filter(shown);
  if (heads.length !== 1) broken.push(`the page has ${heads.length} main headings`);
  if (document.querySelectorAll("main").length !== 1) broken.push("the page has no one main part");

  for (const n of controls) {
    if (!nameOf(n)) say("a control has no name", n);
    if (n.matches("button, a[href]") && n.parentElement.closest("button, a[href], summary")) say("a control stands in another", n);
    if (n.matches("[role=tab]") && !n.hasAttribute("aria-selected")) say("a tab does not say whether it is chosen", n);
  }
  for (const n of document.querySelectorAll("[tabindex]")) if (n.tabIndex > 0) say("an order of its own", n, `tabindex ${n.tabIndex}`);
  for (const n of document.querySelectorAll("img")) if (!n.hasAttribute("alt")) say("a picture has no alt", n);
  for (const n of document.querySelectorAll("svg")) if (shown(n) && heard(n) && !n.closest("button, a, summary, label, [role=img]") && !n.getAttribute("aria-label")) say("a drawing has no name", n);
  for (const n of document.querySelectorAll("dialog[open], [role=dialog], [role=alertdialog]")) if (shown(n) && !nameOf(n).trim()) say("a dialog has no name", n);
  for (const n of document.querySelectorAll("ul, ol")) for (const c of n.children) if (c.localName !== "li" && c.getAttribute("role") !== "listitem") say("a list has something that is no item", c);
  const ids = new Map();
  for (const n of document.querySelectorAll("[id]")) {
    if (ids.has(n.id)) say("an id is there twice", n);
    ids.set(n.id, n);
  }
  for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls", "for"]) {
    for (const n of document.querySelectorAll(`[${attribute}]`)) {
      for (const id of n.getAttribute(attribute).split(/\s+/)) if (id && !document.getElementById(id)) say(`${attribute} leads nowhere`, n, id);
    }
  }

  // A finger finds what is 24 pixels large, unless it stands in a line of text.
  for (const n of controls) {
    const r = n.getBoundingClientRect();
    const inLine = getComputedStyle(n).display === "inline" || n.closest("label, .unseen, .text") || n.matches(".skip, .own, [tabindex='0']:not(button):not(a)");
    if (r.width > 0 && (r.width < 23.5 || r.height < 23.5) && !inLine) say("too small to be hit", n, `${r.width.toFixed(0)}x${r.height.toFixed(0)}`);
  }

  // Contrast, by the colours as they are computed.
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  function rgba(colour) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = "#000";
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  }
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  function behind(n) {
    const layers = [];
    for (let at = n; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      const colour = rgba(style.backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
      if (style.backgroundImage !== "none" && !style.backgroundImage.startsWith("url") || ["IMG", "VIDEO"].includes(at.tagName)) return undefined; // a picture: nobody can tell
    }
    const base = matchMedia("(prefers-color-scheme: dark)").matches && getComputedStyle(document.documentElement).colorScheme.includes("dark") ? [18, 18, 18, 1] : [255, 255, 255, 1];
    return layers.reverse().reduce((under, top) => over(top, under), base);
  }
  const light = (c) => {
    const [r, g, b] = c.slice(0, 3).map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  function faint(n, style) {
    const ground = behind(n);
    if (!ground) return;
    let ink = rgba(style.color);
    for (let at = n; at; at = at.parentElement) ink[3] *= Number(getComputedStyle(at).opacity);
    if (ink[3] < 0.05) return; // faded out: nobody is to see it
    ink = over(ink, ground);
    const px = parseFloat(style.fontSize);
    const large = px >= 24 || (px >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = contrast(ink, ground);
    if (ratio < (large ? 3 : 4.5) - 0.05) say("too faint", n, `${ratio.toFixed(2)} ${style.color} on ${ground.slice(0, 3).map(Math.round)}: ${(n.textContent || n.placeholder || "").trim().slice(0, 30)}`);
  }
  const looked = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let t = walker.nextNode(); t; t = walker.nextNode()) {
    const n = t.parentElement;
    if (!t.data.trim() || looked.has(n) || !shown(n) || n.closest("button:disabled, fieldset:disabled, .unseen, .skip, option, [aria-disabled=true]")) continue;
    looked.add(n);
    faint(n, getComputedStyle(n));
  }
  for (const n of document.querySelectorAll("input, textarea")) if (shown(n) && n.placeholder && !n.value) faint(n, getComputedStyle(n, "::placeholder"));

  // Nothing sticks out of the window.
  if (document.documentElement.scrollWidth > innerWidth + 1) broken.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${innerWidth}`);
  return [...new Set(broken)];
})()

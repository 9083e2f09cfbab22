// Where the keyboard stands: told for each stop, with what is wrong about the way to it from the stop before.
(() => {
  const sign = (n) => {
    const all = [n, n.parentElement, n.closest("label"), n.nextElementSibling].filter(Boolean);
    return JSON.stringify(all.map((x) => { const s = getComputedStyle(x); return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor, s.textDecorationLine]; }));
  };
  const tell = (n) => `${n.localName}${[...n.attributes].filter((a) => a.name.startsWith("data-") || a.name === "class").slice(0, 2).map((a) => `[${a.name}=${a.value.slice(0, 30)}]`).join("")} ${(n.getAttribute("aria-label") ?? n.textContent).trim().slice(0, 24)}`;
  const now = document.activeElement;
  const before = window.stopped;
  const wrong = [];
  if (before?.node.isConnected && before.node !== now && sign(before.node) === before.sign) wrong.push(`nobody sees that the focus is here: ${tell(before.node)}`);
  if (before?.node.isConnected && now && now !== document.body) {
    const room = (n) => n.closest("dialog, [role=dialog], header.bar, .curtain, section[data-person], .stories, .callout, .tabs") ?? document.body;
    const a = before.node.getBoundingClientRect();
    const b = now.getBoundingClientRect();
    const same = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5 * Math.min(a.height, b.height);
    if (room(before.node) === room(now) && a.width > 1 && b.width > 1) {
      if (!same && b.bottom <= a.top && b.left < a.right) wrong.push(`the focus goes up: from ${tell(before.node)} to ${tell(now)}`);
      if (same && b.right <= a.left) wrong.push(`the focus goes left: from ${tell(before.node)} to ${tell(now)}`);
    }
  }
  window.stopped = now && now !== document.body ? { node: now, sign: sign(now) } : undefined;
  const seen = (window.stops ??= new Set());
  const end = !window.stopped || seen.has(now);
  seen.add(now);
  return { end, at: window.stopped ? tell(now) : "", wrong };
})()

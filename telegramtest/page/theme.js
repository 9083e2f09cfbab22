// Runs before the page is painted, so that nothing flashes: the theme that the address or the last visit asks for.
(() => {
  let theme = new URLSearchParams(location.search).get("theme");
  try {
    theme ??= localStorage.getItem("gelis.theme");
  } catch { /* a browser that keeps nothing */ }
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
})();

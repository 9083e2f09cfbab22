// What the address bar keeps: who is shown (people), the language (lang) and the theme. What a visitor likes is also
// kept for the next visit; who is shown goes into the history, so that back and forward work.

const LIKED = new Set(["lang", "theme", "english", "tour", "step"]);

const kept = (name) => {
  try {
    return localStorage.getItem(`gelis.${name}`) ?? undefined;
  } catch {
    return undefined; // a browser that keeps nothing
  }
};

export function read(name) {
  return new URLSearchParams(location.search).get(name) ?? (LIKED.has(name) ? kept(name) : undefined);
}

// keep remembers something that has no place in the address.
export function keep(name, value) {
  try {
    localStorage.setItem(`gelis.${name}`, value);
  } catch { /* it is asked again next time */ }
}

// remember puts something into the address; `step` makes it a step that one can go back from.
export function remember(name, value, step = false) {
  if (LIKED.has(name)) keep(name, value);
  const all = new URLSearchParams(location.search);
  if (value) all.set(name, value);
  else all.delete(name);
  const text = all.toString().replaceAll("%2C", ",");
  const url = location.pathname + (text && `?${text}`);
  if (url === location.pathname + location.search) return;
  history[step ? "pushState" : "replaceState"](null, "", url);
}

export const onBack = (heard) => addEventListener("popstate", heard);

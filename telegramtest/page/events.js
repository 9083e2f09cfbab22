// Follows /api/events. The browser reconnects by itself and names the last event it has seen, so that nothing is
// missed. `reset` says to read everything anew: at the beginning, when there is something to listen to, when the
// server can no longer tell what was missed, and when it is another server (its epoch is another one).

const KINDS = ["message", "edit", "delete", "toast", "action", "log", "clock", "people"];
const AGAIN = 1000; // ms until a stream that was refused is asked for again

export function follow({ on, reset, state }) {
  let source;
  let epoch;
  let anew = true; // this stream does not begin where another one ended
  const hello = (e) => {
    const said = JSON.parse(e.data).epoch;
    if (epoch !== undefined && said !== epoch) reset();
    epoch = said;
  };
  const connect = () => {
    source = new EventSource("/api/events");
    source.onopen = () => {
      state("live");
      if (anew) reset();
      anew = false;
    };
    source.onerror = () => {
      state("lost");
      if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      anew = true;
      setTimeout(connect, AGAIN);
    };
    source.addEventListener("hello", hello);
    for (const kind of ["reset", "resync"]) source.addEventListener(kind, reset);
    for (const kind of KINDS) source.addEventListener(kind, (e) => on(kind, JSON.parse(e.data)));
  };
  connect();
}

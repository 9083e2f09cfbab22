package telegramtest

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"time"
)

// heartbeat is how often a stream without news shows that it is alive.
const heartbeat = 15 * time.Second

// hello greets every reader. Another epoch than before says that the server, or all that it knew, is another one.
type hello struct {
	Epoch string `json:"epoch"`
}

// stream sends everything that happens as server-sent events. A reader who was away names the last event it has
// seen and gets what it has missed; if that is no longer known, the event resync says to read everything anew.
func (a *API) stream(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	a.journal.enter()
	defer a.journal.leave()
	out := http.NewResponseController(w)
	_ = out.SetWriteDeadline(time.Time{}) // a stream has no end; not every writer knows deadlines
	at, missed := a.journal.resume(cmp.Or(r.Header.Get("Last-Event-ID"), r.URL.Query().Get("after")))
	_, _ = io.WriteString(w, "retry: 1000\n") // if it fails, so does what follows
	say := func(e entry) { _ = writeEvent(w, at, e) }
	say(entry{kind: "hello", data: hello{at.epoch}})
	if missed {
		say(entry{kind: "resync", data: empty{}})
	}
	for beat := a.s.cfg.After(heartbeat); ; {
		news, err := a.tell(w, &at)
		if err != nil || out.Flush() != nil {
			return
		}
		select {
		case <-news:
		case <-beat:
			beat = a.s.cfg.After(heartbeat)
			_, _ = io.WriteString(w, ": still here\n\n") // as above
		case <-r.Context().Done():
			return
		case <-a.s.closed:
			return
		}
	}
}

// tell writes what is new since a place, and moves it.
func (a *API) tell(w io.Writer, at *place) (news <-chan struct{}, err error) {
	r := a.journal.read(*at)
	*at = r.at
	switch {
	case r.greet:
		err = writeEvent(w, r.at, entry{kind: "hello", data: hello{r.at.epoch}})
	case r.missed:
		err = writeEvent(w, r.at, entry{kind: "resync", data: empty{}})
	}
	for _, e := range r.entries {
		if err == nil {
			err = writeEvent(w, place{r.at.epoch, e.seq}, e)
		}
	}
	return r.news, err
}

func writeEvent(w io.Writer, at place, e entry) error {
	_, err := fmt.Fprintf(w, "id: %s\nevent: %s\ndata: %s\n", at, e.kind, plainJSON(e.data))
	return err //nolint:wrapcheck // the reader has gone away
}

package telegramtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"sync"
	"time"
)

// What a line of the log tells of.
const (
	logCall   = "call"   // the bot called the Bot API
	logUpdate = "update" // an update was queued for the bot
	logDuty   = "duty"   // a duty of the office ran because the clock was moved
	logFault  = "fault"  // somebody let something go wrong, or all go well again
)

// logSize is how many lines are remembered.
const logSize = 5_000

// logEntry is one line of what goes on between the bot and Telegram.
type logEntry struct {
	Seq         int64           `json:"seq"`
	At          time.Time       `json:"at"`
	Kind        string          `json:"kind"`
	Method      string          `json:"method"` // the Bot API's, the update's kind, or the duty
	Person      int64           `json:"person"` // whose chat, 0 if it is about none
	MessageID   int64           `json:"message_id"`
	Size        int64           `json:"size"` // bytes, as sent
	Millis      float64         `json:"millis"`
	Code        int             `json:"code"`        // the answer to a call
	Description string          `json:"description"` // its error, if any
	Dropped     bool            `json:"dropped"`     // the answer never went out
	Body        json.RawMessage `json:"body"`
}

// apiLog remembers the newest lines and hands each to the readers of the events.
type apiLog struct {
	journal *journal

	mu   sync.Mutex
	ring []logEntry
	last int64
}

func (l *apiLog) add(e logEntry) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last++
	e.Seq, e.At = l.last, e.At.UTC()
	if len(l.ring) < logSize {
		l.ring = append(l.ring, e)
	} else {
		l.ring[(e.Seq-1)%logSize] = e
	}
	l.journal.add("log", e)
}

// clear forgets everything; the next line is the first again.
func (l *apiLog) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ring, l.last = nil, 0
}

// list chooses lines, oldest first.
func (l *apiLog) list(after int64, chosen func(logEntry) bool) []logEntry {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := []logEntry{}
	for seq := max(after, l.last-int64(len(l.ring))) + 1; seq <= l.last; seq++ {
		if e := l.ring[(seq-1)%logSize]; chosen(e) {
			all = append(all, e)
		}
	}
	return all
}

// readLog answers with the newest lines of a kind, or about somebody.
func (a *API) readLog(r *http.Request) (any, error) {
	var after, limit, person int64
	for name, into := range map[string]*int64{"after": &after, "limit": &limit, "person": &person} {
		n, err := queryNumber(r, name)
		if err != nil {
			return nil, err
		}
		*into = n
	}
	kind := r.URL.Query().Get("kind")
	if kind != "" && !slices.Contains([]string{logCall, logUpdate, logDuty, logFault}, kind) {
		return nil, refuse(http.StatusBadRequest, "kind is call, update, duty or fault, and not %q", kind)
	}
	all := a.log.list(after, func(e logEntry) bool {
		return (kind == "" || kind == e.Kind) && (person == 0 || person == e.Person)
	})
	if limit > 0 && limit < int64(len(all)) {
		all = all[int64(len(all))-limit:]
	}
	return all, nil
}

// note writes a line after everything that has happened before it.
func (a *API) note(e logEntry) {
	a.s.events.publish(Event{Kind: EventNote, At: e.At, PersonID: e.Person, note: &e})
}

func (a *API) logCall(c Call) {
	body := map[string]any{}
	for name, value := range c.Params {
		body[name] = readable(value)
	}
	a.log.add(logEntry{
		At: c.At, Kind: logCall, Method: c.Method, Person: c.PersonID, MessageID: c.MessageID, Size: c.Bytes, Millis: c.Millis,
		Code: c.Code, Description: c.Description, Dropped: c.Dropped, Body: plainJSON(body),
	})
}

// readable is a parameter as people read it: JSON inside of JSON as what it says.
func readable(value string) any {
	if raw := json.RawMessage(value); len(value) > 1 && (value[0] == '{' || value[0] == '[') && json.Valid(raw) {
		return raw
	}
	return value
}

func (a *API) logUpdate(e Event) {
	body := plainJSON(e.update)
	a.log.add(logEntry{
		At: e.At, Kind: logUpdate, Method: e.Update, Person: e.PersonID, MessageID: e.MessageID, Size: int64(len(body)), Body: body,
	})
}

func (a *API) logDuties(ran []Occurrence) {
	for _, o := range ran {
		a.note(logEntry{At: o.Due, Kind: logDuty, Method: o.Duty, Body: plainJSON(a.showDuty(o))})
	}
}

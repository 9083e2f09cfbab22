package telegramtest

import (
	"cmp"
	"maps"
	"sync"
	"time"
)

// Call is one call of the Bot API, as the server saw it.
type Call struct {
	Seq         int64 // grows by one with each call, from 1
	At          time.Time
	Method      string
	ChatID      int64             // the call's chat_id, 0 if it has none
	PersonID    int64             // whom it concerns: the chat, or who tapped
	MessageID   int64             // the message that it sent, changed, or answered a tap on
	Params      map[string]string // as they came; files by name and size
	Code        int               // the status it was answered with
	Description string            // the error, if any
	Bytes       int64             // the size of the request's body
	Millis      float64           // how long it took, in real time
	Dropped     bool              // the answer never went out
}

// CallFilter chooses calls; the zero value chooses all that are remembered.
type CallFilter struct {
	Method string
	Person int64 // chat_id
	After  int64 // Seq
}

// Calls lists the calls that the bot made, oldest first. The last 200,000 are remembered (Config.CallLog).
func (s *Server) Calls(f CallFilter) []Call { return s.calls.list(f) }

func (s *Server) record(r *request, at time.Time, a answer, dropped bool, millis float64) {
	c := Call{
		At: at, Method: r.method, ChatID: r.chatID, Params: r.loggable(),
		Code: a.code(), Bytes: r.bytes, Millis: millis, Dropped: dropped,
		PersonID: cmp.Or(r.chatID, r.about.PersonID), MessageID: cmp.Or(messageIn(a.result), r.about.MessageID, r.number("message_id")),
	}
	if a.err != nil {
		c.Description = a.err.description
	}
	c.Seq = s.calls.add(c)
	if s.events.listening() {
		s.events.publish(Event{Kind: EventCall, At: at, PersonID: c.ChatID, Call: &c})
	}
}

// subject is what a call is about when its parameters do not say so.
type subject struct{ PersonID, MessageID int64 }

// messageIn is the message in an answer, 0 if it has none; of an album it is the first.
func messageIn(result any) int64 {
	switch m := result.(type) {
	case *wireMessage:
		return m.MessageID
	case wireMessageID:
		return m.MessageID
	case []*wireMessage:
		if len(m) > 0 {
			return m[0].MessageID
		}
	}
	return 0
}

// callLog is a ring: the newest calls, up to a number.
type callLog struct {
	mu    sync.Mutex
	limit int
	ring  []Call
	last  int64
}

func newCallLog(limit int) *callLog { return &callLog{limit: limit} }

func (l *callLog) add(c Call) int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last++
	c.Seq = l.last
	if len(l.ring) < l.limit {
		l.ring = append(l.ring, c)
		return c.Seq
	}
	l.ring[(c.Seq-1)%int64(l.limit)] = c
	return c.Seq
}

func (l *callLog) list(f CallFilter) []Call {
	l.mu.Lock()
	defer l.mu.Unlock()
	first := max(f.After+1, l.last-int64(len(l.ring))+1)
	var found []Call
	for seq := first; seq <= l.last; seq++ {
		c := l.ring[(seq-1)%int64(l.limit)]
		if f.chooses(c) {
			c.Params = maps.Clone(c.Params)
			found = append(found, c)
		}
	}
	return found
}

func (f CallFilter) chooses(c Call) bool {
	return (f.Method == "" || f.Method == c.Method) && (f.Person == 0 || f.Person == c.ChatID)
}

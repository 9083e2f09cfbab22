package telegramtest

import (
	"sync"
	"sync/atomic"
	"time"
)

// What an Event tells of.
const (
	EventMessage   = "message"   // a message by the bot or a person: Message
	EventEdit      = "edit"      // a message was edited: Message
	EventDelete    = "delete"    // a message was deleted: MessageID
	EventToast     = "toast"     // a tap was answered: Answer, CallbackID
	EventAction    = "action"    // the bot seems to be doing something: Action
	EventUpdate    = "update"    // an update was queued for the bot: UpdateID, Update (its kind)
	EventConfirmed = "confirmed" // the bot confirmed updates: Unconfirmed
	EventCall      = "call"      // a call of the Bot API was answered: Call
	EventPerson    = "person"    // somebody was added, blocked, unblocked, deactivated, or read their messages
	EventNote      = "note"      // a line for the log of the people's API
	EventForgotten = "forgotten" // all chats were emptied by Forget
	EventLost      = "lost"      // the subscriber was too slow and has lost events before this one
)

// Event is something that happened on the server.
type Event struct {
	Seq         int64
	Kind        string
	At          time.Time
	PersonID    int64 // the chat: a person's id, or a group's
	MessageID   int64
	Message     *Message
	Answer      *Answer
	CallbackID  string
	Action      string
	UpdateID    int64
	Update      string
	Unconfirmed int
	Call        *Call
	update      *wireUpdate // of EventUpdate, as the bot gets it
	note        *logEntry   // of EventNote
}

// maxBacklog is how many events wait for one subscriber before the oldest are lost.
const maxBacklog = 100_000

// Subscribe hands over everything that happens from now on, in order, until the returned function is called.
// The server never waits for a subscriber: one that is 100,000 events behind loses the oldest and is told so.
func (s *Server) Subscribe() (<-chan Event, func()) { return s.events.subscribe() }

type eventHub struct {
	count atomic.Int32
	mu    sync.Mutex
	last  int64
	subs  map[*subscriber]struct{}
}

func newEventHub() *eventHub { return &eventHub{subs: map[*subscriber]struct{}{}} }

// listening spares the work of making an event that nobody hears.
func (h *eventHub) listening() bool { return h.count.Load() > 0 }

func (h *eventHub) publish(e Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.last++
	e.Seq = h.last
	for sub := range h.subs {
		sub.push(e)
	}
}

func (h *eventHub) subscribe() (<-chan Event, func()) {
	sub := h.join()
	go sub.pump()
	return sub.out, sync.OnceFunc(func() {
		h.leave(sub)
		close(sub.done)
	})
}

// join adds a subscriber who fetches its events with take, whenever wake says so.
func (h *eventHub) join() *subscriber {
	sub := &subscriber{wake: make(chan struct{}, 1), done: make(chan struct{}), out: make(chan Event)}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.subs[sub] = struct{}{}
	h.count.Store(int32(len(h.subs))) //nolint:gosec // a handful of subscribers
	return sub
}

func (h *eventHub) leave(sub *subscriber) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.subs, sub)
	h.count.Store(int32(len(h.subs))) //nolint:gosec // a handful of subscribers
}

type subscriber struct {
	wake chan struct{}
	done chan struct{}
	out  chan Event

	mu      sync.Mutex
	backlog []Event
	lost    bool
}

func (s *subscriber) push(e Event) {
	s.mu.Lock()
	if len(s.backlog) >= maxBacklog {
		s.backlog = append(s.backlog[:0:0], s.backlog[maxBacklog/10:]...)
		s.lost = true
	}
	s.backlog = append(s.backlog, e)
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (s *subscriber) take() []Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	events := s.backlog
	if s.lost {
		events = append([]Event{{Kind: EventLost}}, events...)
	}
	s.backlog, s.lost = nil, false
	return events
}

// pump hands the backlog on, and closes the channel when the subscriber has left.
func (s *subscriber) pump() {
	defer close(s.out)
	for {
		for _, e := range s.take() {
			select {
			case s.out <- e:
			case <-s.done:
				return
			}
		}
		select {
		case <-s.wake:
		case <-s.done:
			return
		}
	}
}

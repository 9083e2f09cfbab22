package telegramtest

import (
	"hash/fnv"
	"strconv"
	"time"
)

const maxToast = 200

// Answer is what a tap brought.
type Answer struct {
	Toast string // the note at the top of the chat, or in a box
	Alert bool   // in a box that must be closed
	URL   string // the address that the button or the answer opens
	Copy  string // the text that the button copied
}

// query is a tap that the bot has to answer.
type query struct {
	id       string
	person   *Person
	message  int64 // the message that was tapped on
	at       time.Time
	answered bool
	answer   Answer
	done     chan struct{}
}

// keepAnswered is how many answered taps are remembered for TapAnswer.
const keepAnswered = 10_000

// queryBook knows the taps that can still be answered, and the last that were. It is guarded by Server.mu.
type queryBook struct {
	last  int64
	byID  map[string]*query
	order []*query
}

func newQueryBook() *queryBook { return &queryBook{last: 4_000_000_000_000, byID: map[string]*query{}} }

// add remembers a tap and forgets those that can no longer be answered.
func (b *queryBook) add(p *Person, now time.Time) *query {
	for len(b.order) > 0 && b.forgets(b.order[0], now) {
		delete(b.byID, b.order[0].id)
		b.order = b.order[1:]
	}
	b.last++
	q := &query{id: strconv.FormatInt(b.last, 10), person: p, at: now, done: make(chan struct{})}
	b.byID[q.id] = q
	b.order = append(b.order, q)
	return q
}

func (b *queryBook) forgets(oldest *query, now time.Time) bool {
	return now.Sub(oldest.at) > 2*callbackLife || oldest.answered && len(b.order) > keepAnswered
}

// open is the tap if it can still be answered.
func (b *queryBook) open(id string, now time.Time) (*query, bool) {
	q, ok := b.byID[id]
	return q, ok && !q.answered && now.Sub(q.at) < callbackLife
}

func (s *Server) answerCallbackQuery(r *request) (any, error) {
	text := clean(r.text("text"))
	s.mu.Lock()
	defer s.mu.Unlock()
	q, ok := s.queries.open(r.text("callback_query_id"), s.cfg.Now())
	if !ok {
		return nil, badRequest("query is too old and response timeout expired or query ID is invalid")
	}
	if len([]rune(text)) > maxToast {
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	if link := r.text("url"); link != "" && !s.leadsToBot(link) {
		return nil, badRequest("URL_INVALID")
	}
	r.about = subject{q.person.id, q.message}
	q.answered = true
	q.answer = Answer{Toast: text, Alert: r.truth("show_alert"), URL: r.text("url")}
	close(q.done)
	if s.events.listening() {
		a := q.answer
		s.events.publish(Event{Kind: EventToast, At: s.cfg.Now(), PersonID: q.person.id, Answer: &a, CallbackID: q.id})
	}
	return true, nil
}

// chatInstance is the number by which Telegram names a chat to games and buttons.
func chatInstance(chatID int64) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(strconv.FormatInt(chatID, 10))) // a hash takes everything
	return strconv.FormatInt(int64(h.Sum64()), 10)        //nolint:gosec // any number will do
}

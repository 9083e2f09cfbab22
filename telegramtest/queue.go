package telegramtest

import (
	"context"
	"slices"
	"time"
)

const (
	updateLife   = 24 * time.Hour    // Telegram keeps an update that nobody fetches for a day
	callbackLife = 150 * time.Second // and a tap much shorter; also how long it can be answered
)

// queued is an update that waits to be confirmed.
type queued struct {
	update  wireUpdate
	kind    string
	lane    lane // webhooks are delivered one after the other within a lane
	expires time.Time
	gone    bool
}

// lane is a chat for messages, a person for taps.
type lane struct {
	tap bool
	id  int64
}

// updateQueue holds the updates in the order of their ids. It is guarded by Server.mu.
type updateQueue struct {
	items      []*queued // items before head are confirmed
	head       int
	next       int64 // the id of the next update
	pending    int   // items that are neither confirmed nor expired
	nextExpiry time.Time
	allowed    []string // nil is Telegram's default
	arrived    signal
	confirmed  signal // fires when nothing is pending any more
	polling    signal // fires when a poll begins to wait
	poll       *poll

	asked      bool // lastOffset and lastPoll are of the last getUpdates
	lastOffset int64
	lastPoll   watch
}

func newUpdateQueue(first int64) *updateQueue {
	return &updateQueue{next: first, arrived: newSignal(), confirmed: newSignal(), polling: newSignal()}
}

// signal wakes everybody who waits on its channel. It is guarded by Server.mu.
type signal struct{ ch chan struct{} }

func newSignal() signal { return signal{ch: make(chan struct{})} }

func (s *signal) fire() {
	close(s.ch)
	s.ch = make(chan struct{})
}

func (q *updateQueue) allows(kind string) bool {
	return q.allowed == nil || slices.Contains(q.allowed, kind)
}

// add queues an update and reports whether the bot asked for its kind.
func (q *updateQueue) add(u wireUpdate, kind string, l lane, now time.Time) *queued {
	if !q.allows(kind) {
		return nil
	}
	u.UpdateID = q.next
	q.next++
	life := updateLife
	if l.tap {
		life = callbackLife
	}
	item := &queued{update: u, kind: kind, lane: l, expires: now.Add(life)}
	q.append(item)
	return item
}

func (q *updateQueue) append(item *queued) {
	if q.pending == 0 || item.expires.Before(q.nextExpiry) {
		q.nextExpiry = item.expires
	}
	q.items = append(q.items, item)
	q.pending++
	q.arrived.fire()
}

// drop takes one update out of the queue: it is confirmed, delivered or expired.
func (q *updateQueue) drop(item *queued) {
	if item.gone {
		return
	}
	item.gone = true
	q.pending--
	for q.head < len(q.items) && q.items[q.head].gone {
		q.items[q.head] = nil
		q.head++
	}
	if q.head > 1024 && q.head > len(q.items)/2 {
		q.items = append([]*queued(nil), q.items[q.head:]...)
		q.head = 0
	}
	if q.pending == 0 {
		q.confirmed.fire()
	}
}

// confirmBefore drops every update with a smaller id.
func (q *updateQueue) confirmBefore(id int64) {
	for q.head < len(q.items) {
		item := q.items[q.head]
		if item.update.UpdateID >= id {
			return
		}
		q.drop(item)
	}
}

// expire drops what nobody fetched in time. It looks through the queue only when something can have expired.
func (q *updateQueue) expire(now time.Time) {
	if q.pending == 0 || now.Before(q.nextExpiry) {
		return
	}
	q.nextExpiry = now.Add(updateLife)
	for _, item := range slices.Clone(q.items[q.head:]) {
		switch {
		case item.gone:
		case !now.Before(item.expires):
			q.drop(item)
		case item.expires.Before(q.nextExpiry):
			q.nextExpiry = item.expires
		}
	}
}

// from lists updates with id >= offset, at most limit.
func (q *updateQueue) from(offset int64, limit int) []wireUpdate {
	var found []wireUpdate
	for _, item := range q.items[q.head:] {
		if len(found) == limit {
			break
		}
		if !item.gone && item.update.UpdateID >= offset {
			found = append(found, item.update)
		}
	}
	return found
}

// Unconfirmed is how many updates the bot has not yet confirmed.
func (s *Server) Unconfirmed() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.expire(s.cfg.Now())
	return s.queue.pending
}

// WaitConfirmed waits until every update is confirmed (or has expired).
func (s *Server) WaitConfirmed(ctx context.Context) error {
	return s.wait(ctx, func() (bool, <-chan struct{}) {
		s.queue.expire(s.cfg.Now())
		return s.queue.pending == 0, s.queue.confirmed.ch
	})
}

// WaitPolling waits until a getUpdates waits for updates: a bot is there and has nothing to fetch.
func (s *Server) WaitPolling(ctx context.Context) error {
	return s.wait(ctx, func() (bool, <-chan struct{}) {
		return s.queue.poll != nil && s.queue.poll.waits, s.queue.polling.ch
	})
}

// wait asks under the lock until ready says yes, sleeping on the channel that it hands out.
func (s *Server) wait(ctx context.Context, ready func() (bool, <-chan struct{})) error {
	for {
		s.mu.Lock()
		ok, changed := ready()
		s.mu.Unlock()
		if ok {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-s.closed:
			return ErrClosed
		}
	}
}

// SkipUpdateIDs lets the ids of updates jump, as they may after a quiet week: forwards, or back with a negative n.
// Nothing may be unconfirmed then.
func (s *Server) SkipUpdateIDs(n int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.queue.pending > 0 {
		panic("telegramtest: the ids of updates jump only while nothing is unconfirmed")
	}
	s.queue.next += n
}

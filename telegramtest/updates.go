package telegramtest

import (
	"encoding/json"
	"time"
)

const (
	maxPoll      = 50 * time.Second
	maxBatch     = 100
	farAhead     = 10                     // an offset so far beyond the newest update means nothing
	repeatWithin = 500 * time.Millisecond // the same offset again so soon is answered with one update
)

const (
	conflictOtherPoller = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
	reasonOtherPoller   = "terminated by other getUpdates request; make sure that only one bot instance is running"
	reasonWebhook       = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)

// poll is one getUpdates that waits; ended is closed when another takes its place or a webhook is set.
type poll struct {
	ended  chan struct{}
	reason string
	waits  bool
}

func (s *Server) getUpdates(r *request) (any, error) {
	limit := int(r.number("limit"))
	if limit <= 0 || limit > maxBatch {
		limit = maxBatch
	}
	timeout := min(max(time.Duration(r.number("timeout"))*time.Second, 0), maxPoll)
	s.mu.Lock()
	if s.hook != nil {
		s.mu.Unlock()
		return nil, conflict(reasonWebhook)
	}
	s.allow(r)
	me := s.takeOverPoll()
	s.queue.expire(s.cfg.Now())
	offset := s.confirm(r.number("offset"))
	if s.polledJustNow(offset) {
		limit = 1
	}
	s.mu.Unlock()
	return s.poll(r, me, offset, limit, timeout)
}

// allow remembers allowed_updates, which counts for the updates to come, until it is given again.
func (s *Server) allow(r *request) {
	raw := r.text("allowed_updates")
	if raw == "" {
		return
	}
	var kinds []string
	if json.Unmarshal([]byte(raw), &kinds) != nil {
		return // Telegram leaves things as they are
	}
	s.queue.allowed = kinds
	if len(kinds) == 0 {
		s.queue.allowed = nil
	}
}

// takeOverPoll ends the poll that waits, if any: the newer one wins.
func (s *Server) takeOverPoll() *poll {
	s.endPoll(reasonOtherPoller)
	s.queue.poll = &poll{ended: make(chan struct{})}
	return s.queue.poll
}

func (s *Server) endPoll(reason string) {
	if p := s.queue.poll; p != nil {
		p.reason = reason
		close(p.ended)
		s.queue.poll = nil
	}
}

// confirm drops what the offset confirms and says from which id on to answer.
// A negative offset counts from the end of the queue and forgets everything before it.
func (s *Server) confirm(offset int64) int64 {
	q := s.queue
	if offset < 0 {
		offset = q.idFromEnd(-offset)
	}
	if offset > q.next+farAhead {
		offset = 0 // ids have jumped back: everything that waits is answered, nothing is confirmed
	}
	if offset > 0 {
		before := q.pending
		q.confirmBefore(offset)
		if q.pending != before && s.events.listening() {
			s.events.publish(Event{Kind: EventConfirmed, At: s.cfg.Now(), Unconfirmed: q.pending})
		}
	}
	return offset
}

// idFromEnd is the id of the n-th update from the end of the queue.
func (q *updateQueue) idFromEnd(n int64) int64 {
	for i := len(q.items) - 1; i >= q.head; i-- {
		if q.items[i].gone {
			continue
		}
		if n--; n == 0 {
			return q.items[i].update.UpdateID
		}
	}
	return 0
}

func (s *Server) poll(r *request, me *poll, offset int64, limit int, timeout time.Duration) (any, error) {
	var expired <-chan time.Time
	for {
		s.mu.Lock()
		found := s.queue.from(offset, limit)
		arrived := s.queue.arrived.ch
		if (len(found) > 0 || timeout == 0) && s.queue.poll == me {
			s.queue.poll = nil
			s.mu.Unlock()
			return nonNil(found), nil
		}
		if !me.waits {
			me.waits = true
			s.queue.polling.fire()
		}
		s.mu.Unlock()
		if expired == nil {
			expired = s.cfg.After(timeout)
		}
		select {
		case <-arrived:
		case <-me.ended:
			return nil, conflict(me.reason)
		case <-expired:
			timeout = 0
		case <-r.ctx.Done():
			s.leavePoll(me)
			return nonNil[wireUpdate](nil), nil
		case <-s.closed:
			return nil, &apiError{code: 502, description: "Bad Gateway"}
		}
	}
}

func (s *Server) leavePoll(me *poll) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.queue.poll == me {
		s.queue.poll = nil
	}
}

// nonNil is a list that becomes [] in JSON, not null.
func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// enqueue queues an update for the bot.
func (s *Server) enqueue(u wireUpdate, kind string, l lane) {
	item := s.queue.add(u, kind, l, s.cfg.Now())
	if item == nil {
		return
	}
	if s.hook != nil {
		s.hook.offer(item)
	}
	if s.events.listening() {
		s.events.publish(Event{
			Kind: EventUpdate, At: s.cfg.Now(), PersonID: l.id, UpdateID: item.update.UpdateID, Update: kind,
			MessageID: item.update.message(), Unconfirmed: s.queue.pending, update: &item.update,
		})
	}
}

// polledJustNow says whether the same offset was asked for within half a second of real time: a bot that spins.
func (s *Server) polledJustNow(offset int64) bool {
	q := s.queue
	again := q.asked && q.lastOffset == offset && q.lastPoll.millis() < float64(repeatWithin.Milliseconds())
	q.asked, q.lastOffset, q.lastPoll = true, offset, startWatch()
	return again
}

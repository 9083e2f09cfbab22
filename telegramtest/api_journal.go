package telegramtest

import (
	"context"
	"crypto/rand"
	"strconv"
	"strings"
	"sync"
)

// journalSize is how many events a reader may have missed.
const journalSize = 10_000

// journal remembers the newest events for readers who come back.
type journal struct {
	mu      sync.Mutex
	epoch   string // tells these events from those of another run, or from before everything was forgotten
	ring    []entry
	last    int64
	news    signal
	readers int
}

type entry struct {
	seq  int64
	kind string
	data any
}

// place is a place in a journal: after the event with the number.
type place struct {
	epoch string
	seq   int64
}

func (p place) String() string { return p.epoch + "-" + strconv.FormatInt(p.seq, 10) }

func newJournal() *journal { return &journal{epoch: newEpoch(), news: newSignal()} }

func newEpoch() string { return rand.Text()[:8] }

func (j *journal) add(kind string, data any) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.last++
	e := entry{j.last, kind, data}
	if len(j.ring) < journalSize {
		j.ring = append(j.ring, e)
	} else {
		j.ring[(e.seq-1)%journalSize] = e
	}
	j.news.fire()
}

// renew begins another epoch with nothing in it.
func (j *journal) renew() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.epoch, j.ring, j.last = newEpoch(), nil, 0
	j.news.fire()
}

// reading is what a reader gets next.
type reading struct {
	entries []entry
	news    <-chan struct{} // fires when there is more
	at      place           // where the reader is then
	greet   bool            // another epoch has begun
	missed  bool            // something is no longer known
}

// read lists what came after a place. Whoever has missed too much, or is of another epoch, goes on from now.
func (j *journal) read(from place) reading {
	j.mu.Lock()
	defer j.mu.Unlock()
	r := reading{news: j.news.ch, at: place{j.epoch, j.last}}
	switch {
	case from.epoch != j.epoch:
		r.greet = true
	case from.seq < j.last-int64(len(j.ring)):
		r.missed = true
	default:
		for n := from.seq + 1; n <= j.last; n++ {
			r.entries = append(r.entries, j.ring[(n-1)%journalSize])
		}
	}
	return r
}

// resume is the place that an id names: now for a new reader, and now with something missed for an id that is not of
// this epoch.
func (j *journal) resume(id string) (at place, missed bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	now := place{j.epoch, j.last}
	if id == "" {
		return now, false
	}
	number, ok := strings.CutPrefix(id, j.epoch+"-")
	seq, err := strconv.ParseInt(number, 10, 64)
	if !ok || err != nil || seq < 0 || seq > j.last {
		return now, true
	}
	return place{j.epoch, seq}, false
}

// started waits for another epoch than this one.
func (j *journal) started(ctx context.Context, before string) error {
	for {
		j.mu.Lock()
		now, news := j.epoch, j.news.ch
		j.mu.Unlock()
		if now != before {
			return nil
		}
		select {
		case <-news:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

func (j *journal) enter() { j.count(1) }

func (j *journal) leave() { j.count(-1) }

func (j *journal) count(n int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.readers += n
}

// hasReaders says whether anybody follows the events now.
func (j *journal) hasReaders() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.readers > 0
}

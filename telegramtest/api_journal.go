package telegramtest

import (
	"crypto/rand"
	"strconv"
	"strings"
	"sync"
)

// journalSize is how many events a reader may have missed.
const journalSize = 10_000

// journal remembers the newest events for readers who come back.
type journal struct {
	name string // tells this run's events from those of another

	mu      sync.Mutex
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

func newJournal() *journal { return &journal{name: rand.Text()[:8], news: newSignal()} }

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

// after lists what came after an event and hands out what fires with the next one. It is not ok if some of it is
// no longer known.
func (j *journal) after(seq int64) (list []entry, news <-chan struct{}, ok bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if seq < j.last-int64(len(j.ring)) {
		return nil, j.news.ch, false
	}
	for n := seq + 1; n <= j.last; n++ {
		list = append(list, j.ring[(n-1)%journalSize])
	}
	return list, j.news.ch, true
}

// restart is where a reader begins who has missed too much: now, with the event reset.
func (j *journal) restart() (int64, []entry) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.last, []entry{{j.last, "reset", empty{}}}
}

func (j *journal) id(seq int64) string { return j.name + "-" + strconv.FormatInt(seq, 10) }

// resume is the place in the journal that an id names: now for a new reader, and now with something missed for an
// id of another run.
func (j *journal) resume(id string) (seq int64, missed bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if id == "" {
		return j.last, false
	}
	number, ok := strings.CutPrefix(id, j.name+"-")
	seq, err := strconv.ParseInt(number, 10, 64)
	if !ok || err != nil || seq < 0 || seq > j.last {
		return j.last, true
	}
	return seq, false
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

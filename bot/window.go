package bot

import "sync"

// batch is how many updates Telegram hands out at once: as long as the oldest
// is unfinished, nothing behind the hundredth can be seen.
const batch = 100

// window holds the updates that have not been confirmed to Telegram yet, in
// the order in which they came. Only the finished ones at its beginning can be
// confirmed. Ids are names and no more: after a quiet week they may begin
// anywhere, also below.
type window struct {
	mu       sync.Mutex
	entries  []*entry
	known    map[int64]*entry
	finished int     // of entries
	confirm  int64   // the last id to confirm; 0: nothing to confirm
	leaving  []int64 // finished and not known to be confirmed: a poll under way may bring them again
	named    int     // of leaving, by the poll that is under way
	moved    bool    // confirm was set since the last poll
	changed  chan struct{}
}

type entry struct {
	id       int64
	raw      []byte
	finished bool // it can be confirmed: handled, or set aside
	aside    bool // kept by us until it is handled, and no longer by Telegram
}

func newWindow() *window {
	return &window{known: map[int64]*entry{}, changed: make(chan struct{}, 1)}
}

// admit takes an update in; nil when it is here already.
func (w *window) admit(id int64) *entry {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.known[id] != nil {
		return nil
	}
	e := &entry{id: id}
	w.known[id] = e
	w.entries = append(w.entries, e)
	return e
}

// finish notes that an update has been handled, and reports whether it was
// set aside meanwhile.
func (w *window) finish(e *entry) (aside bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.finishLocked(e)
	return e.aside
}

// setAside notes that an update is kept elsewhere; false when it has been
// handled meanwhile.
func (w *window) setAside(e *entry) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if e.finished {
		return false
	}
	e.aside = true
	w.finishLocked(e)
	return true
}

func (w *window) finishLocked(e *entry) {
	if e.finished {
		return
	}
	e.finished = true
	w.finished++
	for len(w.entries) > 0 && w.entries[0].finished {
		w.confirm, w.moved = w.entries[0].id, true
		w.leaving = append(w.leaving, w.entries[0].id)
		w.entries = w.entries[1:]
		w.finished--
	}
	select {
	case w.changed <- struct{}{}:
	default:
	}
}

// offset is where the next poll begins. There are two names for the place
// where unfinished updates begin, and Telegram answers the same one within
// half a second with a single update: so they take turns.
func (w *window) offset(turn bool) int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.confirm != 0:
		w.moved, w.named = false, len(w.leaving)
		return w.confirm + 1
	case len(w.entries) > 0 && turn:
		return w.entries[0].id
	}
	return 0
}

// confirmed notes that Telegram has answered a poll with that offset. From
// then on nothing has to be named to it: what comes has not been confirmed,
// whatever its id.
func (w *window) confirmed(offset int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range w.leaving[:w.named] {
		delete(w.known, id)
	}
	w.leaving, w.named = w.leaving[w.named:], 0
	if offset == w.confirm+1 {
		w.confirm = 0
	}
}

// state tells how many updates are unfinished, and whether there is something
// new to confirm.
func (w *window) state() (unfinished int, moved bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.entries) - w.finished, w.moved
}

// blocking is the oldest update when a good part of the window has been
// finished behind it and waits for it; nil when nothing waits.
func (w *window) blocking() *entry {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.entries) < batch || w.finished < batch/2 {
		return nil
	}
	return w.entries[0]
}

package bot

import (
	"sync"
	"time"
)

// told remembers who has been told something, so that it is said once and not
// again for a while.
type told struct {
	now   func() time.Time
	quiet time.Duration

	mu   sync.Mutex
	when map[int64]time.Time
}

// maxTold bounds the memory: beyond it everything that is over is forgotten.
const maxTold = 10_000

func newTold(now func() time.Time, quiet time.Duration) *told {
	return &told{now: now, quiet: quiet, when: map[int64]time.Time{}}
}

// first reports whether it is time to tell, and notes that it is being done.
func (t *told) first(whom int64) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	if at, ok := t.when[whom]; ok && now.Sub(at) < t.quiet {
		return false
	}
	if len(t.when) >= maxTold {
		clear(t.when)
	}
	t.when[whom] = now
	return true
}

// forget lets it be told again.
func (t *told) forget(whom int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.when, whom)
}

package bot

import (
	"sync/atomic"
	"time"
)

// breaker leaves a part that has just failed alone for a moment, so that not
// everybody waits for it to fail again.
type breaker struct {
	now   func() time.Time
	pause time.Duration
	until atomic.Int64 // Unix nanoseconds
}

func newBreaker(now func() time.Time, pause time.Duration) *breaker {
	return &breaker{now: now, pause: pause}
}

func (b *breaker) trip() { b.until.Store(b.now().Add(b.pause).UnixNano()) }

func (b *breaker) open() bool { return b.now().UnixNano() < b.until.Load() }

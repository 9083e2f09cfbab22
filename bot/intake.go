package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"
)

// Limits of handling one update.
const (
	handleTimeout = 10 * time.Second       // one call of a handler
	fileTimeout   = 60 * time.Second       // the same, when a file has to be fetched
	showTimeout   = 75 * time.Second       // showing what it answered, pace and upload included
	handleGrace   = 2 * time.Second        // for a handler that does not listen to its context
	firstPause    = 250 * time.Millisecond // between two tries; doubles
	longestPause  = 5 * time.Second
)

// Intake brings updates to an end: handled, however often it takes, or kept
// as a dead letter.
type Intake struct {
	handler   Handler
	responder *responder
	worded    func(error) (Phrase, bool)
	transient func(error) bool
	known     func(command string) bool
	reach     Reachability
	letters   DeadLetters
	meter     Meter
	log       *slog.Logger
	now       func() time.Time
	username  func() string
	slots     chan struct{} // bounds the handlers that run at the same time
	fileSlots chan struct{} // the same for those that fetch a file: they take long, and mostly wait
	outages   *told
	groups    *told
	crowds    *told         // who floods
	pause     time.Duration // before the second try; doubles
	grace     time.Duration // for a handler that does not listen to its context
}

// task is an update on its way.
type task struct {
	in         incoming
	raw        []byte
	began      time.Time
	troubled   time.Time // since when deciding, or showing, has failed: patience counts from there, not from a wait for a turn
	tries      int       // that failed
	odd        int       // of them, those that failed for a reason that nobody foresaw
	at         showing   // how far the answer has been shown
	apologized bool      // the answer is an apology with an incident code
	// stop is closed when the program ends: no further try is begun.
	stop <-chan struct{}
}

// errStopped: the program is ending; the update stays with Telegram.
var errStopped = errors.New("intake is stopping")

// Handle brings one update to its end. An error means that it did not get
// there, and has to be delivered again.
func (k *Intake) Handle(ctx context.Context, raw []byte) error {
	t, unreadable := k.read(raw)
	return k.finish(ctx, t, unreadable)
}

// finish tries until the update is handled, or has had its tries.
func (k *Intake) finish(ctx context.Context, t task, unreadable error) error {
	if unreadable != nil {
		return k.bury(ctx, t, unreadable)
	}
	for {
		at, err := k.attempt(ctx, t)
		if at.ready != t.at.ready {
			t.troubled = time.Time{}
		}
		t.at = at
		if err == nil {
			k.handled(t)
			return nil
		}
		if ctx.Err() != nil || isClosed(t.stop) {
			return fmt.Errorf("%w: update %d: %w", errStopped, t.in.id, err)
		}
		t.tries++
		switch k.consider(ctx, &t, err) {
		case giveUp:
			k.handled(t)
			return nil
		case hopeless:
			return k.bury(ctx, t, err)
		case tryAgain:
		}
		if err := t.pause(ctx, k.pause, t.tries); err != nil {
			return fmt.Errorf("%w: update %d: %w", errStopped, t.in.id, err)
		}
	}
}

func (k *Intake) handled(t task) {
	result := "handled"
	if t.tries > 0 {
		result = "retried"
	}
	k.outages.forget(int64(t.in.account))
	k.meter.UpdateFinished(result, k.now().Sub(t.began))
}

// pause waits before the next try, the longer the more there were.
func (t task) pause(ctx context.Context, first time.Duration, tries int) error {
	timer := time.NewTimer(min(longestPause, first<<min(tries-1, 10)))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-t.stop:
		return errStopped
	case <-ctx.Done():
		return ctx.Err()
	}
	return nil
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// attempt takes the update as far as it gets: first the answer, unless there
// is one from an earlier attempt, then its showing.
func (k *Intake) attempt(ctx context.Context, t task) (showing, error) {
	if !t.at.ready {
		at, err := k.decided(ctx, t)
		if err != nil {
			return at, err
		}
		t.at = at
	}
	return k.bounded(ctx, t, showTimeout, k.showFor)
}

// decided finds the answer as soon as there is a slot for it: only then does
// its time begin. A crowd that comes at once waits its turn, instead of sharing
// a slow machine until the time of all is up. Showing takes no slot: it may wait
// long for the pace, and keeps nobody from deciding.
func (k *Intake) decided(ctx context.Context, t task) (showing, error) {
	slots, limit := k.slots, handleTimeout
	if t.in.message != nil && t.in.message.file() != nil {
		slots, limit = k.fileSlots, fileTimeout
	}
	select {
	case slots <- struct{}{}:
	case <-ctx.Done():
		return t.at, ctx.Err()
	}
	defer func() { <-slots }()
	return k.bounded(ctx, t, limit, k.decideFor)
}

// bounded gives a part of the work so long. What does not end then, although
// its context has, is left behind: the lane goes on.
func (k *Intake) bounded(ctx context.Context, t task, limit time.Duration, work func(context.Context, task) (showing, error)) (showing, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	type result struct {
		at  showing
		err error
	}
	ended := make(chan result, 1)
	go func() {
		at, err := guarded(ctx, t, work)
		ended <- result{at, err}
	}()
	select {
	case r := <-ended:
		return r.at, r.err
	case <-ctx.Done():
	}
	grace := time.NewTimer(k.grace)
	defer grace.Stop()
	select {
	case r := <-ended:
		return r.at, r.err
	case <-grace.C:
		k.log.ErrorContext(ctx, "handler does not end and is left behind", slog.Int64("update", t.in.id))
		return t.at, fmt.Errorf("handle update %d: %w", t.in.id, ctx.Err())
	}
}

// guarded turns a panic into an error.
func guarded(ctx context.Context, t task, work func(context.Context, task) (showing, error)) (at showing, err error) {
	defer func() {
		if p := recover(); p != nil {
			at, err = t.at, &PanicError{Value: p, Stack: debug.Stack()}
		}
	}()
	return work(ctx, t)
}

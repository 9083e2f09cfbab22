package store_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/notify"
)

func TestOfEightReplicasOneClaimsAnOccurrence(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	due := o.clock.Now()
	digest := notify.Message{
		Key: "digest:1", To: notify.ToEmployee(o.employee(made)), Kind: notify.Digest, Class: notify.Reminder,
	}
	var claims, runs atomic.Int64
	errs := atOnce(8, func(int) error {
		claimed, err := o.ClaimOccurrence(t.Context(), "digest", due, func(context.Context) ([]notify.Message, error) {
			runs.Add(1)
			return []notify.Message{digest}, nil
		})
		if claimed {
			claims.Add(1)
		}
		return err
	})
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if claims.Load() != 1 || runs.Load() != 1 || o.number("SELECT count(*) FROM notice") != 1 {
		t.Errorf("%d claims, %d runs, want one of each and one notice", claims.Load(), runs.Load())
	}
}

func TestAnOccurrenceThatFailsCanBeClaimedAgain(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	due := o.clock.Now()
	broken := errors.New("no calendar")
	claimed, err := o.ClaimOccurrence(t.Context(), "digest", due, func(context.Context) ([]notify.Message, error) {
		return nil, broken
	})
	if claimed || !errors.Is(err, broken) {
		t.Errorf("claimed %t, %v, want the duty's error", claimed, err)
	}
	o.queue.broken = errors.New("no queue")
	message := notify.Message{Key: "k", To: notify.ToAccount(1), Kind: notify.Digest, Class: notify.Reminder}
	none := func(context.Context) ([]notify.Message, error) { return []notify.Message{message}, nil }
	if claimed, err := o.ClaimOccurrence(t.Context(), "digest", due, none); claimed || err == nil {
		t.Errorf("without a queue: claimed %t, %v, want an error", claimed, err)
	}
	o.queue.broken = nil
	if claimed, err := o.ClaimOccurrence(t.Context(), "digest", due, none); !claimed || err != nil {
		t.Errorf("claimed %t, %v, want it claimed", claimed, err)
	}
}

func TestTheLastOccurrenceIsTheLatestWhateverBecameOfIt(t *testing.T) {
	t.Parallel()
	o := emptyOffice(t)
	if _, known, err := o.LastOccurrence(t.Context(), "digest"); known || err != nil {
		t.Errorf("a duty that was never seen: known %t, %v", known, err)
	}
	begun := o.clock.Now()
	steps := []struct {
		name string
		do   func(due time.Time) error
	}{
		{"begun", func(due time.Time) error { return o.MarkBegun(t.Context(), "digest", due) }},
		{"run", func(due time.Time) error {
			_, err := o.ClaimOccurrence(t.Context(), "digest", due, func(context.Context) ([]notify.Message, error) { return nil, nil })
			return err
		}},
		{"missed", func(due time.Time) error { return o.MarkMissed(t.Context(), "digest", due, nothingToTell) }},
		{"missed, by another replica, too", func(due time.Time) error {
			return o.MarkMissed(t.Context(), "digest", due.Add(-time.Hour), nothingToTell)
		}},
	}
	for i, step := range steps {
		due := begun.Add(time.Duration(min(i, 2)) * time.Hour)
		if i == 3 {
			due = due.Add(time.Hour)
		}
		if err := step.do(due); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		want := begun.Add(time.Duration(min(i, 2)) * time.Hour)
		if last, known, err := o.LastOccurrence(t.Context(), "digest"); !known || !last.Equal(want) || err != nil {
			t.Errorf("%s: %s, %t, %v, want %s", step.name, last, known, err, want)
		}
	}
	if _, known, err := o.LastOccurrence(t.Context(), "deadlines"); known || err != nil {
		t.Errorf("another duty: known %t, %v", known, err)
	}
}

func TestHeartbeats(t *testing.T) {
	t.Parallel()
	o := emptyOffice(t)
	if _, known, err := o.LastHeartbeat(t.Context(), "receiver"); known || err != nil {
		t.Errorf("before the first: known %t, %v", known, err)
	}
	for range 2 {
		o.clock.advance(time.Minute)
		if err := o.Heartbeat(t.Context(), "receiver"); err != nil {
			t.Fatal(err)
		}
		if at, known, err := o.LastHeartbeat(t.Context(), "receiver"); !known || !at.Equal(o.clock.Now()) || err != nil {
			t.Errorf("%s, %t, %v, want now", at, known, err)
		}
	}
}

func nothingToTell(context.Context) ([]notify.Message, error) { return nil, nil }

package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
)

// led is what somebody who leads has.
type led struct {
	release func()
	lost    <-chan struct{}
	err     error
}

// leads begins to wait for leadership.
func leads(ctx context.Context, s *store.Store, name string) <-chan led {
	done := make(chan led, 1)
	go func() {
		release, lost, err := s.Lead(ctx, name)
		done <- led{release, lost, err}
	}()
	return done
}

// soon waits for something that is to happen within 15 s, as a standby has to take over.
func soon[T any](t *testing.T, what string, c <-chan T) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(15 * time.Second):
		t.Fatalf("%s: not within 15 s", what)
		panic("unreachable")
	}
}

func TestOneLeadsAndTheNextTakesOver(t *testing.T) {
	t.Parallel()
	o := emptyOffice(t)
	first := soon(t, "the first leads", leads(t.Context(), o.Store, "receiver"))
	second := leads(t.Context(), o.open(o.url), "receiver")
	other := soon(t, "something else is led by another", leads(t.Context(), o.open(o.url), "other"))
	if err := errors.Join(first.err, other.err); err != nil {
		t.Fatal(err)
	}
	defer other.release()
	select {
	case <-second:
		t.Fatal("two lead")
	case <-first.lost:
		t.Fatal("leadership was lost for no reason")
	case <-time.After(2500 * time.Millisecond): // longer than a ping and a retry
	}
	first.release()
	first.release()
	next := soon(t, "the second leads", second)
	if next.err != nil {
		t.Fatal(next.err)
	}
	next.release()
}

func TestALeaderWhoseLineIsCutIsToldAndReplaced(t *testing.T) {
	t.Parallel()
	o := emptyOffice(t)
	first := soon(t, "the first leads", leads(t.Context(), o.Store, "receiver"))
	if first.err != nil {
		t.Fatal(first.err)
	}
	second := leads(t.Context(), o.open(o.url), "receiver")
	o.exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gelis leader of receiver' AND datname = current_database()")
	soon(t, "the first is told", first.lost)
	next := soon(t, "the second leads", second)
	if next.err != nil {
		t.Fatal(next.err)
	}
	first.release()
	next.release()
}

func TestWhoeverWaitsToLeadOutlastsAnOutage(t *testing.T) {
	t.Parallel()
	server := storetest.Postgres(t, nil)
	if err := migrate(t.Context(), server.URL()); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), store.Config{URL: server.URL(), Clock: calendar.Clock{Now: time.Now, Zone: wita()}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	first := soon(t, "the first leads", leads(t.Context(), s, "receiver"))
	second := leads(t.Context(), s, "receiver")
	if err := errors.Join(first.err, server.Stop()); err != nil {
		t.Fatal(err)
	}
	soon(t, "the first is told", first.lost)
	first.release()
	if _, err := s.Dossier(t.Context(), 1); !store.IsUnavailable(err) {
		t.Errorf("a query in the outage: %v, want it to be unavailable", err)
	}
	if err := server.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	next := soon(t, "the second leads", second)
	if next.err != nil {
		t.Fatal(next.err)
	}
	next.release()
	if err := s.Heartbeat(t.Context(), "receiver"); err != nil {
		t.Errorf("after the outage: %v", err)
	}
}

func TestWaitingToLeadEndsWithItsContext(t *testing.T) {
	t.Parallel()
	o := emptyOffice(t)
	first := soon(t, "the first leads", leads(t.Context(), o.Store, "receiver"))
	if first.err != nil {
		t.Fatal(first.err)
	}
	defer first.release()
	ctx, cancel := context.WithCancel(t.Context())
	second := leads(ctx, o.open(o.url), "receiver")
	cancel()
	if next := soon(t, "the second gives up", second); !errors.Is(next.err, context.Canceled) {
		t.Errorf("got %v, want the context's error", next.err)
	}
}

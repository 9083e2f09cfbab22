package bot

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
)

func TestUpdateIsConfirmedOnlyWhenItIsHandled(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	r := start(t, func(rt *Router) {
		rt.Command(Command{Name: "start", For: staff.Everyone, Handler: func(ctx context.Context, _ *Request) (Reply, error) {
			select {
			case <-release:
			case <-ctx.Done():
			}
			return Reply{Text: says("done")}, ctx.Err()
		}})
	})
	r.wayan.Start()
	r.asing.Send("hello")
	hears(t, r.asing, "who are you?") // the slow one holds nobody up
	if n := r.telegram.Unconfirmed(); n != 2 {
		t.Errorf("%d unconfirmed, want both: the second cannot be confirmed without the first", n)
	}
	close(release)
	hears(t, r.wayan, "done")
	r.settled(t)
}

func TestUnfinishedUpdateDoesNotHideNewOnesNorMakesTheReceiverSpin(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	r := start(t, func(rt *Router) {
		rt.Command(Command{Name: "start", For: staff.Everyone, Handler: func(context.Context, *Request) (Reply, error) {
			<-release
			return Reply{Text: says("done")}, nil
		}})
	})
	r.wayan.Start()
	for range 20 {
		r.asing.Send("hello")
		hears(t, r.asing, "who are you?")
	}
	polls := len(r.telegram.Calls(telegramtest.CallFilter{Method: "getUpdates"}))
	if polls > 80 {
		t.Errorf("%d polls for 21 updates", polls)
	}
	close(release)
	r.settled(t)
}

func TestOneWhoseAnswersAreSlowHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	release := make(chan time.Time)
	r := newRigOn(t, telegramtest.Config{After: func(d time.Duration) <-chan time.Time {
		if d == time.Hour {
			return release
		}
		return time.After(d)
	}}, nil)
	r.receive(t)
	r.wayan.Start()
	hears(t, r.wayan, "what?")
	r.telegram.Fault(telegramtest.Fault{Method: "sendMessage", Person: r.wayan.ID(), Delay: time.Hour, Times: 1})
	mine := r.wayan.Send("hello")
	for range 2 * batch {
		r.asing.Send("hello")
		hears(t, r.asing, "who are you?")
	}
	if said := r.wayan.ChatAfter(mine.ID); len(said) != 0 {
		t.Error("the slow answer was there before the others were heard")
	}
	close(release)
	hears(t, r.wayan, "what?")
	r.settled(t)
}

func TestEverythingBeyondOneBatchIsHandledInOrderForEachPerson(t *testing.T) {
	t.Parallel()
	const people, each = 60, maxWaiting
	var mu sync.Mutex
	heard := map[staff.AccountID][]string{}
	r := newRig(t, func(rt *Router) {
		rt.Stranger(func(_ context.Context, q *Request) (Reply, error) {
			mu.Lock()
			defer mu.Unlock()
			heard[q.Account] = append(heard[q.Account], q.Text)
			return Reply{}, nil
		})
	})
	var want []string
	for i := range each {
		want = append(want, fmt.Sprint("text ", i))
	}
	var all []*telegramtest.Person
	for range people {
		all = append(all, r.telegram.Person(telegramtest.Profile{Name: "Ketut"}))
	}
	for i := range each {
		for _, p := range all {
			p.Send(want[i])
		}
	}
	r.receive(t)
	r.settled(t)
	mu.Lock()
	defer mu.Unlock()
	for _, p := range all {
		if diff := cmp.Diff(want, heard[staff.AccountID(p.ID())]); diff != "" {
			t.Fatalf("updates of person %d: %s", p.ID(), diff)
		}
	}
}

func TestIdsMayBeginAnywhereAfterAQuietWeek(t *testing.T) {
	t.Parallel()
	r := newRigOn(t, telegramtest.Config{After: func(d time.Duration) <-chan time.Time { return time.After(min(d, 20*time.Millisecond)) }}, nil)
	r.receive(t)
	events, cancel := r.telegram.Subscribe()
	defer cancel()
	for _, jump := range []int64{0, 1_000_000, -2_000_000, -5, 100} {
		r.settled(t)
		for polls := 0; polls < 3; { // a quiet week
			if e := <-events; e.Kind == telegramtest.EventCall && e.Call.Method == "getUpdates" {
				polls++
			}
		}
		r.telegram.SkipUpdateIDs(jump)
		r.asing.Send("hello")
		hears(t, r.asing, "who are you?")
	}
	r.settled(t)
}

func TestReceiverThatStopsLosesNothingAndTheNextOneGoesOn(t *testing.T) {
	t.Parallel()
	var runs atomic.Int64
	entered := make(chan struct{}, 10)
	r := newRig(t, func(rt *Router) {
		rt.Stranger(func(ctx context.Context, q *Request) (Reply, error) {
			if q.Text == "slow" && runs.Add(1) == 1 {
				entered <- struct{}{}
				<-ctx.Done() // the program ends while it is at work
				return Reply{}, ctx.Err()
			}
			return Reply{Text: says("done: " + q.Text)}, nil
		})
	})
	_, stop := r.receive(t)
	r.asing.Send("quick")
	hears(t, r.asing, "done: quick")
	r.asing.Send("slow")
	r.asing.Send("queued")
	<-entered
	stop()
	if n := r.telegram.Unconfirmed(); n != 2 {
		t.Fatalf("%d unconfirmed after the end, want the two that were not handled", n)
	}
	r.receive(t)
	hears(t, r.asing, "done: slow")
	hears(t, r.asing, "done: queued")
	r.settled(t)
}

func TestReceiverSurvivesWhatTelegramAnswers(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]telegramtest.Fault{
		"409":       {Method: "getUpdates", Code: 409, Times: 1},
		"429":       {Method: "getUpdates", Code: 429, RetryAfter: 1, Times: 1},
		"502":       {Method: "getUpdates", Code: 502, Body: "<html>", Times: 2},
		"cut body":  {Method: "getUpdates", CutBody: true, Times: 2},
		"no answer": {Method: "getUpdates", Drop: true, Times: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, nil)
			r.telegram.Fault(fault)
			r.asing.Send("hello")
			receiver, _ := r.receive(t)
			hears(t, r.asing, "who are you?")
			r.settled(t)
			if receiver.LastPoll().IsZero() {
				t.Error("no poll is known to have been answered")
			}
		})
	}
}

func TestReceiverEndsWhenTheTokenIsRefused(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	for _, token := range []string{"1000000001:WRONG-token-for-telegramtest-only0", "nonsense"} {
		client, err := NewClient(token, r.telegram.URL(), nil)
		if err != nil {
			t.Fatal(err)
		}
		r.parts.Client = client
		if err := r.Receiver().Run(t.Context()); !errors.Is(err, ErrUnauthorized) {
			t.Errorf("token %s: %v", token, err)
		}
		if _, _, err := client.Me(t.Context()); !errors.Is(err, ErrUnauthorized) {
			t.Errorf("token %s: getMe: %v", token, err)
		}
	}
}

func TestUnreadableUpdateBecomesADeadLetter(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	err := r.Intake().Handle(t.Context(), []byte(`{"update_id":5,"message":{"message_id":"no number"}}`))
	if err != nil {
		t.Fatal(err)
	}
	if letters := locked(r.office, func(o *office) []string { return o.letters }); len(letters) != 1 {
		t.Errorf("dead letters %q", letters)
	}
}

func TestReceiverTakesOverWhenTheOtherPollerIsGone(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	_, stopFirst := r.receive(t)
	if err := r.telegram.WaitPolling(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.receive(t)
	stopFirst()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	r.asing.Send("hello")
	if _, err := r.asing.Next(ctx); err != nil {
		t.Error(err)
	}
}

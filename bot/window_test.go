package bot

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestWindowConfirmsOnlyTheFinishedBeginning(t *testing.T) {
	t.Parallel()
	w := newWindow()
	a, b, c := w.admit(10), w.admit(11), w.admit(12)
	if w.admit(11) != nil {
		t.Error("an update in flight is admitted twice")
	}
	w.finish(b)
	if got := w.offset(false); got != 0 {
		t.Errorf("offset %d with the first unfinished", got)
	}
	if got := w.offset(true); got != 10 {
		t.Errorf("the other name of the place is %d, want 10", got)
	}
	w.finish(a)
	if got := w.offset(false); got != 12 {
		t.Errorf("offset %d, want 12", got)
	}
	w.finish(c) // while the poll is under way
	w.confirmed(12)
	if got := w.offset(false); got != 13 {
		t.Errorf("offset %d, want 13: the answered poll did not confirm it", got)
	}
	w.confirmed(13)
	if got := w.offset(false); got != 0 {
		t.Errorf("offset %d with nothing to confirm", got)
	}
	if w.admit(3) == nil {
		t.Error("a smaller id is taken for an old one")
	}
}

func TestWindowSetsAsideWhatHoldsUpManyOthers(t *testing.T) {
	t.Parallel()
	w := newWindow()
	first := w.admit(1)
	var rest []*entry
	for id := range batch - 1 {
		rest = append(rest, w.admit(int64(id+2)))
	}
	if w.blocking() != nil {
		t.Error("set aside although nothing waits behind it: everybody is slow")
	}
	for _, e := range rest {
		w.finish(e)
	}
	if w.blocking() != first || !w.setAside(first) {
		t.Error("not set aside although the window is full of finished updates")
	}
	if got := w.offset(false); got != batch+1 {
		t.Errorf("offset %d, want everything confirmed", got)
	}
	if !w.finish(first) {
		t.Error("it is not known at its end that it was set aside")
	}
	if unfinished, _ := w.state(); unfinished != 0 || w.blocking() != nil {
		t.Errorf("%d unfinished", unfinished)
	}
}

func TestWindowDoesNotSetAsideWhatHasJustBeenHandled(t *testing.T) {
	t.Parallel()
	w := newWindow()
	e := w.admit(1)
	if w.finish(e) || w.setAside(e) {
		t.Error("a handled update is set aside, and would be handled again at the next start")
	}
}

func TestLanesKeepOnePersonsOrderAndLetOthersPass(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newLanes()
		began := time.Now()
		order := make(chan string, 10)
		slow := func(name string, d time.Duration) func() {
			return func() {
				time.Sleep(d) //nolint:forbidigo // work that takes time, in a bubble whose clock is not real
				order <- name
			}
		}
		l.run(1, slow("first of one", 3*time.Second))
		l.run(1, slow("second of one", 0))
		l.run(2, slow("first of two", time.Second))
		l.wait()
		close(order)
		var got []string
		for name := range order {
			got = append(got, name)
		}
		if want := []string{"first of two", "first of one", "second of one"}; !cmp.Equal(got, want) {
			t.Errorf("order %q, want %q", got, want)
		}
		if took := time.Since(began); took != 3*time.Second {
			t.Errorf("took %s", took)
		}
		if len(l.waiting) != 0 {
			t.Errorf("%d lanes are left", len(l.waiting))
		}
	})
}

func TestPauseGrows(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		took := func(tries int) time.Duration {
			began := time.Now()
			if err := (task{}).pause(t.Context(), firstPause, tries); err != nil {
				t.Error(err)
			}
			return time.Since(began)
		}
		for tries, want := range map[int]time.Duration{1: firstPause, 2: 2 * firstPause, 3: 4 * firstPause, 50: longestPause} {
			if got := took(tries); got != want {
				t.Errorf("pause after %d tries is %s, want %s", tries, got, want)
			}
		}
	})
}

func TestWhoWasToldIsNotToldAgainForAWhile(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		told := newTold(time.Now, time.Minute)
		if !told.first(1) || told.first(1) || !told.first(2) {
			t.Error("told twice, or somebody else not at all")
		}
		told.forget(1)
		if !told.first(1) {
			t.Error("not told again after it was over")
		}
		time.Sleep(time.Minute) //nolint:forbidigo // in a bubble whose clock is not real
		if !told.first(1) {
			t.Error("not told again after a while")
		}
	})
}

package apel_test

import (
	"errors"
	"testing"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/audit"
)

// twoOpen is an office with two apel of the bureau at the same time, a
// kilometre apart, while their attendance is open.
func twoOpen() office {
	o := open()
	second := o.events[0]
	second.ID, second.Secret = 2, []byte("another secret")
	second.Place.Latitude += 0.01
	o.events = append(o.events, second)
	o.set(at(7, 7, 0))
	return o
}

// typed are the digits that one of two events shows, without naming it.
func (o office) typed(id apel.EventID, later int64) apel.Proof {
	return apel.Proof{Digits: o.events[id-1].Digits(apel.StepAt(*o.time) + later)}
}

// wrongAt is how many wrong codes self typed at each of two events.
func (o office) wrongAt() [2]int { return [2]int{o.rows[1][selfID].Wrong, o.rows[2][selfID].Wrong} }

func TestAWrongCodeCountsAtEveryEventThatItCouldOpen(t *testing.T) {
	t.Parallel()
	o := twoOpen()
	self := crowd()["self"]
	for tries := 1; tries <= 3; tries++ {
		_, err := o.CheckIn(t.Context(), self, o.typed(1, 7))
		if code, ok := errors.AsType[*apel.CodeError](err); !ok || code.Left != apel.MaxWrong-tries || o.wrongAt() != [2]int{tries, tries} {
			t.Fatalf("try %d: %v, counted %v", tries, err, o.wrongAt())
		}
	}
	if len(o.lines) != 6 || o.lines[5].Action != audit.ApelCodeWrong || o.lines[4].Subject == o.lines[5].Subject {
		t.Errorf("audited %+v", o.lines)
	}
	if view, err := o.CheckIn(t.Context(), self, o.typed(2, 0)); err != nil || view.Event.ID != 2 || o.wrongAt() != [2]int{3, 3} {
		t.Errorf("the code of the second: %v, event %d, counted %v", err, view.Event.ID, o.wrongAt())
	}
	if _, err := o.CheckIn(t.Context(), self, o.typed(1, 7)); err == nil || o.wrongAt() != [2]int{4, 3} {
		t.Errorf("present at the second: %v, counted %v", err, o.wrongAt())
	}
	var already *apel.AlreadyError
	if _, err := o.CheckIn(t.Context(), self, o.typed(2, 0)); !errors.As(err, &already) || o.wrongAt() != [2]int{4, 3} {
		t.Errorf("the code of the second again: %v, counted %v", err, o.wrongAt())
	}
}

func TestALockedEventTakesNotEvenItsOwnCode(t *testing.T) {
	t.Parallel()
	o := twoOpen()
	self := crowd()["self"]
	for range apel.MaxWrong {
		p := o.typed(1, 7)
		p.Event = 1
		_, _ = o.CheckIn(t.Context(), self, p)
	}
	_, err := o.CheckIn(t.Context(), self, o.typed(1, 0))
	if code, ok := errors.AsType[*apel.CodeError](err); !ok || code.Left != 4 || o.wrongAt() != [2]int{5, 1} {
		t.Errorf("the code of the locked one: %v, counted %v", err, o.wrongAt())
	}
	if view, err := o.CheckIn(t.Context(), self, o.typed(2, 0)); err != nil || view.Event.ID != 2 {
		t.Errorf("the code of the other: %v", err)
	}
	lines := len(o.lines)
	for range 3 {
		if _, err := o.CheckIn(t.Context(), self, o.typed(1, 0)); !errors.Is(err, apel.ErrLocked) {
			t.Errorf("only the locked one is left: %v", err)
		}
	}
	if len(o.lines) != lines || len(o.refusals) != 0 || o.wrongAt() != [2]int{5, 1} {
		t.Errorf("%d new lines, %d refusals, counted %v", len(o.lines)-lines, len(o.refusals), o.wrongAt())
	}
}

func TestALocationIsForTheEventInWhosePlaceItIs(t *testing.T) {
	t.Parallel()
	o := twoOpen()
	self, far := crowd()["self"], here()
	far.Latitude += 0.008
	var away *apel.AwayError
	if _, err := o.CheckIn(t.Context(), self, apel.Proof{Fix: far}); !errors.As(err, &away) || away.Metres > 230 {
		t.Errorf("nearer to the second, outside of both: %v, %+v", err, away)
	}
	far.Latitude += 0.002
	if view, err := o.CheckIn(t.Context(), self, apel.Proof{Fix: far}); err != nil || view.Event.ID != 2 {
		t.Errorf("in the second place: %v, event %d", err, view.Event.ID)
	}
	if view, err := o.CheckIn(t.Context(), self, apel.Proof{Fix: here()}); err != nil || view.Event.ID != 1 {
		t.Errorf("in the first place: %v, event %d", err, view.Event.ID)
	}
}

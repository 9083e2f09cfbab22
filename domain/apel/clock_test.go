package apel_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
)

func TestWhatIsDueByTheClock(t *testing.T) {
	t.Parallel()
	begins, closes := at(7, 7, 30), at(7, 8, 0)
	want := []apel.Instant{
		{At: at(4, 15, 0), Task: apel.TaskRemind, Event: 1, Until: begins, Name: "sore"}, // Friday, the working day before
		{At: at(7, 6, 0), Task: apel.TaskRemind, Event: 1, Until: begins, Name: "pagi"},
		{At: at(7, 6, 45), Task: apel.TaskOpen, Event: 1, Until: closes},
		{At: closes, Task: apel.TaskClose, Event: 1},
		{At: at(7, 17, 0), Task: apel.TaskDayEnd, Event: 1},
	}
	o := open()
	got, err := o.Instants(t.Context(), at(4, 14, 59), at(7, 17, 0))
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	got, err = o.Instants(t.Context(), at(4, 15, 0), at(7, 6, 0))
	if diff := cmp.Diff(want[1:2], got); err != nil || diff != "" {
		t.Errorf("after the one, up to the other: %v (-want +got):\n%s", err, diff)
	}
	o.events[0].State = apel.Cancelled
	if got, err := o.Instants(t.Context(), at(1, 0, 0), at(9, 0, 0)); err != nil || len(got) > 0 {
		t.Errorf("of what was called off: %v %v", got, err)
	}
}

// run lets the clock come to a task.
func (o office) run(t *testing.T, task apel.Task, due time.Time) {
	t.Helper()
	o.set(due)
	for range 2 {
		done(t, o.RunTask(t.Context(), task, due))
	}
}

func TestWhoIsAwayIsNotAskedAndTheOthersAreToldOnce(t *testing.T) {
	t.Parallel()
	o := open()
	o.absent[mateID] = apel.OnLeave
	_ = must[apel.View](t)(o.Excuse(t.Context(), crowd()["superior"], 1, apel.Travelling, "rapat"))
	o.run(t, apel.TaskRemind, at(4, 15, 0))
	if o.toldOf(notify.ApelReminder, selfID) != 1 || o.toldOf(notify.ApelReminder, mateID)+o.toldOf(notify.ApelReminder, headID) != 0 {
		t.Errorf("told %+v", o.told)
	}
	p := must[apel.Presence](t)(o.Presence(t.Context(), 1, mateID))
	if p.Status != apel.OnLeave || p.Way != apel.ByRequest || !p.ToldAt.IsZero() {
		t.Errorf("%+v", p)
	}
	delete(o.absent, mateID) // the leave was cancelled
	o.run(t, apel.TaskRemind, at(7, 6, 0))
	if o.toldOf(notify.ApelReminder, selfID) != 2 || o.toldOf(notify.ApelReminder, mateID) != 1 {
		t.Errorf("told %+v", o.told)
	}
}

func TestNobodyIsRemindedOfWhatHasBegun(t *testing.T) {
	t.Parallel()
	o := open()
	o.set(at(7, 7, 30))
	done(t, o.RunTask(t.Context(), apel.TaskRemind, at(7, 6, 0)))
	done(t, o.Reconcile(t.Context()))
	if len(o.told) > 0 {
		t.Errorf("told %+v", o.told)
	}
}

func TestWhatIsMadeTooLateForItsReminderIsToldAtOnce(t *testing.T) {
	t.Parallel()
	o := empty()
	o.set(at(6, 20, 0)) // Sunday evening
	e := apel.Event{Date: on(12, 7), Details: details()}
	for range 2 {
		done(t, o.SaveEvent(t.Context(), crowd()["personnel"], e, "draft"))
	}
	if len(o.events) != 1 || o.toldOf(notify.ApelReminder, selfID) != 1 {
		t.Errorf("%d events, told %+v", len(o.events), o.told)
	}
	o.run(t, apel.TaskRemind, at(7, 6, 0))
	if o.toldOf(notify.ApelReminder, selfID) != 2 {
		t.Errorf("told %+v", o.told)
	}
}

func TestWhoWasAwayForTwoRemindersIsToldOnce(t *testing.T) {
	t.Parallel()
	o := open()
	o.set(at(7, 6, 10))
	done(t, o.RunTask(t.Context(), apel.TaskRemind, at(4, 15, 0)))
	done(t, o.RunTask(t.Context(), apel.TaskRemind, at(7, 6, 0)))
	if o.toldOf(notify.ApelReminder, selfID) != 1 {
		t.Errorf("told %+v", o.told)
	}
}

func TestTheDayOfAnApel(t *testing.T) {
	t.Parallel()
	o := open()
	o.run(t, apel.TaskOpen, at(7, 6, 45))
	if o.toldOf(notify.ApelMayOpen, officerID) != 1 || o.toldOf(notify.ApelMayOpen, personnelID) != 0 {
		t.Errorf("told %+v", o.told)
	}
	_ = must[apel.View](t)(o.CheckIn(t.Context(), crowd()["self"], o.code()))
	board := must[apel.BoardView](t)(o.Board(t.Context(), crowd()["officer"], 1))
	if board.Counts[apel.Present] != 1 || board.Expected != 3 || !board.Until.Equal(at(7, 6, 45).Add(30*time.Second)) || board.Event.Secret != nil {
		t.Errorf("%+v", board)
	}
	o.run(t, apel.TaskClose, at(7, 8, 0))
	o.run(t, apel.TaskDayEnd, at(7, 17, 0))
	lists := map[notify.Kind]int{}
	for _, m := range o.told {
		lists[m.Kind]++
	}
	if lists[notify.ApelUnit] != 1 || lists[notify.ApelAll] != 1 {
		t.Errorf("lists %v", lists)
	}
	roll := must[apel.Roll](t)(o.Desk.Roll(t.Context(), crowd()["superior"], 1))
	counts, people := apel.Sum(roll.Tally)
	if diff := cmp.Diff(map[apel.Status]int{apel.Present: 1, apel.Unexplained: 2}, counts); diff != "" || people != 3 || roll.Whole {
		t.Errorf("%d people, %s", people, diff)
	}
	if o.events[0].State != apel.Closed || o.events[0].Version != 2 {
		t.Errorf("%+v", o.events[0])
	}
	if drawn := must[apel.BoardView](t)(o.DrawBoard(t.Context(), 1)); drawn.Stage != apel.Ended || drawn.Digits+drawn.Token != "" {
		t.Errorf("%+v", drawn)
	}
}

func TestAnEveningApelIsSettledWhenItCloses(t *testing.T) {
	t.Parallel()
	o := open()
	o.events[0].Minute = 18 * 60
	o.run(t, apel.TaskDayEnd, at(7, 18, 30))
	if o.events[0].State != apel.Closed {
		t.Errorf("%+v", o.events[0])
	}
}

func TestAMonthIsClosedOnceWhenItIsOver(t *testing.T) {
	t.Parallel()
	o := open()
	whole := crowd()["personnel of the office"]
	if err := o.Desk.CloseMonth(t.Context(), whole, 2026, time.December); !errors.Is(err, apel.ErrMonthNotOver) {
		t.Errorf("before its end: %v", err)
	}
	o.set(calendar.NewDate(2027, 1, 1).At(8, 0, zone()))
	if _, err := o.Mark(t.Context(), whole, 1, selfID, apel.Present, "lupa"); err != nil || o.toldOf(notify.ApelCorrected, selfID) != 1 {
		t.Errorf("a correction: %v, told %+v", err, o.told)
	}
	if r := must[apel.Rekap](t)(o.Rekap(t.Context(), whole, 2026, time.December)); !r.MayClose || len(r.Events) != 1 || !r.Whole {
		t.Errorf("%+v", r)
	}
	done(t, o.Desk.CloseMonth(t.Context(), whole, 2026, time.December))
	if err := o.Desk.CloseMonth(t.Context(), whole, 2026, time.December); !errors.Is(err, apel.ErrMonthClosed) {
		t.Errorf("a second time: %v", err)
	}
	if _, err := o.Mark(t.Context(), whole, 1, mateID, apel.Present, "lupa"); !errors.Is(err, apel.ErrMonthClosed) {
		t.Errorf("a correction afterwards: %v", err)
	}
}

func TestHomeShowsTodayTheNextAndTheRecord(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	home := must[apel.Home](t)(o.Home(t.Context(), crowd()["self"]))
	if home.Next == nil || home.Next.Event.ID != 1 || !home.Next.Mine.Coming || len(home.Today)+len(home.Last) != 0 {
		t.Errorf("before: %+v", home)
	}
	o.set(at(7, 7, 0))
	_ = must[apel.View](t)(o.CheckIn(t.Context(), crowd()["self"], o.code()))
	o.set(at(7, 9, 0))
	home = must[apel.Home](t)(o.Home(t.Context(), crowd()["self"]))
	if len(home.Today) != 1 || home.Next.Event.ID != 2 || len(home.Last) != 1 || home.Year[apel.Present] != 1 {
		t.Errorf("after: %+v", home)
	}
	if far := must[apel.Home](t)(o.Home(t.Context(), crowd()["not expected"])); far.Next != nil || len(far.Today) > 0 {
		t.Errorf("who is not expected: %+v", far)
	}
}

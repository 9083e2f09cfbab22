package apel_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
)

// sight is what a test says of an event.
type sight struct {
	Planned, Date string
	State         apel.State
	Version       int
	Reason        string
}

func (o office) sights() []sight {
	var all []sight
	for _, e := range o.events {
		all = append(all, sight{e.Planned.String(), e.Date.String(), e.State, e.Version, e.Reason})
	}
	return all
}

func holiday(d calendar.Date) calendar.Day {
	return calendar.Day{Date: d, Kind: calendar.OfficeOwn, Name: "Libur kantor"}
}

// ruled is an office whose bureau has a rule, with self told of its first event.
func ruled(t *testing.T, days ...calendar.Day) office {
	t.Helper()
	o := empty(days...)
	done(t, o.SaveRule(t.Context(), crowd()["personnel"], mondays(), "draft"))
	_ = must[apel.View](t)(o.Coming(t.Context(), crowd()["self"], 1))
	return o
}

func TestARuleMakesTheEventsOfTwoMonths(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	done(t, o.SaveRule(t.Context(), crowd()["personnel"], mondays(), "draft")) // the same once
	want := []sight{{"2026-12-07", "2026-12-07", apel.Planned, 1, ""}, {"2027-01-04", "2027-01-04", apel.Planned, 1, ""}, {"2027-02-01", "2027-02-01", apel.Planned, 1, ""}}
	if diff := cmp.Diff(want, o.sights()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(o.events[0].Secret) < 16 || slices.Equal(o.events[0].Secret, o.events[1].Secret) {
		t.Error("events share a secret, or have none")
	}
}

func TestAHolidayMovesTheEventAndTellsOnce(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	o.cal.Reset([]calendar.Day{holiday(on(12, 7)), holiday(on(12, 14))}, nil)
	for range 3 {
		done(t, o.Reconcile(t.Context()))
	}
	if got := o.sights()[0]; got != (sight{"2026-12-07", "2026-12-21", apel.Planned, 2, apel.ReasonRule}) {
		t.Errorf("two holidays in a row: %+v", got)
	}
	o.cal.Reset(nil, nil)
	done(t, o.Reconcile(t.Context()))
	if got := o.sights()[0]; got != (sight{"2026-12-07", "2026-12-07", apel.Planned, 3, apel.ReasonRule}) {
		t.Errorf("moved back: %+v", got)
	}
	if o.toldOf(notify.ApelChanged, selfID) != 2 || o.toldOf(notify.ApelChanged, mateID) != 0 || len(o.events) != 3 {
		t.Errorf("told: %+v", o.told)
	}
}

func TestWhatIsOverHasOpenedOrWasChangedByHandIsLeftAlone(t *testing.T) {
	t.Parallel()
	personnel := crowd()["personnel"]
	tests := []struct {
		name   string
		before func(office)
	}{
		{"over", func(o office) { o.set(at(8, 9, 0)) }},
		{"open", func(o office) { o.set(at(7, 6, 45)) }},
		{"closed early", func(o office) { o.events[0].State = apel.Closed }},
		{"changed by hand", func(o office) {
			e := o.events[0]
			e.Minute, e.Reason = 8*60, "hujan"
			done(t, o.SaveEvent(t.Context(), personnel, e, ""))
		}},
		{"called off by hand", func(o office) { done(t, o.Cancel(t.Context(), personnel, 1, "hujan")) }},
	}
	for _, tt := range tests {
		o := ruled(t)
		tt.before(o)
		want := o.sights()[0]
		o.cal.Reset([]calendar.Day{holiday(on(12, 7))}, nil)
		done(t, o.Reconcile(t.Context()))
		if got := o.sights()[0]; got != want {
			t.Errorf("%s: %+v became %+v", tt.name, want, got)
		}
	}
}

func TestAnEventIsNeverMovedIntoThePast(t *testing.T) {
	t.Parallel()
	o := ruled(t, holiday(on(12, 7)))
	o.set(at(9, 9, 0))
	want := o.sights()[0]
	o.cal.Reset(nil, nil)
	done(t, o.Reconcile(t.Context()))
	if got := o.sights()[0]; got != want || got.Date != "2026-12-14" {
		t.Errorf("%+v became %+v", want, got)
	}
}

func TestARuleThatEndsCallsItsEventsOff(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	done(t, o.EndRule(t.Context(), crowd()["personnel"], 1))
	done(t, o.EndRule(t.Context(), crowd()["personnel"], 1))
	for _, got := range o.sights() {
		if got.State != apel.Cancelled || got.Version != 2 || got.Reason != apel.ReasonRuleEnded {
			t.Errorf("%+v", got)
		}
	}
	if o.toldOf(notify.ApelCancelled, selfID) != 1 || o.toldOf(notify.ApelCancelled, mateID) != 0 {
		t.Errorf("told: %+v", o.told)
	}
}

func TestOnlyWhatOneSeesIsWorthTelling(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		change func(*apel.Rule)
		told   int
	}{
		{"the hour", func(r *apel.Rule) { r.Minute += 15 }, 1},
		{"what to bring", func(r *apel.Rule) { r.Bring = "Payung" }, 1},
		{"the inspector", func(r *apel.Rule) { r.Inspector = "Sekretaris Daerah" }, 1},
		{"the late time", func(r *apel.Rule) { r.Window.LateAfter = 5 }, 0},
		{"the officers", func(r *apel.Rule) { r.Officers = nil }, 0},
		{"nothing", func(*apel.Rule) {}, 0},
	}
	for _, tt := range tests {
		o := ruled(t)
		r := o.rules[0]
		tt.change(&r)
		done(t, o.SaveRule(t.Context(), crowd()["personnel"], r, ""))
		if got := o.toldOf(notify.ApelChanged, selfID); got != tt.told {
			t.Errorf("%s: told %d times", tt.name, got)
		}
		if changed := o.events[0].Version == 2; changed != (tt.name != "nothing") {
			t.Errorf("%s: version %d", tt.name, o.events[0].Version)
		}
	}
}

func TestAChangeByHandTellsAndNeedsAReason(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	e := o.events[0]
	e.Date = on(12, 8)
	if err := o.SaveEvent(t.Context(), crowd()["personnel"], e, ""); err == nil {
		t.Error("changed without a reason")
	}
	e.Reason = "gladi upacara"
	done(t, o.SaveEvent(t.Context(), crowd()["personnel"], e, ""))
	if got := o.sights()[0]; got != (sight{"2026-12-07", "2026-12-08", apel.Planned, 2, "gladi upacara"}) || !o.events[0].Own {
		t.Errorf("%+v", got)
	}
	if o.toldOf(notify.ApelChanged, selfID) != 1 {
		t.Errorf("told: %+v", o.told)
	}
}

func TestWhatIsWrongInARuleIsNamed(t *testing.T) {
	t.Parallel()
	for field, spoil := range map[apel.Field]func(*apel.Rule){
		apel.FieldKind: func(r *apel.Rule) { r.Kind = "PESTA" }, apel.FieldName: func(r *apel.Rule) { r.Name = " " },
		apel.FieldMinute: func(r *apel.Rule) { r.Minute, r.Window.OpensBefore = 1440, 0 }, apel.FieldPlace: func(r *apel.Rule) { r.Place.ID = 9 },
		apel.FieldDress: func(r *apel.Rule) { r.Dress = "PIAMA" }, apel.FieldScope: func(r *apel.Rule) { r.Scope.Units = nil },
		apel.FieldWindow: func(r *apel.Rule) { r.Window.LateAfter = 31 }, apel.FieldRecurrence: func(r *apel.Rule) { r.Recurrence.Nth = 5 },
	} {
		o, r := empty(), mondays()
		spoil(&r)
		err := o.SaveRule(t.Context(), crowd()["personnel"], r, "")
		if wrong := fieldOf(err); wrong != field && (field != apel.FieldMinute || wrong != apel.FieldWindow) || len(o.rules) > 0 {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestThePreviewShowsTwelveDatesWithTheirDress(t *testing.T) {
	t.Parallel()
	r := mondays()
	r.Recurrence = calendar.Rule{Kind: calendar.MonthDay, Day: 17, Shift: calendar.NextWorking}
	r.Kind = apel.Ceremony
	got, err := empty().Preview(r)
	if err != nil || len(got) != 12 {
		t.Fatalf("%d dates, %v", len(got), err)
	}
	if got[0].Date != on(time.December, 17) || got[0].Dress != apel.Korpri || got[1].Planned != calendar.NewDate(2027, 1, 17) || !got[1].Moved() || got[1].Dress != apel.Khaki {
		t.Errorf("%+v", got[:2])
	}
}

func TestAnEventThatIsMovedBeyondTwoMonthsIsStillTheSame(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	o.cal.Reset([]calendar.Day{holiday(calendar.NewDate(2027, 2, 1))}, nil)
	done(t, o.Reconcile(t.Context()))
	if got := o.sights(); len(got) != 3 || got[2] != (sight{"2027-02-01", "2027-02-08", apel.Planned, 2, apel.ReasonRule}) {
		t.Errorf("%+v", got)
	}
}

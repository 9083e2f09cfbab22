package request_test

import (
	"errors"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

// TestNobodyWaitsForeverForAnAnswer: after two working days the next level may
// act as well. Wednesday 11 November is a day off, the 14th a Saturday.
func TestNobodyWaitsForeverForAnAnswer(t *testing.T) {
	t.Parallel()
	november := func(d, hour, minute int) time.Time { return at(day(2026, time.November, d), hour, minute) }
	tests := []struct {
		name string
		sent time.Time
		want time.Time
	}{
		{"sent on Thursday: Friday and Monday without an answer", november(12, 10, 0), november(17, 8, 0)},
		{"sent on Monday: Tuesday, not Wednesday, Thursday", november(9, 9, 0), november(13, 8, 0)},
		{"sent on Friday night", november(13, 23, 30), november(18, 8, 0)},
		{"sent on Saturday: Monday and Tuesday", november(14, 9, 0), november(18, 8, 0)},
		{"sent on Monday at 00.30 of the office, which is Sunday in UTC", november(16, 0, 30), november(19, 8, 0)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := open(func(k *cabinet) { k.now = tt.sent })
			id := o.sent(t, wayan, annual(period(27, 27))).ID
			same(t, "wakes", o.requests[id].WakeAt, tt.want)
			o.news()
			o.until(t, tt.want.Add(-time.Second))
			sameError(t, o.rulesOn(t, karya, id, request.Approve), request.ErrNotYours)
			same(t, "nothing is told before", o.news(), []string(nil))
			o.until(t, tt.want)
			same(t, "told", o.news(), []string{"request.escalated > Kepala Bidang", "request.escalated > I Wayan Suta"})
			same(t, "shown", o.requests[id].Steps[0].EscalatedTitle, "Kepala Bidang")
		})
	}
}

func escalated(t *testing.T, change ...func(*cabinet)) (office, request.ID) {
	t.Helper()
	o := open(change...)
	id := o.sent(t, wayan, annual(period(27, 27))).ID
	o.until(t, at(day(2026, time.November, 13), 8, 0))
	o.news()
	return o, id
}

func TestTheNextLevelActsAndTheFirstStillMay(t *testing.T) {
	t.Parallel()
	for _, by := range []staff.EmployeeID{rai, karya} {
		o, id := escalated(t)
		view, err := o.Look(t.Context(), actor(o.line, karya), id)
		if err != nil || view.Relation != request.IsDecider || len(view.Waits) != 2 || !view.Waits[1].Escalated {
			t.Errorf("seen by the next level: %+v, %v", view.Waits, err)
		}
		o.must(t, by, id, request.Approve)
		same(t, "goes on", o.news(), []string{"request.ask > Kepala Dinas"})
		same(t, "in which position", o.requests[id].Steps[0].Verdict.Act.Position, staff.PositionID(by-100))
	}
}

func TestAVerdictInTimeIsNotEscalated(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, annual(period(27, 27))).ID
	o.until(t, at(day(2026, time.November, 13), 7, 59).Add(30*time.Second))
	if err := o.rulesOn(t, rai, id, request.Approve); err != nil {
		t.Fatal(err)
	}
	o.pass(t, time.Hour)
	same(t, "escalated", o.requests[id].Steps[0].Escalated, staff.PositionID(0))
}

func TestAVerdictTakenBackTooLateIsEscalatedAtOnce(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, annual(period(27, 27))).ID
	o.until(t, at(day(2026, time.November, 13), 7, 59).Add(30*time.Second))
	if err := o.rulesOn(t, rai, id, request.Approve); err != nil {
		t.Fatal(err)
	}
	o.pass(t, 45*time.Second)
	if _, err := o.TakeBack(t.Context(), actor(o.line, rai), id); err != nil {
		t.Fatal(err)
	}
	o.pass(t, 0)
	same(t, "escalated", o.requests[id].Steps[0].Escalated, division)
}

func TestTheHeadOfAllIsNotEscalated(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, sukarmi, annual(period(27, 27))).ID
	o.until(t, at(day(2026, time.November, 20), 8, 0))
	o.news()
	r := o.requests[id]
	same(t, "escalated", r.Steps[0].Escalated, staff.PositionID(0))
	same(t, "wakes at its lapse", r.WakeAt, at(day(2026, time.November, 28), 0, 0))
	o.must(t, dewa, id, request.Approve)
}

func TestARuleWithoutEscalationNeverDoes(t *testing.T) {
	t.Parallel()
	o := open(func(k *cabinet) {
		k.rules = request.DefaultRules()
		k.rules[0].Steps[0].EscalateDays = 0
	})
	id := o.sent(t, wayan, annual(period(27, 27))).ID
	same(t, "wakes at its lapse", o.requests[id].WakeAt, at(day(2026, time.November, 28), 0, 0))
}

func TestWhatNobodyDecidedInTimeLapses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		ask  request.Ask
		want time.Time // zero: never
	}{
		{"a permission, at the end of its day", late(), at(day(2026, time.November, 11), 0, 0)},
		{"overtime, at the end of its day", overtime(), at(day(2026, time.November, 11), 0, 0)},
		{"leave, when its last day has passed", annual(period(9, 10)), at(day(2026, time.November, 11), 0, 0)},
		{"a journey, when its last day has passed", travel(), at(day(2026, time.November, 19), 0, 0)},
		{"sick leave was taken anyway", sick(period(9, 9)), time.Time{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := open(func(k *cabinet) { k.rules = withoutEscalation() })
			id := o.sent(t, wayan, tt.ask).ID
			o.news()
			same(t, "wakes", o.requests[id].WakeAt, tt.want)
			if tt.want.IsZero() {
				return
			}
			o.until(t, tt.want.Add(-time.Second))
			same(t, "before", o.requests[id].State, request.Waiting)
			o.until(t, tt.want)
			r := o.requests[id]
			same(t, "after", []any{r.State, len(r.Charges), r.WakeAt}, []any{request.Lapsed, 0, time.Time{}})
			same(t, "told", o.news(), []string{"request.lapsed > I Wayan Suta", "request.lapsed > Kepala Seksi"})
			sameError(t, o.rulesOn(t, rai, id, request.Approve), request.ErrEnded)
		})
	}
}

func withoutEscalation() []request.Rule {
	rules := request.DefaultRules()
	for _, r := range rules {
		for i := range r.Steps {
			r.Steps[i].EscalateDays = 0
		}
	}
	return rules
}

func TestAVerdictOfTheLastMinuteStands(t *testing.T) {
	t.Parallel()
	o := open(func(k *cabinet) { k.rules = withoutEscalation() })
	id := o.sent(t, wayan, late()).ID
	o.until(t, at(day(2026, time.November, 10), 23, 59).Add(30*time.Second))
	if err := o.rulesOn(t, rai, id, request.Approve); err != nil {
		t.Fatal(err)
	}
	o.now = o.now.Add(40 * time.Second) // after midnight, and it can still be taken back
	if err := o.Advance(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	o.pass(t, time.Hour)
	same(t, "state", o.requests[id].State, request.Approved)
}

func TestAProposalThatNobodyAnswersLapses(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, annual(period(16, 17))).ID
	o.must(t, rai, id, request.Change)
	o.until(t, at(day(2026, time.November, 18), 0, 0))
	same(t, "state", o.requests[id].State, request.Lapsed)
}

func TestADeciderIsRemindedOnceADay(t *testing.T) {
	t.Parallel()
	o := open(func(k *cabinet) { k.now = at(monday(), 23, 0) })
	id := o.sent(t, wayan, annual()).ID
	o.news()
	nudge := func() error {
		_, err := o.Nudge(t.Context(), actor(o.line, wayan), id)
		return err
	}
	sameError(t, nudge(), nil)
	same(t, "told", o.news(), []string{"request.nudged > Kepala Seksi"})
	var nudged *request.NudgedError
	if !errors.As(nudge(), &nudged) || !nudged.At.Equal(at(monday(), 23, 0)) {
		t.Errorf("got %v", nudged)
	}
	o.pass(t, time.Hour) // midnight in the office, still Monday in UTC
	sameError(t, nudge(), nil)
}

func TestACancellationGoesTheSameWay(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, travel()).ID
	cancel := request.Ask{Cancels: id, Reason: "Acara ditunda"}
	plan := func() error {
		_, err := o.Plan(t.Context(), actor(o.line, wayan), desk, cancel)
		return err
	}
	sameError(t, plan(), request.ErrNotApproved)
	o.must(t, rai, id, request.Approve)
	o.must(t, sukarmi, id, request.Approve)
	o.news()
	_, err := o.Plan(t.Context(), actor(o.line, luh), neighbour, cancel)
	sameError(t, err, request.ErrNotYours)
	view := o.sent(t, wayan, cancel)
	same(t, "chain", spelt(view.Steps), "PERTIMBANGAN Kepala Seksi; KEPUTUSAN Kepala Dinas")
	same(t, "of", []any{view.Kind, view.Period, view.Reason, view.Days}, []any{request.Travel, travel().Period, "Acara ditunda", 2})
	sameError(t, plan(), request.ErrCancelOpen)
	sameError(t, o.rulesOn(t, rai, view.ID, request.Change), request.ErrChoice)
	o.must(t, rai, view.ID, request.Approve)
	o.news()
	o.must(t, sukarmi, view.ID, request.Approve)
	same(t, "told", o.news(), []string{"request.cancelled > I Wayan Suta", "request.cancelled > Luh Sari"})
	same(t, "states", []request.State{o.requests[id].State, o.requests[view.ID].State}, []request.State{request.Cancelled, request.Approved})
	sameError(t, plan(), request.ErrEnded)
	_, err = o.Plan(t.Context(), actor(o.line, wayan), desk, request.Ask{Cancels: view.ID, Reason: "Tetap jadi"})
	sameError(t, err, request.ErrNotCancellable)
	o.sent(t, luh, annual(period(17, 18))) // her days are free again
}

func TestACancellationGivesTheDaysBack(t *testing.T) {
	t.Parallel()
	o := open()
	before := o.books(wayan, 0).Record().Balance(2026)
	id := o.sent(t, wayan, annual()).ID
	o.must(t, rai, id, request.Approve)
	o.must(t, sukarmi, id, request.Approve)
	refused := o.sent(t, wayan, request.Ask{Cancels: id, Reason: "Batal"}).ID
	o.must(t, rai, refused, request.Approve)
	o.must(t, sukarmi, refused, request.Refuse)
	same(t, "refused: it stands", o.requests[id].State, request.Approved)
	again := o.sent(t, wayan, request.Ask{Cancels: id, Reason: "Batal"}).ID
	o.must(t, rai, again, request.Approve)
	o.must(t, sukarmi, again, request.Approve)
	same(t, "given back", o.books(wayan, 0).Record().Balance(2026), before)
	same(t, "charges", o.requests[id].Charges, []leave.Charge(nil))
}

func TestWhatHasBegunIsNotCancelled(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, annual()).ID
	o.must(t, rai, id, request.Approve)
	o.must(t, sukarmi, id, request.Approve)
	for _, tt := range []struct {
		on   int
		want error
	}{{15, nil}, {16, request.ErrPassed}, {21, request.ErrPassed}} {
		o.until(t, at(day(2026, time.November, tt.on), 9, 0))
		_, err := o.May(t.Context(), actor(o.line, wayan), request.ActionAskCancel, id)
		sameError(t, err, tt.want)
	}
}

func TestACancellationThatIsNotDecidedInTimeGivesNothingBack(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, annual()).ID
	o.must(t, rai, id, request.Approve)
	o.must(t, sukarmi, id, request.Approve)
	cancel := o.sent(t, wayan, request.Ask{Cancels: id, Reason: "Batal"}).ID
	o.until(t, at(day(2026, time.November, 16), 0, 0))
	same(t, "states", []request.State{o.requests[id].State, o.requests[cancel].State}, []request.State{request.Approved, request.Lapsed})
}

func TestAProposalMayKeepAFirstDayThatHasCome(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, sick(period(9, 20))).ID
	o.until(t, at(day(2026, time.November, 17), 9, 0))
	_, err := o.Decide(t.Context(), actor(o.line, rai), id, request.Change, "Surat dokter 10 hari", days(monday(), day(2026, time.November, 18)), "")
	sameError(t, err, nil)
}

func TestATurnThatBeginsAnewIsEscalatedAnew(t *testing.T) {
	t.Parallel()
	o := open(together(request.AllOf, request.Decide))
	id := o.sent(t, wayan, annual(period(27, 27))).ID
	o.until(t, at(day(2026, time.November, 13), 8, 0))
	o.must(t, sudana, id, request.Change)
	if _, err := o.Answer(t.Context(), actor(o.line, wayan), id, true); err != nil {
		t.Fatal(err)
	}
	same(t, "who may act as well", o.requests[id].Steps[0].Escalated, staff.PositionID(0))
	o.until(t, at(day(2026, time.November, 18), 8, 0))
	same(t, "after two days", o.requests[id].Steps[0].Escalated, division)
	sayings := map[string]int{}
	for _, n := range o.told {
		if n.Kind == notify.RequestEscalated {
			sayings[n.Key+" > "+o.line[n.To.Position].Title]++
		}
	}
	for saying, times := range sayings {
		same(t, "times that one key is told: "+saying, times, 1)
	}
}

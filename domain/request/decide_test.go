package request_test

import (
	"errors"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestAnApprovedLeaveGoesItsWay(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, annual()).ID
	same(t, "sent", o.news(), []string{"request.ask > Kepala Seksi"})
	if err := o.rulesOn(t, rai, id, request.Approve); err != nil {
		t.Fatal(err)
	}
	same(t, "nothing is told in the undo time", o.news(), []string(nil))
	sameError(t, o.rulesOn(t, sukarmi, id, request.Approve), request.ErrNotYourTurn)
	o.pass(t, request.UndoFor)
	same(t, "considered", o.news(), []string{"request.ask > Kepala Dinas"})
	o.must(t, sukarmi, id, request.Approve)
	same(t, "approved", o.news(), []string{"request.approved > I Wayan Suta"})
	r := o.requests[id]
	same(t, "state", r.State, request.Approved)
	same(t, "charged", r.Charges, []leave.Charge{{Year: 2026, Source: 2024, Days: 5}})
	same(t, "wakes", r.WakeAt, time.Time{})
	act := r.Steps[0].Verdict.Act
	same(t, "who considered", act, request.Act{
		At: at(monday(), 9, 0), By: rai, ByName: names()[rai], ByNIP: employee(rai).NIP, Position: section, Title: "Kepala Seksi", As: staff.Definitive,
	})
}

// TestWhatAVerdictBringsAbout: the atasan langsung advises, the PYBMC decides
// (Peraturan BKN 24/2017 part IV).
func TestWhatAVerdictBringsAbout(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		ask    request.Ask
		first  request.Choice // of who considers; empty where nobody does
		last   request.Choice
		state  request.State
		keeps  int // days
		news   []string
		reason string
	}{
		{"advised and approved", annual(), request.Approve, request.Approve, request.Approved, 5, []string{"request.approved > I Wayan Suta"}, ""},
		{"advised against, and approved all the same", annual(), request.Refuse, request.Approve, request.Approved, 5, []string{"request.approved > I Wayan Suta"}, ""},
		{"advised to postpone, and approved", annual(), request.Postpone, request.Approve, request.Approved, 5, []string{"request.approved > I Wayan Suta"}, ""},
		{"refused: all days are given back", annual(), request.Approve, request.Refuse, request.Refused, 0, []string{"request.refused > I Wayan Suta"}, "Beban kerja"},
		{"postponed: the days come on top next year (III.A.11)", annual(), request.Approve, request.Postpone, request.Postponed, 5, []string{"request.postponed > I Wayan Suta"}, "Beban kerja"},
		{"sick leave takes no days", sick(), request.Approve, request.Approve, request.Approved, 0, []string{"request.approved > I Wayan Suta"}, ""},
		{"a permission", late(), "", request.Approve, request.Approved, 0, []string{"request.approved > I Wayan Suta"}, ""},
		{"a permission refused", late(), "", request.Refuse, request.Refused, 0, []string{"request.refused > I Wayan Suta"}, "Beban kerja"},
		{"a journey: who goes along is told", travel(), request.Refuse, request.Approve, request.Approved, 0, []string{"request.approved > I Wayan Suta", "request.approved > Luh Sari"}, ""},
		{"a journey refused: who goes along never knew", travel(), request.Approve, request.Refuse, request.Refused, 0, []string{"request.refused > I Wayan Suta"}, "Beban kerja"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := open()
			id := o.sent(t, wayan, tt.ask).ID
			last := rai
			if tt.first != "" {
				o.must(t, rai, id, tt.first)
				last = sukarmi
			}
			o.news()
			o.must(t, last, id, tt.last)
			r := o.requests[id]
			kept := 0
			for _, c := range r.Charges {
				kept += c.Days
			}
			same(t, "state", r.State, tt.state)
			same(t, "days kept", kept, tt.keeps)
			same(t, "reason", r.EndReason, tt.reason)
			same(t, "news", o.news(), tt.news)
		})
	}
}

func TestARefusedVerdictChangesNothing(t *testing.T) {
	t.Parallel()
	next := days(day(2026, time.November, 23), day(2026, time.November, 24))
	tests := []struct {
		name     string
		ask      request.Ask
		choice   request.Choice
		reason   string
		proposal request.Period
		want     error
	}{
		{"a refusal without a reason", annual(), request.Refuse, " ", request.Period{}, request.ErrReasonMissing},
		{"a postponement without a reason", annual(), request.Postpone, "", request.Period{}, request.ErrReasonMissing},
		{"a change without a reason", annual(), request.Change, "", next, request.ErrReasonMissing},
		{"a change of nothing", annual(), request.Change, "Rapat", annual().Period, request.ErrSameProposal},
		{"a change to no days", annual(), request.Change, "Rapat", request.Period{}, request.ErrPeriod},
		{"a change to days that have passed", annual(), request.Change, "Rapat", days(day(2026, time.November, 5), day(2026, time.November, 6)), request.ErrPast},
		{"a change to more days than there are", annual(), request.Change, "Rapat", days(day(2026, time.November, 16), day(2026, time.December, 31)), &leave.QuotaError{}},
		{"a change of a permission", late(), request.Change, "Rapat", next, request.ErrChoice},
		{"a permission postponed", late(), request.Postpone, "Rapat", request.Period{}, request.ErrChoice},
		{"a journey postponed", travel(), request.Postpone, "Rapat", request.Period{}, request.ErrChoice},
		{"nothing that can be chosen", annual(), "MUNGKIN", "Rapat", request.Period{}, request.ErrChoice},
		{"a reason of 501 characters", annual(), request.Refuse, string(make([]byte, 501)), request.Period{}, request.ErrTooLong},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := open()
			id := o.sent(t, wayan, tt.ask).ID
			before := copyOf(o.requests[id])
			_, err := o.Decide(t.Context(), actor(o.line, rai), id, tt.choice, tt.reason, tt.proposal, "")
			if !fits(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			same(t, "request", o.requests[id], before)
			same(t, "audited as a refusal", len(o.noted), 0)
		})
	}
}

func TestAVerdictIsTakenBackWithinItsMinute(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, late()).ID
	o.news()
	if err := o.rulesOn(t, rai, id, request.Refuse); err != nil {
		t.Fatal(err)
	}
	_, err := o.TakeBack(t.Context(), actor(o.line, karya), id)
	sameError(t, err, request.ErrNotYours)
	o.pass(t, request.UndoFor-time.Second)
	if _, err := o.TakeBack(t.Context(), actor(o.line, rai), id); err != nil {
		t.Fatal(err)
	}
	_, err = o.TakeBack(t.Context(), actor(o.line, rai), id)
	sameError(t, err, request.ErrNothingToTakeBack)
	o.pass(t, time.Hour)
	same(t, "as if nothing had been", o.requests[id].State, request.Waiting)
	same(t, "told", o.news(), []string(nil))
	o.must(t, rai, id, request.Approve)
	same(t, "state", o.requests[id].State, request.Approved)
	_, err = o.TakeBack(t.Context(), actor(o.line, rai), id)
	sameError(t, err, request.ErrUndoOver)
}

func TestTheMinuteIsOverAlsoWhereTheJobIsLate(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, annual()).ID
	if err := o.rulesOn(t, rai, id, request.Approve); err != nil {
		t.Fatal(err)
	}
	o.now = o.now.Add(request.UndoFor) // no job has run
	_, err := o.TakeBack(t.Context(), actor(o.line, rai), id)
	sameError(t, err, request.ErrUndoOver)
	if _, err := o.May(t.Context(), actor(o.line, sukarmi), request.ActionDecide, id); err != nil {
		t.Errorf("the next one may act: %v", err)
	}
	if err := o.rulesOn(t, sukarmi, id, request.Approve); err != nil {
		t.Errorf("the next one acts: %v", err)
	}
	for range 3 {
		version := o.requests[id].Version
		if err := o.Advance(t.Context(), id); err != nil || o.requests[id].Version != version {
			t.Errorf("a late job changed something: %v", err)
		}
	}
}

func TestWhoIsFirstDecides(t *testing.T) {
	t.Parallel()
	o := open(func(k *cabinet) { seat(k.line, section, acting(rai, staff.Definitive), acting(luh, staff.Plh)) })
	id := o.sent(t, wayan, late()).ID
	if err := o.rulesOn(t, luh, id, request.Approve); err != nil {
		t.Fatal(err)
	}
	if err := o.rulesOn(t, luh, id, request.Approve); err != nil {
		t.Errorf("the same tap again: %v", err)
	}
	err := o.rulesOn(t, rai, id, request.Refuse)
	want := &request.DecidedError{By: names()[luh], Title: "Kepala Seksi", As: staff.Plh, At: at(monday(), 9, 0), Choice: request.Approve}
	var decided *request.DecidedError
	if !errors.As(err, &decided) {
		t.Fatalf("got %v", err)
	}
	same(t, "who was first", decided, want)
	sameError(t, o.rulesOn(t, luh, id, request.Refuse), request.ErrDecided)
	o.pass(t, request.UndoFor)
	var ended *request.EndedError
	if !errors.As(o.rulesOn(t, rai, id, request.Refuse), &ended) || ended.By != names()[luh] || ended.State != request.Approved {
		t.Errorf("got %+v", ended)
	}
}

func TestALeaveIsProposedOnOtherDays(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, annual()).ID
	o.news()
	o.must(t, rai, id, request.Change)
	same(t, "proposed", o.news(), []string{"request.proposed > I Wayan Suta"})
	same(t, "state", o.requests[id].State, request.Proposed)
	sameError(t, o.rulesOn(t, rai, id, request.Approve), request.ErrAwaitsAnswer)
	_, err := o.Nudge(t.Context(), actor(o.line, wayan), id)
	sameError(t, err, request.ErrAwaitsAnswer)
	view, err := o.Answer(t.Context(), actor(o.line, wayan), id, true)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "days", view.Days, 2)
	same(t, "period", view.Period, days(day(2026, time.November, 23), day(2026, time.November, 24)))
	same(t, "charged", view.Charges, []leave.Charge{{Year: 2026, Source: 2024, Days: 2}})
	same(t, "goes on", o.news(), []string{"request.ask > Kepala Dinas"})
	_, err = o.Answer(t.Context(), actor(o.line, wayan), id, true)
	sameError(t, err, request.ErrNothingToAnswer)
	_, err = o.Decide(t.Context(), actor(o.line, sukarmi), id, request.Change, "Rapat", annual(period(26, 26)).Period, "")
	sameError(t, err, nil)
	o.pass(t, request.UndoFor)
	if _, err := o.Answer(t.Context(), actor(o.line, wayan), id, false); err != nil {
		t.Fatal(err)
	}
	same(t, "withdrawn", o.requests[id].State, request.Withdrawn)
	same(t, "given back", len(o.requests[id].Charges), 0)
}

func TestAProposalIsJudgedAgainWhenItIsAccepted(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, annual()).ID
	o.must(t, rai, id, request.Change)
	other := o.sent(t, wayan, annual(period(24, 24)))
	_, err := o.Answer(t.Context(), actor(o.line, wayan), id, true)
	sameError(t, err, request.ErrOverlap)
	same(t, "still proposed", o.requests[id].State, request.Proposed)
	if _, err := o.Withdraw(t.Context(), actor(o.line, wayan), other.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Answer(t.Context(), actor(o.line, wayan), id, true); err != nil {
		t.Error(err)
	}
}

func together(mode request.Mode, stage request.Stage) func(*cabinet) {
	return func(k *cabinet) {
		named := func(id staff.PositionID) request.Decider {
			return request.Decider{Way: request.NamedPosition, Position: id}
		}
		steps := []request.RuleStep{oneStep(stage, mode, named(section), named(treasury))}
		if stage == request.Consider {
			steps = append(steps, oneStep(request.Decide, request.AnyOf, named(head)))
		}
		k.rules = []request.Rule{{Kind: request.Leave, Steps: steps}}
	}
}

func TestOneOfSeveralIsEnough(t *testing.T) {
	t.Parallel()
	o := open(together(request.AnyOf, request.Consider))
	id := o.sent(t, wayan, annual()).ID
	same(t, "both are asked", o.news(), []string{"request.ask > Kepala Seksi", "request.ask > Sekretaris Dinas"})
	if err := o.rulesOn(t, sudana, id, request.Approve); err != nil {
		t.Fatal(err)
	}
	sameError(t, o.rulesOn(t, rai, id, request.Refuse), request.ErrDecided)
	o.pass(t, request.UndoFor)
	r := o.requests[id]
	same(t, "the other is skipped", []bool{r.Steps[0].Skipped, r.Steps[1].Skipped}, []bool{true, false})
	same(t, "next", o.news(), []string{"request.ask > Kepala Dinas"})
}

func TestAllHaveToAgree(t *testing.T) {
	t.Parallel()
	o := open(together(request.AllOf, request.Decide))
	id := o.sent(t, wayan, annual()).ID
	o.must(t, rai, id, request.Approve)
	same(t, "waits for the other", o.requests[id].State, request.Waiting)
	sameError(t, o.rulesOn(t, rai, id, request.Refuse), request.ErrDecided)
	o.must(t, sudana, id, request.Approve)
	same(t, "all agreed", o.requests[id].State, request.Approved)
}

func TestOneRefusalOfAllEndsIt(t *testing.T) {
	t.Parallel()
	o := open(together(request.AllOf, request.Decide))
	id := o.sent(t, wayan, annual()).ID
	if err := o.rulesOn(t, rai, id, request.Refuse); err != nil {
		t.Fatal(err)
	}
	o.pass(t, 30*time.Second)
	if err := o.rulesOn(t, sudana, id, request.Approve); err != nil {
		t.Fatal(err)
	}
	o.pass(t, 30*time.Second)
	r := o.requests[id]
	same(t, "refused", r.State, request.Refused)
	same(t, "the other's verdict came too late", r.Steps[1].Verdict, (*request.Verdict)(nil))
	_, err := o.TakeBack(t.Context(), actor(o.line, sudana), id)
	sameError(t, err, request.ErrNothingToTakeBack)
}

func TestWhoAgreedToOtherDaysIsAskedAnew(t *testing.T) {
	t.Parallel()
	o := open(together(request.AllOf, request.Decide))
	id := o.sent(t, wayan, annual()).ID
	o.must(t, rai, id, request.Approve)
	o.must(t, sudana, id, request.Change)
	o.news()
	if _, err := o.Answer(t.Context(), actor(o.line, wayan), id, true); err != nil {
		t.Fatal(err)
	}
	same(t, "not approved by who agreed to other days", o.requests[id].State, request.Waiting)
	same(t, "asked anew", o.news(), []string{"request.ask > Kepala Seksi"})
	o.must(t, rai, id, request.Approve)
	same(t, "approved", o.requests[id].State, request.Approved)
}

func TestEveryActLeavesALine(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, late()).ID
	if err := o.rulesOn(t, rai, id, request.Refuse); err != nil {
		t.Fatal(err)
	}
	if _, err := o.TakeBack(t.Context(), actor(o.line, rai), id); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Nudge(t.Context(), actor(o.line, wayan), id); err != nil {
		t.Fatal(err)
	}
	o.must(t, rai, id, request.Approve)
	type line struct {
		Action   audit.Action
		Actor    staff.EmployeeID
		Position staff.PositionID
		Facts    map[string]string
	}
	var got []line
	for _, d := range o.saved {
		for _, e := range d.Audit {
			got = append(got, line{e.Action, e.Actor, e.Position, e.Facts})
			same(t, "subject", e.Subject, request.SubjectOf(id))
		}
	}
	verdict := func(c request.Choice) map[string]string {
		return map[string]string{"step": "0.0", "stage": "KEPUTUSAN", "choice": string(c)}
	}
	same(t, "lines", got, []line{
		{audit.RequestSent, wayan, desk, map[string]string{"kind": "IZIN"}},
		{audit.VerdictGiven, rai, section, verdict(request.Refuse)},
		{audit.VerdictTakenBack, rai, section, verdict(request.Refuse)},
		{audit.RequestNudged, wayan, desk, nil},
		{audit.VerdictGiven, rai, section, verdict(request.Approve)},
		{audit.VerdictSettled, 0, 0, verdict(request.Approve)},
		{audit.RequestEnded, 0, 0, map[string]string{"state": "DISETUJUI"}},
	})
}

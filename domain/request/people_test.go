package request_test

import (
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestTheDeciderIsWhoHoldsThePositionAtTheTap(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, late()).ID
	seat(o.line, section, acting(putu, staff.Definitive)) // Rai has left the post
	sameError(t, o.rulesOn(t, rai, id, request.Approve), request.ErrNotYours)
	o.must(t, putu, id, request.Approve)
	same(t, "who decided", o.requests[id].Steps[0].Verdict.Act.ByName, names()[putu])
}

func TestAStepWhosePositionFallsVacantIsDecidedAbove(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, late()).ID
	sameError(t, o.rulesOn(t, karya, id, request.Approve), request.ErrNotYours)
	seat(o.line, section)
	view, err := o.Look(t.Context(), actor(o.line, wayan), id)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "waits for", view.Waits, []request.Turn{{
		Title: "Kepala Bidang", Holders: holders(karya), Since: at(monday(), 9, 0), InsteadTitle: "Kepala Seksi", Why: request.Vacant,
	}})
	o.must(t, karya, id, request.Approve)
	act := o.requests[id].Steps[0].Verdict.Act
	same(t, "in which position", act.Position, division)
}

func TestAnApplicantWhoBecomesTheDeciderStillDoesNotDecide(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, late()).ID
	seat(o.line, section, acting(wayan, staff.Plt))
	sameError(t, o.rulesOn(t, wayan, id, request.Approve), request.ErrOwnRequest)
	view, err := o.Look(t.Context(), actor(o.line, karya), id)
	if err != nil || view.Waits[0].Why != request.OwnCase {
		t.Errorf("got %+v, %v", view.Waits, err)
	}
	o.must(t, karya, id, request.Approve)
}

func TestWhoActsForSomebodyIsNamedAsWhat(t *testing.T) {
	t.Parallel()
	o := open(func(k *cabinet) { seat(k.line, section, acting(rai, staff.Definitive), acting(luh, staff.Plh)) })
	id := o.sent(t, wayan, late()).ID
	o.must(t, luh, id, request.Approve)
	same(t, "as", o.requests[id].Steps[0].Verdict.Act.As, staff.Plh)
}

func TestALoopThatAppearsLaterEndsEveryWalk(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, annual(period(27, 27))).ID
	p := o.line[division]
	p.Superior = section
	o.line[division] = p
	o.until(t, at(day(2026, time.November, 13), 8, 0))
	same(t, "escalated once round", o.requests[id].Steps[0].Escalated, division)
	seat(o.line, section)
	seat(o.line, division)
	view, err := o.Look(t.Context(), actor(o.line, wayan), id)
	if err != nil || len(view.Waits) != 1 || view.Waits[0].Holders != nil {
		t.Errorf("got %+v, %v", view.Waits, err)
	}
	sameError(t, o.rulesOn(t, rai, id, request.Approve), request.ErrNotYours)
}

func TestWhereNobodyIsLeftTheRequestWaitsForWhoComes(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, sukarmi, annual(period(27, 27))).ID
	seat(o.line, secretary)
	o.until(t, at(day(2026, time.November, 16), 8, 0))
	same(t, "state", o.requests[id].State, request.Waiting)
	seat(o.line, secretary, acting(putu, staff.Definitive))
	o.must(t, putu, id, request.Approve)
	same(t, "state", o.requests[id].State, request.Approved)
}

func TestWithdrawingIsFreeUntilTheEnd(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, annual()).ID
	if err := o.rulesOn(t, rai, id, request.Approve); err != nil {
		t.Fatal(err)
	}
	o.news()
	if _, err := o.Withdraw(t.Context(), actor(o.line, wayan), id); err != nil {
		t.Fatalf("in the undo time: %v", err)
	}
	same(t, "told to whom it waited for", o.news(), []string{"request.withdrawn > Kepala Seksi"})
	o.pass(t, time.Hour)
	r := o.requests[id]
	same(t, "state", r.State, request.Withdrawn)
	same(t, "the verdict never took effect", r.Steps[0].Verdict, (*request.Verdict)(nil))
	_, err := o.Withdraw(t.Context(), actor(o.line, wayan), id)
	sameError(t, err, request.ErrEnded)
}

func TestNobodyIsTheirOwnNextLevel(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, annual(period(27, 27))).ID
	p := o.line[division]
	p.Superior, p.Holders = section, nil
	o.line[division] = p
	o.until(t, at(day(2026, time.November, 13), 8, 0))
	same(t, "escalated", o.requests[id].Steps[0].Escalated, staff.PositionID(0))
}

func TestWhoHasLeftIsNobody(t *testing.T) {
	t.Parallel()
	o := open()
	c, err := o.Request(t.Context(), o.sent(t, wayan, late()).ID)
	gone := actor(o.line, rai)
	gone.Active = false
	same(t, "relation", []any{c.RelationOf(gone), err}, []any{request.Nobody, error(nil)})
}

package requests

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

// items are requests that wait.
func items(n int) []request.Item {
	list := make([]request.Item, n)
	for i := range list {
		list[i] = request.Item{
			ID: request.ID(77 + i), Kind: request.Permit, Permit: request.Absent, Applicant: "Ni Wayan Suartini", UnitName: "Sekretariat",
			Period: request.Period{From: day(1 + i), To: day(1 + i)}, Days: 1, State: request.Waiting, At: "Kepala Subbagian Umum", Since: now,
		}
	}
	return list
}

func TestListsArePaged(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	l := &lists{desk: o}
	reply, err := l.mine(t.Context(), wayan(), 0)
	o.shows(t, "mine_empty", reply, err)
	reply, err = l.waiting(t.Context(), oka(), 0)
	o.shows(t, "waiting_empty", reply, err)
	o.page.Items = items(12)
	reply, err = l.mine(t.Context(), wayan(), 0)
	o.shows(t, "mine_first_page", reply, err)
	reply, err = l.waiting(t.Context(), oka(), 5)
	o.shows(t, "waiting_middle_page", reply, err)
	reply, err = turn(l.waiting)(t.Context(), by(oka(), "50")) // shorter than it was
	o.shows(t, "waiting_shrunk", reply, err)
	for _, args := range [][]string{{"x"}, {"-5"}} {
		if _, err := turn(l.mine)(t.Context(), by(wayan(), args...)); !errors.Is(err, bot.ErrStaleButton) {
			t.Errorf("page %v: %v, want ErrStaleButton", args, err)
		}
	}
}

func TestOneThatWaitsIsNotChosenAmongSeveral(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.page.Items = items(1)
	reply, err := (&lists{desk: o}).waiting(t.Context(), oka(), 0)
	o.shows(t, "waiting_one", reply, err)
}

func TestTheCardShowsWhatItsViewerMayDo(t *testing.T) {
	t.Parallel()
	proposed := viewOf(request.IsApplicant, request.ActionAnswer, request.ActionWithdraw)
	proposed.State, proposed.Waits = request.Proposed, nil
	proposed.Steps[0].Verdict = &request.Verdict{
		Choice: request.Change, Reason: "Ada rapat.", Proposal: request.Period{From: day(8), To: day(11)}, Settled: true, Act: ruled("").Steps[0].Verdict.Act,
	}
	approved := viewOf(request.IsApplicant, request.ActionAskCancel, request.ActionPrint)
	approved.State, approved.EndedAt, approved.Waits = request.Approved, now, nil
	long := viewOf(request.IsDecider, request.ActionDecide, request.ActionDocument)
	long.Reason, long.Applicant.Name = strings.Repeat("Alasan yang sangat panjang. ", 18), strings.Repeat("Ida Ayu Putu Ngurah ", 9)
	for name, view := range map[string]request.View{
		"card_decider":   viewOf(request.IsDecider, request.ActionDecide, request.ActionDocument),
		"card_applicant": viewOf(request.IsApplicant, request.ActionNudge, request.ActionWithdraw, request.ActionDocument),
		"card_undo":      ruled(request.Refuse),
		"card_proposed":  proposed,
		"card_approved":  approved,
		"card_concerned": viewOf(request.IsConcerned),
		"card_long":      long,
	} {
		o := newOffice(t)
		o.view = view
		args := []string{"77"}
		if view.Relation == request.IsDecider {
			args = append(args, "a", "5")
		}
		reply, err := (&cards{desk: o}).open(t.Context(), by(oka(), args...))
		o.shows(t, name, reply, err)
	}
}

func TestForgedAndStrangeCardsAreRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	c := &cards{desk: o}
	for _, args := range [][]string{nil, {"0"}, {"x"}, {"77", "z"}, {"77", "a", "-1"}} {
		if _, err := c.open(t.Context(), by(oka(), args...)); !errors.Is(err, bot.ErrStaleButton) {
			t.Errorf("open %v: %v, want ErrStaleButton", args, err)
		}
	}
	if _, err := c.open(t.Context(), by(oka(), "78")); !errors.Is(err, request.ErrNoSuchRequest) {
		t.Errorf("a request that does not exist: %v", err)
	}
	o.view = viewOf(request.IsConcerned)
	if _, err := c.documents(t.Context(), by(oka(), "77")); !errors.Is(err, bot.ErrStaleButton) {
		t.Errorf("documents that may not be seen: %v, want ErrStaleButton", err)
	}
	for _, args := range [][]string{{"77"}, {"77", "0"}, {"77", "x"}} {
		if _, err := c.full(t.Context(), by(oka(), args...)); !errors.Is(err, bot.ErrStaleButton) {
			t.Errorf("full %v: %v, want ErrStaleButton", args, err)
		}
	}
}

func TestDocumentsAndLongTextsCanBeRead(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	c := &cards{desk: o}
	reply, err := c.documents(t.Context(), by(wayan(), "77"))
	o.shows(t, "documents", reply, err)
	reply, err = c.full(t.Context(), by(wayan(), "77", "1"))
	o.shows(t, "full_text", reply, err)
}

func TestACardIsRedrawnFromTheCurrentState(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	c := &cards{desk: o}
	reply, err := c.redraw(t.Context(), wayan(), request.SubjectOf(77))
	o.shows(t, "card_redrawn", reply, err)
	o.fails = request.ErrNotYours
	reply, err = c.redraw(t.Context(), wayan(), request.SubjectOf(77))
	o.shows(t, "card_gone", reply, err)
	o.fails = errOther
	if _, err = c.redraw(t.Context(), wayan(), request.SubjectOf(77)); !errors.Is(err, errOther) {
		t.Errorf("redraw when the database is away: %v", err)
	}
}

var errOther = errors.New("database is away")

func TestNoticesAreDrawnFromTheCurrentState(t *testing.T) {
	t.Parallel()
	decider := viewOf(request.IsDecider, request.ActionDecide)
	proposed := viewOf(request.IsApplicant, request.ActionAnswer)
	proposed.State = request.Proposed
	ended := func(s request.State) request.View {
		v := viewOf(request.IsApplicant)
		v.State, v.EndedAt, v.Waits = s, now, nil
		return v
	}
	o := newOffice(t)
	n := &notices{cards: &cards{desk: o}}
	for _, c := range []struct {
		name   string
		kind   notify.Kind
		handle bot.NoticeHandler
		view   request.View
	}{
		{"notice_ask", notify.RequestAsk, n.ask, decider},
		{"notice_nudged", notify.RequestNudged, n.nudged, decider},
		{"notice_escalated", notify.RequestEscalated, n.escalated, decider},
		{"notice_escalated_applicant", notify.RequestEscalated, n.escalated, viewOf(request.IsApplicant)},
		{"notice_proposed", notify.RequestProposed, n.proposed, proposed},
		{"notice_approved", notify.RequestApproved, n.ended(request.Approved), ended(request.Approved)},
	} {
		o.view = c.view
		reply, err := c.handle(t.Context(), wayan(), notify.Notice{Kind: c.kind, Subject: request.SubjectOf(77)})
		o.shows(t, c.name, reply, err)
	}
	o.view = ended(request.Approved) // all that was asked before has lost its point
	for name, handle := range map[string]bot.NoticeHandler{
		"ask": n.ask, "nudged": n.nudged, "escalated": n.escalated, "proposed": n.proposed, "refused": n.ended(request.Refused),
	} {
		if _, err := handle(t.Context(), wayan(), notify.Notice{Subject: request.SubjectOf(77)}); !errors.Is(err, notify.ErrObsolete) {
			t.Errorf("%s of a request that was approved: %v, want ErrObsolete", name, err)
		}
	}
	o.fails = request.ErrNotYours
	if _, err := n.ask(t.Context(), wayan(), notify.Notice{Subject: request.SubjectOf(77)}); !errors.Is(err, notify.ErrObsolete) {
		t.Errorf("told to who may not see it: %v, want ErrObsolete", err)
	}
}

func TestTheTableIsComplete(t *testing.T) {
	t.Parallel()
	if err := newOffice(t).router.Check(); err != nil {
		t.Error(err)
	}
}

func TestApprovalsAreACommandOfSuperiors(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	names := func(a staff.Actor) []string {
		var list []string
		for _, c := range o.router.Commands(a) {
			list = append(list, c.Name)
		}
		return list
	}
	if diff := cmp.Diff([]string{"ajukan", "permohonan", "persetujuan", "batal"}, names(oka())); diff != "" {
		t.Errorf("menu of a superior (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"ajukan", "permohonan", "batal"}, names(wayan())); diff != "" {
		t.Errorf("menu of staff (-want +got):\n%s", diff)
	}
}

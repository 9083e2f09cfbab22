package request_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

// seen is a view without what says that something was saved.
func seen(t *testing.T, o office, by staff.EmployeeID, id request.ID) request.View {
	t.Helper()
	v, err := o.Look(t.Context(), actor(o.line, by), id)
	if err != nil {
		t.Fatal(err)
	}
	v.Version = 0
	return v
}

func TestAVerdictIsShownToItsAuthorAloneUntilItsMinuteIsOver(t *testing.T) {
	t.Parallel()
	o := open(func(k *cabinet) { seat(k.line, section, acting(rai, staff.Definitive), acting(sudana, staff.Plh)) })
	id := o.sent(t, wayan, annual()).ID
	others := []staff.EmployeeID{wayan, sudana, sukarmi, gunung}
	before := map[staff.EmployeeID]request.View{}
	for _, who := range others {
		before[who] = seen(t, o, who, id)
	}
	o.pass(t, time.Second)
	own, err := o.Decide(t.Context(), actor(o.line, rai), id, request.Refuse, "Beban kerja", request.Period{}, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range others {
		if diff := cmp.Diff(before[who], seen(t, o, who, id)); diff != "" {
			t.Errorf("%s sees that something happened:\n%s", names()[who], diff)
		}
	}
	same(t, "the author's own", []any{own.Own.Verdict.Choice, own.UndoUntil}, []any{request.Refuse, o.now.Add(request.UndoFor)})
	same(t, "the author may", own.Allowed, []request.Action{request.ActionTakeBack, request.ActionDocument})
	same(t, "the author waits for nobody", len(own.Waits), 0)
	o.pass(t, request.UndoFor)
	for _, who := range append(others, rai) {
		v := seen(t, o, who, id)
		if v.Steps[0].Verdict == nil || v.Own != nil || v.Waits[0].Title != "Kepala Dinas" {
			t.Errorf("%s does not see the verdict that has settled", names()[who])
		}
	}
}

func TestADeciderSeesWhatADeciderNeeds(t *testing.T) {
	t.Parallel()
	o := open()
	colleague := o.sent(t, luh, annual(period(18, 18)))
	id := o.sent(t, wayan, annual()).ID
	v := seen(t, o, rai, id)
	same(t, "may", v.Allowed, []request.Action{request.ActionDecide, request.ActionDocument})
	same(t, "choices", v.Choices, []request.Choice{request.Approve, request.Change, request.Postpone, request.Refuse})
	same(t, "balance before this", v.Balance[0].Total(), 24)
	same(t, "away", len(v.Away), 1)
	same(t, "who is away", v.Away[0].Request, colleague.ID)
	v = seen(t, o, wayan, id)
	same(t, "the applicant may", v.Allowed, []request.Action{request.ActionWithdraw, request.ActionNudge, request.ActionDocument})
	same(t, "the applicant does not see who is away", len(v.Away), 0)
	plan, err := o.Plan(t.Context(), actor(o.line, rai), section, annual(period(18, 18)))
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range plan.Away {
		if a.Leave != "" || a.Request != 0 || a.Name == "" {
			t.Errorf("a colleague learns what for: %+v", a)
		}
	}
	same(t, "colleagues away", len(plan.Away), 2)
}

func TestWhoGoesAlongSeesNoFilesAndNoBalance(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, travel(files(1))).ID
	v := seen(t, o, luh, id)
	same(t, "relation", v.Relation, request.IsConcerned)
	same(t, "files", len(v.Files), 0)
	same(t, "may", v.Allowed, []request.Action(nil))
	same(t, "purpose", v.Reason, "Monitoring")
	same(t, "kept whole", len(o.requests[id].Files), 1)
}

func TestFilesAreForTheApplicantTheChainAndPersonnel(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, sick()).ID
	for who, want := range map[staff.EmployeeID]error{
		wayan: nil, rai: nil, sukarmi: nil, gunung: nil, luh: request.ErrNotYours, karya: request.ErrNotYours, dewa: request.ErrNotYours,
	} {
		content, err := o.Document(t.Context(), actor(o.line, who), id, "letter")
		sameError(t, err, want)
		if err == nil && content.ID != "letter" {
			t.Errorf("got file %q", content.ID)
		}
	}
	_, err := o.Document(t.Context(), actor(o.line, rai), id, "another")
	sameError(t, err, request.ErrNotYours)
}

func TestTheSameDraftIsSentOnce(t *testing.T) {
	t.Parallel()
	o := open()
	for range 3 {
		v, err := o.Send(t.Context(), actor(o.line, wayan), desk, annual(), "draft-1")
		if err != nil || v.ID != 1 {
			t.Fatalf("got request %d, %v", v.ID, err)
		}
	}
	same(t, "requests", len(o.requests), 1)
	for range 3 {
		v, err := o.Decide(t.Context(), actor(o.line, rai), 1, request.Refuse, "Beban kerja", request.Period{}, "draft-2")
		if err != nil || v.Own == nil {
			t.Fatalf("got %+v, %v", v, err)
		}
	}
}

func TestSeveralAreApprovedEachOnItsOwn(t *testing.T) {
	t.Parallel()
	o := open()
	first, second := o.sent(t, wayan, late()).ID, o.sent(t, luh, late()).ID
	if _, err := o.Withdraw(t.Context(), actor(o.line, luh), second); err != nil {
		t.Fatal(err)
	}
	got := o.ApproveAll(t.Context(), actor(o.line, rai), []request.ID{first, second, 99})
	same(t, "ids", []request.ID{got[0].ID, got[1].ID, got[2].ID}, []request.ID{first, second, 99})
	sameError(t, got[0].Err, nil)
	sameError(t, got[1].Err, request.ErrEnded)
	sameError(t, got[2].Err, request.ErrNoSuchRequest)
	same(t, "the first has its verdict", got[0].View.Own.Verdict.Choice, request.Approve)
}

func TestARefusalIsAuditedWithItsReason(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, annual()).ID
	tests := []struct {
		name string
		try  func() error
		who  staff.EmployeeID
		want map[string]string
	}{
		{"a colleague looks", func() error { _, err := o.Show(t.Context(), actor(o.line, luh), id); return err }, luh, map[string]string{"action": "view", "reason": "not_yours"}},
		{"the applicant decides", func() error { return o.rulesOn(t, wayan, id, request.Approve) }, wayan, map[string]string{"action": "decide", "reason": "own_request"}},
		{"the later decider decides", func() error { return o.rulesOn(t, sukarmi, id, request.Approve) }, sukarmi, map[string]string{"action": "decide", "reason": "not_your_turn"}},
		{"a forged button", func() error { _, err := o.TakeBack(t.Context(), actor(o.line, rai), 99); return err }, rai, map[string]string{"action": "take_back", "reason": "no_such_request"}},
		{"a colleague asks for a file", func() error { _, err := o.Document(t.Context(), actor(o.line, luh), id, "letter"); return err }, luh, map[string]string{"action": "document", "reason": "not_yours"}},
		{"personnel withdraws", func() error { _, err := o.Withdraw(t.Context(), actor(o.line, gunung), id); return err }, gunung, map[string]string{"action": "withdraw", "reason": "only_applicant"}},
	}
	for _, tt := range tests {
		o.noted = nil
		if tt.try() == nil || len(o.noted) != 1 {
			t.Fatalf("%s: noted %v", tt.name, o.noted)
		}
		e := o.noted[0]
		same(t, tt.name, []any{e.Action, e.Actor, e.Account, e.Facts}, []any{audit.ActionRefused, tt.who, staff.AccountID(tt.who) + 9000, tt.want})
	}
	o.noted = nil
	if _, err := o.Look(t.Context(), actor(o.line, luh), id); err == nil || len(o.noted) > 0 {
		t.Errorf("looking is nobody's tap: %v, %v", err, o.noted)
	}
}

func TestADatabaseThatIsAwayIsNotHidden(t *testing.T) {
	t.Parallel()
	o := open()
	o.broken = errors.New("the database is away")
	by := actor(o.line, wayan)
	for name, try := range map[string]func() error{
		"plan":       func() error { _, err := o.Plan(t.Context(), by, desk, annual()); return err },
		"send":       func() error { _, err := o.Send(t.Context(), by, desk, annual(), ""); return err },
		"show":       func() error { _, err := o.Show(t.Context(), by, 1); return err },
		"advance":    func() error { return o.Advance(t.Context(), 1) },
		"mine":       func() error { _, err := o.Desk.Mine(t.Context(), by, 0, 5); return err },
		"waiting":    func() error { _, err := o.Waiting(t.Context(), by, 0, 5); return err },
		"count":      func() error { _, err := o.CountWaiting(t.Context(), by); return err },
		"balance":    func() error { _, err := o.Balance(t.Context(), by, 2026); return err },
		"own":        func() error { _, err := o.Own(t.Context(), by, annual().Period); return err },
		"statement":  func() error { _, err := o.Statement(t.Context(), by, "", 2026); return err },
		"statements": func() error { _, err := o.Statements(t.Context(), actor(o.line, gunung), agency, 2026); return err },
		"away": func() error {
			_, err := o.Desk.Away(t.Context(), actor(o.line, gunung), agency, annual().Period)
			return err
		},
	} {
		if err := try(); !errors.Is(err, o.broken) {
			t.Errorf("%s: %v", name, err)
		}
	}
	same(t, "noted", len(o.noted), 0)
}

func TestListsBeginAtTheirBeginning(t *testing.T) {
	t.Parallel()
	o := open()
	by := actor(o.line, wayan)
	for name, list := range map[string]func() (request.Page, error){
		"mine":    func() (request.Page, error) { return o.Desk.Mine(t.Context(), by, -5, 7) },
		"waiting": func() (request.Page, error) { return o.Waiting(t.Context(), by, -5, 7) },
	} {
		page, err := list()
		same(t, name, []any{page.Total, err}, []any{int(wayan) + 7, error(nil)})
	}
	count, err := o.CountWaiting(t.Context(), by)
	same(t, "count", []any{count, err}, []any{int(wayan), error(nil)})
	same(t, "today", o.Today(), monday())
}

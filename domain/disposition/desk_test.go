package disposition_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestOpeningShowsTheBranchWithWhatMayBeDone(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		standing standing
		who      string
		state    disposition.State
		mark     disposition.Mark
		relation disposition.Relation
		allowed  []disposition.Action
	}{
		{
			"an unread one",
			standing{State: disposition.StateSent},
			"recipient", disposition.StateRead, disposition.Near,
			disposition.Recipient,
			[]disposition.Action{
				disposition.ActionDispose, disposition.ActionStart, disposition.ActionFinish, disposition.ActionArchive, disposition.ActionReturn,
			},
		},
		{
			"one in progress",
			standing{State: disposition.StateProgress},
			"recipient as Plt", disposition.StateProgress, disposition.Near,
			disposition.Recipient,
			[]disposition.Action{
				disposition.ActionDispose, disposition.ActionFinish, disposition.ActionArchive, disposition.ActionReturn,
			},
		},
		{
			"a secret one",
			standing{State: disposition.StateRead, Secrecy: disposition.Secret},
			"recipient", disposition.StateRead,
			disposition.Near, disposition.Recipient,
			[]disposition.Action{
				disposition.ActionDispose, disposition.ActionStart, disposition.ActionFinish, disposition.ActionArchive,
			},
		},
		{
			"an unread one by its sender",
			standing{State: disposition.StateSent},
			"sender", disposition.StateSent, disposition.Near,
			disposition.Sender,
			[]disposition.Action{disposition.ActionCancel, disposition.ActionNudge},
		},
		{
			"an unread one by whoever has nobody below",
			standing{State: disposition.StateSent},
			"recipient without staff", disposition.StateRead, disposition.Near,
			disposition.Recipient,
			[]disposition.Action{disposition.ActionStart, disposition.ActionFinish, disposition.ActionReturn},
		},
		{
			"a copy is never late",
			standing{State: disposition.StateSent, Copy: true},
			"recipient", disposition.StateRead,
			disposition.OnTime, disposition.Recipient, nil,
		},
		{
			"one that is done is never late",
			standing{State: disposition.StateDone},
			"clerk of the unit", disposition.StateDone,
			disposition.OnTime, disposition.Registrar, nil,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			desk, k := openDesk(tt.standing)
			view, err := desk.Open(t.Context(), people()[tt.who], toSection)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "state", view.Branch.State, tt.state)
			same(t, "mark", view.Mark, tt.mark)
			same(t, "relation", view.Relation, tt.relation)
			same(t, "allowed", view.Allowed, tt.allowed)
			same(t, "saved decisions", len(k.saved) == 1, tt.state != tt.standing.State)
			same(t, "first opening", view.First, tt.state != tt.standing.State)
		})
	}
}

func TestLookingLeavesNoReceipt(t *testing.T) {
	t.Parallel()
	desk, k := openDesk(standing{State: disposition.StateSent})
	view, err := desk.Look(t.Context(), people()["recipient"], toSection)
	if err != nil || view.Branch.State != disposition.StateSent || len(k.saved) > 0 {
		t.Errorf("got %v, %v, saved %v", view.Branch, err, k.saved)
	}
}

func TestEveryActAtTheDeskIsSaved(t *testing.T) {
	t.Parallel()
	acts := map[disposition.State]func(*disposition.Desk) (disposition.View, error){
		disposition.StateProgress: func(d *disposition.Desk) (disposition.View, error) {
			return d.Start(t.Context(), karya, toSection)
		},
		disposition.StateDone: func(d *disposition.Desk) (disposition.View, error) {
			return d.Finish(t.Context(), karya, toSection, disposition.Report{Text: "Sudah."}, "draft-1")
		},
		disposition.StateReturned: func(d *disposition.Desk) (disposition.View, error) {
			return d.SendBack(t.Context(), karya, toSection, "Bukan tugas kami.", "draft-2")
		},
	}
	for want, act := range acts {
		desk, k := openDesk(standing{State: disposition.StateRead})
		view, err := act(desk)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "seen", view.Branch.State, want)
		same(t, "kept", branch(t, k.dossier, toSection).State, want)
		same(t, "decisions", len(k.saved), 1)
		same(t, "at", k.saved[0].Audit[0].At, tappedAt)
	}
}

func TestTheSameDraftIsSubmittedOnce(t *testing.T) {
	t.Parallel()
	desk, k := openDesk(standing{State: disposition.StateRead})
	for range 3 {
		view, err := desk.Finish(t.Context(), karya, toSection, disposition.Report{Text: "Sudah."}, "draft-1")
		if err != nil || view.Branch.State != disposition.StateDone {
			t.Fatalf("got %v, %v", view.Branch, err)
		}
	}
	same(t, "decisions", len(k.saved), 1)
	same(t, "refusals", len(k.noted), 0)
}

func TestARefusalIsAuditedWithItsReason(t *testing.T) {
	t.Parallel()
	finish := func(d *disposition.Desk, by staff.Actor) error {
		_, err := d.Finish(t.Context(), by, toSection, disposition.Report{Text: "Sudah."}, "draft-1")
		return err
	}
	before := func(act disposition.Action) func(*disposition.Desk, staff.Actor) error {
		return func(d *disposition.Desk, by staff.Actor) error {
			_, err := d.May(t.Context(), by, act, toSection)
			return err
		}
	}
	tests := []struct {
		name     string
		standing standing
		who      string
		try      func(*disposition.Desk, staff.Actor) error
		facts    map[string]string
		want     error
	}{
		{
			"a stranger opens", standing{State: disposition.StateSent}, "stranger", func(d *disposition.Desk, by staff.Actor) error {
				_, err := d.Open(t.Context(), by, toSection)
				return err
			}, map[string]string{"action": "view", "reason": "not_yours"}, disposition.ErrNotYours,
		},
		{
			"somebody taps a forged button", standing{State: disposition.StateSent}, "recipient", func(d *disposition.Desk, by staff.Actor) error {
				_, err := d.Start(t.Context(), by, 4711)
				return err
			}, map[string]string{"action": "start", "reason": "no_such_branch"}, disposition.ErrNoSuchBranch,
		},
		{
			"a colleague asks for a file", standing{State: disposition.StateSent}, "colleague", func(d *disposition.Desk, by staff.Actor) error {
				_, err := d.Document(t.Context(), by, toSection, "a")
				return err
			}, map[string]string{"action": "view", "reason": "not_yours"}, disposition.ErrNotYours,
		},
		{
			"a stranger asks for all that was written", standing{State: disposition.StateRead}, "stranger", func(d *disposition.Desk, by staff.Actor) error {
				_, err := d.Show(t.Context(), by, toSection)
				return err
			}, map[string]string{"action": "view", "reason": "not_yours"}, disposition.ErrNotYours,
		},
		{"the sender finishes", standing{State: disposition.StateRead}, "sender", finish, map[string]string{"action": "finish", "reason": "only_recipient"}, disposition.ErrOnlyRecipient},
		{"a copy is finished", standing{State: disposition.StateRead, Copy: true}, "recipient", finish, map[string]string{"action": "finish", "reason": "copy"}, disposition.ErrCopy},
		{"a second one finishes", standing{State: disposition.StateDone}, "recipient", finish, map[string]string{"action": "finish", "reason": "closed"}, disposition.ErrClosed},
		{"somebody who left finishes", standing{State: disposition.StateRead}, "deactivated recipient", finish, map[string]string{"action": "finish", "reason": "inactive"}, staff.ErrInactive},
		{"a secret report", standing{State: disposition.StateRead, Secrecy: disposition.Secret}, "recipient", finish, map[string]string{"action": "finish", "reason": "secret"}, disposition.ErrSecretInOffice},
		{"a form for what has begun", standing{State: disposition.StateProgress}, "recipient", before(disposition.ActionStart), map[string]string{"action": "start", "reason": "started"}, disposition.ErrStarted},
		{"a form for a secret return", standing{State: disposition.StateRead, Secrecy: disposition.TopSecret}, "recipient", before(disposition.ActionReturn), map[string]string{"action": "return", "reason": "secret"}, disposition.ErrSecretInOffice},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			desk, k := openDesk(tt.standing)
			by := people()[tt.who]
			sameError(t, tt.try(desk, by), tt.want)
			same(t, "saved", k.saved, []disposition.Decision(nil))
			want := []audit.Entry{{At: tappedAt, Actor: by.ID, Account: by.Account, Action: audit.ActionRefused, Facts: tt.facts}}
			same(t, "lines", cmp.Diff(want, k.noted, cmpopts.IgnoreFields(audit.Entry{}, "Subject")), "")
			same(t, "subject", k.noted[0].Subject.Kind, notify.SubjectBranch)
		})
	}
}

func TestWhatIsNoRefusalIsNotAudited(t *testing.T) {
	t.Parallel()
	desk, k := openDesk(standing{State: disposition.StateRead})
	_, err := desk.SendBack(t.Context(), karya, toSection, " ", "draft-1")
	sameError(t, err, disposition.ErrReasonMissing)
	k.broken = errors.New("the database is away")
	_, err = desk.Start(t.Context(), karya, toSection)
	sameError(t, err, k.broken)
	if _, err := desk.List(t.Context(), karya, disposition.All, 0, 5); !errors.Is(err, k.broken) {
		t.Errorf("list: %v", err)
	}
	if _, err := desk.Counts(t.Context(), karya); !errors.Is(err, k.broken) {
		t.Errorf("counts: %v", err)
	}
	same(t, "lines", k.noted, []audit.Entry(nil))
}

func TestARefusalThatCannotBeAuditedIsNotHiddenAway(t *testing.T) {
	t.Parallel()
	desk, k := openDesk(standing{State: disposition.StateDone})
	noLog := disposition.NewDesk(k, k, brokenLog{}, calendar.New(nil), calendar.Clock{Now: func() time.Time { return tappedAt }, Zone: wita()})
	_, err := noLog.Start(t.Context(), karya, toSection)
	sameError(t, err, disposition.ErrClosed)
	sameError(t, err, errLog)
	if _, err := desk.Start(t.Context(), karya, toSection); errors.Is(err, errLog) {
		t.Error("a log that works is said to be broken")
	}
}

var errLog = errors.New("the log is broken")

type brokenLog struct{}

func (brokenLog) RecordAudit(context.Context, audit.Entry) error { return errLog }

func TestTheListIsOfThePositionsHeldToday(t *testing.T) {
	t.Parallel()
	desk, k := openDesk(standing{State: disposition.StateSent})
	if _, err := desk.List(t.Context(), karya, disposition.Unread, -5, 7); err != nil {
		t.Fatal(err)
	}
	same(t, "query", k.asked, disposition.Query{
		Positions: []staff.PositionID{section, elsewhere}, Filter: disposition.Unread, Today: date(t, "2026-02-05"), LateUpTo: date(t, "2026-02-03"), Limit: 7,
	})
	counts, err := desk.Counts(t.Context(), karya)
	if err != nil || counts.Waiting != 2 {
		t.Errorf("got %v, %v", counts, err)
	}
}

func TestTheOfficesDayIsNotThatOfUTC(t *testing.T) {
	t.Parallel()
	evening := time.Date(2026, 2, 5, 17, 30, 0, 0, time.UTC)
	k := &drawer{}
	desk := disposition.NewDesk(k, k, k, calendar.New(nil), calendar.Clock{Now: func() time.Time { return evening }, Zone: wita()})
	same(t, "today", desk.Today().String(), "2026-02-06")
}

package disposition_test

import (
	"errors"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

var (
	// karya acts for the section's holder who is away; suardana acted before him.
	karya      = people()["recipient as Plh"]
	byKarya    = disposition.Act{At: tappedAt, By: 403, ByName: "I Nyoman Karya", Position: section, As: staff.Plh}
	bySuardana = disposition.Act{At: endedAt, By: formerHolder, ByName: "I Made Suardana", Position: section, As: staff.Definitive}
)

// noted is the line of the audit log about what Karya did.
func noted(a audit.Action) audit.Entry {
	return audit.Entry{
		At: tappedAt, Actor: 403, Account: 70403, Position: section, Capacity: staff.Plh, Action: a,
		Subject: notify.Subject{Kind: notify.SubjectBranch, ID: int64(toSection)},
	}
}

// byItself is the line about a branch that ended because its children had.
func byItself(id disposition.BranchID) audit.Entry {
	return audit.Entry{
		At: tappedAt, Action: audit.BranchCompleted, Subject: notify.Subject{Kind: notify.SubjectBranch, ID: int64(id)},
	}
}

// told is the message to whoever holds the sender's position now, but Karya.
func told(k notify.Kind, key string, id disposition.BranchID, sender staff.PositionID) notify.Message {
	return notify.Message{
		Key: key, To: notify.Recipient{Position: sender, Except: 403}, Kind: k, Class: notify.Ask,
		Subject: notify.Subject{Kind: notify.SubjectBranch, ID: int64(id)},
	}
}

func TestWhatEachActBringsAbout(t *testing.T) {
	t.Parallel()
	returned := disposition.Decision{
		Audit:    []audit.Entry{noted(audit.BranchReturned)},
		Messages: []notify.Message{told(notify.DispositionReturned, "disposition.returned:branch:3", toSection, bureau)},
	}
	done := disposition.Decision{
		Audit: []audit.Entry{noted(audit.BranchDone), byItself(toBureau), byItself(toSecretary), {
			At: tappedAt, Action: audit.LetterCompleted, Subject: notify.Subject{Kind: notify.SubjectLetter, ID: 77},
		}},
		Messages: []notify.Message{
			told(notify.DispositionDone, "disposition.done:branch:3", toSection, bureau),
			told(notify.DispositionDone, "disposition.done:branch:2", toBureau, secretary),
			told(notify.DispositionDone, "disposition.done:branch:1", toSecretary, head),
		},
	}
	only := func(a audit.Action) disposition.Decision { return disposition.Decision{Audit: []audit.Entry{noted(a)}} }
	tests := []struct {
		name     string
		from     disposition.State
		act      disposition.Action
		want     disposition.Branch // what changes
		decision disposition.Decision
	}{
		{
			"opened for the first time", disposition.StateSent, disposition.ActionView,
			disposition.Branch{State: disposition.StateRead, Read: byKarya},
			only(audit.BranchRead),
		},
		{
			"begun unread", disposition.StateSent, disposition.ActionStart,
			disposition.Branch{State: disposition.StateProgress, Read: byKarya, Started: byKarya},
			only(audit.BranchStarted),
		},
		{
			"begun after somebody else has read it", disposition.StateRead, disposition.ActionStart,
			disposition.Branch{State: disposition.StateProgress, Read: bySuardana, Started: byKarya},
			only(audit.BranchStarted),
		},
		{
			"done unread", disposition.StateSent, disposition.ActionFinish,
			disposition.Branch{State: disposition.StateDone, Read: byKarya, Ended: byKarya, Report: "Sudah. Sudah. Sudah."},
			done,
		},
		{
			"done after somebody else has begun", disposition.StateProgress, disposition.ActionFinish,
			disposition.Branch{
				State: disposition.StateDone, Read: bySuardana, Started: bySuardana, Ended: byKarya, Report: "Sudah. Sudah. Sudah.",
			},
			done,
		},
		{
			"returned unread", disposition.StateSent, disposition.ActionReturn,
			disposition.Branch{State: disposition.StateReturned, Read: byKarya, Ended: byKarya, Reason: "Bukan tugas kami."},
			returned,
		},
		{
			"returned after it was begun", disposition.StateProgress, disposition.ActionReturn,
			disposition.Branch{
				State: disposition.StateReturned, Read: bySuardana, Started: bySuardana, Ended: byKarya, Reason: "Bukan tugas kami.",
			},
			returned,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := chain(standing{State: tt.from})
			b := branch(t, d, toSection)
			tt.want.ID, tt.want.Disposition, tt.want.To, tt.want.Deadline = b.ID, b.Disposition, b.To, b.Deadline
			tt.want.Version = b.Version + 1
			got, err := attempt(d, tt.act, toSection, karya)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "branch", b, &tt.want)
			same(t, "version of the one above", branch(t, d, toBureau).Version, 4)
			same(t, "version of the letter", d.Letter.Version, 1)
			same(t, "decision", got, tt.decision)
		})
	}
}

func TestOnlyTheRecipientsFirstLookLeavesAReceipt(t *testing.T) {
	t.Parallel()
	tests := []struct {
		who  string
		from standing
	}{
		{"sender", standing{State: disposition.StateSent}},
		{"further up the chain", standing{State: disposition.StateSent}},
		{"clerk of the unit", standing{State: disposition.StateSent}},
		{"recipient", standing{State: disposition.StateRead}},
		{"recipient", standing{State: disposition.StateProgress}},
		{"recipient", standing{State: disposition.StateDone}},
		{"recipient", standing{State: disposition.StateCancelled}},
	}
	for _, tt := range tests {
		t.Run(tt.who+" looks at "+string(tt.from.State), func(t *testing.T) {
			t.Parallel()
			d := chain(tt.from)
			before := copyOf(d)
			got, err := d.Open(toSection, people()[tt.who], tappedAt)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "decision", got, disposition.Decision{})
			same(t, "dossier", d, before)
		})
	}
}

func TestWhoHasBegunBeginsAgainWithoutAnyChange(t *testing.T) {
	t.Parallel()
	d := chain(standing{State: disposition.StateSent})
	if _, err := d.Start(toSection, karya, tappedAt); err != nil {
		t.Fatal(err)
	}
	before := copyOf(d)
	got, err := d.Start(toSection, karya, tappedAt.Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "decision", got, disposition.Decision{})
	same(t, "dossier", d, before)
	if _, err := d.Start(toSection, people()["recipient"], tappedAt); !errors.Is(err, disposition.ErrStarted) {
		t.Errorf("somebody else: got %v, want that it has been started", err)
	}
}

func TestACopyIsReadAndNothingMore(t *testing.T) {
	t.Parallel()
	d := chain(standing{State: disposition.StateSent, Copy: true})
	got, err := d.Open(toSection, karya, tappedAt)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "decision", got, disposition.Decision{Audit: []audit.Entry{noted(audit.BranchRead)}})
	same(t, "state", branch(t, d, toSection).State, disposition.StateRead)
}

// ofTheRecipient are the acts of whom a branch is addressed to.
func ofTheRecipient() []disposition.Action {
	return []disposition.Action{
		disposition.ActionView, disposition.ActionStart, disposition.ActionFinish, disposition.ActionReturn,
		disposition.ActionDispose, disposition.ActionArchive,
	}
}

func TestEveryCapacityIsWrittenDown(t *testing.T) {
	t.Parallel()
	for who, want := range map[string]staff.Capacity{
		"recipient": staff.Definitive, "recipient as Plh": staff.Plh, "recipient as Plt": staff.Plt,
	} {
		for _, act := range ofTheRecipient() {
			d := chain(standing{State: disposition.StateSent})
			got, err := attempt(d, act, toSection, people()[who])
			if err != nil {
				t.Fatalf("%s, %s: %v", who, act, err)
			}
			b := branch(t, d, toSection)
			same(t, who+" reads", b.Read.As, want)
			same(t, who+" starts", b.Started.As, map[bool]staff.Capacity{true: want}[act == disposition.ActionStart])
			same(t, who+" ends", b.Ended.As, map[bool]staff.Capacity{true: want}[b.State.Closed()])
			same(t, who+" is noted", got.Audit[0].Capacity, want)
			same(t, who+" is noted in", got.Audit[0].Position, section)
		}
	}
}

package disposition_test

import (
	"maps"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestWhatIsTakenBackOrOverClosesOrReopensWhatIsAbove(t *testing.T) {
	t.Parallel()
	const cancel, takeOver = disposition.ActionCancel, disposition.ActionTakeOver
	const done, progress = disposition.StateDone, disposition.StateProgress
	tests := []struct {
		name     string
		tree     []string
		act      disposition.Action
		on       string
		by       staff.PositionID
		moved    map[string]disposition.State // beside the branch itself
		complete bool
	}{
		{"the only one sent is taken back", []string{"1 FORWARDED", "1.1 SENT"}, cancel, "1.1", 1, map[string]disposition.State{"1": progress}, false},
		{"the last of those taken back", []string{"1 FORWARDED", "1.1 CANCELLED", "1.2 SENT"}, cancel, "1.2", 1, map[string]disposition.State{"1": progress}, false},
		{"another works still", []string{"1 FORWARDED", "1.1 READ", "1.2 SENT"}, cancel, "1.2", 1, nil, false},
		{"another came back", []string{"1 FORWARDED", "1.1 RETURNED", "1.2 SENT"}, cancel, "1.2", 1, nil, false},
		{"the others are done", []string{"1 FORWARDED", "1.1 DONE", "1.2 SENT"}, cancel, "1.2", 1, map[string]disposition.State{"1": done}, true},
		{"the others are done, at depth", []string{"1 FORWARDED", "1.1 FORWARDED", "1.1.1 DONE", "1.1.2 SENT"}, cancel, "1.1.2", 2, map[string]disposition.State{"1": done, "1.1": done}, true},
		{"reopened at depth", []string{"1 FORWARDED", "1.1 FORWARDED", "1.1.1 SENT"}, cancel, "1.1.1", 2, map[string]disposition.State{"1.1": progress}, false},
		{"a copy", []string{"1 FORWARDED", "1.1 SENT copy", "1.2 READ"}, cancel, "1.1", 1, nil, false},
		{"a copy beside what is done above it", []string{"1 DONE", "1.1 SENT copy", "1.2 DONE", "2 READ"}, cancel, "1.1", 1, nil, false},
		{"the first of a letter", []string{"1 SENT"}, cancel, "1", top, nil, false},
		{"the first of a letter beside one that is done", []string{"1 SENT", "2 DONE"}, cancel, "1", top, nil, true},
		{"the only one is taken over", []string{"1 FORWARDED", "1.1 RETURNED"}, takeOver, "1.1", 1, map[string]disposition.State{"1": progress}, false},
		{"one is taken over and the others are done", []string{"1 FORWARDED", "1.1 RETURNED", "1.2 DONE"}, takeOver, "1.1", 1, map[string]disposition.State{"1": done}, true},
		{"one is taken over and another works still", []string{"1 FORWARDED", "1.1 RETURNED", "1.2 SENT"}, takeOver, "1.1", 1, nil, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := plant(tt.tree...)
			want := d.states(t)
			if tt.act == cancel {
				want[tt.on] = disposition.StateCancelled
			}
			maps.Copy(want, tt.moved)
			if _, err := attempt(d.Dossier, tt.act, d.ids[tt.on], holder(tt.by)); err != nil {
				t.Fatal(err)
			}
			same(t, "states", d.states(t), want)
			same(t, "complete", !d.Letter.CompletedAt.IsZero(), tt.complete)
			eachTouchedOnce(t, d)
		})
	}
}

func TestWhatIsReopenedBeganWithTheActThatReopenedIt(t *testing.T) {
	t.Parallel()
	d := plant("1 FORWARDED", "1.1 SENT")
	got, err := attempt(d.Dossier, disposition.ActionCancel, 2, holder(1))
	if err != nil {
		t.Fatal(err)
	}
	act := disposition.Act{At: tappedAt, By: 501, ByName: "Ni Luh Putu Sekarini", Position: 1, As: staff.Definitive}
	same(t, "started", d.Branches[0].Started, act)
	same(t, "taken back", d.Branches[1].Ended, act)
	same(t, "lines", actions(got), []audit.Action{audit.BranchCancelled, audit.BranchReopened})
	same(t, "by itself", got.Audit[1].Actor, staff.EmployeeID(0))
	same(t, "messages", got.Messages, []notify.Message(nil))
}

func TestTakingBackTwiceChangesNothingAndSaysWhoWasFirst(t *testing.T) {
	t.Parallel()
	d := plant("1 FORWARDED", "1.1 SENT", "1.2 READ")
	for range 2 {
		if _, err := attempt(d.Dossier, disposition.ActionCancel, 2, holder(1)); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "version", d.Branches[1].Version, 2)
	other := person(811, "I Putu Gunawan", holding(1, staff.Plh))
	_, err := attempt(d.Dossier, disposition.ActionCancel, 2, other)
	sameError(t, err, &disposition.ClosedError{State: disposition.StateCancelled, By: "Ni Luh Putu Sekarini", At: tappedAt})
}

func TestARefusalToTheSenderSaysWhoAndWhenButNotOfASecretLetter(t *testing.T) {
	t.Parallel()
	for secrecy, name := range map[disposition.Secrecy]string{disposition.Open: "I Made Suardana", disposition.Secret: ""} {
		sender := people()["sender"]
		d := chain(standing{State: disposition.StateRead, Secrecy: secrecy})
		sameError(t, d.May(sender, disposition.ActionCancel, d.Branches[2]), &disposition.ReadError{By: name, At: endedAt})
		d = chain(standing{State: disposition.StateReturned, Settled: true, Secrecy: secrecy})
		d.Branches[2].Settled.ByName = "I Made Suardana"
		sameError(t, d.May(sender, disposition.ActionTakeOver, d.Branches[2]), &disposition.SettledError{By: name, At: endedAt})
	}
}

func TestToHurryIsAskedOnceOnADayOfTheOffice(t *testing.T) {
	t.Parallel()
	d := chain(standing{State: disposition.StateRead})
	sender, boss := people()["sender"], people()["further up the chain"]
	got, err := d.Nudge(toSection, sender, tappedAt, wita())
	if err != nil {
		t.Fatal(err)
	}
	act := disposition.Act{At: tappedAt, By: sender.ID, ByName: sender.Name, Position: bureau, As: staff.Definitive}
	same(t, "nudged", branch(t, d, toSection).Nudged, act)
	same(t, "messages", got.Messages, []notify.Message{{
		Key: "disposition.nudged:branch:3:2026-02-05", To: notify.ToHolders(section, sender.ID),
		Kind: notify.DispositionNudged, Class: notify.Ask, Subject: disposition.SubjectOf(toSection),
	}})
	evening := time.Date(2026, 2, 5, 15, 59, 0, 0, time.UTC) // 23.59 in the office
	_, err = d.Nudge(toSection, boss, evening, wita())
	sameError(t, err, &disposition.NudgedError{By: sender.Name, At: tappedAt})
	got, err = d.Nudge(toSection, boss, evening.Add(time.Minute), wita())
	if err != nil {
		t.Fatal(err)
	}
	same(t, "as", got.Audit[0].Position, head)
	same(t, "capacity", got.Audit[0].Capacity, staff.Plt)
	same(t, "the next day's key", got.Messages[0].Key, "disposition.nudged:branch:3:2026-02-06")
	_, err = d.Nudge(toSection, sender, evening.Add(10*time.Hour), wita())
	sameError(t, err, disposition.ErrNudged)
}

func TestTheRegistryAsksToHurryInNoPosition(t *testing.T) {
	t.Parallel()
	d := chain(standing{State: disposition.StateRead})
	got, err := d.Nudge(toSection, people()["clerk of the unit"], tappedAt, wita())
	if err != nil {
		t.Fatal(err)
	}
	same(t, "position", got.Audit[0].Position, staff.PositionID(0))
}

func TestWhoSentItAndHoldsTheOtherPositionTooMayDoBoth(t *testing.T) {
	t.Parallel()
	both := person(700, "I Putu Gunawan", holding(bureau, staff.Definitive), holding(section, staff.Plh))
	for _, act := range []disposition.Action{disposition.ActionCancel, disposition.ActionNudge, disposition.ActionFinish} {
		d := chain(standing{State: disposition.StateSent})
		if err := d.May(both, act, branch(t, d, toSection)); err != nil {
			t.Errorf("%s: %v", act, err)
		}
	}
}

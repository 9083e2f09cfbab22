package disposition_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestTheClosestRelationCounts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		by   staff.Actor
		want disposition.Relation
	}{
		{"recipient and sender", person(1, "", holding(bureau, staff.Definitive), holding(section, staff.Plt)), disposition.Recipient},
		{"sender and head", person(1, "", holding(head, staff.Definitive), holding(bureau, staff.Plh)), disposition.Sender},
		{"secretary", person(1, "", holding(secretary, staff.Definitive)), disposition.UpChain},
		{"sender and clerk", withGrants(holder(bureau), staff.Clerk, registry), disposition.Sender},
		{"clerk of the unit", clerk(1, registry), disposition.Registrar},
		{"clerk of a unit with the registry below it", withGrants(holder(elsewhere), staff.Clerk, otherUnit, registry), disposition.Registrar},
		{"personnel officer of the unit", withGrants(holder(elsewhere), staff.Personnel, registry), disposition.Nobody},
		{"recipient who has left", people()["deactivated recipient"], disposition.Nobody},
		{"stranger", people()["stranger"], disposition.Nobody},
		{"admin", withGrants(holder(elsewhere), staff.Admin, registry), disposition.Nobody},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := chain(standing{State: disposition.StateSent})
			if got := d.RelationOf(tt.by, branch(t, d, toSection)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestTheRegistryIsTheSenderOfWhatItPassedOnOnly(t *testing.T) {
	t.Parallel()
	d := chain(standing{State: disposition.StateSent})
	d.Dispositions[0].From, d.Dispositions[0].Routing = 0, true
	for id, want := range map[disposition.BranchID]disposition.Relation{toSecretary: disposition.Sender, toSection: disposition.Registrar} {
		if got := d.RelationOf(onlyClerk(registry), branch(t, d, id)); got != want {
			t.Errorf("branch %d: got %q, want %q", id, got, want)
		}
	}
}

func withGrants(a staff.Actor, r staff.Role, covers ...staff.UnitID) staff.Actor {
	a.Grants = []staff.Grant{{Role: r, UnitID: covers[0], Covers: covers}}
	return a
}

func TestARefusalSaysWhoWasFirstAndWhen(t *testing.T) {
	t.Parallel()
	tests := []struct {
		state disposition.State
		act   disposition.Action
		want  error
	}{
		{disposition.StateDone, disposition.ActionFinish, &disposition.ClosedError{State: disposition.StateDone, By: "I Made Suardana", At: endedAt}},
		{disposition.StateReturned, disposition.ActionStart, &disposition.ClosedError{State: disposition.StateReturned, By: "I Made Suardana", At: endedAt}},
		{disposition.StateCancelled, disposition.ActionFinish, &disposition.ClosedError{State: disposition.StateCancelled, By: "I Gusti Ngurah Oka", At: endedAt}},
		{disposition.StateForwarded, disposition.ActionReturn, &disposition.ClosedError{State: disposition.StateForwarded, By: "I Made Suardana", At: endedAt}},
		{disposition.StateProgress, disposition.ActionStart, &disposition.StartedError{By: "I Made Suardana", At: endedAt}},
	}
	for _, tt := range tests {
		t.Run(string(tt.state), func(t *testing.T) {
			t.Parallel()
			d := chain(standing{State: tt.state})
			_, err := attempt(d, tt.act, toSection, people()["recipient"])
			sameError(t, err, tt.want)
			if strings.Contains(err.Error(), "Suardana") {
				t.Errorf("a log would show a name: %v", err)
			}
		})
	}
}

func TestARefusalAboutASecretLetterNamesNobody(t *testing.T) {
	t.Parallel()
	for _, state := range []disposition.State{disposition.StateDone, disposition.StateForwarded, disposition.StateProgress} {
		d := chain(standing{State: state, Secrecy: disposition.Secret})
		err := d.May(people()["recipient"], disposition.ActionStart, branch(t, d, toSection))
		var closed *disposition.ClosedError
		var started *disposition.StartedError
		switch {
		case errors.As(err, &closed):
			same(t, string(state)+" by", closed.By, "")
			same(t, string(state)+" at", closed.At, endedAt)
		case errors.As(err, &started):
			same(t, string(state)+" by", started.By, "")
			same(t, string(state)+" at", started.At, endedAt)
		default:
			t.Errorf("%s: got %v", state, err)
		}
	}
}

func TestABranchThatIsNotThereIsRefused(t *testing.T) {
	t.Parallel()
	for _, act := range disposition.Actions() {
		d := chain(standing{State: disposition.StateSent})
		if _, err := attempt(d, act, 4711, people()["recipient"]); !errors.Is(err, disposition.ErrNoSuchBranch) {
			t.Errorf("%s: got %v", act, err)
		}
	}
}

package disposition_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// The letter of these tests: the first recipient sent it on to two, of whom one
// sent it on to two others; a second one had it from the first sender besides.
func branched() tree {
	return plant("1 FORWARDED", "1.1 FORWARDED", "1.1.1 READ", "1.1.2 SENT copy", "1.2 DONE", "2 SENT")
}

// deskOf is a desk over a letter that was planted.
func deskOf(d *disposition.Dossier) (*disposition.Desk, *drawer) {
	desk, k := openDesk(standing{State: disposition.StateSent})
	k.dossier = d
	return desk, k
}

// onlyClerk keeps the registry of a unit and holds no position.
func onlyClerk(unit staff.UnitID) staff.Actor {
	return withGrants(person(601, "I Gede Putra Adnyana"), staff.Clerk, unit)
}

// lines are the steps of a trail by the names of their branches, indented.
func lines(d tree, trail disposition.Trail) []string {
	names := map[disposition.BranchID]string{}
	for name, id := range maps.All(d.ids) {
		names[id] = name
	}
	var all []string
	for _, s := range trail.Steps {
		all = append(all, strings.Repeat(" ", s.Depth)+names[s.Branch.ID])
	}
	return all
}

func TestTheTrailShowsWhatConcernsItsReader(t *testing.T) {
	t.Parallel()
	whole := []string{"1", " 1.1", "  1.1.1", "  1.1.2", " 1.2", "2"}
	tests := []struct {
		name string
		by   staff.Actor
		want []string
	}{
		{"the clerk of the unit", onlyClerk(registry), whole},
		{"the first sender", holder(top), whole},
		{"the first recipient", holder(1), []string{"1", " 1.1", "  1.1.1", "  1.1.2", " 1.2"}},
		{"in the middle", holder(2), []string{"1", " 1.1", "  1.1.1", "  1.1.2"}},
		{"at the end", holder(3), []string{"1", " 1.1", "  1.1.1"}},
		{"who has a copy", holder(4), []string{"1", " 1.1", "  1.1.2"}},
		{"beside the others", holder(6), []string{"2"}},
		{"of two positions", person(9, "", holding(3, staff.Definitive), holding(6, staff.Plh)), []string{"1", " 1.1", "  1.1.1", "2"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := branched()
			desk, _ := deskOf(d.Dossier)
			got, err := desk.Trail(t.Context(), tt.by, 77)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "steps", lines(d, got), tt.want)
			same(t, "branches", len(got.Branches), len(tt.want))
			for _, p := range got.Dispositions {
				if !slices.ContainsFunc(got.Steps, func(s disposition.Step) bool { return s.Disposition.ID == p.ID }) {
					t.Errorf("disposition %d concerns the reader of no branch", p.ID)
				}
			}
		})
	}
}

func TestTheTrailIsRefusedToOthersAndThatIsAudited(t *testing.T) {
	t.Parallel()
	gone := holder(1)
	gone.Active = false
	tests := []struct {
		name   string
		by     staff.Actor
		letter disposition.LetterID
		want   error
		reason string
	}{
		{"a stranger", people()["stranger"], 77, disposition.ErrNotYours, "not_yours"},
		{"a colleague", holder(elsewhere + 900), 77, disposition.ErrNotYours, "not_yours"},
		{"a clerk of another unit", onlyClerk(otherUnit), 77, disposition.ErrNotYours, "not_yours"},
		{"who has left", gone, 77, staff.ErrInactive, "inactive"},
		{"of a letter that is not there", holder(1), 4711, disposition.ErrNoSuchLetter, "no_such_letter"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			desk, k := deskOf(branched().Dossier)
			line := audit.Entry{
				At: tappedAt, Actor: tt.by.ID, Account: tt.by.Account, Action: audit.ActionRefused,
				Subject: notify.Subject{Kind: notify.SubjectLetter, ID: int64(tt.letter)},
				Facts:   map[string]string{"action": "view", "reason": tt.reason},
			}
			_, err := desk.LookTrail(t.Context(), tt.by, tt.letter)
			sameError(t, err, tt.want)
			same(t, "lines after a look", k.noted, []audit.Entry(nil))
			_, err = desk.Trail(t.Context(), tt.by, tt.letter)
			sameError(t, err, tt.want)
			_, err = desk.Scan(t.Context(), tt.by, tt.letter)
			sameError(t, err, tt.want)
			same(t, "lines", k.noted, []audit.Entry{line, line})
		})
	}
}

func TestTheTrailMarksWhatIsLateAndWhoMayHurryIt(t *testing.T) {
	t.Parallel()
	d := branched()
	d.Branches[2].Deadline, d.Branches[5].Deadline = calendar.NewDate(2026, 2, 4), calendar.NewDate(2026, 2, 6)
	d.Branches[4].Deadline = calendar.NewDate(2026, 2, 4)
	d.Branches[5].Nudged.At = tappedAt
	marks := func(by staff.Actor) []string {
		desk, _ := deskOf(d.Dossier)
		trail, err := desk.Trail(t.Context(), by, 77)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for i, name := range lines(d, trail) {
			all = append(all, fmt.Sprint(strings.TrimSpace(name), " ", trail.Steps[i].Mark, " ", trail.Steps[i].MayNudge))
		}
		return all
	}
	same(t, "the clerk's", marks(onlyClerk(registry)), []string{
		"1  false", "1.1  false", "1.1.1 overdue true", "1.1.2  false", "1.2  false", "2 near false",
	})
	same(t, "the recipient's own", marks(holder(3)), []string{"1  false", "1.1  false", "1.1.1 overdue false"})
	same(t, "the first recipient's", marks(holder(1))[2], "1.1.1 overdue true")
}

func TestOfASecretLetterTheTrailSaysOnlyWhereItIs(t *testing.T) {
	t.Parallel()
	desk, k := filed(standing{State: disposition.StateProgress, Secrecy: disposition.Secret})
	for who, by := range people() {
		trail, err := desk.LookTrail(t.Context(), by, k.dossier.Letter.ID)
		if err != nil {
			continue
		}
		var out strings.Builder
		fmt.Fprintf(&out, "%+v %+v", trail.Letter, trail.Dispositions)
		for _, s := range trail.Steps {
			fmt.Fprintf(&out, "%+v %+v", s.Disposition, *s.Branch)
		}
		for _, word := range wordsIn(out.String()) {
			t.Errorf("%s: %q goes out", who, word)
		}
		same(t, who+" sees the agenda number", trail.Letter.AgendaNumber, 12)
	}
}

func TestTheTrailOfDamagedDataEnds(t *testing.T) {
	t.Parallel()
	d := branched()
	d.Dispositions[0].Parent = 2 // in a circle
	desk, _ := deskOf(d.Dossier)
	if _, err := desk.Trail(t.Context(), onlyClerk(registry), 77); err != nil {
		t.Error(err)
	}
}

func TestTheCodeOnTheSheetOpensWhatIsTheReaders(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		tree []string
		by   staff.Actor
		want string // "": none
	}{
		{"the own one that waits before a later one that is done", []string{"1 READ", "2 DONE"}, person(9, "", holding(1, staff.Definitive), holding(2, staff.Plh)), "1"},
		{"the own one before what was sent", []string{"1 FORWARDED", "1.1 READ"}, holder(1), "1"},
		{"what was sent and is open before what is done", []string{"1 READ", "2 DONE"}, holder(top), "1"},
		{"what was sent, though it is done", []string{"1 DONE"}, holder(top), "1"},
		{"a copy", []string{"1 READ", "2 SENT copy"}, holder(2), "2"},
		{"none of the registry's", []string{"1 READ"}, onlyClerk(registry), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := plant(tt.tree...)
			desk, k := deskOf(d.Dossier)
			got, err := desk.Scan(t.Context(), tt.by, 77)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "branch", got, d.ids[tt.want])
			same(t, "refusals", len(k.noted), 0)
		})
	}
}

func TestTheCodeOnTheSheetOpensNoBranchForTheRegistryThatPassedItOn(t *testing.T) {
	t.Parallel()
	d := plant("1 READ")
	d.Dispositions[0].From, d.Dispositions[0].Routing = 0, true
	desk, _ := deskOf(d.Dossier)
	got, err := desk.Scan(t.Context(), onlyClerk(registry), 77)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "branch", got, disposition.BranchID(0))
}

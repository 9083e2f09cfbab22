package disposition_test

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
)

// legalMoves are all changes of a branch's state that these acts may cause. A
// branch leaves FORWARDED only by itself.
func legalMoves() map[disposition.State][]disposition.State {
	const done, returned = disposition.StateDone, disposition.StateReturned
	return map[disposition.State][]disposition.State{
		disposition.StateSent:      {disposition.StateRead, disposition.StateProgress, done, returned},
		disposition.StateRead:      {disposition.StateProgress, done, returned},
		disposition.StateProgress:  {done, returned},
		disposition.StateForwarded: {done},
	}
}

// drawTree draws a letter that is open: what was forwarded waits for a child at least.
func drawTree(t *rapid.T) tree {
	var lines []string
	add := func(name, state string) { lines = append(lines, name+" "+state) }
	leaf := rapid.SampledFrom([]string{"SENT", "READ", "IN_PROGRESS", "RETURNED"})
	aside := rapid.SampledFrom([]string{"SENT copy", "READ copy", "CANCELLED", "DONE", "SENT", "RETURNED"})
	var grow func(prefix string, depth int)
	grow = func(prefix string, depth int) {
		for i := range rapid.IntRange(1, 3).Draw(t, "children") {
			name := prefix + strconv.Itoa(i+1)
			switch {
			case depth < 3 && rapid.Bool().Draw(t, "forwarded"):
				add(name, "FORWARDED")
				grow(name+".", depth+1)
			case i == 0:
				add(name, leaf.Draw(t, "leaf"))
			default:
				add(name, aside.Draw(t, "aside"))
			}
		}
	}
	grow("", 0)
	return plant(lines...)
}

// crowd is everybody who may tap: the holders, some of two positions, some of
// none, a clerk, somebody who left and a stranger.
func crowd(d tree) []staff.Actor {
	all := []staff.Actor{{Account: 99}, holder(top), holder(elsewhere + 900), clerk(601, registry), clerk(602, otherUnit)}
	for _, b := range d.Branches {
		all = append(all, holder(b.To), person(staff.EmployeeID(800+b.ID), "I Putu Gunawan", holding(b.To, staff.Plh), holding(1, staff.Plt)))
	}
	gone := holder(1)
	gone.Active = false
	return append(all, gone)
}

func TestWhateverPeopleDoTheLetterStaysInOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawTree(t)
		d.Letter.Secrecy = rapid.SampledFrom(secrecies()).Draw(t, "secrecy")
		everybody := crowd(d)
		step := func(act disposition.Action) func(*rapid.T) {
			return func(t *rapid.T) {
				by := rapid.SampledFrom(everybody).Draw(t, "by")
				id := disposition.BranchID(rapid.IntRange(0, len(d.Branches)).Draw(t, "branch"))
				before := copyOf(d.Dossier)
				decision, err := attempt(d.Dossier, act, id, by)
				if err != nil {
					unchanged(t, before, d.Dossier, decision)
					return
				}
				onlyLegalMoves(t, before, d.Dossier)
				everythingNoted(t, before, d.Dossier, decision)
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"open":   step(disposition.ActionView),
			"start":  step(disposition.ActionStart),
			"finish": step(disposition.ActionFinish),
			"return": step(disposition.ActionReturn),
			"":       func(t *rapid.T) { inOrder(t, d.Dossier) },
		})
	})
}

func unchanged(t *rapid.T, before, after *disposition.Dossier, decision disposition.Decision) {
	if diff := cmp.Diff(before, after) + cmp.Diff(disposition.Decision{}, decision); diff != "" {
		t.Fatalf("refused, but it changed something:\n%s", diff)
	}
}

func onlyLegalMoves(t *rapid.T, before, after *disposition.Dossier) {
	legal := legalMoves()
	for i, was := range before.Branches {
		is := after.Branches[i]
		if cmp.Equal(was, is) {
			continue
		}
		if is.Version != was.Version+1 {
			t.Fatalf("branch %d went from version %d to %d", is.ID, was.Version, is.Version)
		}
		if !slices.Contains(legal[was.State], is.State) {
			t.Fatalf("branch %d went from %s to %s", is.ID, was.State, is.State)
		}
		if was.Copy && is.State != disposition.StateRead {
			t.Fatalf("copy %d became %s", is.ID, is.State)
		}
	}
}

// everythingNoted sees that each change has its audit line, each end its message,
// and that nothing else is noted or told.
func everythingNoted(t *rapid.T, before, after *disposition.Dossier, decision disposition.Decision) {
	lines, keys := map[string]int{}, map[string]int{}
	for i, was := range before.Branches {
		is := after.Branches[i]
		if is.Version == was.Version {
			continue
		}
		lines[disposition.SubjectOf(is.ID).String()]++
		switch is.State {
		case disposition.StateDone:
			keys["disposition.done:"+disposition.SubjectOf(is.ID).String()]++
		case disposition.StateReturned:
			keys["disposition.returned:"+disposition.SubjectOf(is.ID).String()]++
		case disposition.StateSent, disposition.StateRead, disposition.StateProgress,
			disposition.StateForwarded, disposition.StateCancelled:
		}
	}
	if before.Letter.CompletedAt.IsZero() && !after.Letter.CompletedAt.IsZero() {
		lines["letter:77"]++
	}
	noted := map[string]int{}
	for _, e := range decision.Audit {
		noted[e.Subject.String()]++
	}
	told := map[string]int{}
	for _, m := range decision.Messages {
		told[m.Key]++
	}
	if diff := cmp.Diff(lines, noted) + cmp.Diff(keys, told); diff != "" {
		t.Fatalf("changes against what was noted and told:\n%s", diff)
	}
}

// inOrder is what is true of a letter at any moment.
func inOrder(t *rapid.T, d *disposition.Dossier) {
	open := 0
	for _, b := range d.Branches {
		if b.Copy {
			continue
		}
		if b.State != disposition.StateDone && b.State != disposition.StateCancelled {
			open++
		}
		if b.State == disposition.StateForwarded && !slices.ContainsFunc(d.Branches, func(c *disposition.Branch) bool {
			return isOpenChild(d, b, c)
		}) {
			t.Fatalf("branch %d is forwarded, and none below it is open", b.ID)
		}
		if b.State == disposition.StateDone && slices.ContainsFunc(d.Branches, func(c *disposition.Branch) bool {
			return isOpenChild(d, b, c)
		}) {
			t.Fatalf("branch %d is done, and one below it is open", b.ID)
		}
	}
	if complete := !d.Letter.CompletedAt.IsZero(); complete != (open == 0) {
		t.Fatalf("complete is %v with %d open branches", complete, open)
	}
}

func isOpenChild(d *disposition.Dossier, parent, b *disposition.Branch) bool {
	return !b.Copy && d.Disposition(b).Parent == parent.ID && b.State != disposition.StateDone && b.State != disposition.StateCancelled
}

func TestTheDrawnLettersAreOfAllSorts(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for seed := range 60 {
		d := rapid.Custom(drawTree).Example(seed)
		for name, s := range d.states(t) {
			seen[string(s)+" at depth "+strconv.Itoa(strings.Count(name, "."))] = true
		}
	}
	for _, want := range []string{"FORWARDED at depth 2", "SENT at depth 3", "RETURNED at depth 1", "CANCELLED at depth 0"} {
		if !seen[want] {
			t.Errorf("never %s, only %v", want, slices.Sorted(maps.Keys(seen)))
		}
	}
}

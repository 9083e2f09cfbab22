package disposition_test

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
)

// legalMoves are all changes of a branch's state that acts may cause. A branch
// leaves FORWARDED only by itself.
func legalMoves() map[disposition.State][]disposition.State {
	const done, returned, forwarded = disposition.StateDone, disposition.StateReturned, disposition.StateForwarded
	return map[disposition.State][]disposition.State{
		disposition.StateSent: {
			disposition.StateRead, disposition.StateProgress, done, returned, forwarded, disposition.StateCancelled,
		},
		disposition.StateRead:      {disposition.StateProgress, done, returned, forwarded},
		disposition.StateProgress:  {done, returned, forwarded},
		disposition.StateForwarded: {done, disposition.StateProgress},
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
	d := plant(lines...)
	if rapid.Bool().Draw(t, "routed") {
		d.Dispositions[0].From, d.Dispositions[0].Routing = 0, true
	}
	return d
}

// drawActor draws one of everybody who may tap: the holders, some of two
// positions, some with nobody below them, some of none, clerks, somebody who
// left and a stranger.
func drawActor(t *rapid.T, d *disposition.Dossier, b *disposition.Branch) staff.Actor {
	gone, alone := holder(b.To), holder(b.To)
	gone.Active, alone.Holdings[0].Leads = false, false
	return rapid.SampledFrom([]staff.Actor{
		holder(b.To), holder(b.To), holder(b.To), holder(d.Disposition(b).From), holder(d.Disposition(b).From),
		person(staff.EmployeeID(800+b.ID), "I Putu Gunawan", holding(b.To, staff.Plh), holding(1, staff.Plt)),
		clerk(601, registry), clerk(602, otherUnit), holder(top), holder(elsewhere + 900), alone, gone,
		{Account: 99},
	}).Draw(t, "by")
}

// drawSending draws an order, most often one that will do.
func drawSending(t *rapid.T, d *disposition.Dossier) disposition.Sending {
	places := rapid.SliceOfN(rapid.IntRange(5000, 5006), 1, 4)
	var to, copies []staff.PositionID
	for _, id := range places.Draw(t, "to") {
		to = append(to, staff.PositionID(id))
	}
	if rapid.Bool().Draw(t, "with copies") {
		for _, id := range places.Draw(t, "copies") {
			copies = append(copies, staff.PositionID(id))
		}
	}
	s := sendingTo(d, slices.Concat(to, copies)...)
	s.To, s.Copies, d.Numbers = to, copies, disposition.Numbers{}
	if rapid.IntRange(0, 9).Draw(t, "flaw") == 0 {
		s.Seats = s.Seats[1:]
	}
	return s
}

// deed is something that somebody does, and can do again.
type deed func() (disposition.Decision, error)

func drawDeed(t *rapid.T, d *disposition.Dossier, act disposition.Action) deed {
	b := rapid.SampledFrom(d.Branches).Draw(t, "branch")
	id, by := b.ID, drawActor(t, d, b)
	if rapid.IntRange(0, 9).Draw(t, "elsewhere") == 0 {
		id = disposition.BranchID(rapid.IntRange(0, len(d.Branches)).Draw(t, "another branch"))
	}
	send, sends := map[disposition.Action]func(*disposition.Dossier, disposition.BranchID, disposition.Sending, staff.Actor, time.Time) (disposition.Decision, error){
		disposition.ActionDispose: (*disposition.Dossier).Dispose, disposition.ActionRedirect: (*disposition.Dossier).Redirect,
	}[act]
	if !sends {
		return func() (disposition.Decision, error) { return attempt(d, act, id, by) }
	}
	s := drawSending(t, d)
	return func() (disposition.Decision, error) {
		setAside(d, len(s.To)+len(s.Copies))
		defer func() { d.Numbers = disposition.Numbers{} }()
		return send(d, id, s, by, tappedAt)
	}
}

func TestWhateverPeopleDoTheLetterStaysInOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawTree(t).Dossier
		d.Letter.Secrecy = rapid.SampledFrom(secrecies()).Draw(t, "secrecy")
		steps := map[string]func(*rapid.T){"": func(t *rapid.T) { inOrder(t, d) }}
		for _, act := range disposition.Actions() {
			steps[string(act)] = func(t *rapid.T) {
				do := drawDeed(t, d, act)
				before := copyOf(d)
				decision, err := do()
				if err != nil {
					unchanged(t, before, d, decision)
					return
				}
				onlyLegalMoves(t, before, d)
				everythingNoted(t, before, d, decision)
				before = copyOf(d)
				decision, _ = do()
				unchanged(t, before, d, decision)
			}
		}
		t.Repeat(steps)
	})
}

func unchanged(t *rapid.T, before, after *disposition.Dossier, decision disposition.Decision) {
	if diff := cmp.Diff(before, after) + cmp.Diff(disposition.Decision{}, decision); diff != "" {
		t.Fatalf("refused or repeated, but it changed something:\n%s", diff)
	}
}

// altered reports whether more than the version of a branch changed.
func altered(was, is *disposition.Branch) bool {
	bare := *is
	bare.Version = was.Version
	return !cmp.Equal(was, &bare)
}

func onlyLegalMoves(t *rapid.T, before, after *disposition.Dossier) {
	touched := len(after.Branches) > len(before.Branches)
	for _, b := range after.Branches[len(before.Branches):] {
		if b.State != disposition.StateSent || b.Version != 1 {
			t.Fatalf("new branch %d is %s, version %d", b.ID, b.State, b.Version)
		}
	}
	for i, was := range before.Branches {
		if is := after.Branches[i]; !cmp.Equal(was, is) {
			touched = true
			legalMove(t, was, is)
		}
	}
	if rise := after.Letter.Version - before.Letter.Version; (rise == 1) != touched || rise > 1 {
		t.Fatalf("the letter's version rose by %d, changed: %v", rise, touched)
	}
}

func legalMove(t *rapid.T, was, is *disposition.Branch) {
	switch {
	case is.Version != was.Version+1:
		t.Fatalf("branch %d went from version %d to %d", is.ID, was.Version, is.Version)
	case was.State != is.State && !slices.Contains(legalMoves()[was.State], is.State):
		t.Fatalf("branch %d went from %s to %s", is.ID, was.State, is.State)
	case was.Copy && is.State != disposition.StateRead && is.State != disposition.StateCancelled:
		t.Fatalf("copy %d became %s", is.ID, is.State)
	}
}

// everythingNoted sees that each change has its audit line, each end and each
// beginning its message, and that nothing else is noted or told.
func everythingNoted(t *rapid.T, before, after *disposition.Dossier, decision disposition.Decision) {
	lines, keys := linesOf(before, after), map[string]int{}
	for _, b := range after.Branches[len(before.Branches):] {
		keys["disposition.new:"+disposition.SubjectOf(b.ID).String()]++
	}
	for i, was := range before.Branches {
		if key := keyOf(after, was, after.Branches[i]); key != "" {
			keys[key]++
		}
	}
	noted, told := map[string]int{}, map[string]int{}
	for _, e := range decision.Audit {
		noted[e.Subject.String()]++
	}
	for _, m := range decision.Messages {
		told[m.Key]++
	}
	if diff := cmp.Diff(lines, noted) + cmp.Diff(keys, told); diff != "" {
		t.Fatalf("changes against what was noted and told:\n%s", diff)
	}
}

// linesOf counts the audit lines that changes have to leave, by their subjects.
func linesOf(before, after *disposition.Dossier) map[string]int {
	lines := map[string]int{}
	for i, was := range before.Branches {
		if is := after.Branches[i]; altered(was, is) {
			lines[disposition.SubjectOf(is.ID).String()]++
		}
	}
	for _, sent := range after.Dispositions[len(before.Dispositions):] {
		subject := disposition.SubjectOf(sent.Parent).String()
		if sent.Parent == 0 {
			subject = "letter:77"
		}
		lines[subject] = 1 // it is the line about the parent's own change, if there is any
	}
	if before.Letter.CompletedAt.IsZero() && !after.Letter.CompletedAt.IsZero() {
		lines["letter:77"]++
	}
	return lines
}

// keyOf is the key of the message about a change, empty where nobody is told.
func keyOf(d *disposition.Dossier, was, is *disposition.Branch) string {
	subject := disposition.SubjectOf(is.ID).String()
	switch {
	case is.Nudged != was.Nudged:
		return "disposition.nudged:" + subject + ":2026-02-05"
	case is.State == was.State:
		return ""
	case is.State == disposition.StateDone && !d.Disposition(is).Routing:
		return "disposition.done:" + subject
	case is.State == disposition.StateReturned:
		return "disposition.returned:" + subject
	}
	return ""
}

// inOrder is what is true of a letter at any moment.
func inOrder(t *rapid.T, d *disposition.Dossier) {
	open, done := 0, 0
	awaited := map[disposition.BranchID]int{}
	for _, b := range d.Branches {
		switch {
		case isOpen(b):
			open++
			awaited[d.Disposition(b).Parent]++
		case !b.Copy && b.State == disposition.StateDone:
			done++
		}
	}
	for _, b := range d.Branches {
		if forwarded := b.State == disposition.StateForwarded; forwarded != (awaited[b.ID] > 0) {
			t.Fatalf("branch %d is %s, and %d below it are open", b.ID, b.State, awaited[b.ID])
		}
	}
	if complete := !d.Letter.CompletedAt.IsZero(); complete != (open == 0 && done > 0) {
		t.Fatalf("complete is %v with %d open branches and %d done", complete, open, done)
	}
}

func isOpen(b *disposition.Branch) bool {
	switch b.State {
	case disposition.StateDone, disposition.StateCancelled:
		return false
	case disposition.StateReturned:
		return !b.Copy && b.Settled.At.IsZero()
	case disposition.StateSent, disposition.StateRead, disposition.StateProgress, disposition.StateForwarded:
	}
	return !b.Copy
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

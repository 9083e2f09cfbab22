package disposition_test

import (
	"maps"
	"testing"

	"github.com/gelis-bali/gelis/domain/disposition"
)

func TestAParentIsDoneWhenItsChildrenAreAndALetterWhenAllBranchesAre(t *testing.T) {
	t.Parallel()
	const finish, giveBack = disposition.ActionFinish, disposition.ActionReturn
	tests := []struct {
		name     string
		tree     []string
		act      disposition.Action
		on       string
		closes   []string // beside the branch itself
		complete bool
	}{
		{"the only branch", []string{"1 READ"}, finish, "1", nil, true},
		{"the last child", []string{"1 FORWARDED", "1.1 DONE", "1.2 SENT"}, finish, "1.2", []string{"1"}, true},
		{
			"a child at depth",
			[]string{"1 FORWARDED", "1.1 FORWARDED", "1.1.1 FORWARDED", "1.1.1.1 IN_PROGRESS"},
			finish, "1.1.1.1",
			[]string{"1", "1.1", "1.1.1"},
			true,
		},
		{"not yet the last child", []string{"1 FORWARDED", "1.1 READ", "1.2 SENT"}, finish, "1.2", nil, false},
		{
			"children of a child are open still", []string{"1 FORWARDED", "1.1 FORWARDED", "1.1.1 READ", "1.2 SENT"}, finish, "1.2", nil, false,
		},
		{
			"up to the one that waits for another",
			[]string{"1 FORWARDED", "1.1 FORWARDED", "1.1.1 READ", "1.2 SENT"},
			finish, "1.1.1",
			[]string{"1.1"},
			false,
		},
		{"a returned sister keeps parent and letter open", []string{"1 FORWARDED", "1.1 RETURNED", "1.2 READ"}, finish, "1.2", nil, false},
		{"a returned cousin keeps the letter open", []string{"1 FORWARDED", "1.1 READ", "2 RETURNED"}, finish, "1.1", []string{"1"}, false},
		{"a cancelled sister is left aside", []string{"1 FORWARDED", "1.1 CANCELLED", "1.2 READ"}, finish, "1.2", []string{"1"}, true},
		{"a copy that nobody reads is left aside", []string{"1 FORWARDED", "1.1 SENT copy", "1.2 READ"}, finish, "1.2", []string{"1"}, true},
		{"copies and cancelled ones of the letter are left aside", []string{"1 READ", "2 SENT copy", "3 CANCELLED"}, finish, "1", nil, true},
		{"another branch of the letter waits", []string{"1 FORWARDED", "1.1 READ", "2 SENT"}, finish, "1.1", []string{"1"}, false},
		{"another branch of the letter is with others", []string{"1 READ", "2 FORWARDED", "2.1 SENT"}, finish, "1", nil, false},
		{"a return closes nothing above it", []string{"1 FORWARDED", "1.1 DONE", "1.2 READ"}, giveBack, "1.2", nil, false},
		{"a return does not end the letter", []string{"1 READ", "2 DONE"}, giveBack, "1", nil, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := plant(tt.tree...)
			want := d.states(t)
			id := d.ids[tt.on]
			if _, err := attempt(d.Dossier, tt.act, id, holder(branch(t, d.Dossier, id).To)); err != nil {
				t.Fatal(err)
			}
			want[tt.on] = map[disposition.Action]disposition.State{finish: disposition.StateDone, giveBack: disposition.StateReturned}[tt.act]
			for _, name := range tt.closes {
				want[name] = disposition.StateDone
				same(t, "end of "+name, branch(t, d.Dossier, d.ids[name]).Ended, disposition.Act{At: tappedAt})
			}
			same(t, "states", d.states(t), want)
			same(t, "complete", d.Letter.CompletedAt.Equal(tappedAt), tt.complete)
			same(t, "incomplete", d.Letter.CompletedAt.IsZero(), !tt.complete)
			eachTouchedOnce(t, d)
		})
	}
}

// eachTouchedOnce sees that an act raises no version twice.
func eachTouchedOnce(tb testing.TB, d tree) {
	tb.Helper()
	for name, id := range maps.All(d.ids) {
		if version := branch(tb, d.Dossier, id).Version; version > 2 {
			tb.Errorf("branch %s went to version %d at once", name, version)
		}
	}
	same(tb, "version of the letter", d.Letter.Version, 1)
}

func TestALetterIsCompletedOnce(t *testing.T) {
	t.Parallel()
	d := plant("1 READ")
	d.Letter.CompletedAt = endedAt // and somebody sent it on afterwards
	decision, err := attempt(d.Dossier, disposition.ActionFinish, 1, holder(1))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "completed at", d.Letter.CompletedAt, endedAt)
	same(t, "audit lines", len(decision.Audit), 1)
}

func TestDamagedDataEndsTheWalk(t *testing.T) {
	t.Parallel()
	damages := map[string]func(d *disposition.Dossier){
		"parents in a circle":            func(d *disposition.Dossier) { d.Dispositions[0].Parent = toBureau },
		"a long circle":                  func(d *disposition.Dossier) { d.Dispositions[0].Parent = toSection },
		"a branch is its own parent":     func(d *disposition.Dossier) { d.Dispositions[2].Parent = toSection },
		"a disposition is not there":     func(d *disposition.Dossier) { d.Dispositions = d.Dispositions[1:] },
		"no disposition is there":        func(d *disposition.Dossier) { d.Dispositions = nil },
		"a parent is not there":          func(d *disposition.Dossier) { d.Dispositions[1].Parent = 4711 },
		"a parent was never sent on":     func(d *disposition.Dossier) { d.Branches[1].State = disposition.StateRead },
		"two branches with one number":   func(d *disposition.Dossier) { d.Branches[1].ID = toSection },
		"two dispositions of one branch": func(d *disposition.Dossier) { d.Dispositions = append(d.Dispositions, d.Dispositions...) },
	}
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := chain(standing{State: disposition.StateRead})
			damage(d)
			lookAround(t, d)
			if _, err := attempt(d, disposition.ActionFinish, toSection, karya); err != nil && name != "two branches with one number" {
				t.Errorf("the recipient cannot finish: %v", err)
			}
		})
	}
}

func lookAround(t *testing.T, d *disposition.Dossier) {
	t.Helper()
	for _, b := range d.Branches {
		if got := len(d.Chain(b)); got > len(d.Branches) {
			t.Errorf("a chain of %d dispositions", got)
		}
		if d.May(people()["stranger"], disposition.ActionView, b) == nil {
			t.Error("a stranger may look")
		}
	}
}

func TestTheChainRunsFromTheFirstDispositionDown(t *testing.T) {
	t.Parallel()
	d := chain(standing{State: disposition.StateSent})
	var from []int
	for _, p := range d.Chain(branch(t, d, toSection)) {
		from = append(from, int(p.From))
	}
	same(t, "positions", from, []int{int(head), int(secretary), int(bureau)})
}

func TestStatesThatWaitAndThatAreClosed(t *testing.T) {
	t.Parallel()
	type answer struct{ Waits, Closed bool }
	want := map[disposition.State]answer{
		disposition.StateSent: {Waits: true}, disposition.StateRead: {Waits: true}, disposition.StateProgress: {Waits: true},
		disposition.StateForwarded: {},
		disposition.StateDone:      {Closed: true}, disposition.StateReturned: {Closed: true}, disposition.StateCancelled: {Closed: true},
	}
	for _, s := range states() {
		same(t, string(s), answer{s.Waits(), s.Closed()}, want[s])
	}
}

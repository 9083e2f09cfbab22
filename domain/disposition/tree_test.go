package disposition_test

import (
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
)

// tree is a dossier written down as its branches: "1.2 SENT" went out from the
// recipient of "1", and "2 READ copy" from the head. Each is addressed to a
// position of its own. A branch stands behind the one that it came from.
type tree struct {
	*disposition.Dossier
	ids map[string]disposition.BranchID
}

const top = 100 // position and disposition that the first branches come from

func plant(lines ...string) tree {
	t := tree{Dossier: &disposition.Dossier{Letter: disposition.Letter{ID: 77, UnitID: registry}}, ids: map[string]disposition.BranchID{}}
	for _, line := range lines {
		words := strings.Fields(line)
		var parent disposition.BranchID
		if i := strings.LastIndex(words[0], "."); i >= 0 {
			parent = t.ids[words[0][:i]]
		}
		id := disposition.BranchID(len(t.Branches) + 1)
		t.ids[words[0]] = id
		t.Branches = append(t.Branches, &disposition.Branch{
			ID: id, Version: 1, Disposition: t.from(parent), To: staff.PositionID(id),
			State: disposition.State(words[1]), Copy: len(words) > 2,
		})
	}
	return t
}

// from finds or adds the disposition that a branch sends on; 0 is the first.
func (t tree) from(parent disposition.BranchID) disposition.DispositionID {
	id := disposition.DispositionID(parent) + top
	for _, p := range t.Dispositions {
		if p.ID == id {
			return id
		}
	}
	sender := staff.PositionID(parent)
	if parent == 0 {
		sender = top
	}
	t.Dispositions = append(t.Dispositions, disposition.Disposition{ID: id, Parent: parent, From: sender, By: formerSender})
	return id
}

// states of the branches by their names.
func (t tree) states(tb testing.TB) map[string]disposition.State {
	tb.Helper()
	all := map[string]disposition.State{}
	for name, id := range t.ids {
		all[name] = branch(tb, t.Dossier, id).State
	}
	return all
}

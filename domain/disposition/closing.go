package disposition

import (
	"slices"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
)

// closeUp ends the branches above b below which nothing is open any more,
// telling the sender of each, and then the letter. A branch below which nothing
// was done, everything being taken back or over, is in its recipient's hands
// again. A returned child keeps its parent open until its sender settles it.
func (p *pen) closeUp(b *Branch) {
	below := p.below()
	for parent := p.Parent(b); parent != nil && parent.State == StateForwarded; parent = p.Parent(parent) {
		children := below[parent.ID]
		if slices.ContainsFunc(children, (*Branch).open) {
			break
		}
		if !slices.ContainsFunc(children, (*Branch).fulfilled) {
			parent.Started = p.act(parent.To)
			p.move(parent, StateProgress)
			p.noteItself(audit.BranchReopened, SubjectOf(parent.ID))
			break
		}
		parent.Ended = Act{At: p.now}
		p.move(parent, StateDone)
		p.noteItself(audit.BranchCompleted, SubjectOf(parent.ID))
		p.tellSender(notify.DispositionDone, parent)
	}
	if p.Letter.CompletedAt.IsZero() && p.complete() {
		p.Letter.CompletedAt = p.now
		p.noteItself(audit.LetterCompleted, SubjectOfLetter(p.Letter.ID))
	}
}

// below lists the children of each branch; those that came first are below 0.
func (d *Dossier) below() map[BranchID][]*Branch {
	parents := make(map[DispositionID]BranchID, len(d.Dispositions))
	for _, p := range d.Dispositions {
		parents[p.ID] = p.Parent
	}
	below := map[BranchID][]*Branch{}
	for _, b := range d.Branches {
		if parent, there := parents[b.Disposition]; there {
			below[parent] = append(below[parent], b)
		}
	}
	return below
}

// complete reports whether no branch of the letter is open, and one at least
// was done: computed from all.
func (d *Dossier) complete() bool {
	return !slices.ContainsFunc(d.Branches, (*Branch).open) && slices.ContainsFunc(d.Branches, (*Branch).fulfilled)
}

// open reports whether something is still to come from a branch: by its
// recipient, by its children or, where it was returned, by its sender. Copies
// ask for nothing.
func (b *Branch) open() bool {
	switch {
	case b.Copy, b.State == StateDone, b.State == StateCancelled:
		return false
	case b.State == StateReturned:
		return b.Settled.At.IsZero()
	}
	return true
}

// fulfilled reports whether a branch was done, and not for information only.
func (b *Branch) fulfilled() bool { return !b.Copy && b.State == StateDone }

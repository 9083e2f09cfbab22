// Package dispositions is the conversation about what waits: the list, the
// card of one disposition, sending it on, finishing it with a report,
// returning it, following what was sent, and what is told of all that.
package dispositions

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/handlers/upload"
	"github.com/gelis-bali/gelis/text"
)

// The names of the actions that buttons carry; the list is [nav.Dispositions].
const (
	actionStart  = "branch.start"  // branch, place
	actionFinish = "branch.finish" // branch
	actionReturn = "branch.return" // branch
	actionFiles  = "branch.files"  // branch
	actionFull   = "branch.full"   // branch, piece
)

// branchArg reads the id of a branch from a button. What does not parse is
// stale or forged.
func branchArg(r *bot.Request) (disposition.BranchID, error) {
	id, err := nav.ID(r, 0)
	return disposition.BranchID(id), err
}

// Home draws the home card, with what has just happened before everything else.
type Home interface {
	Card(ctx context.Context, a staff.Actor, frame text.Home) (bot.Reply, error)
}

// Desk is what an employee does with dispositions; a
// *disposition.Desk.
type Desk interface {
	ListDesk
	CardDesk
	FinishDesk
	ReturnDesk
}

// Dispositions are the conversations about dispositions.
type Dispositions struct {
	list    *list
	cards   *cards
	finish  *finish
	back    *sendBack
	notices *notices
}

// New makes the conversation over its services.
func New(desk Desk, files upload.Files, home Home) *Dispositions {
	c := &cards{desk: desk}
	return &Dispositions{
		list:    &list{desk: desk},
		cards:   c,
		finish:  &finish{desk: desk, files: files, cards: c},
		back:    &sendBack{desk: desk, cards: c},
		notices: &notices{cards: c, home: home},
	}
}

// Register adds /disposisi, the buttons of list and card, the forms to finish
// and to return, the notices and the redrawing of cards.
func (d *Dispositions) Register(rt *bot.Router) {
	d.list.register(rt)
	d.cards.register(rt)
	d.finish.register(rt)
	d.back.register(rt)
	d.notices.register(rt)
}

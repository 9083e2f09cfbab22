// Package dispositions is the conversation about what waits: the list, the
// card of one disposition, sending it on, finishing it with a report,
// returning it, following what was sent, and what is told of all that.
package dispositions

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
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

	actionDispose  = "branch.dispose"   // branch
	actionArchive  = "branch.archive"   // branch
	actionTakeOver = "branch.take_over" // branch
	actionNudge    = "branch.nudge"     // branch, place
	actionNudgeAll = "trail.nudge"      // letter, page
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
	FormDesk
	FollowDesk
	TrailDesk
}

// FormDesk is what the forms about a branch end up with.
type FormDesk interface {
	DisposeDesk
	ArchiveDesk
	FinishDesk
	ReturnDesk
}

// Parts are what the conversations are made of.
type Parts struct {
	Desk     Desk
	Files    upload.Files
	Home     Home
	Calendar *calendar.Calendar
	BotName  func() string
	Clock    calendar.Clock
}

// Dispositions are the conversations about dispositions.
type Dispositions struct {
	list    *list
	cards   *cards
	finish  *finish
	back    *sendBack
	dispose *dispose
	archive *archive
	follow  *follow
	trail   *trail
	sheets  *sheets
	notices *notices
}

// New makes the conversations over their services.
func New(p Parts) *Dispositions {
	c := &cards{desk: p.Desk}
	return &Dispositions{
		list:    &list{desk: p.Desk},
		cards:   c,
		finish:  &finish{desk: p.Desk, files: p.Files, cards: c},
		back:    &sendBack{desk: p.Desk, cards: c},
		dispose: &dispose{desk: p.Desk, calendar: p.Calendar},
		archive: &archive{desk: p.Desk, cards: c},
		follow:  &follow{desk: p.Desk, cards: c},
		trail:   &trail{desk: p.Desk, cards: c},
		sheets:  &sheets{desk: p.Desk, botName: p.BotName, clock: p.Clock},
		notices: &notices{cards: c, home: p.Home},
	}
}

// Register adds /disposisi, the buttons of list and card, the forms to send on,
// to archive, to finish and to return, the way of a letter, the notices and the
// redrawing of cards.
func (d *Dispositions) Register(rt *bot.Router) {
	d.list.register(rt)
	d.cards.register(rt)
	d.finish.register(rt)
	d.back.register(rt)
	d.dispose.register(rt)
	d.archive.register(rt)
	d.follow.register(rt)
	d.trail.register(rt)
	d.sheets.register(rt)
	d.notices.register(rt)
}

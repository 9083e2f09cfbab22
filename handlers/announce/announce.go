// Package announce holds the conversations about announcements: /pengumuman,
// with which everybody finds what was told to them and those who may write
// one, look after theirs. As in all of handlers, a handler parses its
// arguments, calls one service, and answers with a Reply.
package announce

import (
	"context"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/audience"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/handlers/upload"
)

// The names of the actions that buttons carry.
const (
	actionMine     = "announce.mine"     // offset
	actionGot      = "announce.got"      // issue
	actionRead     = "announce.read"     // issue
	actionUnit     = "announce.unit"     // offset
	actionOpen     = "announce.open"     // announcement, issue or 0
	actionWrite    = "announce.write"    // nothing
	actionStop     = "announce.stop"     // issue
	actionResume   = "announce.resume"   // issue
	actionMissed   = "announce.missed"   // issue
	actionReaders  = "announce.readers"  // issue, offset
	actionSheet    = "announce.sheet"    // issue
	actionRemind   = "announce.remind"   // announcement, issue, "ok" when asked
	actionWithdraw = "announce.withdraw" // announcement, issue or 0, "ok" when asked
	actionEnd      = "announce.end"      // announcement, issue or 0, "ok" when asked
	actionEdit     = "announce.edit"     // announcement
)

// Desk is what an employee does about announcements; a *announce.Desk.
type Desk interface {
	WriteDesk
	ShowDesk
	ListDesk
	SendDesk
	ChangeDesk
}

// WriteDesk takes new announcements.
type WriteDesk interface {
	Begin(ctx context.Context, by staff.Actor) ([]announce.Office, error)
	Offices(ctx context.Context, by staff.Actor) ([]announce.Office, error)
	Check(ctx context.Context, by staff.Actor, d announce.Draft) error
	Send(ctx context.Context, by staff.Actor, d announce.Draft, once string) (announce.Progress, error)
	Coming(t announce.Timing) time.Time
}

// ShowDesk shows announcements to who looks after them.
type ShowDesk interface {
	Show(ctx context.Context, by staff.Actor, id announce.ID, issue announce.IssueID) (announce.Progress, error)
	Progress(ctx context.Context, by staff.Actor, id announce.IssueID) (announce.Progress, error)
	Look(ctx context.Context, by staff.Actor, id announce.IssueID) (announce.Progress, error)
	Readers(ctx context.Context, by staff.Actor, id announce.IssueID, unreadOnly bool, offset, limit int) ([]announce.Reader, int, error)
	Written(ctx context.Context, by staff.Actor, offset, limit int) ([]announce.Progress, int, error)
}

// ListDesk shows everybody what was told to them.
type ListDesk interface {
	Received(ctx context.Context, by staff.Actor, offset, limit int) ([]announce.Received, int, error)
	Got(ctx context.Context, by staff.Actor, id announce.IssueID) (announce.Received, error)
	Read(ctx context.Context, by staff.Actor, id announce.IssueID) (first bool, err error)
	Content(ctx context.Context, id document.ID) (document.Content, error)
}

// SendDesk steers the sending of an issue.
type SendDesk interface {
	Stop(ctx context.Context, by staff.Actor, id announce.IssueID) (announce.Progress, error)
	Resume(ctx context.Context, by staff.Actor, id announce.IssueID) (announce.Progress, error)
	SendMissed(ctx context.Context, by staff.Actor, id announce.IssueID) (announce.Progress, error)
	Remind(ctx context.Context, by staff.Actor, id announce.IssueID) (announce.Progress, error)
}

// ChangeDesk changes what was written.
type ChangeDesk interface {
	Edit(ctx context.Context, by staff.Actor, id announce.ID, c announce.Content) (announce.Announcement, error)
	Withdraw(ctx context.Context, by staff.Actor, id announce.ID) (announce.Announcement, error)
	End(ctx context.Context, by staff.Actor, id announce.ID) (announce.Announcement, error)
}

// Parts are what the conversations are made from.
type Parts struct {
	Desk     Desk
	Staff    audience.Staff
	Files    upload.Files
	Calendar *calendar.Calendar
	Clock    calendar.Clock
}

// Announce are the conversations.
type Announce struct {
	lists  *lists
	cards  *cards
	write  *write
	change *change
	copies *copies
}

// New makes the conversations.
func New(p Parts) *Announce {
	c := &cards{Parts: p}
	return &Announce{
		lists: &lists{Parts: p}, cards: c, write: &write{Parts: p, cards: c}, change: &change{Parts: p, cards: c}, copies: &copies{Parts: p},
	}
}

// Register adds /pengumuman, the cards of announcements with their buttons and
// forms, and the notices.
func (h *Announce) Register(rt *bot.Router) {
	h.lists.register(rt)
	h.cards.register(rt)
	h.write.register(rt)
	h.change.register(rt)
}

func issueArg(r *bot.Request, i int) (announce.IssueID, error) {
	id, err := nav.ID(r, i)
	return announce.IssueID(id), err
}

// pairArgs reads an announcement and one of its issues; the issue may be none.
func pairArgs(r *bot.Request) (announce.ID, announce.IssueID, error) {
	id, err := nav.ID(r, 0)
	if err != nil || nav.Arg(r, 1) == "0" {
		return announce.ID(id), 0, err
	}
	issue, err := issueArg(r, 1)
	return announce.ID(id), issue, err
}

// mayWrite says for whom the button to write one stands there at all. Whether
// somebody may, the desk decides.
func mayWrite(a staff.Actor) bool { return staff.Appointers.Includes(a) || staff.Clerks.Includes(a) }

// attached are the files of an announcement.
func (p Parts) attached(a announce.Announcement) []bot.Attachment {
	var list []bot.Attachment
	for _, f := range a.Content.Files {
		list = append(list, bot.Attachment{File: f, Open: func(ctx context.Context) ([]byte, error) {
			content, err := p.Desk.Content(ctx, f.ID)
			return content.Bytes, err
		}})
	}
	return list
}

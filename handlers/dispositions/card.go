package dispositions

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// ViewDesk shows a branch: Open to who taps for it, with the recipient's read
// receipt, Show to who taps for more of it, Look to who is told of it.
type ViewDesk interface {
	Look(ctx context.Context, by staff.Actor, id disposition.BranchID) (disposition.View, error)
	Show(ctx context.Context, by staff.Actor, id disposition.BranchID) (disposition.View, error)
	Open(ctx context.Context, by staff.Actor, id disposition.BranchID) (disposition.View, error)
}

// CardDesk is behind the card of a branch.
type CardDesk interface {
	ViewDesk
	Start(ctx context.Context, by staff.Actor, id disposition.BranchID) (disposition.View, error)
	Document(ctx context.Context, by staff.Actor, id disposition.BranchID, file document.ID) (document.Content, error)
	Today() calendar.Date
}

// cards shows the card of one disposition.
type cards struct{ desk CardDesk }

func (c *cards) register(rt *bot.Router) {
	rt.Action(nav.Branch, staff.Everyone, c.open)
	rt.Action(actionStart, staff.Everyone, c.start)
	rt.Action(actionFiles, staff.Everyone, c.files)
	rt.Action(actionFull, staff.Everyone, c.full)
	rt.Card(notify.SubjectBranch, c.redraw)
}

// open shows the card in place of what was tapped and leaves the read receipt.
// The scans follow when it does, for the first time; later only when asked for.
func (c *cards) open(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, at, err := branchAndPlace(r)
	if err != nil {
		return bot.Reply{}, err
	}
	view, err := c.desk.Open(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	reply := c.draw(view, at, nil)
	reply.Edit = true
	if view.First {
		reply.Attachments = c.attach(r.Actor, view, view.Letter.Files)
	}
	return reply, nil
}

func (c *cards) start(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, at, err := branchAndPlace(r)
	if err != nil {
		return bot.Reply{}, err
	}
	view, err := c.desk.Start(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	reply := c.draw(view, at, nil)
	reply.Edit, reply.Toast = true, text.Label("disposition.started")
	return reply, nil
}

// files sends everything that hangs on the branch.
func (c *cards) files(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := branchArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	view, err := c.desk.Show(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	all := c.attach(r.Actor, view, allFiles(view))
	if len(all) == 0 {
		return bot.Reply{}, bot.ErrStaleButton
	}
	return bot.Reply{Toast: text.Sending{Count: len(all)}, Attachments: all, Protect: view.Letter.Secrecy.Protected()}, nil
}

// full shows all that was written, piece by piece, where the card had to
// shorten it.
func (c *cards) full(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := branchArg(r)
	piece, bad := strconv.Atoi(nav.Arg(r, 1))
	if err != nil || bad != nil || piece < 1 {
		return bot.Reply{}, bot.ErrStaleButton
	}
	view, err := c.desk.Show(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	if view.Letter.Secrecy.StaysInOffice() {
		return bot.Reply{}, disposition.ErrSecretInOffice
	}
	whole := text.NewFullText(view, piece)
	return bot.Reply{
		Text: whole, Buttons: pieceButtons(id, piece, len(whole.Pages())),
		Protect: view.Letter.Secrecy.Protected(), Edit: nav.Arg(r, 2) != "",
	}, nil
}

// redraw draws a card anew because its subject has changed. Nobody has opened
// it, so it leaves no receipt. Who may no longer see the branch is told so.
func (c *cards) redraw(ctx context.Context, to staff.Actor, s notify.Subject) (bot.Reply, error) {
	view, err := c.desk.Look(ctx, to, disposition.BranchID(s.ID))
	if gone(err) {
		return bot.Reply{Text: text.Label("disposition.gone"), Buttons: [][]bot.Button{{listButton(place{}, false)}}}, nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	return c.draw(view, place{}, nil), nil
}

// gone reports whether the error says that somebody may not see a branch any more.
func gone(err error) bool {
	return errors.Is(err, disposition.ErrNotYours) || errors.Is(err, disposition.ErrNoSuchBranch) ||
		errors.Is(err, staff.ErrInactive)
}

// draw makes the card of a branch with the buttons that its viewer may use now.
func (c *cards) draw(v disposition.View, at place, news bot.Phrase) bot.Reply {
	return bot.Reply{
		Text: c.phrase(v, news), Buttons: cardButtons(v, at), Protect: v.Letter.Secrecy.Protected(), Card: cardOf(v),
	}
}

// phrase never gives a letter that stays in the office to a template that
// would show it.
func (c *cards) phrase(v disposition.View, news bot.Phrase) bot.Phrase {
	if v.Letter.Secrecy.StaysInOffice() {
		return text.SecretCard{
			AgendaNumber: v.Letter.AgendaNumber, Copy: v.Branch.Copy, State: v.Branch.State, Deadline: v.Branch.Deadline,
			Mark: v.Mark, Today: c.desk.Today(), News: news,
		}
	}
	return text.DispositionCard{View: v, Today: c.desk.Today(), News: news}
}

func (c *cards) attach(a staff.Actor, v disposition.View, files []document.File) []bot.Attachment {
	if v.Letter.Secrecy.StaysInOffice() {
		return nil
	}
	var list []bot.Attachment
	for _, f := range files {
		list = append(list, bot.Attachment{File: f, Open: func(ctx context.Context) ([]byte, error) {
			content, err := c.desk.Document(ctx, a, v.Branch.ID, f.ID)
			return content.Bytes, err
		}})
	}
	return list
}

func allFiles(v disposition.View) []document.File {
	return slices.Concat(v.Letter.Files, v.Branch.ReportFiles)
}

func cardOf(v disposition.View) *bot.Card {
	return &bot.Card{Subject: disposition.SubjectOf(v.Branch.ID), Version: v.Branch.Version}
}

func branchAndPlace(r *bot.Request) (disposition.BranchID, place, error) {
	id, err := branchArg(r)
	if err != nil {
		return 0, place{}, err
	}
	at, err := placeArg(r, 1)
	return id, at, err
}

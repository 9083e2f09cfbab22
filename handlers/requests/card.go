package requests

import (
	"context"
	"errors"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// CardDesk is behind the card of a request: Show to who taps for it, Look to
// who is told of it.
type CardDesk interface {
	Look(ctx context.Context, by staff.Actor, id request.ID) (request.View, error)
	Show(ctx context.Context, by staff.Actor, id request.ID) (request.View, error)
	Document(ctx context.Context, by staff.Actor, id request.ID, file document.ID) (document.Content, error)
	PrintDesk
	Today() calendar.Date
}

// cards shows the card of one request.
type cards struct{ desk CardDesk }

func (c *cards) register(rt *bot.Router) {
	rt.Action(actionOpen, staff.Everyone, c.open)
	rt.Action(actionDocuments, staff.Everyone, c.documents)
	rt.Action(actionFull, staff.Everyone, c.full)
	rt.Card(notify.SubjectRequest, c.redraw)
}

// open shows the card in place of what was tapped.
func (c *cards) open(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := requestArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	at, err := placeArg(r, 1)
	if err != nil {
		return bot.Reply{}, err
	}
	view, err := c.desk.Show(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	return inPlace(c.draw(view, at, nil)), nil
}

// documents sends what hangs on the request.
func (c *cards) documents(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := requestArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	view, err := c.desk.Show(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	if !mayDocuments(view) {
		return bot.Reply{}, bot.ErrStaleButton
	}
	return bot.Reply{Toast: text.Sending{Count: len(view.Files)}, Attachments: c.attach(r.Actor, view), Protect: true}, nil
}

func (c *cards) attach(a staff.Actor, v request.View) []bot.Attachment {
	var list []bot.Attachment
	for _, f := range v.Files {
		list = append(list, bot.Attachment{File: f, Open: func(ctx context.Context) ([]byte, error) {
			content, err := c.desk.Document(ctx, a, v.ID, f.ID)
			return content.Bytes, err
		}})
	}
	return list
}

// full shows all that was written, piece by piece, where the card had to
// shorten it.
func (c *cards) full(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := requestArg(r)
	piece, bad := strconv.Atoi(nav.Arg(r, 1))
	if err != nil || bad != nil || piece < 1 {
		return bot.Reply{}, bot.ErrStaleButton
	}
	view, err := c.desk.Show(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	whole := text.NewRequestText(view, piece)
	turn := func(label bot.Phrase, p int) bot.Button {
		return bot.Button{Label: label, Action: actionFull, Args: []string{nav.IDArg(id), strconv.Itoa(p), nav.New}}
	}
	return bot.Reply{
		Text: whole, Buttons: nav.PieceButtons(piece, len(whole.Pages()), turn), Protect: true, Edit: nav.Arg(r, 2) != "",
	}, nil
}

// redraw draws a card anew because its request has changed, or because the
// time in which a verdict can be taken back is over. Who may no longer see it
// is told so.
func (c *cards) redraw(ctx context.Context, to staff.Actor, s notify.Subject) (bot.Reply, error) {
	view, err := c.desk.Look(ctx, to, request.ID(s.ID))
	if gone(err) {
		return bot.Reply{Text: text.Label("request.gone"), Buttons: [][]bot.Button{{place{}.back(false, false), nav.HomeButton()}}}, nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	return c.draw(view, place{}, nil), nil
}

// gone reports whether the error says that somebody may not see a request any more.
func gone(err error) bool {
	return errors.Is(err, request.ErrNotYours) || errors.Is(err, request.ErrNoSuchRequest) || errors.Is(err, staff.ErrInactive)
}

// draw makes the card of a request with the buttons that its viewer may use now.
func (c *cards) draw(v request.View, at place, news bot.Phrase) bot.Reply {
	return bot.Reply{
		Text: text.RequestCard{View: v, Today: c.desk.Today(), News: news}, Buttons: cardButtons(v, at),
		Card: &bot.Card{Subject: request.SubjectOf(v.ID), Version: v.Version},
	}
}

// after says what has happened in place of what was tapped, and shows the card
// below it: the card itself must look as when it is drawn anew.
func after(said bot.Phrase, card bot.Reply) bot.Reply {
	return bot.Reply{Text: said, Edit: true, Then: &card}
}

func inPlace(r bot.Reply) bot.Reply {
	r.Edit = true
	return r
}

package dispositions

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// FollowDesk is what the sender of a branch does with it.
type FollowDesk interface {
	Cancel(ctx context.Context, by staff.Actor, id disposition.BranchID) (disposition.View, error)
	TakeOver(ctx context.Context, by staff.Actor, id disposition.BranchID) (disposition.View, error)
	Nudge(ctx context.Context, by staff.Actor, id disposition.BranchID) (disposition.View, error)
	Look(ctx context.Context, by staff.Actor, id disposition.BranchID) (disposition.View, error)
	Today() calendar.Date
}

// follow takes back, takes over and recalls what was sent.
type follow struct {
	desk  FollowDesk
	cards *cards
}

func (f *follow) register(rt *bot.Router) {
	rt.Action(nav.Cancel, staff.Everyone, f.cancel)
	rt.Action(actionTakeOver, staff.Everyone, f.takeOver)
	rt.Action(actionNudge, staff.Everyone, f.nudge)
}

// onSent is the argument of a button that stands under what was just sent.
const onSent = "s"

// cancel takes back what has not been read, and shows anew where it was tapped.
func (f *follow) cancel(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := branchArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	view, err := f.desk.Cancel(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	reply := f.cards.draw(view, place{}, nil)
	if nav.Arg(r, 1) == onSent {
		reply = sentReply(view, view.Disposition(view.Branch), f.desk.Today())
	}
	reply.Edit, reply.Toast = true, text.Label("disposition.cancelled")
	return reply, nil
}

// takeOver shows the own branch, which waits again; what the reader may not
// see, not.
func (f *follow) takeOver(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := branchArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	view, err := f.desk.TakeOver(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	if above := view.Parent(view.Branch); above != nil {
		if view, err = f.desk.Look(ctx, r.Actor, above.ID); err != nil {
			return bot.Reply{}, err
		}
	}
	reply := f.cards.draw(view, place{}, text.Label("disposition.taken_over"))
	reply.Edit = true
	return reply, nil
}

func (f *follow) nudge(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, at, err := branchAndPlace(r)
	if err != nil {
		return bot.Reply{}, err
	}
	view, err := f.desk.Nudge(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	reply := f.cards.draw(view, at, nil)
	reply.Edit, reply.Toast = true, text.Nudged{Count: 1}
	return reply, nil
}

// cancelsShown is how many recipients can be taken back right under what was
// sent; of more, each card has the button.
const cancelsShown = 8

// sentReply says what was sent, as it stands now, with a button to take back
// what nobody has read.
func sentReply(v disposition.View, order disposition.Disposition, today calendar.Date) bot.Reply {
	said := text.OrderSent{Agenda: v.Letter.AgendaNumber, Subject: v.Letter.Subject, Order: order, Today: today}
	for _, b := range v.Branches {
		if b.Disposition == order.ID {
			said.Branches = append(said.Branches, b)
		}
	}
	var rows [][]bot.Button
	for _, b := range said.Branches {
		if b.State == disposition.StateSent && len(rows) < cancelsShown {
			rows = append(rows, []bot.Button{{
				Label:  text.TitleLabel{Act: "label.take_back", Title: b.ToTitle},
				Action: nav.Cancel, Args: []string{nav.IDArg(b.ID), onSent}, Style: bot.Danger,
			}})
		}
	}
	if said.Cancelled() {
		rows = append(rows, []bot.Button{goOn(order, said.Branches)})
	}
	rows = append(rows, []bot.Button{trailButton(v), listButton(place{}, false)})
	return bot.Reply{Text: said, Buttons: rows, Protect: v.Letter.Secrecy.Protected()}
}

// goOn leads on from an order of which nothing is left.
func goOn(order disposition.Disposition, branches []*disposition.Branch) bot.Button {
	if order.Parent != 0 || len(branches) == 0 {
		return openButton(order.Parent)
	}
	return bot.Button{
		Label: text.Label("label.redirect_routing"), Action: nav.Redirect, Args: []string{nav.IDArg(branches[0].ID)}, Style: bot.Primary,
	}
}

// sheetButton makes the sheet of a letter; not of one that stays in the office.
func sheetButton(id disposition.LetterID) bot.Button {
	return bot.Button{Label: text.Label("label.sheet"), Action: nav.Sheet, Args: []string{nav.IDArg(id)}}
}

func trailButton(v disposition.View) bot.Button {
	return bot.Button{Label: text.Label("label.trail"), Action: nav.Trail, Args: []string{nav.IDArg(v.Letter.ID)}}
}

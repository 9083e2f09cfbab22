package dispositions

import (
	"context"
	"errors"
	"fmt"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

// notices words what is told of dispositions, from the state at the moment of
// sending. Being told is not reading: no notice leaves a receipt.
type notices struct {
	cards *cards
	home  Home
}

func (n *notices) register(rt *bot.Router) {
	rt.Notice(notify.DispositionNew, n.whileOpen)
	rt.Notice(notify.DeadlineNear, n.whileOpen)
	rt.Notice(notify.DeadlineOver, n.whileOpen)
	rt.Notice(notify.DispositionDone, n.ended(disposition.StateDone))
	rt.Notice(notify.DispositionReturned, n.returned)
	rt.Notice(notify.DispositionNudged, n.whileOpen)
	rt.Notice(notify.DispositionEscalated, n.escalated)
	rt.Notice(notify.Resumed, n.resumed)
}

// whileOpen tells the recipient of a branch that still waits, or of a copy,
// with the buttons to act at once. The message is a card.
func (n *notices) whileOpen(ctx context.Context, to staff.Actor, notice notify.Notice) (bot.Reply, error) {
	view, err := n.look(ctx, to, notice)
	if err != nil {
		return bot.Reply{}, err
	}
	if view.Relation != disposition.Recipient || !view.Branch.State.Waits() {
		return bot.Reply{}, notify.ErrObsolete
	}
	reply := n.tell(view, notice.Kind)
	reply.Buttons = append(reply.Buttons, actButtons(view, place{})...)
	reply.Card = cardOf(view)
	return reply, nil
}

// ended tells the sender how a branch ended.
func (n *notices) ended(as disposition.State) bot.NoticeHandler {
	return func(ctx context.Context, to staff.Actor, notice notify.Notice) (bot.Reply, error) {
		view, err := n.look(ctx, to, notice)
		if err != nil {
			return bot.Reply{}, err
		}
		if view.Branch.State != as {
			return bot.Reply{}, notify.ErrObsolete
		}
		return n.tell(view, notice.Kind), nil
	}
}

// returned tells the sender, or the registry, who has to send it elsewhere: the
// buttons for that are there.
func (n *notices) returned(ctx context.Context, to staff.Actor, notice notify.Notice) (bot.Reply, error) {
	view, err := n.look(ctx, to, notice)
	if err != nil {
		return bot.Reply{}, err
	}
	if view.Branch.State != disposition.StateReturned || !view.Branch.Settled.At.IsZero() {
		return bot.Reply{}, notify.ErrObsolete
	}
	reply := n.tell(view, notice.Kind)
	reply.Buttons = append(actButtons(view, place{}), []bot.Button{openButton(view.Branch.ID), trailButton(view)})
	reply.Card = cardOf(view)
	return reply, nil
}

// escalated tells the superior of the sender that a branch has been overdue for
// days. Whom the letter never passed is told where it is, from what was noted.
func (n *notices) escalated(ctx context.Context, to staff.Actor, notice notify.Notice) (bot.Reply, error) {
	view, err := n.cards.desk.Look(ctx, to, disposition.BranchID(notice.Subject.ID))
	if errors.Is(err, disposition.ErrNotYours) && notice.Facts["agenda"] != "" {
		return n.lateBelow(notice)
	}
	if gone(err) {
		return bot.Reply{}, notify.ErrObsolete
	}
	if err != nil {
		return bot.Reply{}, err
	}
	if !view.Branch.State.Waits() || view.Mark != disposition.Overdue {
		return bot.Reply{}, notify.ErrObsolete
	}
	reply := n.tell(view, notice.Kind)
	reply.Buttons = append(reply.Buttons, actButtons(view, place{})...)
	reply.Buttons = append(reply.Buttons, []bot.Button{trailButton(view)})
	return reply, nil
}

func (n *notices) lateBelow(notice notify.Notice) (bot.Reply, error) {
	deadline, err := calendar.ParseDate(notice.Facts["deadline"])
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read the deadline in notice %s: %w", notice.Key, err)
	}
	return bot.Reply{Text: text.LateBelow{
		From: notice.Facts["from"], To: notice.Facts["to"], Agenda: notice.Facts["agenda"], Deadline: deadline, Today: n.cards.desk.Today(),
	}}, nil
}

// resumed shows a fresh card after a time in which taps may have been lost.
func (n *notices) resumed(ctx context.Context, to staff.Actor, notice notify.Notice) (bot.Reply, error) {
	if notice.Subject.Kind != notify.SubjectBranch {
		return n.home.Card(ctx, to, text.Home{News: text.Label("notice.resumed")})
	}
	view, err := n.look(ctx, to, notice)
	if err != nil {
		return bot.Reply{}, err
	}
	if !view.Branch.State.Waits() {
		return bot.Reply{}, notify.ErrObsolete
	}
	return n.cards.draw(view, place{}, text.Label("notice.resumed")), nil
}

// look finds the branch; who may not see it any more is not told of it.
func (n *notices) look(ctx context.Context, to staff.Actor, notice notify.Notice) (disposition.View, error) {
	view, err := n.cards.desk.Look(ctx, to, disposition.BranchID(notice.Subject.ID))
	if gone(err) {
		return disposition.View{}, notify.ErrObsolete
	}
	return view, err
}

func (n *notices) tell(v disposition.View, kind notify.Kind) bot.Reply {
	reply := bot.Reply{
		Text:    text.BranchNotice{View: v, Kind: kind, Today: n.cards.desk.Today()},
		Buttons: [][]bot.Button{{openButton(v.Branch.ID)}},
		Protect: v.Letter.Secrecy.Protected(),
	}
	if v.Letter.Secrecy.StaysInOffice() {
		reply.Text = text.SecretNotice{
			Kind: kind, AgendaNumber: v.Letter.AgendaNumber, Copy: v.Branch.Copy, Deadline: v.Branch.Deadline, Today: n.cards.desk.Today(),
		}
	}
	return reply
}

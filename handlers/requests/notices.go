package requests

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

// notices words what is told of requests, from the state at the moment of
// sending.
type notices struct{ cards *cards }

func (n *notices) register(rt *bot.Router) {
	rt.Notice(notify.RequestAsk, n.ask)
	rt.Notice(notify.RequestNudged, n.nudged)
	rt.Notice(notify.RequestEscalated, n.escalated)
	rt.Notice(notify.RequestProposed, n.proposed)
	rt.Notice(notify.RequestApproved, n.ended(request.Approved))
	rt.Notice(notify.RequestRefused, n.ended(request.Refused))
	rt.Notice(notify.RequestPostponed, n.ended(request.Postponed))
	rt.Notice(notify.RequestLapsed, n.ended(request.Lapsed))
	rt.Notice(notify.RequestCancelled, n.ended(request.Cancelled))
	rt.Notice(notify.RequestWithdrawn, n.ended(request.Withdrawn))
}

// ask shows the card to who may decide now, with the buttons to do so at once.
func (n *notices) ask(ctx context.Context, to staff.Actor, notice notify.Notice) (bot.Reply, error) {
	view, err := n.look(ctx, to, notice)
	if err != nil {
		return bot.Reply{}, err
	}
	if !may(view, request.ActionDecide) {
		return bot.Reply{}, notify.ErrObsolete
	}
	return n.cards.draw(view, place{}, nil), nil
}

// nudged reminds who may decide now. It leads to the card and is none: while
// a verdict of somebody else can still be taken back, no card may change.
func (n *notices) nudged(ctx context.Context, to staff.Actor, notice notify.Notice) (bot.Reply, error) {
	view, err := n.look(ctx, to, notice)
	if err != nil {
		return bot.Reply{}, err
	}
	if !may(view, request.ActionDecide) {
		return bot.Reply{}, notify.ErrObsolete
	}
	return n.tell(view, notice.Kind), nil
}

// escalated tells who may decide as well, and the applicant, that nobody has
// answered in time.
func (n *notices) escalated(ctx context.Context, to staff.Actor, notice notify.Notice) (bot.Reply, error) {
	view, err := n.look(ctx, to, notice)
	if err != nil {
		return bot.Reply{}, err
	}
	if view.State != request.Waiting || (view.Relation != request.IsApplicant && !may(view, request.ActionDecide)) {
		return bot.Reply{}, notify.ErrObsolete
	}
	return n.tell(view, notice.Kind), nil
}

// proposed asks the applicant to accept other days. The message is redrawn as
// the card once they have answered.
func (n *notices) proposed(ctx context.Context, to staff.Actor, notice notify.Notice) (bot.Reply, error) {
	view, err := n.look(ctx, to, notice)
	if err != nil {
		return bot.Reply{}, err
	}
	if !may(view, request.ActionAnswer) {
		return bot.Reply{}, notify.ErrObsolete
	}
	reply := n.tell(view, notice.Kind)
	reply.Buttons = append(applicantButtons(view), reply.Buttons...)
	reply.Card = &bot.Card{Subject: request.SubjectOf(view.ID), Version: view.Version}
	return reply, nil
}

// ended tells how a request ended.
func (n *notices) ended(as request.State) bot.NoticeHandler {
	return func(ctx context.Context, to staff.Actor, notice notify.Notice) (bot.Reply, error) {
		view, err := n.look(ctx, to, notice)
		if err != nil {
			return bot.Reply{}, err
		}
		if view.State != as {
			return bot.Reply{}, notify.ErrObsolete
		}
		return n.tell(view, notice.Kind), nil
	}
}

// look finds the request; who may not see it any more is not told of it.
func (n *notices) look(ctx context.Context, to staff.Actor, notice notify.Notice) (request.View, error) {
	view, err := n.cards.desk.Look(ctx, to, request.ID(notice.Subject.ID))
	if gone(err) {
		return request.View{}, notify.ErrObsolete
	}
	return view, err
}

func (n *notices) tell(v request.View, kind notify.Kind) bot.Reply {
	return bot.Reply{
		Text:    text.RequestNotice{View: v, Kind: kind, Today: n.cards.desk.Today()},
		Buttons: [][]bot.Button{{openButton(v.ID)}},
	}
}

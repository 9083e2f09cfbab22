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
	rt.Notice(notify.RequestAsk, n.toDecider)
	rt.Notice(notify.RequestNudged, n.toDecider)
	rt.Notice(notify.RequestEscalated, n.escalated)
	rt.Notice(notify.RequestProposed, n.proposed)
	rt.Notice(notify.RequestApproved, n.ended(request.Approved))
	rt.Notice(notify.RequestRefused, n.ended(request.Refused))
	rt.Notice(notify.RequestPostponed, n.ended(request.Postponed))
	rt.Notice(notify.RequestLapsed, n.ended(request.Lapsed))
	rt.Notice(notify.RequestCancelled, n.ended(request.Cancelled))
	rt.Notice(notify.RequestWithdrawn, n.ended(request.Withdrawn))
}

// toDecider asks who may decide now, with the buttons to do so at once. The
// message is a card.
func (n *notices) toDecider(ctx context.Context, to staff.Actor, notice notify.Notice) (bot.Reply, error) {
	view, err := n.look(ctx, to, notice)
	if err != nil {
		return bot.Reply{}, err
	}
	if !may(view, request.ActionDecide) {
		return bot.Reply{}, notify.ErrObsolete
	}
	return n.withCard(view, notice.Kind, decideButtons(view)), nil
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
	return n.withCard(view, notice.Kind, decideButtons(view)), nil
}

// proposed asks the applicant to accept other days.
func (n *notices) proposed(ctx context.Context, to staff.Actor, notice notify.Notice) (bot.Reply, error) {
	view, err := n.look(ctx, to, notice)
	if err != nil {
		return bot.Reply{}, err
	}
	if !may(view, request.ActionAnswer) {
		return bot.Reply{}, notify.ErrObsolete
	}
	return n.withCard(view, notice.Kind, applicantButtons(view)), nil
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

// withCard tells of a request that waits for the reader; the message is
// redrawn as its card once the request moves on.
func (n *notices) withCard(v request.View, kind notify.Kind, acts [][]bot.Button) bot.Reply {
	reply := n.tell(v, kind)
	reply.Buttons = append(acts, reply.Buttons...)
	reply.Card = &bot.Card{Subject: request.SubjectOf(v.ID), Version: v.Version}
	return reply
}

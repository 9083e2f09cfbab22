package requests

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// ActDesk is what applicants do with their own requests.
type ActDesk interface {
	May(ctx context.Context, by staff.Actor, act request.Action, id request.ID) (request.View, error)
	Answer(ctx context.Context, by staff.Actor, id request.ID, accept bool) (request.View, error)
	Withdraw(ctx context.Context, by staff.Actor, id request.ID) (request.View, error)
	Nudge(ctx context.Context, by staff.Actor, id request.ID) (request.View, error)
	Send(ctx context.Context, by staff.Actor, position staff.PositionID, a request.Ask, once string) (request.View, error)
}

// acts are what an applicant may do with a request that is on its way, or was
// approved.
type acts struct {
	desk  ActDesk
	cards *cards
}

func (c *acts) register(rt *bot.Router) {
	rt.Action(actionWithdraw, staff.Everyone, c.askWithdraw)
	rt.Action(actionWithdrawYes, staff.Everyone, c.withdraw)
	rt.Action(actionNudge, staff.Everyone, c.nudge)
	rt.Action(actionAccept, staff.Everyone, c.accept)
	rt.Action(actionCancel, staff.Everyone, c.begin)
	rt.Form(bot.Form{Name: formCancel, For: staff.Everyone, Submit: c.submit, Fields: []bot.Field{
		bot.TextField{
			Key: fieldReason, Label: text.Label("field.reason"), Ask: c.askReason, Check: checkReason, Limit: request.MaxReason,
		}.Field(),
		bot.ConfirmField{Key: fieldSend, Ask: c.askSend}.Field(),
	}})
}

// askWithdraw asks again, with a way back to the card.
func (c *acts) askWithdraw(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := requestArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	view, err := c.desk.May(ctx, r.Actor, request.ActionWithdraw, id)
	if err != nil {
		return bot.Reply{}, err
	}
	return inPlace(bot.Reply{Text: text.ConfirmWithdraw{Item: itemOf(view)}, Forget: true, Buttons: [][]bot.Button{{
		about(view, text.Label("label.withdraw.yes"), actionWithdrawYes, bot.Danger),
		about(view, text.Label("label.back"), actionOpen, bot.Plain),
	}}}), nil
}

func (c *acts) withdraw(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return c.act(ctx, r, text.Label("request.withdrawn"), c.desk.Withdraw)
}

func (c *acts) accept(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	reply, err := c.act(ctx, r, nil, func(ctx context.Context, by staff.Actor, id request.ID) (request.View, error) {
		return c.desk.Answer(ctx, by, id, true)
	})
	if err == nil {
		reply.Toast = text.Label("request.accepted")
	}
	return reply, err
}

func (c *acts) nudge(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	reply, err := c.act(ctx, r, nil, c.desk.Nudge)
	if err == nil {
		reply.Toast = text.Label("request.nudged")
	}
	return reply, err
}

// act does something with a request and shows its card with the news.
func (c *acts) act(ctx context.Context, r *bot.Request, news bot.Phrase,
	do func(context.Context, staff.Actor, request.ID) (request.View, error),
) (bot.Reply, error) {
	id, err := requestArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	view, err := do(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	return inPlace(c.cards.draw(view, place{}, news)), nil
}

// begin begins the form of a cancellation, if it would be allowed now.
func (c *acts) begin(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := requestArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	if _, err := c.desk.May(ctx, r.Actor, request.ActionAskCancel, id); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Begin: &bot.Begin{Form: formCancel, Answers: bot.Answers{answerRequest: nav.IDArg(id)}}}, nil
}

func (c *acts) askReason(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Phrase, error) {
	view, err := c.about(ctx, r, a)
	if err != nil {
		return nil, err
	}
	return text.AskWhy{Item: itemOf(view), Limit: request.MaxReason}, nil
}

func (c *acts) askSend(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Phrase, error) {
	view, err := c.about(ctx, r, a)
	if err != nil {
		return nil, err
	}
	return text.ConfirmVerdict{Item: itemOf(view), Reason: a[fieldReason]}, nil
}

func (c *acts) about(ctx context.Context, r *bot.Request, a bot.Answers) (request.View, error) {
	view, err := c.desk.May(ctx, r.Actor, request.ActionAskCancel, requestAnswer(a))
	return view, endIfRefused(err)
}

// submit sends the cancellation: a request of its own, in the position in
// which the first one was sent or, where that is held no more, in another.
func (c *acts) submit(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	original, err := c.cards.desk.Show(ctx, r.Actor, requestAnswer(a))
	if err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	position := original.Applicant.Position
	if _, held := r.Actor.Holds(position); !held && len(r.Actor.Holdings) > 0 {
		position = r.Actor.Holdings[0].ID
	}
	view, err := c.desk.Send(ctx, r.Actor, position, request.Ask{Cancels: original.ID, Reason: a[fieldReason]}, r.Draft)
	if err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	return after(text.Label("request.cancel_sent"), c.cards.draw(view, place{}, nil)), nil
}

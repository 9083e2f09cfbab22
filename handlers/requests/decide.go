package requests

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// DecideDesk takes verdicts and gives them back.
type DecideDesk interface {
	May(ctx context.Context, by staff.Actor, act request.Action, id request.ID) (request.View, error)
	Decide(ctx context.Context, by staff.Actor, id request.ID, c request.Choice, reason string, proposal request.Period, once string) (request.View, error)
	TakeBack(ctx context.Context, by staff.Actor, id request.ID) (request.View, error)
	Away(ctx context.Context, by staff.Actor, unit staff.UnitID, p request.Period) ([]request.Absence, error)
	Today() calendar.Date
}

// What the forms about a request know from the start, beside their fields.
const (
	answerRequest = "request"
	answerChoice  = "choice"
)

// The keys of the fields of formDecide and formCancel.
const (
	formDecide    = "request.decide"
	formCancel    = "request.cancel"
	fieldProposal = "proposal"
	fieldReason   = "reason"
	fieldSend     = "send"
)

// decide are the verdicts: approval at once, the others by a form that asks
// for the reason, and for the days that are proposed.
type decide struct {
	desk     DecideDesk
	cards    *cards
	calendar *calendar.Calendar
}

func (d *decide) register(rt *bot.Router) {
	rt.Action(actionDecide, staff.Everyone, d.choose)
	rt.Action(actionUndo, staff.Everyone, d.undo)
	rt.Form(bot.Form{Name: formDecide, For: staff.Everyone, Submit: d.submit, Fields: []bot.Field{
		bot.PeriodField{
			Key: fieldProposal, Label: text.Label("field.proposal"), Ask: d.askProposal,
			Days: bot.Days{Span: d.span, Marks: d.marks}, Line: d.line,
			Skip: func(a bot.Answers) bool { return request.Choice(a[answerChoice]) != request.Change },
		}.Field(),
		bot.TextField{
			Key: fieldReason, Label: text.Label("field.reason"), Ask: d.askReason, Check: checkReason, Limit: request.MaxReason,
		}.Field(),
		bot.ConfirmField{Key: fieldSend, Ask: d.askSend}.Field(),
	}})
}

// choose approves at once, or begins the form of another verdict if it would
// be allowed now.
func (d *decide) choose(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := requestArg(r)
	choice := request.Choice(nav.Arg(r, 1))
	if err != nil || !slices.Contains(request.Leave.Choices(), choice) {
		return bot.Reply{}, bot.ErrStaleButton
	}
	if choice == request.Approve {
		return d.rule(ctx, r, id, choice, "", request.Period{}, tapOnce(r))
	}
	if _, err := d.desk.May(ctx, r.Actor, request.ActionDecide, id); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Begin: &bot.Begin{Form: formDecide, Answers: bot.Answers{
		answerRequest: nav.IDArg(id), answerChoice: string(choice),
	}}}, nil
}

// tapOnce makes a tap count once, however often it is handled.
func tapOnce(r *bot.Request) string {
	return "tap:" + strconv.FormatInt(int64(r.Account), 10) + ":" + strconv.FormatInt(r.Update, 10)
}

func (d *decide) rule(ctx context.Context, r *bot.Request, id request.ID, c request.Choice, reason string, p request.Period, once string) (bot.Reply, error) {
	view, err := d.desk.Decide(ctx, r.Actor, id, c, reason, p, once)
	if err != nil {
		return bot.Reply{}, err
	}
	return inPlace(d.cards.draw(view, place{}, text.Ruled{Choice: c, Own: view.Own})), nil
}

func (d *decide) undo(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := requestArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	view, err := d.desk.TakeBack(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	reply := inPlace(d.cards.draw(view, place{}, nil))
	reply.Toast = text.Label("decide.undone")
	return reply, nil
}

func (d *decide) askProposal(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Phrase, error) {
	view, err := d.about(ctx, r, a)
	return text.AskProposal{Item: itemOf(view)}, err
}

func (d *decide) askReason(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Phrase, error) {
	view, err := d.about(ctx, r, a)
	return text.AskWhy{Item: itemOf(view), Choice: request.Choice(a[answerChoice]), Limit: request.MaxReason}, err
}

func (d *decide) askSend(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Phrase, error) {
	view, err := d.about(ctx, r, a)
	if err != nil {
		return nil, err
	}
	proposal, err := proposalOf(a)
	return text.ConfirmVerdict{
		Item: itemOf(view), Choice: request.Choice(a[answerChoice]), Reason: a[fieldReason], Proposal: proposal,
	}, err
}

// about is the request that a form is about, as long as it may be decided on.
func (d *decide) about(ctx context.Context, r *bot.Request, a bot.Answers) (request.View, error) {
	view, err := d.desk.May(ctx, r.Actor, request.ActionDecide, requestAnswer(a))
	return view, endIfRefused(err)
}

// span: a proposal may lie from today to the end of next year.
func (d *decide) span(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Span, error) {
	view, err := d.about(ctx, r, a)
	if err != nil {
		return bot.Span{}, err
	}
	return spanFrom(d.desk.Today(), view.Period.From), nil
}

// marks shows who of the unit is away, as far as the decider may know it.
func (d *decide) marks(ctx context.Context, r *bot.Request, a bot.Answers, from, to calendar.Date) (func(calendar.Date) bot.DayMark, error) {
	view, err := d.about(ctx, r, a)
	if err != nil {
		return nil, err
	}
	away, err := d.desk.Away(ctx, r.Actor, view.Applicant.Unit, request.Period{From: from, To: to})
	if errors.Is(err, staff.ErrNotAllowed) {
		err = nil
	}
	return marked(d.calendar, nil, away), err
}

func (d *decide) line(ctx context.Context, r *bot.Request, a bot.Answers, first, last calendar.Date) (bot.Phrase, error) {
	view, err := d.about(ctx, r, a)
	days := last.Sub(first) + 1
	if view.Request != nil && view.Kind == request.Leave {
		days = d.calendar.WorkingDaysBetween(first, last)
	}
	if err != nil {
		return nil, err
	}
	return text.DaysLine{Kind: view.Kind, Days: days}, nil
}

func (d *decide) submit(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	proposal, err := proposalOf(a)
	if err != nil {
		return bot.Reply{}, err
	}
	reply, err := d.rule(ctx, r, requestAnswer(a), request.Choice(a[answerChoice]), a[fieldReason], proposal, r.Draft)
	return reply, endIfRefused(err)
}

func proposalOf(a bot.Answers) (request.Period, error) {
	if a[fieldProposal] == "" {
		return request.Period{}, nil
	}
	first, last, err := bot.PeriodOf(a[fieldProposal])
	return request.Period{From: first, To: last}, err
}

func checkReason(written string) error {
	if strings.TrimSpace(written) == "" {
		return request.ErrReasonMissing
	}
	return nil
}

// requestAnswer reads what begin has put in; 0, which nothing has, where a
// record was damaged.
func requestAnswer(a bot.Answers) request.ID {
	n, _ := strconv.ParseInt(a[answerRequest], 10, 64)
	return request.ID(n)
}

// endIfRefused ends a form whose act has been refused: no other answer would
// change that. Anything else leaves the person in the form.
func endIfRefused(err error) error {
	for _, refusal := range []error{
		request.ErrNoSuchRequest, request.ErrNotYours, request.ErrOwnRequest, request.ErrOnlyDecider, request.ErrOnlyApplicant,
		request.ErrNotYourTurn, request.ErrAwaitsAnswer, request.ErrDecided, request.ErrEnded, request.ErrChoice,
		request.ErrNotApproved, request.ErrNotCancellable, request.ErrCancelOpen, request.ErrPassed, staff.ErrInactive,
	} {
		if errors.Is(err, refusal) {
			return bot.EndForm(err)
		}
	}
	return err
}

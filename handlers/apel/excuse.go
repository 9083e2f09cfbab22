package apel

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// The forms of an excuse and of its refusal, what they know from the start,
// and the keys of their fields.
const (
	formExcuse     = "apel.excuse"
	formRefuse     = "apel.refuse"
	answerEvent    = "event"
	answerAs       = "as"
	answerEmployee = "employee"
	answerShown    = "shown"
	fieldReason    = "reason"
)

// excuses are what people say before an event: that they come, or why not.
type excuses struct {
	desk  Desk
	cards *cards
}

func (e *excuses) register(rt *bot.Router) {
	rt.Action(actionComing, staff.Everyone, e.coming)
	rt.Action(actionExcuse, staff.Everyone, e.begin)
	rt.Form(bot.Form{Name: formExcuse, For: staff.Everyone, Submit: e.submit, Fields: []bot.Field{
		bot.TextField{Key: fieldReason, Ask: e.ask, Check: checkReason, Limit: apel.MaxReason}.Field(),
	}})
}

// coming notes that somebody will come; it withdraws an excuse.
func (e *excuses) coming(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := eventArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	view, err := e.desk.Coming(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	reply := inPlace(e.cards.draw(view, nil))
	reply.Toast = text.Label("apel.coming")
	return reply, nil
}

// begin asks for the reason of an excuse.
func (e *excuses) begin(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := eventArg(r)
	as := apel.Status(nav.Arg(r, 1))
	if err != nil || !slices.Contains(excusesOf(), as) {
		return bot.Reply{}, bot.ErrStaleButton
	}
	if _, err := e.desk.Show(ctx, r.Actor, id); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Begin: &bot.Begin{Form: formExcuse, Answers: bot.Answers{answerEvent: nav.IDArg(id), answerAs: string(as)}}}, nil
}

func (e *excuses) ask(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Phrase, error) {
	view, err := e.desk.Look(ctx, r.Actor, eventAnswer(a))
	return text.AskExcuse{As: apel.Status(a[answerAs]), Event: view.Event, Limit: apel.MaxReason}, endIfRefused(err)
}

func (e *excuses) submit(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	view, err := e.desk.Excuse(ctx, r.Actor, eventAnswer(a), apel.Status(a[answerAs]), a[fieldReason])
	if err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	card := e.cards.draw(view, nil)
	return bot.Reply{Text: text.Label("apel.excused"), Then: &card}, nil
}

func checkReason(written string) error {
	if strings.TrimSpace(written) == "" {
		return apel.ErrReasonMissing
	}
	return nil
}

// eventAnswer reads what began a form; 0, which nothing has, where a record
// was damaged.
func eventAnswer(a bot.Answers) apel.EventID {
	id, _ := nav.ID(&bot.Request{Args: []string{a[answerEvent]}}, 0)
	return apel.EventID(id)
}

// endIfRefused ends a form where another answer would not help.
func endIfRefused(err error) error {
	for _, final := range []error{
		apel.ErrNoSuchEvent, apel.ErrNotExpected, apel.ErrNotOfficer, apel.ErrCancelled, apel.ErrOver, apel.ErrNotOpen, apel.ErrNewAccount,
		apel.ErrLocked, apel.ErrMonthClosed, apel.ErrNotSuperior, apel.ErrNoExcuse, apel.ErrNotManager, apel.ErrConsented,
		apel.ErrExcuseWaits, apel.ErrOtherExcuse, staff.ErrInactive,
	} {
		if errors.Is(err, final) {
			return bot.EndForm(err)
		}
	}
	if over(err) {
		return bot.EndForm(err)
	}
	return err
}

// over reports whether the time, or the person's own state, lets nothing be
// proved any more.
func over(err error) bool {
	var early *apel.EarlyError
	var late *apel.LateError
	var already *apel.AlreadyError
	var taken *apel.TakenError
	return errors.As(err, &early) || errors.As(err, &late) || errors.As(err, &already) || errors.As(err, &taken)
}

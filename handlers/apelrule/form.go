package apelrule

import (
	"context"
	"errors"
	"maps"
	"strings"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/audience"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// The forms: of rules and events, and of calling a day off. What they know
// from the start beside their fields: the record that is changed.
const (
	formPlan     = "apelrule.plan"
	formCancel   = "apelrule.cancel"
	answerRule   = "rule"
	answerEvent  = "event"
	answerSingle = "single" // not empty: of a single day
	fieldReason  = "reason"
	fieldSend    = "send"
)

// form makes and changes rules and events: one form, since an event is a rule
// with a single day.
type form struct {
	Parts
	lists *lists
}

func (f *form) register(rt *bot.Router) {
	rt.Action(actionNew, managers, f.begin)
	rt.Action(actionEdit, managers, f.edit)
	rt.Action(nav.ApelChange, managers, f.change)
	rt.Action(nav.ApelCancel, managers, f.cancel)
	rt.Form(bot.Form{Name: formPlan, For: managers, Fields: f.fields(), Submit: f.submit})
	rt.Form(bot.Form{Name: formCancel, For: managers, Submit: f.cancelled, Fields: []bot.Field{
		bot.TextField{Key: fieldReason, Ask: f.askCancel, Check: checkReason, Limit: apel.MaxReason}.Field(),
	}})
}

func checkReason(written string) error {
	if strings.TrimSpace(written) == "" {
		return apel.ErrReasonMissing
	}
	return nil
}

// begin begins a new rule or a single event. Without a place there is nothing
// to begin with: then the places are shown.
func (f *form) begin(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	kind := calendar.RuleKind(nav.Arg(r, 0))
	if kind != "" && kind != calendar.Once {
		return bot.Reply{}, bot.ErrStaleButton
	}
	table, err := f.Desk.Schedule(ctx, r.Actor)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(active(table.Places)) == 0 {
		return nav.InPlace(placesReply(table.Places, nil)), nil
	}
	known := bot.Answers{}
	if kind != "" {
		known[answerSingle] = "1"
	}
	return bot.Reply{Begin: &bot.Begin{Form: formPlan, Answers: known}}, nil
}

// edit begins with a rule as it is: at its preview, from where each part can
// be changed.
func (f *form) edit(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	rule, err := f.lists.find(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	known := answersOf(rule.Details)
	maps.Copy(known, f.recurrence().Answers(rule.Recurrence))
	known[answerRule] = nav.IDArg(rule.ID)
	return bot.Reply{Begin: &bot.Begin{Form: formPlan, Answers: known}}, nil
}

// change begins with one day as it is, and asks for the reason.
func (f *form) change(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	view, err := f.managed(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	e := view.Event
	known := answersOf(e.Details)
	known[fieldDate], known[answerSingle], known[answerEvent] = e.Date.String(), "1", nav.IDArg(e.ID)
	return bot.Reply{Begin: &bot.Begin{Form: formPlan, Answers: known}}, nil
}

// managed is the event of a button, if the actor may change it.
func (f *form) managed(ctx context.Context, r *bot.Request) (apel.View, error) {
	id, err := nav.ID(r, 0)
	if err != nil {
		return apel.View{}, err
	}
	return f.event(ctx, r.Actor, apel.EventID(id))
}

func (f *form) event(ctx context.Context, by staff.Actor, id apel.EventID) (apel.View, error) {
	view, err := f.Desk.Show(ctx, by, id)
	if err == nil && !view.MayManage {
		err = apel.ErrNotManager
	}
	return view, err
}

// confirm shows what will be saved, with the next twelve dates.
func (f *form) confirm(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Phrase, error) {
	rule, err := f.read(ctx, r.Actor, a)
	if err != nil {
		return nil, endIfRefused(err)
	}
	said, err := f.lists.plan(ctx, rule)
	said.Draft, said.Reason = true, a[fieldReason]
	return said, err
}

// submit saves the rule, the single event or the change of one day.
func (f *form) submit(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	rule, err := f.read(ctx, r.Actor, a)
	if err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	if rule.Recurrence.Kind == calendar.Once {
		err = f.saveEvent(ctx, r, a, rule)
	} else {
		err = f.Desk.SaveRule(ctx, r.Actor, rule, r.Draft)
	}
	if err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	return f.lists.page(ctx, r.Actor, 0, text.Label("apelrule.saved"))
}

func (f *form) saveEvent(ctx context.Context, r *bot.Request, a bot.Answers, rule apel.Rule) error {
	e := apel.Event{Details: rule.Details, Date: rule.Recurrence.Date, Planned: rule.Recurrence.Date, State: apel.Planned}
	if id := eventAnswer(a); id != 0 {
		view, err := f.event(ctx, r.Actor, id)
		if err != nil {
			return err
		}
		e = view.Event
		e.Details, e.Date, e.Reason = rule.Details, rule.Recurrence.Date, a[fieldReason]
	}
	return f.Desk.SaveEvent(ctx, r.Actor, e, r.Draft)
}

func (f *form) cancel(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	view, err := f.managed(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Begin: &bot.Begin{Form: formCancel, Answers: bot.Answers{answerEvent: nav.IDArg(view.Event.ID)}}}, nil
}

func (f *form) askCancel(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Phrase, error) {
	view, err := f.event(ctx, r.Actor, eventAnswer(a))
	return text.AskApelCancel{Event: view.Event, Limit: apel.MaxReason}, endIfRefused(err)
}

func (f *form) cancelled(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	if err := f.Desk.Cancel(ctx, r.Actor, eventAnswer(a), a[fieldReason]); err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	return f.lists.page(ctx, r.Actor, 0, text.Label("apelrule.cancelled"))
}

// eventAnswer reads what began a form; 0 where it is about no event.
func eventAnswer(a bot.Answers) apel.EventID { return apel.EventID(idAnswer(a, answerEvent)) }

func idAnswer(a bot.Answers, key string) int64 {
	id, _ := nav.ID(&bot.Request{Args: []string{a[key]}}, 0)
	return id
}

// endIfRefused ends a form where another answer would not help.
func endIfRefused(err error) error {
	for _, final := range []error{
		apel.ErrNoSuchRule, apel.ErrNoSuchEvent, apel.ErrNotManager, apel.ErrCancelled, apel.ErrOver, staff.ErrNotAllowed, staff.ErrInactive,
	} {
		if errors.Is(err, final) {
			return bot.EndForm(err)
		}
	}
	return err
}

// reach is for whom the actor may choose: the whole office, if a unit above
// all is covered, or the units of the role.
func (f *form) reach(ctx context.Context, r *bot.Request, _ bot.Answers) (audience.Reach, error) {
	roots, err := f.Staff.RootUnits(ctx)
	if err != nil {
		return audience.Reach{}, err
	}
	var reach audience.Reach
	for _, g := range r.Actor.Grants {
		if g.Role != staff.Personnel && g.Role != staff.Admin {
			continue
		}
		reach.Units = append(reach.Units, g.UnitID)
		for _, root := range roots {
			reach.Whole = reach.Whole || g.UnitID == root
		}
	}
	return reach, nil
}

package acting

import (
	"context"
	"errors"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/acting"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// The form that appoints, and the keys of its fields.
const (
	formAppoint   = "acting.appoint"
	fieldPosition = "position"
	fieldDeputy   = "deputy"
	fieldDays     = "days"
	fieldSend     = "send"
)

// orders makes appointments. Whether it is a Plh or a Plt follows from whether
// somebody holds the position definitively on the first day: nobody has to
// know the difference to appoint the right one.
type orders struct {
	desk     OrderDesk
	calendar *calendar.Calendar
	cards    *cards
}

func (o *orders) register(rt *bot.Router) {
	rt.Action(actionAppoint, staff.Appointers, o.begin)
	rt.Form(bot.Form{Name: formAppoint, For: staff.Appointers, Submit: o.submit, Fields: []bot.Field{
		postField{o.desk}.field(),
		bot.PersonField{
			Key: fieldDeputy, Label: text.Label("field.deputy"), Ask: says("acting.deputy"), Find: o.find, Look: o.look,
		}.Field(),
		bot.PeriodField{
			Key: fieldDays, Label: text.Label("field.days"), Ask: says("acting.days"), Days: o.days(), Line: o.line, Check: o.check,
		}.Field(),
		bot.ConfirmField{Key: fieldSend, Ask: o.confirm}.Field(),
	}})
}

func says(name text.Label) bot.Question {
	return func(context.Context, *bot.Request, bot.Answers) (bot.Phrase, error) { return name, nil }
}

// begin begins the form. Who may appoint for one position only is not asked
// for it.
func (o *orders) begin(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	posts, err := o.desk.Posts(ctx, r.Actor, "", 2)
	if err != nil {
		return bot.Reply{}, err
	}
	known := bot.Answers{}
	switch len(posts) {
	case 0:
		return bot.Reply{}, acting.ErrNotYours
	case 1:
		known[fieldPosition] = nav.IDArg(posts[0].ID)
	}
	return bot.Reply{Begin: &bot.Begin{Form: formAppoint, Answers: known}}, nil
}

// find looks for deputies. The desk knows no pages: the first so many are
// enough to choose from, and a longer name finds the others.
func (o *orders) find(ctx context.Context, r *bot.Request, a bot.Answers, s bot.PersonSearch) (bot.PersonPage, error) {
	const most = 40
	found, err := o.desk.Candidates(ctx, r.Actor, positionOf(a), s.Search, most)
	if err != nil {
		return bot.PersonPage{}, endIfRefused(err)
	}
	page := bot.PersonPage{Total: len(found)}
	from := min(s.Offset, len(found))
	for _, c := range found[from:min(len(found), from+s.Limit)] {
		page.People = append(page.People, bot.Person{ID: c.ID, Name: c.Name, Position: c.Title, Unit: c.UnitName})
	}
	return page, nil
}

// look refuses whom nobody could appoint on any day. That they act for the
// position already is a matter of the days, which come later.
func (o *orders) look(ctx context.Context, r *bot.Request, a bot.Answers, ids []staff.EmployeeID) ([]bot.Person, error) {
	people := make([]bot.Person, 0, len(ids))
	for _, id := range ids {
		today := o.desk.Today()
		plan, err := o.plan(ctx, r.Actor, acting.Order{Position: positionOf(a), Deputy: id, From: today, Until: today})
		if err != nil && !errors.Is(err, acting.ErrActs) && !errors.Is(err, acting.ErrHeld) {
			return nil, err
		}
		people = append(people, bot.Person{ID: id, Name: plan.Deputy.Name})
	}
	return people, nil
}

// plan makes a Plh of the order or, where the position is vacant, a Plt.
func (o *orders) plan(ctx context.Context, by staff.Actor, order acting.Order) (acting.Plan, error) {
	order.As = staff.Plh
	plan, err := o.desk.Plan(ctx, by, order)
	if errors.Is(err, acting.ErrVacant) {
		order.As = staff.Plt
		plan, err = o.desk.Plan(ctx, by, order)
	}
	return plan, err
}

func (o *orders) days() bot.Days {
	return bot.Days{
		Span: func(context.Context, *bot.Request, bot.Answers) (bot.Span, error) {
			const ahead = 12 // months
			today := o.desk.Today()
			return bot.Span{Today: today, First: today, Last: today.AddMonths(ahead)}, nil
		},
		Marks: func(context.Context, *bot.Request, bot.Answers, calendar.Date, calendar.Date) (func(calendar.Date) bot.DayMark, error) {
			return func(d calendar.Date) bot.DayMark { return bot.DayMark{Special: o.calendar.Observed(d)} }, nil
		},
	}
}

func (o *orders) line(ctx context.Context, r *bot.Request, a bot.Answers, first, last calendar.Date) (bot.Phrase, error) {
	plan, err := o.plan(ctx, r.Actor, order(a, first, last))
	if err != nil && !text.Worded(err) {
		return nil, err
	}
	return text.ActingLine{Plan: plan, Problem: err}, nil
}

func (o *orders) check(ctx context.Context, r *bot.Request, a bot.Answers, first, last calendar.Date) error {
	_, err := o.plan(ctx, r.Actor, order(a, first, last))
	return err
}

func (o *orders) confirm(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Phrase, error) {
	first, last, err := bot.PeriodOf(a[fieldDays])
	if err != nil {
		return nil, err
	}
	plan, err := o.plan(ctx, r.Actor, order(a, first, last))
	if err != nil && !text.Worded(err) {
		return nil, err
	}
	return text.AskAppoint{Plan: plan, Problem: err}, nil
}

// submit makes the appointment that was shown.
func (o *orders) submit(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	first, last, err := bot.PeriodOf(a[fieldDays])
	if err != nil {
		return bot.Reply{}, err
	}
	wanted := order(a, first, last)
	wanted.As = staff.Plh
	made, err := o.desk.Appoint(ctx, r.Actor, wanted, r.Draft)
	if errors.Is(err, acting.ErrVacant) {
		wanted.As = staff.Plt
		made, err = o.desk.Appoint(ctx, r.Actor, wanted, r.Draft)
	}
	if err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	return nav.InPlace(o.cards.draw(r.Actor, made, true, text.Label("acting.appointed"))), nil
}

// endIfRefused ends the form where another answer would not help.
func endIfRefused(err error) error {
	for _, final := range []error{acting.ErrNotYours, acting.ErrNoSuchPosition, staff.ErrInactive, staff.ErrNotAllowed} {
		if errors.Is(err, final) {
			return bot.EndForm(err)
		}
	}
	return err
}

// order reads the answers so far. What the form wrote itself is well-formed;
// the desk refuses everything else.
func order(a bot.Answers, first, last calendar.Date) acting.Order {
	o := acting.Order{Position: positionOf(a), From: first, Until: last}
	if ids, err := bot.PeopleOf(a[fieldDeputy]); err == nil && len(ids) > 0 {
		o.Deputy = ids[0]
	}
	return o
}

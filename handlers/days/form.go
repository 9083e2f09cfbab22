package days

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/officedays"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// The form of a day, the keys of its fields, and those of what it begins with
// where the day stands in the calendar already.
const (
	formDay     = "days.day"
	fieldDate   = "date"
	fieldKind   = "kind"
	fieldName   = "name"
	fieldSource = "source"
	fieldSend   = "send"
	givenID     = "id"
	givenAs     = "as" // the version that was seen
)

func (d *Days) dayForm() bot.Form {
	return bot.Form{Name: formDay, For: staff.PersonnelOrAdmin, Submit: d.submitDay, Fields: []bot.Field{
		bot.DateField{Key: fieldDate, Label: text.Label("field.day.date"), Ask: asks(text.Label("days.ask.date")), Days: d.allDays()}.Field(),
		bot.ChoiceField{Key: fieldKind, Label: text.Label("field.day.kind"), Ask: asks(text.Label("days.ask.kind")), Options: kinds}.Field(),
		bot.TextField{
			Key: fieldName, Label: text.Label("field.day.name"), Ask: asks(text.AskDayName{Limit: officedays.MaxText}),
			Limit: officedays.MaxText, Check: officedays.CheckText,
		}.Field(),
		bot.TextField{
			Key: fieldSource, Label: text.Label("field.day.source"), Ask: asks(text.AskDaySource{Limit: officedays.MaxText}),
			Limit: officedays.MaxText, Check: officedays.CheckText,
		}.Field(),
		bot.ConfirmField{Key: fieldSend, Ask: d.confirmDay}.Field(),
	}}
}

func asks(p bot.Phrase) bot.Question {
	return func(context.Context, *bot.Request, bot.Answers) (bot.Phrase, error) { return p, nil }
}

// add begins the form of a new day.
func (d *Days) add(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	if _, err := d.mine(ctx, r.Actor); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Begin: &bot.Begin{Form: formDay}}, nil
}

// change begins the form with what is known of the day: it asks for the
// confirmation at once, under which everything can be changed.
func (d *Days) change(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	day, err := d.day(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Begin: &bot.Begin{Form: formDay, Answers: bot.Answers{
		givenID: nav.IDArg(day.ID), givenAs: strconv.Itoa(day.Version),
		fieldDate: day.Date.String(), fieldKind: string(day.Kind), fieldName: day.Name, fieldSource: day.Source,
	}}}, nil
}

// allDays are those that can be entered, with what is known of them.
func (d *Days) allDays() bot.Days {
	return bot.Days{
		Span: func(context.Context, *bot.Request, bot.Answers) (bot.Span, error) {
			today := d.Desk.Today()
			return bot.Span{
				Today: today, First: firstOf(today).AddMonths(-monthsBack), Last: calendar.NewDate(today.Year()+yearsAhead, time.December, 31), Open: today,
			}, nil
		},
		Marks: func(ctx context.Context, _ *bot.Request, _ bot.Answers, _, _ calendar.Date) (func(calendar.Date) bot.DayMark, error) {
			book, err := d.Desk.Book(ctx)
			c := calendar.New(nil)
			book.Fill(c)
			return func(day calendar.Date) bot.DayMark { return bot.DayMark{Special: c.Observed(day)} }, err
		},
	}
}

func kinds(context.Context, *bot.Request, bot.Answers) ([]bot.Option, error) {
	var options []bot.Option
	for _, k := range calendar.Kinds() {
		options = append(options, bot.Option{Label: text.DayKindLabel{Kind: k}, Value: string(k)})
	}
	return options, nil
}

// written reads the day out of the answers.
func written(a bot.Answers) (calendar.Day, error) {
	date, err := calendar.ParseDate(a[fieldDate])
	if err != nil {
		return calendar.Day{}, bot.EndForm(bot.ErrStaleDraft)
	}
	return calendar.Day{Date: date, Kind: calendar.Kind(a[fieldKind]), Name: a[fieldName], Source: a[fieldSource]}, nil
}

// confirmDay shows the day as it will be.
func (d *Days) confirmDay(ctx context.Context, _ *bot.Request, a bot.Answers) (bot.Phrase, error) {
	day, err := written(a)
	if err != nil {
		return nil, err
	}
	book, err := d.Desk.Book(ctx)
	if err != nil {
		return nil, err
	}
	id, _ := strconv.ParseInt(a[givenID], 10, 64) // none: a new day
	var days []officedays.Day
	for _, other := range book.Days {
		if int64(other.ID) != id {
			days = append(days, other)
		}
	}
	book.Days = append(days, officedays.Day{Day: day})
	c := calendar.New(nil)
	book.Fill(c)
	return text.ConfirmDay{Day: day, Changed: id != 0, Works: c.IsWorking(day.Date)}, nil
}

// submitDay saves the day and shows its month.
func (d *Days) submitDay(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	day, err := written(a)
	if err != nil {
		return bot.Reply{}, err
	}
	news := text.Label("days.added")
	if a[givenID] == "" {
		err = d.Desk.Add(ctx, r.Actor, day, r.Draft)
	} else {
		news = text.Label("days.changed")
		err = d.replace(ctx, r, a, day)
	}
	if err := d.changed(ctx, err); err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	reply, err := d.month(ctx, r.Actor, firstOf(day.Date), news)
	return nav.InPlace(reply), err
}

func (d *Days) replace(ctx context.Context, r *bot.Request, a bot.Answers, day calendar.Day) error {
	id, idErr := strconv.ParseInt(a[givenID], 10, 64)
	version, versionErr := strconv.Atoi(a[givenAs])
	if errors.Join(idErr, versionErr) != nil {
		return bot.EndForm(bot.ErrStaleDraft)
	}
	return d.Desk.Replace(ctx, r.Actor, officedays.ID(id), version, day, r.Draft)
}

// endIfRefused ends the form where another answer would not help.
func endIfRefused(err error) error {
	for _, final := range []error{officedays.ErrNotWhole, officedays.ErrNoSuchDay, officedays.ErrChanged, staff.ErrInactive, staff.ErrNotAllowed} {
		if errors.Is(err, final) {
			return bot.EndForm(err)
		}
	}
	return err
}

package days

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/officedays"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// The form of other hours, and the keys of its own fields.
const (
	formHours   = "days.hours"
	fieldPeriod = "days"
	fieldMonThu = "monthu"
	fieldFri    = "fri"
)

// hours lists the times with other hours.
func (d *Days) hours(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return d.hoursPage(ctx, r.Actor, nil)
}

func (d *Days) hoursPage(ctx context.Context, by staff.Actor, news bot.Phrase) (bot.Reply, error) {
	book, err := d.mine(ctx, by)
	if err != nil {
		return bot.Reply{}, err
	}
	var coming []officedays.Hours
	for _, h := range book.Hours {
		if !h.Until.Before(d.Desk.Today()) && len(coming) < nav.PageSize {
			coming = append(coming, h)
		}
	}
	rows := nav.NumberButtons(0, len(coming), func(label bot.Phrase, i int) bot.Button {
		return bot.Button{Label: label, Action: actionHoursRemove, Args: []string{nav.IDArg(coming[i].ID)}}
	})
	rows = append(rows, []bot.Button{
		{Label: text.Label("label.days.hours.add"), Action: actionHoursAdd, Style: bot.Primary}, backTo(d.Desk.Today()),
	})
	said := text.OfficeHours{Ordinary: calendar.OrdinaryHours(), Items: coming, News: news}
	return nav.InPlace(bot.Reply{Text: said, Buttons: rows}), nil
}

// hoursArg finds the time that a button is about, for somebody who may change it.
func (d *Days) hoursArg(ctx context.Context, r *bot.Request) (officedays.Hours, error) {
	id, err := nav.ID(r, 0)
	if err != nil {
		return officedays.Hours{}, err
	}
	book, err := d.mine(ctx, r.Actor)
	if err != nil {
		return officedays.Hours{}, err
	}
	return book.FindHours(officedays.HoursID(id))
}

func (d *Days) askRemoveHours(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	h, err := d.hoursArg(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	return nav.InPlace(bot.Reply{Text: text.AskRemoveHours{Hours: h.Hours}, Buttons: [][]bot.Button{{
		{Label: text.Label("label.days.remove.yes"), Action: actionHoursYes, Args: []string{nav.IDArg(h.ID)}, Style: bot.Danger},
		{Label: text.Label("label.back"), Action: actionHours},
	}}}), nil
}

func (d *Days) removeHours(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	h, err := d.hoursArg(ctx, r)
	if err == nil {
		err = d.changed(ctx, d.Desk.RemoveHours(ctx, r.Actor, h.ID))
	}
	if err != nil {
		return bot.Reply{}, err
	}
	return d.hoursPage(ctx, r.Actor, text.Label("days.hours.removed"))
}

// addHours begins the form of a time with other hours.
func (d *Days) addHours(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	if _, err := d.mine(ctx, r.Actor); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Begin: &bot.Begin{Form: formHours}}, nil
}

func (d *Days) hoursForm() bot.Form {
	return bot.Form{Name: formHours, For: staff.PersonnelOrAdmin, Submit: d.submitHours, Fields: []bot.Field{
		bot.PeriodField{Key: fieldPeriod, Label: text.Label("field.hours.days"), Ask: asks(text.Label("days.ask.hours_days")), Days: d.allDays()}.Field(),
		bot.HoursField{Key: fieldMonThu, Label: text.Label("field.hours.mon_thu"), Ask: asks(text.Label("days.ask.mon_thu")), Span: workday}.Field(),
		bot.HoursField{Key: fieldFri, Label: text.Label("field.hours.fri"), Ask: asks(text.Label("days.ask.fri")), Span: workday}.Field(),
		bot.TextField{
			Key: fieldName, Label: text.Label("field.day.name"), Ask: asks(text.AskHoursName{Limit: officedays.MaxText}),
			Limit: officedays.MaxText, Check: officedays.CheckText,
		}.Field(),
		bot.TextField{
			Key: fieldSource, Label: text.Label("field.day.source"), Ask: asks(text.AskDaySource{Limit: officedays.MaxText}),
			Limit: officedays.MaxText, Check: officedays.CheckText,
		}.Field(),
		bot.ConfirmField{Key: fieldSend, Ask: func(_ context.Context, _ *bot.Request, a bot.Answers) (bot.Phrase, error) {
			h, err := writtenHours(a)
			return text.ConfirmHours{Hours: h}, err
		}}.Field(),
	}}
}

// workday are the hours that have buttons; any minute can be typed.
func workday(context.Context, *bot.Request, bot.Answers) (bot.HourSpan, error) {
	return bot.HourSpan{First: 6 * 60, Last: 18 * 60}, nil
}

// writtenHours reads a time with other hours out of the answers.
func writtenHours(a bot.Answers) (calendar.Hours, error) {
	h := calendar.Hours{Name: a[fieldName], Source: a[fieldSource]}
	var err error
	if h.From, h.Until, err = bot.PeriodOf(a[fieldPeriod]); err != nil {
		return h, bot.EndForm(bot.ErrStaleDraft)
	}
	if h.MonThu.From, h.MonThu.To, err = bot.HoursOf(a[fieldMonThu]); err != nil {
		return h, bot.EndForm(bot.ErrStaleDraft)
	}
	if h.Fri.From, h.Fri.To, err = bot.HoursOf(a[fieldFri]); err != nil {
		return h, bot.EndForm(bot.ErrStaleDraft)
	}
	return h, nil
}

func (d *Days) submitHours(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	h, err := writtenHours(a)
	if err == nil {
		err = d.changed(ctx, d.Desk.AddHours(ctx, r.Actor, h, r.Draft))
	}
	if err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	return d.hoursPage(ctx, r.Actor, text.Label("days.hours.added"))
}

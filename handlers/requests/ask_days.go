package requests

import (
	"context"
	"errors"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/text"
)

// hourly reports whether the answers ask for hours of one day.
func (q askOf) hourly(a bot.Answers) bool {
	permit := request.PermitType(a[fieldType])
	return q.kind == request.Overtime || q.kind == request.Permit && (permit == request.Late || permit == request.Early)
}

// days are the first and the last day, with what they mean below the calendar.
func (q askOf) days() bot.Field {
	return bot.PeriodField{
		Key: fieldDays, Label: text.Label("field.days"), Ask: q.askDays, Days: q.calendarDays(),
		Line: func(ctx context.Context, r *bot.Request, a bot.Answers, first, last calendar.Date) (bot.Phrase, error) {
			line, err := q.judge(ctx, r, a, request.Period{From: first, To: last}, request.Hours{})
			return line, err
		},
		Check: func(ctx context.Context, r *bot.Request, a bot.Answers, first, last calendar.Date) error {
			return q.refusal(ctx, r, a, request.Period{From: first, To: last}, request.Hours{})
		},
		Skip: q.hourly,
	}.Field()
}

// day is the one day of what is asked for by the hour.
func (q askOf) day() bot.Field {
	return bot.DateField{
		Key: fieldDay, Label: text.Label("field.days"), Ask: q.askDays, Days: q.calendarDays(),
		Skip: func(a bot.Answers) bool { return !q.hourly(a) },
	}.Field()
}

func (q askOf) askDays(_ context.Context, _ *bot.Request, a bot.Answers) (bot.Phrase, error) {
	return text.AskDays{Kind: q.kind, Leave: q.leave(a)}, nil
}

func (q askOf) calendarDays() bot.Days {
	return bot.Days{
		Span: func(_ context.Context, _ *bot.Request, a bot.Answers) (bot.Span, error) {
			today := q.Desk.Today()
			span := spanFrom(today, today)
			if t := q.leave(a); t != "" {
				span.First = leave.Earliest(t, today, q.Calendar)
			}
			return span, nil
		},
		Marks: func(ctx context.Context, r *bot.Request, _ bot.Answers, from, to calendar.Date) (func(calendar.Date) bot.DayMark, error) {
			own, err := q.Desk.Own(ctx, r.Actor, request.Period{From: from, To: to})
			return marked(q.Calendar, own, nil), err
		},
	}
}

// The office's day, in minutes from midnight (Pergub Bali 58/2023); on
// Fridays it ends two hours earlier.
const (
	opens         = 7*60 + 30
	closes        = 16*60 + 30
	closesFridays = 14*60 + 30
	midnight      = 24 * 60
)

// hours: a late arrival begins when the office opens, an early leave ends
// when it closes; overtime lies outside.
func (q askOf) hours() bot.Field {
	return bot.HoursField{
		Key: fieldHours, Label: text.Label("field.hours"),
		Ask: func(_ context.Context, _ *bot.Request, a bot.Answers) (bot.Phrase, error) {
			return text.AskHours{Kind: q.kind, Permit: request.PermitType(a[fieldType])}, nil
		},
		Span: func(_ context.Context, _ *bot.Request, a bot.Answers) (bot.HourSpan, error) {
			day, err := calendar.ParseDate(a[fieldDay])
			return q.hourSpan(day, request.PermitType(a[fieldType])), err
		},
		Check: func(ctx context.Context, r *bot.Request, a bot.Answers, from, to int) error {
			day, err := calendar.ParseDate(a[fieldDay])
			if err != nil {
				return err
			}
			return q.refusal(ctx, r, a, request.Period{From: day, To: day}, request.Hours{From: from, To: to})
		},
		Skip: func(a bot.Answers) bool { return !q.hourly(a) },
	}.Field()
}

func (q askOf) hourSpan(day calendar.Date, permit request.PermitType) bot.HourSpan {
	end := closes
	if day.Weekday() == friday {
		end = closesFridays
	}
	switch {
	case q.kind == request.Permit && permit == request.Late:
		return bot.HourSpan{First: opens, Last: end, From: opens}
	case q.kind == request.Permit:
		return bot.HourSpan{First: opens, Last: end, To: end}
	case q.Calendar.IsWorking(day):
		return bot.HourSpan{First: end, Last: midnight}
	}
	return bot.HourSpan{First: opens, Last: midnight}
}

// judge is what a time would mean, or why it will not do.
func (q askOf) judge(ctx context.Context, r *bot.Request, a bot.Answers, p request.Period, h request.Hours) (text.DaysLine, error) {
	asked := q.probe(a, p, h)
	plan, err := q.Desk.Plan(ctx, r.Actor, positionAnswer(a), asked)
	line := text.DaysLine{Kind: q.kind, Days: plan.Days}
	if len(plan.Balance) > 0 {
		line.Balance = &plan.Balance[0]
	}
	switch {
	case err == nil:
		return line, nil
	case !text.Worded(err):
		return line, err
	}
	line.Days = p.To.Sub(p.From) + 1
	if q.kind == request.Leave {
		line.Days = q.Calendar.WorkingDaysBetween(p.From, p.To)
	}
	if _, later := errors.AsType[*leave.DocumentError](err); !later { // it is asked for after the days
		line.Problem = err
	}
	return line, nil
}

func (q askOf) refusal(ctx context.Context, r *bot.Request, a bot.Answers, p request.Period, h request.Hours) error {
	line, err := q.judge(ctx, r, a, p, h)
	if err != nil {
		return err
	}
	return line.Problem
}

// probe is an ask for that time in which what is written later is filled in.
func (q askOf) probe(a bot.Answers, p request.Period, h request.Hours) request.Ask {
	const later = "-"
	asked := q.bare(a)
	asked.Period, asked.Hours = p, h
	asked.Reason, asked.Address, asked.Phone = later, later, later
	asked.Trip = request.Trip{From: later, To: later, Vehicle: later}
	return asked
}

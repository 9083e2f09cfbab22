package dispositions

import (
	"context"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/text"
)

func (d *dispose) askInstructions(_ context.Context, _ *bot.Request, a bot.Answers) (bot.Phrase, error) {
	return text.AskInstructions{Agenda: agenda(a)}, nil
}

// instructions are the office's own, as toggles.
func (d *dispose) instructions(ctx context.Context, _ *bot.Request, _ bot.Answers) ([]bot.Option, error) {
	all, err := d.desk.Instructions(ctx)
	if err != nil {
		return nil, err
	}
	options := make([]bot.Option, 0, len(all))
	for _, i := range all {
		options = append(options, bot.Option{Label: text.WordingLabel{Wording: i.Wording}, Value: strconv.FormatInt(i.ID, 10)})
	}
	return options, nil
}

// latest is how far ahead a deadline may lie, in days.
const latest = 365

// deadline is a day on the calendar, or one of those that are asked for most.
func (d *dispose) deadline() bot.Field {
	field := bot.DateField{
		Key: fieldDeadline, Label: text.Label("label.deadline"), Ask: d.askDeadline,
		Days: bot.Days{
			Span: func(context.Context, *bot.Request, bot.Answers) (bot.Span, error) {
				today := d.desk.Today()
				return bot.Span{Today: today, First: today, Last: today.AddDays(latest)}, nil
			},
			Marks: func(context.Context, *bot.Request, bot.Answers, calendar.Date, calendar.Date) (func(calendar.Date) bot.DayMark, error) {
				days := d.calendar.Snapshot()
				return func(day calendar.Date) bot.DayMark { return bot.DayMark{Special: days.Observed(day)} }, nil
			},
		},
	}.Field()
	ask := field.Ask
	field.Ask = func(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
		reply, err := ask(ctx, r, a)
		reply.Buttons = append(d.quickDays(), reply.Buttons...)
		return reply, err
	}
	return field
}

func (d *dispose) askDeadline(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Phrase, error) {
	view, err := d.desk.May(ctx, r.Actor, actOf(a), branchAnswer(a))
	if err != nil {
		return nil, endIfRefused(err)
	}
	return text.AskDeadline{Agenda: agenda(a), Own: ownDeadline(view, actOf(a))}, nil
}

// quickDays are today, the next working day, and three of them.
func (d *dispose) quickDays() [][]bot.Button {
	today := d.desk.Today()
	next := d.calendar.NextWorking(today)
	return [][]bot.Button{
		{
			bot.AnswerButton(text.DayLabel{Day: today, Today: today}, today.String()),
			bot.AnswerButton(text.DayLabel{Day: next, Today: today}, next.String()),
		},
		{bot.AnswerButton(text.Label("label.three_days"), d.calendar.AddWorkingDays(today, 3).String())},
	}
}

// ownDeadline is until when the sender has time, where somebody has said so.
func ownDeadline(v disposition.View, act disposition.Action) calendar.Date {
	own := v.Branch
	if act == disposition.ActionRedirect {
		own = v.Parent(v.Branch)
	}
	if own == nil {
		return calendar.Date{}
	}
	return own.Deadline
}

// What the buttons of the note answer beside a text.
const (
	noNote   = "-"
	noteKept = "="
)

// noteField is a text that may be left out again.
func noteField() bot.Field {
	field := bot.TextField{
		Key: fieldNote, Label: text.Label("label.note"), Limit: disposition.MaxNote,
		Ask: func(_ context.Context, r *bot.Request, a bot.Answers) (bot.Phrase, error) {
			return text.AskNote{Agenda: agenda(a), Limit: disposition.MaxNote, Note: r.Was}, nil
		},
	}.Field()
	ask, parse := field.Ask, field.Parse
	field.Ask = func(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
		reply, err := ask(ctx, r, a)
		row := []bot.Button{bot.AnswerButton(text.Label("label.no_note"), noNote)}
		if r.Was != "" {
			row = append(row, bot.AnswerButton(text.Label("label.as_it_was"), noteKept))
		}
		reply.Buttons = [][]bot.Button{row}
		return reply, err
	}
	field.Parse = func(ctx context.Context, r *bot.Request, a bot.Answers, value string) (bot.Answer, error) {
		switch value {
		case noNote:
			return bot.Answer{}, nil
		case noteKept:
			return bot.Answer{Value: r.Was}, nil
		}
		return parse(ctx, r, a, value)
	}
	return field
}

package bot

import (
	"context"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// DateField is answered by a day: on a calendar, or typed. Its answer is read
// with calendar.ParseDate.
type DateField struct {
	Key   string
	Label Phrase
	Ask   Question
	Days  Days
	Skip  func(a Answers) bool
}

// Field makes the field of a form.
func (f DateField) Field() Field {
	return Field{Key: f.Key, Label: f.Label, Ask: f.ask, Parse: f.parse, Skip: f.Skip}
}

func (f DateField) ask(ctx context.Context, r *Request, a Answers) (Reply, error) {
	question, err := f.Ask(ctx, r, a)
	if err != nil {
		return Reply{}, err
	}
	sheet, err := f.Days.sheet(ctx, r, a, readShownDays(r.Shown))
	if err != nil {
		return Reply{}, err
	}
	sheet.text.Question = question
	return Reply{Text: sheet.text, Buttons: sheet.keyboard(func(d calendar.Date) string { return d.String() })}, nil
}

func (f DateField) parse(ctx context.Context, r *Request, a Answers, value string) (Answer, error) {
	if month, ok := turned(value); ok {
		return Answer{Show: shownDays{month: month}.String()}, nil
	}
	span, day, err := f.day(ctx, r, a, value)
	if err != nil {
		return Answer{}, err
	}
	if err := f.Days.check(ctx, r, a, span, day); err != nil {
		return Answer{}, err
	}
	return Answer{Value: day.String()}, nil
}

// day is the day that was tapped or typed.
func (f DateField) day(ctx context.Context, r *Request, a Answers, value string) (Span, calendar.Date, error) {
	if value == "" {
		span, first, last, err := f.Days.read(ctx, r, a)
		if err == nil && first != last {
			err = ErrDayExpected
		}
		return span, first, err
	}
	day, err := calendar.ParseDate(value)
	if err != nil {
		return Span{}, day, ErrUseButtons
	}
	span, err := f.Days.Span(ctx, r, a)
	return span, day, err
}

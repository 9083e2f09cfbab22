package bot

import (
	"context"
	"strings"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// PeriodField is answered by a first and a last day: on a calendar, or typed.
// Its answer is read with PeriodOf.
type PeriodField struct {
	Key   string
	Label Phrase
	Ask   Question
	Days  Days
	// Line words what days would mean (working days, balances); it stands
	// under the calendar as soon as there is a first day, which is the last
	// one, too, until that is chosen. With a Line the person sees it before
	// going on. It may return nil.
	Line func(ctx context.Context, r *Request, a Answers, first, last calendar.Date) (Phrase, error)
	// Check refuses days with an error that has a wording; nil: none.
	Check func(ctx context.Context, r *Request, a Answers, first, last calendar.Date) error
	Skip  func(a Answers) bool
}

// What the buttons of a period answer: the first day, both days to look at,
// both days for good.
const (
	firstPrefix = "a"
	bothPrefix  = "b"
	finalPrefix = "p"
)

// Field makes the field of a form.
func (f PeriodField) Field() Field {
	return Field{Key: f.Key, Label: f.Label, Ask: f.ask, Parse: f.parse, Skip: f.Skip}
}

// PeriodOf reads the answer of a PeriodField.
func PeriodOf(answer string) (first, last calendar.Date, err error) {
	from, to, _ := strings.Cut(answer, "/")
	if first, err = calendar.ParseDate(from); err != nil {
		return first, last, err
	}
	if last, err = calendar.ParseDate(to); err != nil {
		return first, last, err
	}
	if last.Before(first) {
		return first, last, &calendar.DateError{Text: answer, Reason: calendar.DateFormat}
	}
	return first, last, nil
}

func period(first, last calendar.Date) string { return first.String() + "/" + last.String() }

func (f PeriodField) ask(ctx context.Context, r *Request, a Answers) (Reply, error) {
	question, err := f.Ask(ctx, r, a)
	if err != nil {
		return Reply{}, err
	}
	shown := readShownDays(r.Shown)
	sheet, err := f.Days.sheet(ctx, r, a, shown)
	if err != nil {
		return Reply{}, err
	}
	sheet.text.Question, sheet.text.Period = question, true
	if sheet.text.Line, err = f.line(ctx, r, a, shown); err != nil {
		return Reply{}, err
	}
	rows := sheet.keyboard(func(d calendar.Date) string { return f.value(shown, d) })
	return Reply{Text: sheet.text, Buttons: append(rows, f.next(shown)...)}, nil
}

func (f PeriodField) line(ctx context.Context, r *Request, a Answers, shown shownDays) (Phrase, error) {
	if f.Line == nil || shown.first.IsZero() {
		return nil, nil
	}
	last := shown.last
	if last.IsZero() {
		last = shown.first
	}
	return f.Line(ctx, r, a, shown.first, last)
}

// value is what the button of a day answers: it is the first day, or the last
// one after it. With both chosen, a day begins anew.
func (f PeriodField) value(shown shownDays, day calendar.Date) string {
	switch {
	case shown.first.IsZero(), !shown.last.IsZero(), day.Before(shown.first):
		return firstPrefix + day.String()
	case f.Line == nil:
		return finalPrefix + period(shown.first, day)
	}
	return bothPrefix + period(shown.first, day)
}

// next is the button that goes on with what is chosen.
func (f PeriodField) next(shown shownDays) [][]Button {
	label, last := SayOneDay, shown.first
	if !shown.last.IsZero() {
		label, last = SayNext, shown.last
	}
	if shown.first.IsZero() {
		return nil
	}
	next := AnswerButton(label, finalPrefix+period(shown.first, last))
	next.Style = Primary
	return [][]Button{{next}}
}

func (f PeriodField) parse(ctx context.Context, r *Request, a Answers, value string) (Answer, error) {
	if value == "" {
		_, first, last, err := f.Days.read(ctx, r, a)
		if err != nil {
			return Answer{}, err
		}
		return f.final(ctx, r, a, first, last)
	}
	shown := readShownDays(r.Shown)
	if month, ok := turned(value); ok {
		shown.month = month
		return Answer{Show: shown.String()}, nil
	}
	if day, ok := strings.CutPrefix(value, firstPrefix); ok {
		return f.first(ctx, r, a, day)
	}
	days, final := strings.CutPrefix(value, finalPrefix)
	first, last, err := PeriodOf(strings.TrimPrefix(days, bothPrefix))
	if err != nil {
		return Answer{}, ErrUseButtons
	}
	answer, err := f.final(ctx, r, a, first, last)
	if err != nil || final {
		return answer, err
	}
	return Answer{Show: shownDays{month: monthOf(last), first: first, last: last}.String()}, nil
}

// first takes the first day.
func (f PeriodField) first(ctx context.Context, r *Request, a Answers, value string) (Answer, error) {
	day, err := calendar.ParseDate(value)
	if err != nil {
		return Answer{}, ErrUseButtons
	}
	span, err := f.Days.Span(ctx, r, a)
	if err != nil {
		return Answer{}, err
	}
	if err := f.Days.check(ctx, r, a, span, day); err != nil {
		return Answer{}, err
	}
	return Answer{Show: shownDays{month: monthOf(day), first: day}.String()}, nil
}

// final takes both days.
func (f PeriodField) final(ctx context.Context, r *Request, a Answers, first, last calendar.Date) (Answer, error) {
	span, err := f.Days.Span(ctx, r, a)
	if err != nil {
		return Answer{}, err
	}
	if err := f.Days.check(ctx, r, a, span, first, last); err != nil {
		return Answer{}, err
	}
	if f.Check != nil {
		if err := f.Check(ctx, r, a, first, last); err != nil {
			return Answer{}, err
		}
	}
	return Answer{Value: period(first, last)}, nil
}

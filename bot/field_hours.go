package bot

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// HoursField is answered by hours of a day, typed or with buttons: first from
// when, then until when. Its answer is read with HoursOf.
type HoursField struct {
	Key   string
	Label Phrase
	Ask   Question
	// Span says which hours there are.
	Span func(ctx context.Context, r *Request, a Answers) (HourSpan, error)
	// Check refuses hours with an error that has a wording; nil: none.
	Check func(ctx context.Context, r *Request, a Answers, from, to int) error
	Skip  func(a Answers) bool
}

// HourSpan is what hours can be chosen from, in minutes from midnight.
type HourSpan struct {
	First, Last int
	Step        int // between the buttons; what is typed may be any minute; 0 is 30
	// From or To, unless 0, is fixed: only the other one is asked for.
	From, To int
}

// HoursError tells within which minutes of a day hours can be chosen, the
// beginning before the end.
type HoursError struct{ First, Last int }

func (e *HoursError) Error() string {
	return fmt.Sprintf("hours are not within minutes %d and %d, or end before they begin", e.First, e.Last)
}

// HoursOf reads the answer of an HoursField, in minutes from midnight.
func HoursOf(answer string) (from, to int, err error) {
	before, after, found := strings.Cut(answer, "-")
	from, fromErr := strconv.Atoi(before)
	to, toErr := strconv.Atoi(after)
	if !found || fromErr != nil || toErr != nil || from < 0 || to <= from || to > minutesOfDay {
		return 0, 0, fmt.Errorf("read hours %.20q: %w", answer, ErrHoursExpected)
	}
	return from, to, nil
}

const (
	minutesOfDay = 24 * 60
	usualStep    = 30
	// hourPrefix begins the value of a button that only chooses the beginning.
	hourPrefix = "f"
)

func hours(from, to int) string { return strconv.Itoa(from) + "-" + strconv.Itoa(to) }

// Field makes the field of a form.
func (f HoursField) Field() Field {
	return Field{Key: f.Key, Label: f.Label, Ask: f.ask, Parse: f.parse, Skip: f.Skip}
}

func (f HoursField) ask(ctx context.Context, r *Request, a Answers) (Reply, error) {
	question, err := f.Ask(ctx, r, a)
	if err != nil {
		return Reply{}, err
	}
	span, err := f.Span(ctx, r, a)
	if err != nil {
		return Reply{}, err
	}
	from, chosen := span.begun(r.Shown)
	var buttons []Button
	for minute := span.First; minute <= span.Last; minute += span.step() {
		if value := span.value(minute, from, chosen); value != "" {
			buttons = append(buttons, AnswerButton(HourLabel{minute}, value))
		}
	}
	rows := inRows(buttons, 0, 4)
	if chosen && span.From == 0 {
		rows = append(rows, []Button{AnswerButton(SayOtherHour, hourPrefix)})
	}
	return Reply{Text: HoursQuestion{Question: question, From: from, Until: chosen}, Buttons: rows}, nil
}

func (s HourSpan) step() int {
	if s.Step <= 0 {
		return usualStep
	}
	return s.Step
}

// begun is the beginning that has been chosen, or is fixed.
func (s HourSpan) begun(shown string) (from int, chosen bool) {
	if s.From != 0 {
		return s.From, true
	}
	from, err := strconv.Atoi(shown)
	return from, err == nil
}

// value is what the button of a minute answers; "" where it can be neither
// beginning nor end.
func (s HourSpan) value(minute, from int, chosen bool) string {
	switch {
	case chosen && minute > from:
		return hours(from, minute)
	case chosen:
		return ""
	case s.To != 0 && minute < s.To:
		return hours(minute, s.To)
	case s.To == 0 && minute < s.Last:
		return hourPrefix + strconv.Itoa(minute)
	}
	return ""
}

func (f HoursField) parse(ctx context.Context, r *Request, a Answers, value string) (Answer, error) {
	span, err := f.Span(ctx, r, a)
	if err != nil {
		return Answer{}, err
	}
	if begin, ok := strings.CutPrefix(value, hourPrefix); ok {
		return span.begin(begin)
	}
	from, to, err := f.read(r, span, value)
	if err != nil {
		return Answer{}, err
	}
	if from < span.First || to > span.Last || from >= to {
		return Answer{}, &HoursError{First: span.First, Last: span.Last}
	}
	if f.Check != nil {
		if err := f.Check(ctx, r, a, from, to); err != nil {
			return Answer{}, err
		}
	}
	return Answer{Value: hours(from, to)}, nil
}

// begin takes the beginning; none asks for it again.
func (s HourSpan) begin(value string) (Answer, error) {
	if value == "" {
		return Answer{Show: hourPrefix}, nil
	}
	from, err := strconv.Atoi(value)
	if err != nil || from < s.First || from >= s.Last {
		return Answer{}, ErrUseButtons
	}
	return Answer{Show: strconv.Itoa(from)}, nil
}

// read reads hours that were tapped or typed.
func (f HoursField) read(r *Request, span HourSpan, value string) (from, to int, err error) {
	if value != "" {
		if from, to, err = HoursOf(value); err != nil {
			return 0, 0, ErrUseButtons
		}
		return from, to, nil
	}
	from, to, ok := r.words.ReadHours(r.Text)
	switch {
	case !ok || r.File != nil:
		return 0, 0, ErrHoursExpected
	case from >= 0:
	case span.To != 0:
		from, to = to, span.To
	default:
		var chosen bool
		if from, chosen = span.begun(r.Shown); !chosen {
			return 0, 0, ErrHoursExpected
		}
	}
	return from, to, nil
}

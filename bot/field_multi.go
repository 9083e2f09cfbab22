package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// MultiField is answered by several of its buttons: each is turned on and off
// until the person taps on. Its answer is read with ChosenOf.
type MultiField struct {
	Key     string
	Label   Phrase
	Ask     Question
	Options func(ctx context.Context, r *Request, a Answers) ([]Option, error)
	Min     int
	Max     int // 0: all
	PerRow  int // buttons in a row; 0 is one
	Skip    func(a Answers) bool
}

// ChosenError tells how many have to be chosen, and how many may be.
type ChosenError struct{ Chosen, Min, Max int }

func (e *ChosenError) Error() string {
	return fmt.Sprintf("%d are chosen, not from %d to %d", e.Chosen, e.Min, e.Max)
}

// What the buttons of several choices answer: turn one on, turn it off, go
// on. They say what is to be, so that one that comes twice changes nothing.
const (
	onPrefix  = "+"
	offPrefix = "-"
	doneValue = "ok"
)

// listSeparator cannot stand in a button's value.
const listSeparator = "|"

// ChosenOf reads the answer of a MultiField.
func ChosenOf(answer string) []string {
	if answer == "" {
		return nil
	}
	return strings.Split(answer, listSeparator)
}

// Field makes the field of a form.
func (f MultiField) Field() Field {
	return Field{Key: f.Key, Label: f.Label, Ask: f.ask, Parse: f.parse, Skip: f.Skip}
}

// chosen reads what the question shows: the values behind a first separator;
// at the beginning, what was chosen before it was asked anew.
func (f MultiField) chosen(r *Request) []string {
	if r.Shown == "" {
		return ChosenOf(r.Was)
	}
	return ChosenOf(strings.TrimPrefix(r.Shown, listSeparator))
}

func (f MultiField) ask(ctx context.Context, r *Request, a Answers) (Reply, error) {
	question, err := f.Ask(ctx, r, a)
	if err != nil {
		return Reply{}, err
	}
	options, err := f.Options(ctx, r, a)
	if err != nil {
		return Reply{}, err
	}
	chosen := f.chosen(r)
	buttons := make([]Button, 0, len(options))
	for _, o := range options {
		on := slices.Contains(chosen, o.Value)
		prefix, style := onPrefix, o.Style
		if on {
			prefix, style = offPrefix, Success
		}
		b := AnswerButton(ChosenLabel{Label: o.Label, On: on}, prefix+o.Value)
		b.Style = style
		buttons = append(buttons, b)
	}
	rows := inRows(buttons, f.PerRow, 1)
	if len(chosen) >= f.Min {
		rows = append(rows, []Button{doneButton()})
	}
	return Reply{Text: question, Buttons: rows}, nil
}

func doneButton() Button {
	b := AnswerButton(SayNext, doneValue)
	b.Style = Primary
	return b
}

func (f MultiField) parse(ctx context.Context, r *Request, a Answers, value string) (Answer, error) {
	options, err := f.Options(ctx, r, a)
	if err != nil {
		return Answer{}, err
	}
	chosen := slices.DeleteFunc(f.chosen(r), func(v string) bool { return !offered(options, v) })
	if value == doneValue {
		if err := f.count(len(chosen), f.Min, len(options)); err != nil {
			return Answer{}, err
		}
		return Answer{Value: strings.Join(chosen, listSeparator)}, nil
	}
	chosen, err = toggled(chosen, value, func(v string) bool { return offered(options, v) })
	if err != nil {
		return Answer{}, err
	}
	if err := f.count(len(chosen), 0, len(options)); err != nil {
		return Answer{}, err
	}
	return Answer{Show: listSeparator + strings.Join(chosen, listSeparator)}, nil
}

func (f MultiField) count(n, atLeast, all int) error {
	most := f.Max
	if most == 0 {
		most = all
	}
	if n < atLeast || n > most {
		return &ChosenError{Chosen: n, Min: f.Min, Max: most}
	}
	return nil
}

func offered(options []Option, value string) bool {
	return slices.ContainsFunc(options, func(o Option) bool { return o.Value == value })
}

// toggled is what is chosen after a button was tapped.
func toggled(chosen []string, value string, known func(string) bool) ([]string, error) {
	if on, ok := strings.CutPrefix(value, onPrefix); ok && known(on) {
		if slices.Contains(chosen, on) {
			return chosen, nil
		}
		return append(chosen, on), nil
	}
	if off, ok := strings.CutPrefix(value, offPrefix); ok {
		return slices.DeleteFunc(chosen, func(v string) bool { return v == off }), nil
	}
	return nil, ErrUseButtons
}

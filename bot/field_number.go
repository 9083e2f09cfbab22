package bot

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// NumberField is answered by a whole number, typed or with a quick button.
// Its answer is read with strconv.Atoi.
type NumberField struct {
	Key      string
	Label    Phrase
	Ask      Question
	Min, Max int
	Quick    []int // buttons
	PerRow   int   // of them; 0 is five
	Skip     func(a Answers) bool
}

// NumberRangeError tells which numbers will do.
type NumberRangeError struct{ Number, Min, Max int }

func (e *NumberRangeError) Error() string {
	return fmt.Sprintf("%d is not within %d and %d", e.Number, e.Min, e.Max)
}

// Field makes the field of a form.
func (f NumberField) Field() Field {
	return Field{Key: f.Key, Label: f.Label, Ask: f.ask, Parse: f.parse, Skip: f.Skip}
}

func (f NumberField) ask(ctx context.Context, r *Request, a Answers) (Reply, error) {
	question, err := f.Ask(ctx, r, a)
	if err != nil {
		return Reply{}, err
	}
	buttons := make([]Button, 0, len(f.Quick))
	for _, n := range f.Quick {
		buttons = append(buttons, AnswerButton(NumberLabel{n}, strconv.Itoa(n)))
	}
	return Reply{Text: question, Buttons: inRows(buttons, f.PerRow, 5)}, nil
}

func (f NumberField) parse(_ context.Context, r *Request, _ Answers, value string) (Answer, error) {
	if value == "" {
		if r.File != nil {
			return Answer{}, ErrNumberExpected
		}
		value = strings.TrimSpace(r.Text)
	}
	n, err := strconv.Atoi(value)
	if err != nil {
		return Answer{}, ErrNumberExpected
	}
	if n < f.Min || n > f.Max {
		return Answer{}, &NumberRangeError{Number: n, Min: f.Min, Max: f.Max}
	}
	return Answer{Value: strconv.Itoa(n)}, nil
}

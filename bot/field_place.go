package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// PlaceField is answered by a location, live or not. Its answer is read with
// PlaceOf, unless it came by Text.
type PlaceField struct {
	Key   string
	Label Phrase
	Ask   Question
	// Check refuses a place with an error that has a wording; it is asked
	// before the field refuses what was forwarded. Nil: every place will do.
	Check func(ctx context.Context, r *Request, p Place) error
	// Text reads what was typed in place of a location, or what a button of
	// Rows answers; what it returns is the answer. Nil: only a location will do.
	Text func(ctx context.Context, r *Request, a Answers, text string) (string, error)
	Rows [][]Button // under the question, above Batal
	Skip func(a Answers) bool
}

// Field makes the field of a form.
func (f PlaceField) Field() Field {
	return Field{Key: f.Key, Label: f.Label, Ask: f.ask, Parse: f.parse, Skip: f.Skip, Places: true}
}

func (f PlaceField) ask(ctx context.Context, r *Request, a Answers) (Reply, error) {
	question, err := f.Ask(ctx, r, a)
	if err != nil {
		return Reply{}, err
	}
	rows := make([][]Button, 0, len(f.Rows)+1) // a copy: the engine writes the draft into it
	for _, row := range f.Rows {
		rows = append(rows, slices.Clone(row))
	}
	return Reply{Text: question, Buttons: rows}, nil
}

func (f PlaceField) parse(ctx context.Context, r *Request, a Answers, value string) (Answer, error) {
	if r.Place == nil {
		return f.typed(ctx, r, a, value)
	}
	if f.Check != nil {
		if err := f.Check(ctx, r, *r.Place); err != nil {
			return Answer{}, err
		}
	}
	if r.Place.Forwarded {
		return Answer{}, ErrPlaceForwarded
	}
	return Answer{Value: r.Place.answer()}, nil
}

func (f PlaceField) typed(ctx context.Context, r *Request, a Answers, value string) (Answer, error) {
	if value == "" {
		value = r.Text
	}
	if f.Text == nil || value == "" || r.File != nil {
		return Answer{}, ErrPlaceExpected
	}
	text, err := f.Text(ctx, r, a, value)
	return Answer{Value: text}, err
}

// answer is the place as it stands in an answer: latitude, longitude, and the
// radius of uncertainty.
func (p Place) answer() string {
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	return number(p.Latitude) + "," + number(p.Longitude) + "," + number(p.Accuracy)
}

var errNoPlace = errors.New("answer is no place")

// PlaceOf reads the answer of a PlaceField.
func PlaceOf(answer string) (Place, error) {
	parts := strings.Split(answer, ",")
	var numbers [3]float64
	if len(parts) != len(numbers) {
		return Place{}, fmt.Errorf("read %q: %w", answer, errNoPlace)
	}
	for i, part := range parts {
		n, err := strconv.ParseFloat(part, 64)
		if err != nil {
			return Place{}, fmt.Errorf("read %q: %w", answer, errNoPlace)
		}
		numbers[i] = n
	}
	return Place{Latitude: numbers[0], Longitude: numbers[1], Accuracy: numbers[2]}, nil
}

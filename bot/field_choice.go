package bot

import (
	"context"
	"slices"
)

// Option is one thing to choose.
type Option struct {
	Label Phrase
	Value string
	Style Style
}

// ChoiceField is answered by one of its buttons.
type ChoiceField struct {
	Key     string
	Label   Phrase
	Ask     Question
	Options func(ctx context.Context, r *Request, a Answers) ([]Option, error)
	PerRow  int // buttons in a row; 0 is one
	Skip    func(a Answers) bool
}

// Field makes the field of a form.
func (f ChoiceField) Field() Field {
	return Field{Key: f.Key, Label: f.Label, Ask: f.ask, Parse: f.parse, Skip: f.Skip}
}

func (f ChoiceField) ask(ctx context.Context, r *Request, a Answers) (Reply, error) {
	question, err := f.Ask(ctx, r, a)
	if err != nil {
		return Reply{}, err
	}
	options, err := f.Options(ctx, r, a)
	if err != nil {
		return Reply{}, err
	}
	buttons := make([]Button, 0, len(options))
	for _, o := range options {
		b := AnswerButton(o.Label, o.Value)
		b.Style = o.Style
		buttons = append(buttons, b)
	}
	return Reply{Text: question, Buttons: inRows(buttons, f.PerRow, 1)}, nil
}

// parse asks for the options again: a value that came with a button is a hint.
func (f ChoiceField) parse(ctx context.Context, r *Request, a Answers, value string) (Answer, error) {
	options, err := f.Options(ctx, r, a)
	if err != nil {
		return Answer{}, err
	}
	if value == "" || !slices.ContainsFunc(options, func(o Option) bool { return o.Value == value }) {
		return Answer{}, ErrUseButtons
	}
	return Answer{Value: value}, nil
}

package bot

import (
	"context"
	"unicode/utf8"
)

// TextField is answered by a text.
type TextField struct {
	Key   string
	Label Phrase
	Ask   Question
	// Check refuses a text with an error that has a wording.
	Check func(text string) error
	Limit int // characters; 0 is what fits into one message
	// Optional offers a button that leaves the text out: the answer is "".
	Optional bool
	Skip     func(a Answers) bool
}

// maxText is how many characters a text may have where a field has no limit
// of its own: what fits into one message.
const maxText = 4096

// Field makes the field of a form.
func (f TextField) Field() Field {
	return Field{Key: f.Key, Label: f.Label, Ask: f.ask, Parse: f.parse, Skip: f.Skip}
}

func (f TextField) ask(ctx context.Context, r *Request, a Answers) (Reply, error) {
	question, err := f.Ask(ctx, r, a)
	if err != nil {
		return Reply{}, err
	}
	reply := Reply{Text: question}
	if f.Optional {
		reply.Buttons = [][]Button{{AnswerButton(SaySkip, skipValue)}}
	}
	return reply, nil
}

func (f TextField) parse(_ context.Context, r *Request, _ Answers, value string) (Answer, error) {
	if f.Optional && value == skipValue {
		return Answer{}, nil
	}
	if r.File != nil || r.Text == "" {
		return Answer{}, ErrTextExpected
	}
	limit := f.Limit
	if limit == 0 {
		limit = maxText
	}
	if n := utf8.RuneCountInString(r.Text); n > limit {
		return Answer{}, &TextTooLongError{Length: n, Limit: limit}
	}
	if f.Check != nil {
		if err := f.Check(r.Text); err != nil {
			return Answer{}, err
		}
	}
	return Answer{Value: r.Text}, nil
}

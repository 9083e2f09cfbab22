package bot

import (
	"context"
)

// ConfirmField shows what will be sent, and sends it: Kirim, Ubah, Batal.
type ConfirmField struct {
	Key  string
	Ask  Question
	Skip func(a Answers) bool
}

const sendValue = "ok"

// Field makes the field of a form.
func (f ConfirmField) Field() Field {
	return Field{Key: f.Key, Ask: f.ask, Parse: f.parse, Skip: f.Skip}
}

func (f ConfirmField) ask(ctx context.Context, r *Request, a Answers) (Reply, error) {
	question, err := f.Ask(ctx, r, a)
	if err != nil {
		return Reply{}, err
	}
	send := AnswerButton(SaySend, sendValue)
	send.Style = Success
	return Reply{Text: question, Buttons: [][]Button{{send}, {ChangeButton(), CancelButton()}}}, nil
}

func (f ConfirmField) parse(_ context.Context, _ *Request, _ Answers, value string) (Answer, error) {
	if value != sendValue {
		return Answer{}, ErrUseButtons
	}
	return Answer{Value: value}, nil
}

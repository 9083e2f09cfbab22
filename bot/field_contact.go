package bot

import (
	"context"

	"github.com/gelis-bali/gelis/domain/account"
	"github.com/gelis-bali/gelis/domain/staff"
)

// ContactField is answered by the own telephone number, shared with a button
// below the text field. Its answer is a staff.Phone.
type ContactField struct {
	Key  string
	Ask  Question
	Skip func(a Answers) bool
}

// Field makes the field of a form.
func (f ContactField) Field() Field {
	return Field{Key: f.Key, Ask: f.ask, Parse: f.parse, Skip: f.Skip}
}

func (f ContactField) ask(ctx context.Context, r *Request, a Answers) (Reply, error) {
	question, err := f.Ask(ctx, r, a)
	if err != nil {
		return Reply{}, err
	}
	return Reply{Text: question, Keyboard: &Keyboard{RequestContact: SayShareContact}}, nil
}

func (f ContactField) parse(_ context.Context, r *Request, _ Answers, _ string) (Answer, error) {
	if r.Contact == nil {
		return Answer{}, ErrContactExpected
	}
	if !r.Contact.Own {
		return Answer{}, account.ErrNotOwnContact
	}
	phone, err := staff.ParseContactPhone(r.Contact.Phone)
	if err != nil {
		return Answer{}, err
	}
	return Answer{Value: string(phone)}, nil
}

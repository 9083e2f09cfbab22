package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/gelis-bali/gelis/domain/account"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Question words what a field asks.
type Question func(ctx context.Context, r *Request, a Answers) (Phrase, error)

// AnswerButton is a button that answers the question it stands under.
func AnswerButton(label Phrase, value string) Button {
	return Button{Label: label, Action: actionAnswer, Args: []string{value}}
}

// CancelButton is a button that gives the form up. A question that has none
// gets one.
func CancelButton() Button { return Button{Label: SayCancel, Action: actionCancel} }

// ChangeButton is a button that lists the answers which can be changed.
func ChangeButton() Button { return Button{Label: SayChange, Action: actionChange} }

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
	return Reply{Text: question, Buttons: slices.Collect(slices.Chunk(buttons, max(1, f.PerRow)))}, nil
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

// skipValue is what the button of an optional field answers.
const skipValue = "-"

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

// FilesField collects photos and PDF, also those of an album, until the
// person taps on.
type FilesField struct {
	Key   string
	Label Phrase
	// Ask words the question, given what there is already.
	Ask func(ctx context.Context, r *Request, a Answers, kept []document.File) (Phrase, error)
	// Keep fetches, checks and stores a file. Its errors are worded.
	Keep func(ctx context.Context, r *Request, f File) (document.File, error)
	Max  int
	// TooMany is the error for one file more than Max.
	TooMany  error
	Optional bool // going on without any file is fine
	Skip     func(a Answers) bool
}

// Field makes the field of a form. Its answer is read with FilesOf.
func (f FilesField) Field() Field {
	return Field{Key: f.Key, Label: f.Label, Ask: f.ask, Parse: f.parse, Skip: f.Skip}
}

// FilesOf reads the answer of a FilesField.
func FilesOf(answer string) ([]document.File, error) {
	if answer == "" {
		return nil, nil
	}
	var files []document.File
	if err := json.Unmarshal([]byte(answer), &files); err != nil {
		return nil, fmt.Errorf("read the answer of a field for files: %w", err)
	}
	return files, nil
}

func (f FilesField) ask(ctx context.Context, r *Request, a Answers) (Reply, error) {
	kept, err := FilesOf(a[f.Key])
	if err != nil {
		return Reply{}, err
	}
	question, err := f.Ask(ctx, r, a, kept)
	if err != nil {
		return Reply{}, err
	}
	reply := Reply{Text: question}
	switch {
	case len(kept) > 0:
		next := AnswerButton(SayNext, skipValue)
		next.Style = Primary
		reply.Buttons = [][]Button{{next}}
	case f.Optional:
		reply.Buttons = [][]Button{{AnswerButton(SaySkip, skipValue)}}
	}
	return reply, nil
}

func (f FilesField) parse(ctx context.Context, r *Request, a Answers, value string) (Answer, error) {
	kept, err := FilesOf(a[f.Key])
	if err != nil {
		return Answer{}, err
	}
	if value == skipValue && (f.Optional || len(kept) > 0) {
		return Answer{Value: a[f.Key]}, nil
	}
	if r.File == nil {
		return Answer{}, ErrFileExpected
	}
	if len(kept) >= f.Max {
		return Answer{}, f.TooMany
	}
	file, err := f.Keep(ctx, r, *r.File)
	if err != nil {
		return Answer{}, err
	}
	if !slices.ContainsFunc(kept, func(k document.File) bool { return k.ID == file.ID }) {
		kept = append(kept, file)
	}
	list, err := json.Marshal(kept)
	if err != nil {
		return Answer{}, fmt.Errorf("write the answer of a field for files: %w", err)
	}
	return Answer{Value: string(list), Stay: true}, nil
}

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

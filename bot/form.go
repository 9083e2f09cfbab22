package bot

import (
	"context"
	"fmt"

	"github.com/gelis-bali/gelis/domain/staff"
)

// Answers are a form's answers by field key, each in canonical text
// ("2026-08-18", "3"), parsed again in Submit.
type Answers map[string]string

// Form is a conversation that asks for several things. It is data: the
// engine alone knows about drafts and sessions.
type Form struct {
	Name   string
	For    staff.Audience
	Fields []Field
	// Submit takes the whole form. r.Draft is the same for every repetition
	// of one submission, so that it can be made unique by it.
	// A refusal brings the last question again, unless it is in EndForm.
	Submit func(ctx context.Context, r *Request, a Answers) (Reply, error)
}

// check names what is wrong with the form.
func (f Form) check() []error {
	var faults []error
	if f.For == "" || f.Submit == nil || len(f.Fields) == 0 {
		faults = append(faults, fmt.Errorf("form %q needs an audience, fields and Submit", f.Name))
	}
	seen := map[string]bool{}
	for _, field := range f.Fields {
		if field.Key == "" || seen[field.Key] || field.Ask == nil || field.Parse == nil {
			faults = append(faults, fmt.Errorf("form %q: field %q needs a key of its own, Ask and Parse", f.Name, field.Key))
		}
		seen[field.Key] = true
		if _, err := (Callback{Action: actionChange, Draft: longestDraft(actionChange), Args: []string{field.Key}}).Encode(); err != nil {
			faults = append(faults, fmt.Errorf("form %q: key %q does not fit a button: %w", f.Name, field.Key, err))
		}
	}
	return faults
}

// field finds a field by its key.
func (f Form) field(key string) (Field, bool) {
	for _, field := range f.Fields {
		if field.Key == key {
			return field, true
		}
	}
	return Field{}, false
}

// open finds the first field that is neither answered nor skipped.
func (f Form) open(a Answers) (Field, bool) {
	for _, field := range f.Fields {
		if _, answered := a[field.Key]; !answered && (field.Skip == nil || !field.Skip(a)) {
			return field, true
		}
	}
	return Field{}, false
}

// Field asks one thing. The next field is the first one that is neither
// answered nor skipped, so going back is deleting an answer.
type Field struct {
	Key string // names the answer; survives fields being added around it
	// Label names the field under Ubah; nil: it cannot be changed there.
	Label Phrase
	// Ask puts the question. An AnswerButton answers it.
	Ask func(ctx context.Context, r *Request, a Answers) (Reply, error)
	// Parse reads what the person sent (r.Text, r.File, r.Contact) or tapped
	// (value). An error that has a wording is shown with the question again;
	// one in EndForm ends the form.
	Parse func(ctx context.Context, r *Request, a Answers, value string) (Answer, error)
	// Skip leaves the field out.
	Skip func(a Answers) bool
	// Places: Parse is told of a live location that moves, too. What it
	// refuses then is not shown, unless it is in EndForm.
	Places bool
}

// Answer is what a field understood.
type Answer struct {
	Value string // canonical
	Stay  bool   // more may follow: ask again with what there is
	// Show, unless empty, answers nothing: the question is asked again and
	// shows this (a month, a page, a search). Asking finds it in r.Shown.
	Show string
}

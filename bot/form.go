package bot

import (
	"context"

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
	Submit func(ctx context.Context, r *Request, a Answers) (Reply, error)
}

// Field asks one thing. The next field is the first one that is neither
// answered nor skipped, so going back is deleting an answer.
type Field struct {
	Key string // names the answer; survives fields being added around it
	// Label names the field under Ubah; nil: it cannot be changed there.
	Label Phrase
	// Ask puts the question. Buttons with the action AnswerAction(value) answer it.
	Ask func(ctx context.Context, r *Request, a Answers) (Reply, error)
	// Parse reads what the person sent (r.Text, r.File, r.Contact) or tapped
	// (value). An error that has a wording is shown with the question again.
	Parse func(ctx context.Context, r *Request, a Answers, value string) (Answer, error)
	// Skip leaves the field out.
	Skip func(a Answers) bool
}

// Answer is what a field understood.
type Answer struct {
	Value string // canonical
	Stay  bool   // more may follow: ask again with what there is
}

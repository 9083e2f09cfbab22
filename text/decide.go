package text

import (
	"github.com/gelis-bali/gelis/domain/request"
)

// ChoiceLabel is the button of a verdict: Setujui, Perubahan, Tangguhkan, Tolak.
type ChoiceLabel struct{ Choice request.Choice }

// Phrase names the template.
func (ChoiceLabel) Phrase() string { return "label.choice" }

// AskProposal asks which days a decider proposes instead.
type AskProposal struct{ Item request.Item }

// Phrase names the template.
func (AskProposal) Phrase() string { return "decide.proposal" }

// AskWhy asks for the reason of a verdict, or of a cancellation.
type AskWhy struct {
	Item   request.Item
	Choice request.Choice // empty: of a cancellation
	Limit  int
}

// Phrase names the template.
func (AskWhy) Phrase() string { return "decide.why" }

// ConfirmVerdict shows a verdict before it is given.
type ConfirmVerdict struct {
	Item     request.Item
	Choice   request.Choice
	Reason   string
	Proposal request.Period // of a Change
}

// Phrase names the template.
func (ConfirmVerdict) Phrase() string { return "decide.confirm" }

// ConfirmWithdraw asks whether a request is to be withdrawn.
type ConfirmWithdraw struct{ Item request.Item }

// Phrase names the template.
func (ConfirmWithdraw) Phrase() string { return "request.withdraw" }

// Ruled says that a verdict was given.
type Ruled struct {
	Choice request.Choice
	Own    *request.Step
}

// Phrase names the template.
func (Ruled) Phrase() string { return "decide.done" }

// DocumentsLabel is the button that sends the documents of a request.
type DocumentsLabel struct{ Count int }

// Phrase names the template.
func (DocumentsLabel) Phrase() string { return "label.documents" }

package text

import (
	"github.com/gelis-bali/gelis/domain/document"
)

// AskReport asks for the follow-up report of a disposition.
type AskReport struct{ AgendaNumber, Limit int }

// Phrase names the template.
func (AskReport) Phrase() string { return "finish.report" }

// AskFiles asks for photos or PDF that belong to a report.
type AskFiles struct {
	Files []document.File // kept already
	Limit int
}

// Phrase names the template.
func (AskFiles) Phrase() string { return "finish.files" }

// Left is how many more files are taken.
func (a AskFiles) Left() int { return max(0, a.Limit-len(a.Files)) }

// ConfirmFinish shows a report before it is sent.
type ConfirmFinish struct {
	AgendaNumber int
	Report       string
	Files        []document.File
}

// Phrase names the template.
func (ConfirmFinish) Phrase() string { return "finish.confirm" }

// ConfirmFinishSecret asks whether a disposition of a secret letter is done.
type ConfirmFinishSecret struct{ AgendaNumber int }

// Phrase names the template.
func (ConfirmFinishSecret) Phrase() string { return "finish.secret" }

// AskReason asks why a disposition is returned.
type AskReason struct{ AgendaNumber, Limit int }

// Phrase names the template.
func (AskReason) Phrase() string { return "return.reason" }

// ConfirmReturn shows a return before it is sent.
type ConfirmReturn struct {
	AgendaNumber int
	Reason       string
}

// Phrase names the template.
func (ConfirmReturn) Phrase() string { return "return.confirm" }

// Finished says that a disposition is done and who has been told.
type Finished struct{ Sender string }

// Phrase names the template.
func (Finished) Phrase() string { return "finish.done" }

// SentBack says that a disposition went back and to whom.
type SentBack struct{ Sender string }

// Phrase names the template.
func (SentBack) Phrase() string { return "return.done" }

// Sending says how many files follow.
type Sending struct{ Count int }

// Phrase names the template.
func (Sending) Phrase() string { return "disposition.sending" }

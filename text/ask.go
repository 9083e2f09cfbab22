package text

import (
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

// AskWhat asks what kind of request is to be made, with the balance of annual
// leave of those who have one.
type AskWhat struct{ Balance *leave.Balance }

// Phrase names the template.
func (AskWhat) Phrase() string { return "ask.what" }

// KindLabel is the button of a kind of request.
type KindLabel struct{ Kind request.Kind }

// Phrase names the template.
func (KindLabel) Phrase() string { return "label.kind" }

// PermitLabel is the button of a kind of permission.
type PermitLabel struct{ Permit request.PermitType }

// Phrase names the template.
func (PermitLabel) Phrase() string { return "label.permit" }

// HoldingLabel is the button of a position that somebody holds.
type HoldingLabel struct{ Holding staff.Holding }

// Phrase names the template.
func (HoldingLabel) Phrase() string { return "label.holding" }

// AskLeave asks which kind of leave, with what each needs.
type AskLeave struct{ Kind staff.Kind }

// Phrase names the template.
func (AskLeave) Phrase() string { return "ask.leave" }

// AskDays asks for the days of a request.
type AskDays struct {
	Kind  request.Kind
	Leave leave.Type
}

// Phrase names the template.
func (AskDays) Phrase() string { return "ask.days" }

// DaysLine is what chosen days mean: how many working days, and what is left
// of annual leave.
type DaysLine struct {
	Kind    request.Kind
	Days    int
	Balance *leave.Balance // of annual leave
	Problem error          // why they will not do; with wording
}

// Phrase names the template.
func (DaysLine) Phrase() string { return "ask.line" }

// AskHours asks for the hours of a request.
type AskHours struct {
	Kind   request.Kind
	Permit request.PermitType
}

// Phrase names the template.
func (AskHours) Phrase() string { return "ask.hours" }

// AskText asks for a text that a request needs.
type AskText struct {
	Field request.Field
	Kind  request.Kind
	Limit int
}

// Phrase names the template.
func (AskText) Phrase() string { return "ask.text" }

// AskPhone asks for the telephone number during leave.
type AskPhone struct{ Own staff.Phone }

// Phrase names the template.
func (AskPhone) Phrase() string { return "ask.phone" }

// PhoneLabel is the button that takes the number that the office has.
type PhoneLabel struct{ Own staff.Phone }

// Phrase names the template.
func (PhoneLabel) Phrase() string { return "label.phone" }

// AskDocuments asks for the documents of a request.
type AskDocuments struct {
	Leave    leave.Type // empty: of another kind of request
	Required bool
	Files    []document.File // kept already
	Limit    int
}

// Phrase names the template.
func (AskDocuments) Phrase() string { return "ask.documents" }

// Left is how many more files are taken.
func (a AskDocuments) Left() int { return max(0, a.Limit-len(a.Files)) }

// AskPeople asks who else a request is about.
type AskPeople struct{ Kind request.Kind }

// Phrase names the template.
func (AskPeople) Phrase() string { return "ask.people" }

// AskPreview shows a request before it is sent, with who will decide on it.
type AskPreview struct {
	request.Plan
	Today   calendar.Date
	Problem error // why it cannot be sent as it is; with wording
}

// Phrase names the template.
func (AskPreview) Phrase() string { return "ask.preview" }

// Chain is the way that the request will go.
func (p AskPreview) Chain() Chain { return chain(p.Steps, p.Line) }

// Others are those who will be away, too.
func (p AskPreview) Others() AwayList { return AwayList{Absences: p.Away} }

// Sent says that a request is on its way, and with whom it is.
type Sent struct{ Waits []request.Turn }

// Turns are those that are named.
func (s Sent) Turns() []request.Turn { return RequestCard{View: request.View{Waits: s.Waits}}.Turns() }

// Phrase names the template.
func (Sent) Phrase() string { return "ask.sent" }

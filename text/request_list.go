package text

import (
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/request"
)

// RequestList is a page of what somebody asked for.
type RequestList struct {
	Page   request.Page
	Offset int
	Today  calendar.Date
}

// Phrase names the template.
func (RequestList) Phrase() string { return "request.list" }

// ApprovalList is a page of what waits for somebody's verdict.
type ApprovalList struct {
	Page   request.Page
	Offset int
	Today  calendar.Date
}

// Phrase names the template.
func (ApprovalList) Phrase() string { return "approval.list" }

// AskMany asks which of the requests that wait are to be approved.
type AskMany struct {
	Items  []request.Item
	Total  int // of all that wait
	Before int // how many wait before these
}

// Phrase names the template.
func (AskMany) Phrase() string { return "approval.many" }

// ItemLabel is the button of a request among several to choose from.
type ItemLabel struct{ Item request.Item }

// Phrase names the template.
func (ItemLabel) Phrase() string { return "label.item" }

// ConfirmMany asks whether to approve requests.
type ConfirmMany struct{ Items []request.Item }

// Phrase names the template.
func (ConfirmMany) Phrase() string { return "approval.confirm" }

// ApproveLabel is the button that approves so many requests.
type ApproveLabel struct{ Count int }

// Phrase names the template.
func (ApproveLabel) Phrase() string { return "label.approve_many" }

// ManyApproved says what became of each of several requests.
type ManyApproved struct {
	Approved []request.Item
	Refused  []RefusedItem
}

// RefusedItem is a request that could not be approved, and why.
type RefusedItem struct {
	Item request.Item
	Why  error // with wording
}

// Phrase names the template.
func (ManyApproved) Phrase() string { return "approval.done" }

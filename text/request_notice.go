package text

import (
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
)

// RequestNotice tells of a request, with enough in it to act.
type RequestNotice struct {
	request.View
	Kind  notify.Kind
	Today calendar.Date
}

// Phrase names the template: each kind has its own.
func (n RequestNotice) Phrase() string { return "notice." + string(n.Kind) }

// Mine reports whether the reader asked for it.
func (n RequestNotice) Mine() bool { return n.Relation == request.IsApplicant }

// Card is the request as its card shows it.
func (n RequestNotice) Card() RequestCard { return RequestCard{View: n.View, Today: n.Today} }

// Last is the verdict by which the request ended, or which waits for an answer.
func (n RequestNotice) Last() *request.Step {
	var last *request.Step
	for i, s := range n.Steps {
		if s.Verdict != nil {
			last = &n.Steps[i]
		}
	}
	return last
}

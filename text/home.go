package text

import (
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Home is the home card: who is greeted, and what waits.
type Home struct {
	Actor  staff.Actor
	Counts disposition.Counts
	// Approvals are requests that wait for a verdict, Answers own ones to
	// which other days were proposed.
	Approvals, Answers int

	At      time.Time
	News    bot.Phrase // what has just happened, before everything else; may be nil
	Profile bool       // with positions and roles
}

// Phrase names the template.
func (Home) Phrase() string { return "home" }

// ApprovalsLabel is the button that shows the requests that wait.
type ApprovalsLabel struct{ Count int }

// Phrase names the template.
func (ApprovalsLabel) Phrase() string { return "label.waiting" }

// AnswersLabel is the button that shows the own requests to answer.
type AnswersLabel struct{ Count int }

// Phrase names the template.
func (AnswersLabel) Phrase() string { return "label.answers" }

// FilterLabel is a button that shows a part of the list, with its count.
type FilterLabel struct {
	Filter  disposition.Filter
	Count   int
	Counted bool // show the count; what is being shown has it above
	Marked  bool // in full, with the mark that stands for it
	Current bool // what is being shown
}

// Phrase names the template.
func (FilterLabel) Phrase() string { return "label.filter" }

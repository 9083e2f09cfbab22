package text

import (
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
)

// DispositionList is a page of the list.
type DispositionList struct {
	Page      disposition.Page
	Filter    disposition.Filter
	Today     calendar.Date
	Positions bool // say to which position each is addressed
}

// Phrase names the template.
func (DispositionList) Phrase() string { return "disposition.list" }

// More reports whether there are more than are counted.
func (l DispositionList) More() bool {
	return l.Filter == disposition.Finished && l.Page.Total >= disposition.FinishedAtMost
}

// SentList reports whether the list is of what the reader sent: then each item
// says to whom.
func (l DispositionList) SentList() bool {
	return l.Filter == disposition.SentByMe || l.Filter == disposition.SentLate
}

// Standing is how an item of the list stands today.
type Standing struct {
	State    disposition.State
	Waits    bool
	Mark     disposition.Mark
	Deadline calendar.Date
	Today    calendar.Date
}

// Standing says how an item stands; nothing is late of a copy.
func (l DispositionList) Standing(i disposition.Item) Standing {
	s := Standing{State: i.State, Deadline: i.Deadline, Today: l.Today}
	if s.Waits = i.State.Waits() && !i.Copy; s.Waits {
		s.Mark = disposition.MarkOf(i.Deadline, l.Today)
	}
	return s
}

// NumberLabel is the button of the item with that number in the list.
type NumberLabel struct{ Number int }

// Phrase names the template.
func (NumberLabel) Phrase() string { return "label.number" }

// PageLabel is the button that says which of how many pages is shown.
type PageLabel struct{ Page, Pages int }

// Phrase names the template.
func (PageLabel) Phrase() string { return "label.page" }

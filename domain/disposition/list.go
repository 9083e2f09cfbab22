package disposition

import (
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Filter narrows the list of what waits.
type Filter string

// The filters of the list.
const (
	All          Filter = "all"      // everything that waits
	Unread       Filter = "unread"   // not yet opened
	InProgress   Filter = "progress" // being worked on
	DueSoon      Filter = "near"     // today or within two days
	Late         Filter = "overdue"  // past the deadline
	Finished     Filter = "done"     // what has ended, done or returned, the newest first
	ForKnowledge Filter = "copy"     // copies (tembusan)

	WithOthers Filter = "forwarded" // addressed to me, in the hands of others
	SentByMe   Filter = "sent"      // sent from my positions, and open
	SentLate   Filter = "sent_late" // of those: overdue by EscalateToSender working days
)

// Filters are all filters, in the order in which they are offered.
func Filters() []Filter {
	return []Filter{All, Unread, InProgress, DueSoon, Late, Finished, ForKnowledge, WithOthers, SentByMe, SentLate}
}

// Item is a line of the list.
type Item struct {
	Branch       BranchID
	Version      int
	State        State
	Deadline     calendar.Date
	SentAt       time.Time
	Subject      string // empty when the letter stays in the office
	Sender       string // empty when the letter stays in the office
	Speed        Speed
	Secrecy      Secrecy
	AgendaNumber int
	AgendaYear   int
	ToTitle      string
	Copy         bool
}

// Counts is what waits for an employee, in numbers; Unread, InProgress,
// Near and Overdue are parts of Waiting.
type Counts struct {
	Waiting    int
	Unread     int
	InProgress int
	Near       int // marked near, not overdue
	Overdue    int
	Copies     int // unread copies, not part of Waiting
	Forwarded  int // not part of Waiting: others are at it
	Sent       int // sent from these positions, and open
	SentLate   int // of those, late enough that the sender is told
}

// Query asks for a page of the list of what is addressed to positions.
type Query struct {
	Positions []staff.PositionID
	Filter    Filter
	Today     calendar.Date
	LateUpTo  calendar.Date // what was sent counts as SentLate if it was due then or earlier
	Offset    int
	Limit     int
}

// FinishedAtMost is how far the items of Finished are counted.
const FinishedAtMost = 1000

// Page is a page of the list. Total counts all items of the filter; for
// Finished it is counted to FinishedAtMost.
type Page struct {
	Items  []Item
	Total  int
	Offset int
	Limit  int
}

// OpenBranch is an open branch with a deadline, as follow-ups need it.
type OpenBranch struct {
	ID       BranchID
	To       staff.PositionID
	Deadline calendar.Date
}

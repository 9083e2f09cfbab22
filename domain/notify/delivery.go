package notify

import (
	"time"

	"github.com/gelis-bali/gelis/domain/staff"
)

// Shown says which subject, in which version, a message shows.
type Shown struct {
	Subject Subject
	Version int
}

// Delivery is what became of one attempt to deliver a notice.
type Delivery struct {
	Outcome Outcome
	Message int           // id of the sent message
	Card    *Shown        // the message is a card
	Retry   time.Duration // for Later
	MovedTo staff.AccountID
	Cause   string // for the row and the runbook, without content
	// Attempt is the number of the attempt, as it was claimed; 0 is whichever is the last. Once its lease is over, an attempt
	// that did not send says nothing.
	Attempt int
	// Left, with Gone: the employee has left and the account can be reached, so that only the notice is put aside.
	Left bool
}

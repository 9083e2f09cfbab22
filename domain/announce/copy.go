package announce

import (
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Task says what is to be done with a copy.
type Task string

// The tasks of a broadcaster.
const (
	Deliver Task = "KIRIM"
	Amend   Task = "UBAH"  // the message shows an older version
	Retract Task = "TARIK" // the announcement was withdrawn
)

// Copy is what one recipient gets, as a broadcaster has claimed it: with all
// that it needs. Copies of one claim share the content.
type Copy struct {
	ID       CopyID
	Task     Task
	Attempt  int // counts from 1
	Issue    IssueID
	Repeats  IssueID // the issue that it reminds of; 0: none
	Employee staff.EmployeeID
	Account  staff.AccountID // of the chat; for Amend and Retract that in which the message is
	Messages []int           // as sent, for Amend and Retract
	SentAt   time.Time       // for Amend and Retract
	// Announcement without its audience and timing.
	Announcement Announcement
}

// CopyDone is what became of a claimed copy.
type CopyDone struct {
	Copy Copy
	// Outcome: Sent is also amended and retracted. Later with a Retry goes on
	// after it; without one it is given up. An Amend or Retract whose fate is
	// Unknown may be tried again, a Deliver never is.
	Outcome  notify.Outcome
	Messages []int // ids of what was sent; none with Amend and Retract: as they were
	Retry    time.Duration
	Cause    string // for the row and the runbook, without content
}

// Finished tells the author that an issue has been sent.
func Finished(id IssueID, author staff.EmployeeID) notify.Message {
	return notify.Message{
		Key: fmt.Sprintf("%s:%d", notify.AnnounceDone, id), To: notify.ToEmployee(author),
		Kind: notify.AnnounceDone, Class: notify.Ask, Subject: SubjectOf(id),
	}
}

package disposition

import (
	"errors"
	"fmt"
	"time"
)

// Errors of this package, without words for people.
var (
	// ErrNoSuchBranch: there is no branch with that id.
	ErrNoSuchBranch = errors.New("no such branch")
	// ErrNotYours: the actor has nothing to do with the branch, today.
	ErrNotYours = errors.New("branch is not the actor's")
	// ErrOnlyRecipient: the actor may look at the branch and nothing else.
	ErrOnlyRecipient = errors.New("only the recipient acts on a branch")
	// ErrCopy: a copy is for information, there is nothing to do with it.
	ErrCopy = errors.New("branch is a copy")
	// ErrClosed is matched by every ClosedError.
	ErrClosed = errors.New("branch is closed")
	// ErrStarted is matched by every StartedError.
	ErrStarted = errors.New("branch is in progress already")
	// ErrReportMissing: done needs a follow-up report.
	ErrReportMissing = errors.New("report is missing")
	// ErrReasonMissing: a return needs a reason.
	ErrReasonMissing = errors.New("reason is missing")
	// ErrTooLong is matched by every TooLongError.
	ErrTooLong = errors.New("text is too long")
	// ErrTooManyFiles: a report has at most MaxReportFiles files.
	ErrTooManyFiles = errors.New("too many files")
	// ErrSecretInOffice: of a secret letter nothing is written in Telegram.
	ErrSecretInOffice = errors.New("secret letters are dealt with in the office")
	// ErrNoSuchLetter: there is no letter with that id.
	ErrNoSuchLetter = errors.New("no such letter")
	// ErrOnlyHead: only who leads others disposes and archives.
	ErrOnlyHead = errors.New("only a head disposes")
	// ErrOnlySender: only the sender takes back, sends elsewhere or recalls.
	ErrOnlySender = errors.New("only the sender does this with a branch")
	// ErrNothingAbove: what came from outside the tree cannot be taken over, only sent elsewhere.
	ErrNothingAbove = errors.New("there is no branch above to take it back into")
	// ErrNotReturned: only what was returned or cancelled is sent elsewhere.
	ErrNotReturned = errors.New("branch was not returned")
	// ErrSettled is matched by every SettledError.
	ErrSettled = errors.New("branch is settled already")
	// ErrRead is matched by every ReadError.
	ErrRead = errors.New("branch was read already")
	// ErrNudged is matched by every NudgedError.
	ErrNudged = errors.New("recipient was nudged today")
	// ErrNotBelow: somebody chosen does not stand below the sending position.
	ErrNotBelow = errors.New("position is not below the sender")
	// ErrSentAlready is matched by every SentAlreadyError.
	ErrSentAlready = errors.New("position has it already")
	// ErrNoRecipient: an order has a recipient, beside copies.
	ErrNoRecipient = errors.New("recipient is missing")
	// ErrTooManyRecipients: an order has at most MaxRecipients, with copies.
	ErrTooManyRecipients = errors.New("too many recipients")
	// ErrNoInstruction: an order says what is to be done, by instruction or note.
	ErrNoInstruction = errors.New("instruction is missing")
	// ErrDeadlinePast: a deadline does not lie before today.
	ErrDeadlinePast = errors.New("deadline is past")
)

// ClosedError says who ended the branch or sent it on, when, and how. By is
// empty where a branch ended by itself, its children being done.
type ClosedError struct {
	State State
	By    string
	At    time.Time
}

func (e *ClosedError) Error() string { return fmt.Sprintf("branch is closed: %s", e.State) }

// Is makes errors.Is(err, ErrClosed) true.
func (e *ClosedError) Is(target error) bool { return target == ErrClosed }

// StartedError says who began with the branch.
type StartedError struct {
	By string
	At time.Time
}

func (e *StartedError) Error() string { return "branch is in progress already" }

// Is makes errors.Is(err, ErrStarted) true.
func (e *StartedError) Is(target error) bool { return target == ErrStarted }

// TooLongError tells how long a text is and may be, in characters.
type TooLongError struct{ Length, Limit int }

func (e *TooLongError) Error() string {
	return fmt.Sprintf("text of %d characters is longer than %d", e.Length, e.Limit)
}

// Is makes errors.Is(err, ErrTooLong) true.
func (e *TooLongError) Is(target error) bool { return target == ErrTooLong }

// SettledError says who has sent a branch elsewhere or taken it over, and when.
type SettledError struct {
	By string
	At time.Time
}

func (e *SettledError) Error() string { return "branch is settled already" }

// Is makes errors.Is(err, ErrSettled) true.
func (e *SettledError) Is(target error) bool { return target == ErrSettled }

// ReadError says who has read what was to be taken back unread, and when.
type ReadError struct {
	By string
	At time.Time
}

func (e *ReadError) Error() string { return "branch was read already" }

// Is makes errors.Is(err, ErrRead) true.
func (e *ReadError) Is(target error) bool { return target == ErrRead }

// NudgedError says who has asked the recipient to hurry today, and when.
type NudgedError struct {
	By string
	At time.Time
}

func (e *NudgedError) Error() string { return "recipient was nudged today" }

// Is makes errors.Is(err, ErrNudged) true.
func (e *NudgedError) Is(target error) bool { return target == ErrNudged }

// SentAlreadyError names a position that has the letter from the same branch,
// and has not ended it.
type SentAlreadyError struct {
	To string
	At time.Time
}

func (e *SentAlreadyError) Error() string { return "position has it already" }

// Is makes errors.Is(err, ErrSentAlready) true.
func (e *SentAlreadyError) Is(target error) bool { return target == ErrSentAlready }

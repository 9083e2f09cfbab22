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

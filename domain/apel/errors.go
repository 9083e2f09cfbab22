package apel

import (
	"errors"
	"time"
)

// Errors of this package.
var (
	ErrNoSuchRule  = errors.New("no such apel rule")
	ErrNoSuchEvent = errors.New("no such apel")
	ErrNoSuchPlace = errors.New("no such place")
	// ErrNotExpected: the person is not in the audience of the event.
	ErrNotExpected = errors.New("not expected at this apel")
	// ErrNotOfficer: only the personnel office that looks after the event and
	// its officers may.
	ErrNotOfficer = errors.New("not an officer of this apel")
	// ErrCancelled: the event was called off.
	ErrCancelled = errors.New("apel is cancelled")
	// ErrOver: the event has ended, so that it cannot be changed any more.
	ErrOver = errors.New("apel is over")
	// ErrNotOpen: no attendance is open now.
	ErrNotOpen = errors.New("no attendance is open")
	// ErrPlainLocation: a location that is not live can be picked anywhere on the map.
	ErrPlainLocation = errors.New("location is not live")
	// ErrForwarded: what was forwarded proves nothing.
	ErrForwarded = errors.New("location was forwarded")
	// ErrNewAccount: the account was linked after the attendance had opened.
	ErrNewAccount = errors.New("account was linked after the attendance opened")
	// ErrLocked: too many wrong codes.
	ErrLocked = errors.New("too many wrong codes")
	// ErrMonthClosed: corrections of that month are over.
	ErrMonthClosed = errors.New("month is closed")
	// ErrNotSuperior: somebody else decides about the excuse.
	ErrNotSuperior = errors.New("not the superior")
	// ErrNoExcuse: there is none to decide about.
	ErrNoExcuse = errors.New("no excuse waits")
	// ErrExcuseWaits: one waits for the superior already; it is withdrawn first.
	ErrExcuseWaits = errors.New("an excuse waits already")
	// ErrOtherExcuse: the excuse that was decided about is not there any more, another one is.
	ErrOtherExcuse = errors.New("excuse is another one")
	// ErrNoProof: neither a code nor a location came.
	ErrNoProof = errors.New("no proof of being there")
	// ErrNoFence: the place has no fence, so that only the code counts.
	ErrNoFence = errors.New("place has no fence")
	// ErrNotManager: only the personnel office and the administrators that
	// cover the unit of an event or rule, and everybody whom it is for, may.
	ErrNotManager = errors.New("not in charge of this apel")
	// ErrBeyond: the audience goes beyond what the actor covers.
	ErrBeyond = errors.New("audience is beyond what the actor covers")
	// ErrNotHead: lists are for the heads of units and the personnel office.
	ErrNotHead = errors.New("not a head of a unit")
	// ErrOwnMark: nobody marks themself by hand.
	ErrOwnMark = errors.New("nobody marks themself")
	// ErrStatus: the status cannot be given so.
	ErrStatus = errors.New("no such status for this")
	// ErrReasonMissing: it needs a reason.
	ErrReasonMissing = errors.New("reason is missing")
	// ErrMonthNotOver: a month is closed when it is over.
	ErrMonthNotOver = errors.New("month is not over")
	// ErrPast: it would take place in the past.
	ErrPast = errors.New("apel would be in the past")
	// ErrConsented is matched by every ConsentedError.
	ErrConsented = errors.New("excuse is decided already")
)

// ConsentedError says who was first to decide about the excuse, and how.
type ConsentedError struct {
	Consent Consent
	By      string
	Title   string // of the position
	At      time.Time
}

func (e *ConsentedError) Error() string { return "excuse is decided already: " + string(e.Consent) }

// Is makes errors.Is(err, ErrConsented) true.
func (e *ConsentedError) Is(target error) bool { return target == ErrConsented }

// Field names a part of a rule, an event, a place or a reminder.
type Field string

// The fields that can be wrong.
const (
	FieldKind       Field = "kind"
	FieldName       Field = "name"
	FieldDate       Field = "date"
	FieldMinute     Field = "minute"
	FieldPlace      Field = "place"
	FieldDress      Field = "dress"
	FieldScope      Field = "scope"
	FieldWindow     Field = "window"
	FieldRecurrence Field = "recurrence"
	FieldCentre     Field = "centre"
	FieldRadius     Field = "radius"
	FieldReminder   Field = "reminder"
	FieldText       Field = "text" // inspector, what to bring or a reason is too long
)

// FieldError names the field that is wrong.
type FieldError struct{ Field Field }

func (e *FieldError) Error() string { return "wrong field: " + string(e.Field) }

// EarlyError: the attendance is not open yet.
type EarlyError struct{ Opens time.Time }

func (e *EarlyError) Error() string { return "attendance opens " + e.Opens.UTC().Format(time.RFC3339) }

// LateError: the attendance is over.
type LateError struct{ Closed time.Time }

func (e *LateError) Error() string { return "attendance closed " + e.Closed.UTC().Format(time.RFC3339) }

// CodeError: the code is not the one that is shown; Left tries are left.
type CodeError struct{ Left int }

func (e *CodeError) Error() string { return "wrong code" }

// AwayError: the live location is outside the fence.
type AwayError struct {
	Place  string
	Metres int // from the fence's centre
	Radius int
}

func (e *AwayError) Error() string { return "outside the fence" }

// VagueError: the location is too inexact to say.
type VagueError struct{ Metres int }

func (e *VagueError) Error() string { return "location is too inexact" }

// TakenError: somebody else was marked present from this account.
type TakenError struct{}

func (e *TakenError) Error() string { return "account was used for another person" }

// AlreadyError: it is known already that the person is there.
type AlreadyError struct {
	Status Status
	At     time.Time
}

func (e *AlreadyError) Error() string { return "already marked " + string(e.Status) }

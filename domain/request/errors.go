package request

import (
	"errors"
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/staff"
)

// Errors of who may do what with a request, without words for people.
var (
	// ErrNoSuchRequest: there is no request with that id.
	ErrNoSuchRequest = errors.New("no such request")
	// ErrNotYours: the actor has nothing to do with the request, today.
	ErrNotYours = errors.New("request is not the actor's")
	// ErrOwnRequest: nobody decides an own request, in whichever capacity.
	ErrOwnRequest = errors.New("nobody decides an own request")
	// ErrOnlyDecider: the actor may look at the request and does not decide on it.
	ErrOnlyDecider = errors.New("only a decider of the chain decides")
	// ErrOnlyApplicant: only who asked does that.
	ErrOnlyApplicant = errors.New("only the applicant does that")
	// ErrNotYourTurn: the actor's step has not begun.
	ErrNotYourTurn = errors.New("step has not begun")
	// ErrAwaitsAnswer: other dates were proposed, and the applicant has to answer.
	ErrAwaitsAnswer = errors.New("request waits for the applicant's answer")
	// ErrDecided is matched by every DecidedError.
	ErrDecided = errors.New("step is decided already")
	// ErrEnded is matched by every EndedError.
	ErrEnded = errors.New("request has ended")
	// ErrUndoOver: the verdict has taken effect and cannot be taken back.
	ErrUndoOver = errors.New("verdict cannot be taken back any more")
	// ErrNothingToTakeBack: the actor has given no verdict that is pending.
	ErrNothingToTakeBack = errors.New("no verdict to take back")
	// ErrNothingToAnswer: nothing was proposed to the applicant.
	ErrNothingToAnswer = errors.New("nothing was proposed")
	// ErrNudged is matched by every NudgedError.
	ErrNudged = errors.New("decider was reminded today")
	// ErrWithheld: files and reasons are for the applicant, deciders and personnel.
	ErrWithheld = errors.New("documents are withheld")
	// ErrNotDecided: there is nothing to print before the request has ended.
	ErrNotDecided = errors.New("request is not decided")
	// ErrNotApproved: only an approved request is cancelled; an open one is withdrawn.
	ErrNotApproved = errors.New("request is not approved")
	// ErrNotCancellable: a cancellation is not cancelled; a new request is sent.
	ErrNotCancellable = errors.New("a cancellation cannot be cancelled")
	// ErrCancelOpen: a cancellation of the request is on its way already.
	ErrCancelOpen = errors.New("a cancellation is open")
	// ErrPassed: its days have begun or passed; the personnel office corrects the books.
	ErrPassed = errors.New("the days of the request have begun")
)

// Errors of what was asked for or chosen.
var (
	// ErrNotYourPosition: the applicant does not hold that position today.
	ErrNotYourPosition = errors.New("applicant does not hold the position")
	// ErrNoRule is matched by every NoRuleError.
	ErrNoRule = errors.New("no rule says who decides")
	// ErrNobodyAbove: there is nobody above the applicant who could decide.
	ErrNobodyAbove = errors.New("nobody above decides")
	// ErrKind: no such kind of request, leave or permission.
	ErrKind = errors.New("unknown kind of request")
	// ErrMissing is matched by every MissingError.
	ErrMissing = errors.New("a field is missing")
	// ErrTooLong is matched by every TooLongError.
	ErrTooLong = errors.New("text is too long")
	// ErrTooManyFiles: a request has at most MaxFiles files.
	ErrTooManyFiles = errors.New("too many files")
	// ErrTooManyPeople: a request has at most MaxPeople beside the applicant.
	ErrTooManyPeople = errors.New("too many people")
	// ErrPerson is matched by every PersonError.
	ErrPerson = errors.New("person cannot take part")
	// ErrPeriod: the last day is before the first, or there is none.
	ErrPeriod = errors.New("period ends before it begins")
	// ErrOneDay: permission and overtime are for one day.
	ErrOneDay = errors.New("only one day")
	// ErrPast is matched by every PastError.
	ErrPast = errors.New("period begins too early")
	// ErrTooFar is matched by every TooFarError.
	ErrTooFar = errors.New("period is too far away")
	// ErrNoWorkingDay: a permission for days on which the office is closed.
	ErrNoWorkingDay = errors.New("no working day in the period")
	// ErrHours: hours are missing, end before they begin or leave the day.
	ErrHours = errors.New("hours are wrong")
	// ErrWorkingHours: overtime on a working day falls into the hours of work.
	ErrWorkingHours = errors.New("overtime is in working hours")
	// ErrOvertime is matched by every OvertimeError.
	ErrOvertime = errors.New("overtime beyond its limits")
	// ErrOverlap is matched by every OverlapError. The store returns it bare
	// where the database was the first to see it.
	ErrOverlap = errors.New("somebody is away in that time already")
	// ErrChoice: the verdict is not among those of the request's kind.
	ErrChoice = errors.New("no such choice for the request")
	// ErrReasonMissing: every verdict but approval needs a reason, and so does a correction.
	ErrReasonMissing = errors.New("reason is missing")
	// ErrSameProposal: the proposed days are those that were asked for.
	ErrSameProposal = errors.New("proposal changes nothing")
	// ErrOwnBooks: nobody corrects the own leave.
	ErrOwnBooks = errors.New("nobody corrects own books")
	// ErrCorrection: a correction of no days, or of more than a year can have.
	ErrCorrection = errors.New("correction is out of range")
)

// DecidedError says who decided the step first, as what, when, and what.
type DecidedError struct {
	By     string
	Title  string // of the position
	As     staff.Capacity
	At     time.Time
	Choice Choice
}

func (e *DecidedError) Error() string { return fmt.Sprintf("step is decided already: %s", e.Choice) }

// Is makes errors.Is(err, ErrDecided) true.
func (e *DecidedError) Is(target error) bool { return target == ErrDecided }

// EndedError says how the request ended, and when. By is empty where it ended
// by itself or by its applicant.
type EndedError struct {
	State State
	By    string
	At    time.Time
}

func (e *EndedError) Error() string { return fmt.Sprintf("request has ended: %s", e.State) }

// Is makes errors.Is(err, ErrEnded) true.
func (e *EndedError) Is(target error) bool { return target == ErrEnded }

// NudgedError says when the applicant reminded the decider today.
type NudgedError struct{ At time.Time }

func (e *NudgedError) Error() string { return "decider was reminded today" }

// Is makes errors.Is(err, ErrNudged) true.
func (e *NudgedError) Is(target error) bool { return target == ErrNudged }

// NoRuleError names what no rule of the office fits.
type NoRuleError struct {
	Ask  Ask
	Days int
}

func (e *NoRuleError) Error() string {
	return fmt.Sprintf("no rule says who decides on %s %s of %d days", e.Ask.Kind, e.Ask.Leave, e.Days)
}

// Is makes errors.Is(err, ErrNoRule) true.
func (e *NoRuleError) Is(target error) bool { return target == ErrNoRule }

// Field names a part of an ask.
type Field string

// The fields that can be missing or too long.
const (
	FieldReason  Field = "reason"
	FieldAddress Field = "address"
	FieldPhone   Field = "phone"
	FieldFrom    Field = "from"
	FieldTo      Field = "to"
	FieldVehicle Field = "vehicle"
	FieldBudget  Field = "budget"
)

// MissingError names the field that has to be filled in.
type MissingError struct{ Field Field }

func (e *MissingError) Error() string { return "missing: " + string(e.Field) }

// Is makes errors.Is(err, ErrMissing) true.
func (e *MissingError) Is(target error) bool { return target == ErrMissing }

// TooLongError tells how long a text is and may be, in characters.
type TooLongError struct {
	Field         Field
	Length, Limit int
}

func (e *TooLongError) Error() string {
	return fmt.Sprintf("%s of %d characters is longer than %d", e.Field, e.Length, e.Limit)
}

// Is makes errors.Is(err, ErrTooLong) true.
func (e *TooLongError) Is(target error) bool { return target == ErrTooLong }

// PersonError names somebody who cannot take part: no longer active, named
// twice, or the applicant.
type PersonError struct{ Name string }

func (e *PersonError) Error() string { return "person cannot take part" }

// Is makes errors.Is(err, ErrPerson) true.
func (e *PersonError) Is(target error) bool { return target == ErrPerson }

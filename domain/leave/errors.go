package leave

import (
	"errors"
	"fmt"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Errors of [Check].
var (
	// ErrUnpaid: CLTN is decided by the PPK alone with BKN's approval, and cannot be delegated.
	ErrUnpaid = errors.New("unpaid leave is not taken here")
	// ErrNoSuchType: there is no such kind of leave.
	ErrNoSuchType = errors.New("no such kind of leave")
	// ErrBackwards: the last day is before the first, or one of them is missing.
	ErrBackwards = errors.New("leave ends before it begins")
	// ErrNoWorkingDay: there is no working day in the time asked for.
	ErrNoWorkingDay = errors.New("no working day in the time of the leave")
)

// KindError refuses a leave that this kind of employee does not have.
type KindError struct {
	Type Type
	Kind staff.Kind
}

func (e *KindError) Error() string { return fmt.Sprintf("leave %s is not for %s", e.Type, e.Kind) }

// ServiceError refuses a leave for which service was too short on its first day.
type ServiceError struct {
	Type  Type
	Years int           // of service that it needs
	From  calendar.Date // the first day on which it may begin
}

func (e *ServiceError) Error() string {
	return fmt.Sprintf("leave %s needs %d years of service: not before %s", e.Type, e.Years, e.From)
}

// DocumentError refuses a leave that needs a document.
type DocumentError struct {
	Type       Type
	Government bool // of a government doctor
}

func (e *DocumentError) Error() string { return fmt.Sprintf("leave %s needs a document", e.Type) }

// LengthError refuses a leave that is too long.
type LengthError struct {
	Type  Type
	Until calendar.Date // the last day that it may have
}

func (e *LengthError) Error() string {
	return fmt.Sprintf("leave %s may last to %s", e.Type, e.Until)
}

// ChildError refuses maternity leave for a child that it is not given for, or
// that was not named.
type ChildError struct {
	Child int
}

func (e *ChildError) Error() string { return fmt.Sprintf("no maternity leave for child %d", e.Child) }

// StartError refuses a leave that begins too early.
type StartError struct {
	Type     Type
	Earliest calendar.Date
}

func (e *StartError) Error() string {
	return fmt.Sprintf("leave %s may begin on %s at the earliest", e.Type, e.Earliest)
}

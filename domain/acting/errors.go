package acting

import (
	"errors"
	"fmt"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// Errors of this package, without words for people.
var (
	// ErrNoSuchPosition: there is no position with that id.
	ErrNoSuchPosition = errors.New("no such position")
	// ErrNoSuchAppointment: there is no appointment with that id.
	ErrNoSuchAppointment = errors.New("no such appointment")
	// ErrNotYours: the actor neither holds the position definitively nor is
	// in charge of the staff of its unit, nor has to do with the appointment.
	ErrNotYours = errors.New("position is not the actor's")
	// ErrOnlyPersonnel: a Plt is appointed by the personnel office alone.
	ErrOnlyPersonnel = errors.New("only the personnel office appoints a Plt")
	// ErrCapacity: an acting official is Plh or Plt.
	ErrCapacity = errors.New("neither Plh nor Plt")
	// ErrSelf: nobody makes themself an acting official.
	ErrSelf = errors.New("nobody appoints themself")
	// ErrDeputyLeft: the deputy is not active.
	ErrDeputyLeft = errors.New("deputy is not active")
	// ErrDeputyHolds: the deputy is the holder of the position.
	ErrDeputyHolds = errors.New("deputy is the holder of the position")
	// ErrActs is matched by every ActsError.
	ErrActs = errors.New("deputy acts for the position already")
	// ErrVacant: nobody holds the position definitively on the first day, so
	// that there is nobody to be away: it needs a Plt.
	ErrVacant = errors.New("position is vacant")
	// ErrHeld is matched by every HeldError.
	ErrHeld = errors.New("position has a definitive holder")
	// ErrPast: it would have begun before today.
	ErrPast = errors.New("appointment would begin in the past")
	// ErrBackwards: the last day is before the first, or one of them is missing.
	ErrBackwards = errors.New("appointment ends before it begins")
	// ErrTooLong is matched by every TooLongError.
	ErrTooLong = errors.New("appointment is too long")
	// ErrOver: the appointment has ended already.
	ErrOver = errors.New("appointment is over")
)

// ActsError tells in which time the deputy acts for the position already.
type ActsError struct{ Term Term }

func (e *ActsError) Error() string {
	return fmt.Sprintf("deputy acts for the position already from %s to %s", e.Term.From, e.Term.Until)
}

// Is makes errors.Is(err, ErrActs) true.
func (e *ActsError) Is(target error) bool { return target == ErrActs }

// HeldError tells who holds the position definitively in the time of a Plt.
type HeldError struct{ Term Term }

func (e *HeldError) Error() string {
	return fmt.Sprintf("position has a definitive holder from %s", e.Term.From)
}

// Is makes errors.Is(err, ErrHeld) true.
func (e *HeldError) Is(target error) bool { return target == ErrHeld }

// TooLongError tells the last day that an appointment may have.
type TooLongError struct{ Until calendar.Date }

func (e *TooLongError) Error() string { return fmt.Sprintf("appointment may last to %s", e.Until) }

// Is makes errors.Is(err, ErrTooLong) true.
func (e *TooLongError) Is(target error) bool { return target == ErrTooLong }

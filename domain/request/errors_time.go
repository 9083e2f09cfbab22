package request

import (
	"fmt"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// PastError names the first day that could be asked for.
type PastError struct{ Earliest calendar.Date }

func (e *PastError) Error() string { return "period begins before " + e.Earliest.String() }

// Is makes errors.Is(err, ErrPast) true.
func (e *PastError) Is(target error) bool { return target == ErrPast }

// TooFarError names the last day that could be asked for.
type TooFarError struct{ Latest calendar.Date }

func (e *TooFarError) Error() string { return "period begins after " + e.Latest.String() }

// Is makes errors.Is(err, ErrTooFar) true.
func (e *TooFarError) Is(target error) bool { return target == ErrTooFar }

// OverlapError names what somebody has in that time already. It may be somebody
// else than who asks: With.Name says who, and is empty for who asks.
type OverlapError struct{ With Absence }

func (e *OverlapError) Error() string {
	return fmt.Sprintf("overlaps request %d from %s to %s", e.With.Request, e.With.Period.From, e.With.Period.To)
}

// Is makes errors.Is(err, ErrOverlap) true.
func (e *OverlapError) Is(target error) bool { return target == ErrOverlap }

// OvertimeLimit names one of the limits of overtime.
type OvertimeLimit string

// The limits: at least one full hour, at most three a day and fourteen a week
// (an assumption of the office).
const (
	OvertimeLeast  OvertimeLimit = "least"
	OvertimePerDay OvertimeLimit = "day"
	OvertimeAWeek  OvertimeLimit = "week"
)

// OvertimeError tells whose overtime leaves which limit, in minutes together
// with what is planned already.
type OvertimeError struct {
	Name    string
	Limit   OvertimeLimit
	Minutes int // with what is asked for
	Allowed int // at least, or at most
}

func (e *OvertimeError) Error() string {
	return fmt.Sprintf("overtime of %d minutes leaves the limit by %s of %d", e.Minutes, e.Limit, e.Allowed)
}

// Is makes errors.Is(err, ErrOvertime) true.
func (e *OvertimeError) Is(target error) bool { return target == ErrOvertime }

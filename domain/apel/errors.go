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
)

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

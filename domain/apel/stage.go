package apel

import (
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// Stage says where an event stands at an instant.
type Stage string

// The stages of an event.
const (
	Coming    Stage = "AKAN"
	OpenNow   Stage = "DIBUKA" // being there can be proved
	Ended     Stage = "LEWAT"
	CalledOff Stage = "BATAL"
)

// LateFrom is the last instant at which somebody is on time.
func (e Event) LateFrom(zone *time.Location) time.Time {
	return e.Begins(zone).Add(time.Duration(e.Window.LateAfter) * time.Minute)
}

// StageAt tells where the event stands. The window has its first and its last
// instant.
func (e Event) StageAt(now time.Time, zone *time.Location) Stage {
	switch {
	case e.State == Cancelled:
		return CalledOff
	case e.State == Closed || now.After(e.Closes(zone)):
		return Ended
	case now.Before(e.Opens(zone)):
		return Coming
	}
	return OpenNow
}

// checkOpen says why being there cannot be proved at an instant.
func (e Event) checkOpen(now time.Time, zone *time.Location) error {
	switch e.StageAt(now, zone) {
	case CalledOff:
		return ErrCancelled
	case Coming:
		return &EarlyError{Opens: e.Opens(zone)}
	case Ended:
		return &LateError{Closed: e.Closes(zone)}
	case OpenNow:
	}
	return nil
}

// arrival is the status of who arrives at an instant within the window.
func (e Event) arrival(now time.Time, zone *time.Location) Status {
	if now.After(e.LateFrom(zone)) {
		return Late
	}
	return Present
}

// endOfDay is the hour at which what is open becomes Unexplained [A].
const endOfDay = 17

// DayEnds is the instant at which the figures of the event are made: 17.00 of
// its day, or when the window closes if that is later.
func (e Event) DayEnds(zone *time.Location) time.Time {
	at, closes := e.Date.At(endOfDay, 0, zone), e.Closes(zone)
	if closes.After(at) {
		return closes
	}
	return at
}

// At is when a reminder of an event is due; zero where it would come when the
// event has begun.
func (r Reminder) At(e Event, cal *calendar.Calendar, zone *time.Location) time.Time {
	day := e.Date
	if r.Before {
		day = cal.PreviousWorking(day)
	}
	at := day.At(r.Minute/60, r.Minute%60, zone)
	if !at.Before(e.Begins(zone)) {
		return time.Time{}
	}
	return at
}

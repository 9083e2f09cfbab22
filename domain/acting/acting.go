// Package acting knows how somebody stands in for the holder of a position:
// who may appoint a Plh or a Plt, for whom, how long, and who ends it.
//
// Sources: UU 30/2014 art. 14 and SE BKN 1/SE/I/2021 for what a Plh and a Plt
// are: the one does the routine work of a holder who is away for a time, the
// other that of a position without a holder. Who may appoint them in Gelis and
// for how long are assumptions of the office. An appointment is an assignment
// as any other while it lasts: it begins and ends by its days, and whoever
// holds a position is asked for at the moment of the tap.
package acting

import (
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// ID identifies an appointment.
type ID int64

// Order is what somebody wants: a deputy for a position, from a day to a day,
// both included.
type Order struct {
	Position staff.PositionID
	Deputy   staff.EmployeeID
	As       staff.Capacity // Plh or Plt
	From     calendar.Date
	Until    calendar.Date
}

// Appointment is an order that was carried out. It is kept for ever.
type Appointment struct {
	ID       ID
	Position staff.Position
	Deputy   staff.Employee
	As       staff.Capacity
	From     calendar.Date
	Until    calendar.Date    // the last day; an early end makes it earlier
	By       staff.EmployeeID // who appointed
	At       time.Time
	// Revoked: it ended on its first day or before it, so that it has no
	// assignment any more. From and Until are what they were.
	Revoked bool
	EndedBy staff.EmployeeID // who ended it early
	EndedAt time.Time        // zero: nobody ended it early
}

// State says where an appointment stands on a day.
type State string

// The states of an appointment.
const (
	Coming  State = "AKAN"
	InForce State = "BERLAKU"
	Over    State = "BERAKHIR"
)

// On tells where the appointment stands on a day.
func (a Appointment) On(today calendar.Date) State {
	switch {
	case a.Revoked || today.After(a.Until):
		return Over
	case today.Before(a.From):
		return Coming
	}
	return InForce
}

// Term is a time in which somebody holds or held a position.
type Term struct {
	Employee staff.EmployeeID
	Name     string
	As       staff.Capacity
	From     calendar.Date
	Until    calendar.Date // zero while no end is known
}

// covers reports whether the day lies in the term.
func (t Term) covers(day calendar.Date) bool {
	return !day.Before(t.From) && (t.Until.IsZero() || !day.After(t.Until))
}

// touches reports whether the term has a day in common with a time.
func (t Term) touches(from, until calendar.Date) bool {
	return !until.Before(t.From) && (t.Until.IsZero() || !from.After(t.Until))
}

// Facts are what an order or an end is judged by, loaded under the lock of the
// position.
type Facts struct {
	// ID is the id that the appointment has or will have.
	ID       ID
	Position staff.Position
	Deputy   staff.Employee
	// Terms are all assignments to the position that touch the days of the
	// order, or of the appointment from today on.
	Terms []Term
}

// Decision is what an act brings about beside the appointment; the store saves
// all of it in one transaction.
type Decision struct {
	Audit    []audit.Entry
	Messages []notify.Message
}

// SubjectOf makes the subject of messages about an appointment.
func SubjectOf(id ID) notify.Subject {
	return notify.Subject{Kind: notify.SubjectActing, ID: int64(id)}
}

package acting

import (
	"context"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Store keeps appointments.
type Store interface {
	// Facts loads what an order is judged by, or returns ErrNoSuchPosition or
	// staff.ErrNoSuchEmployee. An order without a deputy has an empty one.
	Facts(ctx context.Context, o Order) (Facts, error)
	// AddAppointment locks the position, loads the facts, lets appoint judge,
	// and saves the appointment, its assignment, audit lines and messages in one
	// transaction. A once that was used already returns the appointment of the
	// first time; appoint is not called then.
	AddAppointment(ctx context.Context, o Order, once string, appoint func(Facts) (Appointment, Decision, error)) (Appointment, error)
	// UpdateAppointment locks an appointment, lets end change it, and saves it:
	// its assignment ends with Until, or is removed if it was revoked.
	UpdateAppointment(ctx context.Context, id ID, end func(Appointment, Facts) (Appointment, Decision, error)) (Appointment, error)
	// Appointment loads one, or returns ErrNoSuchAppointment.
	Appointment(ctx context.Context, id ID) (Appointment, error)
	Lists
}

// Lists are what is chosen from and looked at.
type Lists interface {
	// Appointments lists those that are in force or coming, by their first
	// day: of the positions and of positions of the units, those made by the
	// employee and those whose deputy the employee is.
	Appointments(ctx context.Context, q Query) ([]Appointment, error)
	// Posts finds positions of the units whose title or whose holder's name
	// has the words of the text in it, those that others report to first.
	Posts(ctx context.Context, units []staff.UnitID, text string, today calendar.Date, limit int) ([]Post, error)
	// Candidates finds active staff by name or position, those of the unit
	// and of what is below it first.
	Candidates(ctx context.Context, unit staff.UnitID, text string, today calendar.Date, limit int) ([]Candidate, error)
	// Workload counts what waits at a position.
	Workload(ctx context.Context, position staff.PositionID) (Workload, error)
}

// Query says whose appointments are listed.
type Query struct {
	Employee  staff.EmployeeID
	Positions []staff.PositionID
	Units     []staff.UnitID
	Today     calendar.Date
}

// Post is a position that can be given an acting official.
type Post struct {
	staff.Position
	Holder   string // name of the definitive holder today; empty: vacant
	HolderID staff.EmployeeID
}

// Candidate is somebody who may become a deputy.
type Candidate struct {
	ID       staff.EmployeeID
	Name     string
	Title    string // of a position held today; may be empty
	UnitName string
	SameUnit bool
}

// Workload is what waits at a position, and what its deputy will see.
type Workload struct {
	Dispositions int // open ones
	Requests     int // that wait for a verdict
}

// Auditor writes a line that belongs to no change: a refusal.
type Auditor interface {
	RecordAudit(ctx context.Context, e audit.Entry) error
}

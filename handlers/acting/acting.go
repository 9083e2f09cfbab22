// Package acting holds the conversations about acting officials: /plh, with
// which a head gives the own position a deputy for a time, and the personnel
// office any position of its units. As in all of handlers, a handler parses
// its arguments, calls one service, and answers with a Reply.
package acting

import (
	"context"

	"github.com/gelis-bali/gelis/domain/acting"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Desk is what an employee does about acting officials; an *acting.Desk.
type Desk interface {
	OrderDesk
	CardDesk
}

// OrderDesk plans appointments and makes them.
type OrderDesk interface {
	Posts(ctx context.Context, by staff.Actor, text string, limit int) ([]acting.Post, error)
	Candidates(ctx context.Context, by staff.Actor, position staff.PositionID, text string, limit int) ([]acting.Candidate, error)
	Plan(ctx context.Context, by staff.Actor, o acting.Order) (acting.Plan, error)
	Appoint(ctx context.Context, by staff.Actor, o acting.Order, once string) (acting.Appointment, error)
	Today() calendar.Date
}

// CardDesk lists appointments, shows them and ends them.
type CardDesk interface {
	Mine(ctx context.Context, by staff.Actor) ([]acting.Appointment, error)
	Look(ctx context.Context, id acting.ID) (acting.Appointment, error)
	Show(ctx context.Context, by staff.Actor, id acting.ID) (a acting.Appointment, mayBeEnded bool, err error)
	End(ctx context.Context, by staff.Actor, id acting.ID) (acting.Appointment, error)
}

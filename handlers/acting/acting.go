// Package acting holds the conversations about acting officials: /plh, with
// which a head gives the own position a deputy for a time, and the personnel
// office any position of its units. As in all of handlers, a handler parses
// its arguments, calls one service, and answers with a Reply.
package acting

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/acting"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
)

// The names of the actions that buttons carry.
const (
	actionList    = "acting"        // offset
	actionAppoint = "acting.begin"  // nothing
	actionOpen    = "acting.open"   // appointment
	actionEnd     = "acting.end"    // appointment
	actionEndYes  = "acting.end.ok" // appointment
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

// Acting are the conversations about acting officials.
type Acting struct {
	orders *orders
	cards  *cards
}

// New makes the conversations; the calendar tells which days are special.
func New(desk Desk, cal *calendar.Calendar) *Acting {
	c := &cards{desk: desk}
	return &Acting{orders: &orders{desk: desk, calendar: cal, cards: c}, cards: c}
}

// Register adds /plh, the card of an appointment with its buttons, the form
// that makes one, and the notices.
func (a *Acting) Register(rt *bot.Router) {
	a.cards.register(rt)
	a.orders.register(rt)
}

// idArg reads the id of an appointment from a button.
func idArg(r *bot.Request) (acting.ID, error) {
	id, err := nav.ID(r, 0)
	return acting.ID(id), err
}

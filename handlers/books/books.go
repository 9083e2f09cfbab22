// Package books holds the conversations about the books of leave and about
// who is away: /cuti, the yearly statement of annual leave, with what the
// personnel office does with it, and /kalender, the days of a unit. As in all
// of handlers, a handler parses its arguments, calls one service, and answers
// with a Reply.
package books

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

// The names of the actions that buttons carry.
const (
	actionYear    = "books"         // employee or 0 for the own books, year
	actionOther   = "books.other"   // nothing
	actionCorrect = "books.correct" // employee
	actionSheet   = "books.sheet"   // year, unit; without a unit it asks which
	actionDays    = "away"          // unit, month; without a month two weeks
	actionPicture = "away.picture"  // unit, month
	actionUnits   = "away.units"    // offset
)

// Desk keeps the books of leave; a *request.Desk.
type Desk interface {
	Statement(ctx context.Context, by staff.Actor, nip staff.NIP, year int) (request.Statement, error)
	Statements(ctx context.Context, by staff.Actor, unit staff.UnitID, year int) ([]request.Statement, error)
	Correct(ctx context.Context, by staff.Actor, nip staff.NIP, year, days int, reason, once string) error
	Away(ctx context.Context, by staff.Actor, unit staff.UnitID, p request.Period) ([]request.Absence, error)
	Today() calendar.Date
}

// Units knows units and their staff.
type Units interface {
	// Units names units, by name.
	Units(ctx context.Context, ids []staff.UnitID) ([]staff.Unit, error)
	// StaffOf pages through the active staff of units by name, found by words
	// of name, NIP or title.
	StaffOf(ctx context.Context, units []staff.UnitID, search string, offset, limit int) (page []staff.Member, total int, err error)
	// Members finds those of the ids who belong to the staff of units.
	Members(ctx context.Context, units []staff.UnitID, ids []staff.EmployeeID) ([]staff.Member, error)
}

// Parts are what the conversations are made from.
type Parts struct {
	Desk     Desk
	Units    Units
	Calendar *calendar.Calendar
	Clock    calendar.Clock
}

// Books are the conversations.
type Books struct {
	statements *statements
	correct    *correct
	away       *away
}

// New makes the conversations.
func New(p Parts) *Books {
	s := &statements{p}
	return &Books{statements: s, correct: &correct{Parts: p, statements: s}, away: &away{p}}
}

// Register adds /cuti, its buttons and forms, what is told of a correction,
// and /kalender.
func (b *Books) Register(rt *bot.Router) {
	b.statements.register(rt)
	b.correct.register(rt)
	b.away.register(rt)
}

// served are the units whose staff the actor keeps the books of.
func served(a staff.Actor) []staff.UnitID {
	var units []staff.UnitID
	for _, g := range a.Grants {
		if g.Role == staff.Personnel {
			units = append(units, g.Covers...)
		}
	}
	return units
}

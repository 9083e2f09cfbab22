// Package books holds the conversations about the books of leave and about
// who is away: /cuti, the yearly statement of annual leave, with what the
// personnel office does with it, and /kalender, the days of a unit. As in all
// of handlers, a handler parses its arguments, calls one service, and answers
// with a Reply.
package books

import (
	"context"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Desk keeps the books of leave; a *request.Desk.
type Desk interface {
	Statement(ctx context.Context, by staff.Actor, nip staff.NIP, year int) (request.Statement, error)
	Statements(ctx context.Context, by staff.Actor, unit staff.UnitID, year int) ([]request.Statement, error)
	Correct(ctx context.Context, by staff.Actor, nip staff.NIP, year, days int, reason, once string) error
	Away(ctx context.Context, by staff.Actor, unit staff.UnitID, p request.Period) ([]request.Absence, error)
	Today() calendar.Date
}

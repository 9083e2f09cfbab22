// Package letters holds the conversations of the registry desk (tata usaha,
// agendaris): /surat, with which a clerk registers incoming letters and follows
// where they are. As in all of handlers, a handler parses its arguments, calls
// one service, and answers with a Reply.
package letters

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/handlers/upload"
)

// The names of the actions that buttons carry, beside those of package nav.
const (
	actionLetters  = "letters"         // filter, offset, nav.New for a message of its own
	actionFiles    = "letter.files"    // letter
	actionRegister = "letter.register" // nothing
)

// Desk is what a clerk does at the registry; a *registry.Desk.
type Desk interface {
	RegisterDesk
	LetterDesk
}

// RegisterDesk takes new letters.
type RegisterDesk interface {
	// Offices are the units whose registry the actor keeps.
	Offices(by staff.Actor) []staff.Unit
	Register(ctx context.Context, by staff.Actor, e registry.Entry, once string) (registry.Registered, error)
	// Same finds letters with that number and sender that are registered already.
	Same(ctx context.Context, by staff.Actor, unit staff.UnitID, number, sender string) ([]registry.Line, error)
	// Senders suggests names: those used most, or those most like what was typed.
	Senders(ctx context.Context, by staff.Actor, unit staff.UnitID, typed string) ([]string, error)
	SeatDesk
}

// SeatDesk finds the positions to which a letter may go first.
type SeatDesk interface {
	Heads(ctx context.Context, by staff.Actor, unit staff.UnitID) ([]disposition.Seat, error)
	Line(ctx context.Context, by staff.Actor, unit staff.UnitID, q disposition.LineQuery) (disposition.LinePage, error)
	Seats(ctx context.Context, by staff.Actor, unit staff.UnitID, ids []staff.PositionID) ([]disposition.Seat, error)
}

// LetterDesk shows letters to the registry.
type LetterDesk interface {
	Letters(ctx context.Context, by staff.Actor, f registry.Filter, offset, limit int) (registry.Page, error)
	Letter(ctx context.Context, by staff.Actor, id disposition.LetterID) (registry.LetterView, error)
	LookLetter(ctx context.Context, by staff.Actor, id disposition.LetterID) (registry.LetterView, error)
	Document(ctx context.Context, by staff.Actor, id disposition.LetterID, file document.ID) (document.Content, error)
}

// Parts are what the conversations are made from.
type Parts struct {
	Desk     Desk
	Files    upload.Files
	Calendar *calendar.Calendar
	Clock    calendar.Clock
}

// Letters are the conversations.
type Letters struct {
	list  *list
	card  *card
	enter *enter
}

// New makes the conversations.
func New(p Parts) *Letters {
	c := &card{Parts: p}
	return &Letters{list: &list{Parts: p}, card: c, enter: &enter{Parts: p}}
}

// Register adds /surat, the card of a letter, and the form that registers one.
func (h *Letters) Register(rt *bot.Router) {
	h.list.register(rt)
	h.card.register(rt)
	h.enter.register(rt)
}

func letterArg(r *bot.Request) (disposition.LetterID, error) {
	id, err := nav.ID(r, 0)
	return disposition.LetterID(id), err
}

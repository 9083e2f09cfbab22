// Package archive holds the conversations in which letters are looked up and
// counted: /cari, which finds what one may see by words, and /rekap, the
// figures of a head. As in all of handlers, a handler parses its arguments,
// calls one service, and answers with a Reply.
package archive

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/staff"
)

// The names of the actions that buttons carry, beside those of package nav.
const (
	actionFind  = "find"        // filter, period, unit, offset, words
	actionRekap = "figures"     // period
	actionTable = "figures.xls" // period
	actionBars  = "figures.png" // period
)

// Desk looks letters up and counts them; a *registry.Archive.
type Desk interface {
	Search(ctx context.Context, by staff.Actor, q registry.Query) (registry.Found, error)
	Figures(ctx context.Context, by staff.Actor, from, until calendar.Date) (registry.Figures, error)
	Today() calendar.Date
}

// Parts are what the conversations are made from.
type Parts struct {
	Desk Desk
	// Apel shows the figures of apel, which /rekap apel asks for.
	Apel bot.Handler
}

// Archive are the conversations.
type Archive struct {
	search  *search
	figures *figures
}

// New makes the conversations.
func New(p Parts) *Archive { return &Archive{search: &search{Parts: p}, figures: &figures{Parts: p}} }

// Register adds /cari and /rekap.
func (h *Archive) Register(rt *bot.Router) {
	h.search.register(rt)
	h.figures.register(rt)
}

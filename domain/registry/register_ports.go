package registry

import (
	"context"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Agenda takes new letters, and knows what was entered before.
type Agenda interface {
	// AddLetter gives a letter the next agenda number of its unit and year, and
	// ids to it, to its disposition and its branches; lets decide say what is
	// told and audited of it then; and saves all of it in one transaction. When
	// somebody else enters a letter of the unit at the same moment one waits for
	// the other, and a number is given only to what is saved: there are no gaps.
	// A once that was used already returns the letter of the first time, and
	// decide is not called.
	AddLetter(ctx context.Context, d *disposition.Dossier, once string,
		decide func(*disposition.Dossier) disposition.Decision) (*disposition.Dossier, error)
	// SameLetters finds letters of a unit with a number and sender, the newest
	// first, whatever their case, spaces and punctuation. What stays in the
	// office is never among them.
	SameLetters(ctx context.Context, unit staff.UnitID, number, sender string, limit int) ([]Line, error)
	// Senders finds who wrote to a unit: the latest ones, or with something
	// typed those whose names are most like it.
	Senders(ctx context.Context, unit staff.UnitID, typed string, limit int) ([]string, error)
	// UnitHeads are the positions that lead a unit, and behind them those right
	// below who lead as well.
	UnitHeads(ctx context.Context, unit staff.UnitID) ([]staff.PositionID, error)
}

// Shelf is where the letters stand.
type Shelf interface {
	Letters(ctx context.Context, q ListQuery) (Page, error)
	// Letter loads a letter with all that became of it;
	// disposition.ErrNoSuchLetter where there is none.
	Letter(ctx context.Context, id disposition.LetterID) (*disposition.Dossier, error)
	// Content returns a stored file.
	Content(ctx context.Context, id document.ID) (document.Content, error)
}

// Store keeps letters.
type Store interface {
	Agenda
	Shelf
}

// Seats finds the positions of a unit and of all units below it; see
// disposition.Line.
type Seats interface {
	InUnit(ctx context.Context, unit staff.UnitID, q disposition.LineQuery) (disposition.LinePage, error)
	SeatsInUnit(ctx context.Context, unit staff.UnitID, ids []staff.PositionID) ([]disposition.Seat, error)
}

// Auditor writes a line that belongs to no change: a refusal.
type Auditor interface {
	RecordAudit(ctx context.Context, e audit.Entry) error
}

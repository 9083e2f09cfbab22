package disposition

import (
	"context"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Dossiers loads and changes dossiers.
type Dossiers interface {
	// Dossier loads the letter of a branch with all that became of it;
	// ErrNoSuchBranch where there is none.
	Dossier(ctx context.Context, id BranchID) (*Dossier, error)
	// Letter loads a letter with all that became of it; ErrNoSuchLetter where
	// there is none.
	Letter(ctx context.Context, id LetterID) (*Dossier, error)
	// UpdateDossier locks the letter of a branch, lets decide change it, and
	// saves the letter, changed and new branches, new dispositions, audit lines
	// and messages in one transaction. A once that is not empty makes the change
	// happen once for ever: when it has happened already, decide is not called.
	// Returned is the dossier as saved.
	UpdateDossier(ctx context.Context, c Change, decide func(*Dossier) (Decision, error)) (*Dossier, error)
}

// Change says what is to be changed.
type Change struct {
	Branch BranchID
	Once   string
	// NewBranches greater than 0: Dossier.Numbers holds numbers for a
	// disposition and so many branches.
	NewBranches int
}

// Store keeps dossiers, lists of them and their files.
type Store interface {
	Dossiers
	List(ctx context.Context, q Query) (Page, error)
	// Count counts for the positions of a query; its filter and page do not matter.
	Count(ctx context.Context, q Query) (Counts, error)
	// Content returns a stored file.
	Content(ctx context.Context, id document.ID) (document.Content, error)
	// Instructions are the office's own, in their order.
	Instructions(ctx context.Context) ([]Instruction, error)
}

// Instruction is what the office writes on its dispositions, as offered.
type Instruction struct {
	ID      int64
	Wording string
}

// Line knows who stands below whom today.
type Line interface {
	// Below pages through the positions that report to q.Above, which is of or
	// stands below it; with a search through all that stand below of.
	Below(ctx context.Context, of staff.PositionID, q LineQuery) (LinePage, error)
	// SeatsBelow returns those of ids that stand below a position at any depth,
	// in the order of ids.
	SeatsBelow(ctx context.Context, of staff.PositionID, ids []staff.PositionID) ([]Seat, error)
	// InUnit pages like Below through the positions of a unit and of all units below it.
	InUnit(ctx context.Context, unit staff.UnitID, q LineQuery) (LinePage, error)
	// SeatsInUnit returns those of ids that belong to a unit or to one below it.
	SeatsInUnit(ctx context.Context, unit staff.UnitID, ids []staff.PositionID) ([]Seat, error)
	// Usual returns to whom a position sent most often in the last year, and the
	// last different combinations, the newest first; only what stands below it
	// still.
	Usual(ctx context.Context, of staff.PositionID, limit int) ([]Seat, []Quick, error)
}

// Seat is a position as it can be chosen.
type Seat struct {
	staff.Position
	Holders []Holder // nobody: it is vacant
	Below   int      // how many positions report to it directly
}

// Holder is somebody who holds a seat today.
type Holder struct {
	Name string
	As   staff.Capacity
}

// LineQuery asks for a page of positions.
type LineQuery struct {
	Above  staff.PositionID // whose subordinates; 0: right below the sender
	Search string           // a part of a title or of a holder's name
	Offset int
	Limit  int
}

// LinePage is a page of positions.
type LinePage struct {
	Above  Seat // zero right below the sender
	Seats  []Seat
	Total  int
	Offset int
}

// Quick is a combination that was used before.
type Quick struct {
	ID           DispositionID
	To, Copies   []Seat
	Instructions []string
}

// Order is what somebody wants to send.
type Order struct {
	To, Copies   []staff.PositionID
	Instructions []string // as the office words them
	Note         string
	Deadline     calendar.Date // zero: by the speed of the letter
}

// Limits of an order.
const (
	MaxRecipients = 50 // copies included
	MaxNote       = 1000
)

// Sent is what was just sent, with the branch that it was sent from.
type Sent struct {
	View
	Disposition Disposition
	Branches    []*Branch
}

package disposition

import (
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Identifiers of dispositions and their branches.
type (
	DispositionID int64
	BranchID      int64
)

// State of a branch.
type State string

// The states of a branch: sent -> read -> in progress -> done, or forwarded,
// or returned. A cancelled one was taken back unread.
const (
	StateSent      State = "SENT"
	StateRead      State = "READ"
	StateProgress  State = "IN_PROGRESS"
	StateDone      State = "DONE"
	StateForwarded State = "FORWARDED"
	StateReturned  State = "RETURNED"
	StateCancelled State = "CANCELLED"
)

// Waits reports whether the recipient still has something to do.
func (s State) Waits() bool { return s == StateSent || s == StateRead || s == StateProgress }

// Closed reports whether nothing more is to come from the branch. A returned
// branch is not closed for its sender, who has to send it elsewhere; it is
// closed for its recipient.
func (s State) Closed() bool {
	return s == StateDone || s == StateReturned || s == StateCancelled
}

// Disposition is an order from one position to one or several others. It is
// never edited.
type Disposition struct {
	ID           DispositionID
	Parent       BranchID // the branch it forwards; 0 for the letter's first
	From         staff.PositionID
	FromTitle    string
	By           staff.EmployeeID
	ByName       string
	As           staff.Capacity
	Instructions []string // as the office words them
	Note         string
	SentAt       time.Time
	// Routing: the registry of the letter's unit has passed the letter on. It
	// has no sending position, no parent and no words: By is the clerk.
	Routing bool
}

// Act is who did something, when, in which position and as what.
type Act struct {
	At       time.Time
	By       staff.EmployeeID
	ByName   string
	Position staff.PositionID
	As       staff.Capacity
}

// Branch is what one position received from a disposition.
type Branch struct {
	ID          BranchID
	Version     int // grows with every change
	Disposition DispositionID
	To          staff.PositionID
	ToTitle     string
	ToUnit      string
	Copy        bool // tembusan: to know of, nothing to do
	State       State
	Deadline    calendar.Date
	Read        Act
	Started     Act
	Ended       Act    // done, returned or cancelled
	Report      string // laporan tindak lanjut
	ReportFiles []document.File
	Reason      string // why it was returned
	Archived    bool   // done: there was nothing to dispose
	Settled     Act    // its sender has sent a returned or cancelled one elsewhere, or has taken it over
	Nudged      Act    // the last time that the recipient was asked to hurry
}

// Dossier is a letter with everything that became of it. It is the unit that
// is locked, decided on and saved.
type Dossier struct {
	Letter       Letter
	Dispositions []Disposition
	Branches     []*Branch
	// Numbers were set aside for what a decision is about to add.
	Numbers Numbers
}

// Numbers are set aside by the store before a decision, so that messages and
// audit lines can name what is new.
type Numbers struct {
	Disposition DispositionID
	Branches    []BranchID
}

// Branch finds a branch, or returns ErrNoSuchBranch.
func (d *Dossier) Branch(id BranchID) (*Branch, error) {
	for _, b := range d.Branches {
		if b.ID == id {
			return b, nil
		}
	}
	return nil, ErrNoSuchBranch
}

// Disposition returns the disposition that a branch belongs to.
func (d *Dossier) Disposition(b *Branch) Disposition {
	for _, p := range d.Dispositions {
		if p.ID == b.Disposition {
			return p
		}
	}
	return Disposition{}
}

// Parent returns the branch that was forwarded into b, or nil.
func (d *Dossier) Parent(b *Branch) *Branch {
	parent, err := d.Branch(d.Disposition(b).Parent)
	if err != nil {
		return nil
	}
	return parent
}

// Chain returns the dispositions that led to a branch, the first one first.
// Branches form a tree by construction; a loop in damaged data ends the walk.
func (d *Dossier) Chain(b *Branch) []Disposition {
	var chain []Disposition
	seen := map[BranchID]bool{}
	for ; b != nil && !seen[b.ID]; b = d.Parent(b) {
		seen[b.ID] = true
		chain = append(chain, d.Disposition(b))
	}
	slices.Reverse(chain)
	return chain
}

// SubjectOf makes the subject of messages and cards about a branch.
func SubjectOf(id BranchID) notify.Subject {
	return notify.Subject{Kind: notify.SubjectBranch, ID: int64(id)}
}

// SubjectOfLetter makes the subject of messages and cards about a whole letter.
func SubjectOfLetter(id LetterID) notify.Subject {
	return notify.Subject{Kind: notify.SubjectLetter, ID: int64(id)}
}

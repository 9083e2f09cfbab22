package request

import (
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Rule says by which chain requests of a sort are decided. Rules are data of
// the office: the first one that fits, by Priority, holds.
type Rule struct {
	Name     string
	Priority int // the smallest first
	Kind     Kind
	Leave    leave.Type    // empty: every kind of leave
	MinDays  int           // 0: from the shortest
	MaxDays  int           // 0: to the longest
	Echelon  staff.Echelon // of the applicant; empty: every
	Unit     staff.UnitID  // the applicant's unit or one above it; 0: every
	Steps    []RuleStep
}

// RuleStep is one step of a rule.
type RuleStep struct {
	Stage        Stage
	Mode         Mode
	EscalateDays int
	Who          []Decider // several: they act at the same time, as Mode says
}

// Decider names a position relative to the applicant, or by itself.
type Decider struct {
	Way      Way
	Echelon  staff.Echelon    // of Nearest
	Position staff.PositionID // of Named
}

// Way is how a decider is found.
type Way string

// The ways.
const (
	Superior         Way = "ATASAN" // atasan langsung
	SuperiorsAbove   Way = "ATASAN_DARI_ATASAN"
	NearestInEchelon Way = "ESELON" // nearest position up the line of that echelon or a higher one
	NamedPosition    Way = "JABATAN"
)

// Post is a position in the line, with who holds it on the day.
type Post struct {
	staff.Position
	Echelon  staff.Echelon
	Superior staff.PositionID // 0 for the head
	Holders  []Holder         // active ones; empty: vacant
}

// Holder is somebody who holds a post on the day.
type Holder struct {
	ID   staff.EmployeeID
	Name string
	As   staff.Capacity
}

// Line is the part of the office's tree of positions that a request is
// concerned with: its positions and all above them. A loop in damaged data
// ends every walk.
type Line map[staff.PositionID]Post

// Package roster knows what an office is before the database knows it: units,
// positions, staff, assignments, roles, letters, dispositions, balances of
// leave, rules of approval, places and rules of the apel, each named by the key
// that the office itself uses for it, and the rules that they must keep
// together. Loading the same roster again changes nothing.
package roster

import (
	"strconv"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Office is everything that one import brings. Nothing of it may be the whole:
// what an import leaves out stays in the database as it is.
//
// After [Office.Sort] whatever stands above comes before what stands below it, so that
// records may be saved in the order of the slices.
type Office struct {
	Units        []Unit
	Positions    []Position
	Staff        []Employee
	Assignments  []Assignment
	Grants       []Grant
	Letters      []Letter
	Dispositions []Disposition
	Balances     []Balance
	Approvals    []Approval // rules and their steps: see [Office.ApprovalRules]
	ApelPlaces   []ApelPlace
	ApelRules    []ApelRule
	Days         []calendar.Day // special days of the calendar
}

// Unit is a part of the office. Its key is Code.
type Unit struct {
	Code   string
	Name   string
	Parent string // code of the unit above it, empty for the top
}

// Position is a post in a unit. Its key is Code.
type Position struct {
	Code     string
	Title    string
	Unit     string // code
	Superior string // code of the position that it reports to, empty for the head
	Echelon  staff.Echelon
}

// Employee is a person of the office. Its key is NIP.
type Employee struct {
	NIP    staff.NIP
	Name   string
	Kind   staff.Kind
	Phone  staff.Phone // empty if the office does not know it
	Active bool
}

// Assignment says who holds a position as what, and when. Its key is all but Until.
type Assignment struct {
	NIP      staff.NIP
	Position string // code
	Capacity staff.Capacity
	From     calendar.Date // first day
	Until    calendar.Date // last day, zero while no end is known
}

// Grant is a role in a unit and everything below it. Its key is all but Active.
type Grant struct {
	NIP    staff.NIP
	Role   staff.Role
	Unit   string // code
	Active bool   // false: the role is taken away, if it was there
}

// LetterKey names a letter: numbers are counted per unit and year.
type LetterKey struct {
	Unit   string // code of the unit that registered it
	Year   int
	Number int
}

// Letter is an incoming letter in a unit's agenda. Its key is LetterKey.
type Letter struct {
	LetterKey
	LetterNumber   string // nomor surat, as its sender wrote it
	Date           calendar.Date
	Received       calendar.Date
	Sender         string
	Subject        string
	Summary        string
	Classification string
	Speed          disposition.Speed
	Secrecy        disposition.Secrecy
	Files          []document.Content // always empty if the letter stays in the office
}

// BranchKey names what one position received from a disposition.
type BranchKey struct {
	Disposition string // code
	Position    string // code
}

// Disposition is an order from one position to others. Its key is Code. It is
// never edited: one that is known already is left as it is.
type Disposition struct {
	Code         string
	Letter       LetterKey
	Parent       BranchKey // the branch that it forwards; zero for the letter's first
	From         string    // code of the position
	By           staff.NIP
	As           staff.Capacity
	SentAt       time.Time
	Instructions []string // labels of the office's table
	Note         string
	Branches     []Branch // in the order of the recipients, copies last
}

// Branch is what one position received. Its key is the disposition's Code with To.
type Branch struct {
	To       string // code of the position
	Copy     bool   // tembusan
	Deadline calendar.Date
	State    disposition.State
	Read     Act
	Started  Act
	Ended    Act // done or returned; without By if it was done by its last child
	Report   string
	Reason   string
}

// Act is who did something with a branch, when, and as what in the position
// that it was addressed to.
type Act struct {
	At time.Time
	By staff.NIP
	As staff.Capacity
}

// Key names the branch of the disposition that went to a position.
func (d Disposition) Key(position string) BranchKey {
	return BranchKey{Disposition: d.Code, Position: position}
}

// String writes the letter as unit/year/number.
func (k LetterKey) String() string {
	if k == (LetterKey{}) {
		return ""
	}
	return k.Unit + "/" + strconv.Itoa(k.Year) + "/" + strconv.Itoa(k.Number)
}

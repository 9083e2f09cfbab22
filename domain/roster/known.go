package roster

import (
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Keys is what the database knows already, as far as the rules need it: what a
// record may refer to, and what it must not contradict. The zero Keys is an empty
// database.
type Keys struct {
	Units        map[string]string // code -> code of the unit above it, empty for the top
	Positions    map[string]KnownPosition
	Staff        map[staff.NIP]KnownEmployee
	Assignments  []Assignment
	Letters      map[LetterKey]KnownLetter
	Branches     map[BranchKey]KnownBranch // only of dispositions that have a code
	Instructions []string                  // labels that may be used
	Balances     map[BalanceKey]bool       // opening balances
	Rules        map[string]bool           // names of rules of approval
	ApelPlaces   map[string]bool           // names
	ApelRules    map[string]bool           // names
	Days         map[DayKey]bool           // special days of the calendar
}

// KnownPosition is a position of the database.
type KnownPosition struct {
	Unit     string
	Superior string
}

// KnownEmployee is an employee of the database.
type KnownEmployee struct {
	Phone staff.Phone
}

// KnownLetter is a letter of the database.
type KnownLetter struct {
	Speed   disposition.Speed
	Secrecy disposition.Secrecy
}

// KnownBranch is a branch of the database.
type KnownBranch struct {
	Letter LetterKey
	Copy   bool
	State  disposition.State
}

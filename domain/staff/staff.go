// Package staff knows who works in the office: employees, the positions they
// hold on a day, the units those belong to, and which Telegram account speaks
// for whom.
//
// Work is addressed to a position, never to a person: an employee may see and
// do what the positions held today allow (domain rule: SE BKN 1/SE/I/2021 for
// acting officials).
package staff

import (
	"errors"
	"slices"
)

// Identifiers of the records of this package, as kept in the database.
type (
	EmployeeID int64
	UnitID     int64
	PositionID int64
	// AccountID is the Telegram user id of an account; in a private chat it
	// is the chat id, too.
	AccountID int64
)

// Echelon is the rank of a position.
type Echelon string

// The echelons; Staf is every position below them.
const (
	EchelonI   Echelon = "I"
	EchelonII  Echelon = "II"
	EchelonIII Echelon = "III"
	EchelonIV  Echelon = "IV"
	Staf       Echelon = "STAF"
)

// Kind of employment.
type Kind string

// The two kinds of state employees (UU 20/2023).
const (
	PNS  Kind = "PNS"
	PPPK Kind = "PPPK"
)

// Capacity says as what somebody holds a position.
type Capacity string

// The capacities of SE BKN 1/SE/I/2021: a definitive holder, Plt for a vacant
// position, Plh while the holder is away for a time.
const (
	Definitive Capacity = "DEFINITIF"
	Plt        Capacity = "PLT"
	Plh        Capacity = "PLH"
)

// Position is a post in a unit; work is addressed to it.
type Position struct {
	ID       PositionID
	Title    string
	UnitID   UnitID
	UnitName string
}

// Holding is a position that somebody holds today.
type Holding struct {
	Position
	Capacity Capacity
	Leads    bool // other positions report to it
}

// Role is a duty beside the positions held.
type Role string

// The roles of the office. Each is granted for a unit with everything below
// it; a clerk of one unit sees nothing of another.
const (
	Clerk     Role = "TU"          // agendaris, keeps the agenda of letters
	Personnel Role = "KEPEGAWAIAN" // personnel office
	Admin     Role = "ADMIN"       // runs Gelis
)

// Grant is a role in a unit.
type Grant struct {
	Role     Role
	UnitID   UnitID
	UnitName string
	// Covers are the ids of the unit and of everything below it.
	Covers []UnitID
}

// Employee is a person of the office.
type Employee struct {
	ID     EmployeeID
	NIP    NIP
	Name   string
	Kind   Kind
	Active bool
}

// Actor is an employee at the moment of an action: identified by a linked
// account, with the positions held and roles granted on that very day. The
// zero Actor is a stranger.
type Actor struct {
	Employee
	Account  AccountID
	Holdings []Holding
	Grants   []Grant
	// Unreachable: the account has blocked the bot, as far as is known.
	Unreachable bool
	Settings    Settings
}

// Known reports whether the account is linked to an employee.
func (a Actor) Known() bool { return a.ID != 0 }

// Holds returns the actor's holding of a position, if it is held today. Where
// somebody holds it twice, the definitive holding is returned.
func (a Actor) Holds(id PositionID) (Holding, bool) {
	var found Holding
	for _, h := range a.Holdings {
		if h.ID != id {
			continue
		}
		if h.Capacity == Definitive {
			return h, true
		}
		found = h
	}
	return found, found.ID != 0
}

// PositionIDs returns the ids of all positions held today, each once.
func (a Actor) PositionIDs() []PositionID {
	ids := make([]PositionID, 0, len(a.Holdings))
	for _, h := range a.Holdings {
		ids = append(ids, h.ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Has reports whether the actor has a role anywhere.
func (a Actor) Has(r Role) bool {
	return slices.ContainsFunc(a.Grants, func(g Grant) bool { return g.Role == r })
}

// HasIn reports whether the actor has a role that covers the unit.
func (a Actor) HasIn(r Role, unit UnitID) bool {
	return slices.ContainsFunc(a.Grants, func(g Grant) bool {
		return g.Role == r && slices.Contains(g.Covers, unit)
	})
}

// Leads reports whether other positions report to one that the actor holds.
func (a Actor) Leads() bool {
	return slices.ContainsFunc(a.Holdings, func(h Holding) bool { return h.Leads })
}

// Audience says for whom something is: a command, a button, a menu entry.
type Audience string

// The audiences that commands are declared for.
const (
	Anyone           Audience = "anyone"   // strangers, too
	Everyone         Audience = "everyone" // every linked employee
	Superiors        Audience = "superiors"
	Clerks           Audience = "clerks"
	PersonnelOffice  Audience = "personnel"
	Administrators   Audience = "admins"
	PersonnelOrAdmin Audience = "personnel_or_admin"
	Overseers        Audience = "overseers"  // superiors and the personnel office
	Appointers       Audience = "appointers" // overseers and administrators
)

// Includes reports whether the actor belongs to the audience.
func (u Audience) Includes(a Actor) bool {
	switch u {
	case Anyone:
		return true
	case Everyone:
		return a.Known()
	case Superiors:
		return a.Leads()
	case Clerks:
		return a.Has(Clerk)
	case PersonnelOffice:
		return a.Has(Personnel)
	case Administrators:
		return a.Has(Admin)
	case PersonnelOrAdmin:
		return a.Has(Personnel) || a.Has(Admin)
	case Overseers:
		return a.Leads() || a.Has(Personnel)
	case Appointers:
		return a.Leads() || a.Has(Personnel) || a.Has(Admin)
	}
	return false
}

// Errors about who somebody is.
var (
	// ErrUnknownAccount: the account is linked to nobody.
	ErrUnknownAccount = errors.New("account is linked to no employee")
	// ErrInactive: the employee is no longer active and is refused everything.
	ErrInactive = errors.New("employee is not active")
	// ErrNoSuchEmployee: no employee has that NIP.
	ErrNoSuchEmployee = errors.New("no such employee")
	// ErrNotAllowed: the actor does not belong to the audience of what was asked.
	ErrNotAllowed = errors.New("not allowed for this actor")
)

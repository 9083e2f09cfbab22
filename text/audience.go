package text

import (
	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Audience is for whom something is, with the names of it and the number of
// people.
type Audience struct {
	Scope            staff.Scope
	Units            []string // names
	People           []string // names
	Count, Reachable int
}

// Phrase names the template.
func (Audience) Phrase() string { return "audience" }

// AskAudience asks for whom something is, and shows what is chosen so far.
type AskAudience struct {
	Question bot.Phrase
	Audience Audience
}

// Phrase names the template.
func (AskAudience) Phrase() string { return "audience.ask" }

// AskAudienceUnits lists units to choose from.
type AskAudienceUnits struct {
	Audience    Audience
	Above       string // name of the unit that they are below; empty: the highest
	Page, Pages int
}

// Phrase names the template.
func (AskAudienceUnits) Phrase() string { return "audience.ask_units" }

// AskAudiencePeople lists people to choose from.
type AskAudiencePeople struct {
	Audience Audience
	Search   string
	People   []staff.Member
	Before   int // so many stand on earlier pages
	Total    int
}

// Phrase names the template.
func (AskAudiencePeople) Phrase() string { return "audience.ask_people" }

// AskAudienceRanks lists echelons to choose from.
type AskAudienceRanks struct{ Audience Audience }

// Phrase names the template.
func (AskAudienceRanks) Phrase() string { return "audience.ask_ranks" }

// AllOfUnit is the button of a unit with all below it.
type AllOfUnit struct{ Name string }

// Phrase names the template.
func (AllOfUnit) Phrase() string { return "audience.all_of" }

// EmploymentLabel is the button of a kind of employment.
type EmploymentLabel struct{ Kind staff.Kind }

// Phrase names the template.
func (EmploymentLabel) Phrase() string { return "audience.kind" }

// EchelonLabel is the button of an echelon.
type EchelonLabel struct{ Echelon staff.Echelon }

// Phrase names the template.
func (EchelonLabel) Phrase() string { return "audience.echelon" }

// MemberLabel is the button of somebody in a list.
type MemberLabel struct {
	Number      int
	Name, Title string
}

// Phrase names the template.
func (MemberLabel) Phrase() string { return "audience.member" }

package staff

import "slices"

// Scope says for whom something is that goes to many: an apel, an
// announcement. Whoever fits is decided on the day, never when it is written.
type Scope struct {
	// Everyone is all active staff; then the rest narrows it.
	Everyone bool
	// Units take in everything below them.
	Units    []UnitID
	Echelons []Echelon // of a position held; none: every one
	Kinds    []Kind    // none: both
	// People are named: they are taken in whatever the rest says.
	People []EmployeeID
}

// IsEmpty reports whether nobody can fit.
func (s Scope) IsEmpty() bool { return !s.Everyone && len(s.Units) == 0 && len(s.People) == 0 }

// Within reports whether everybody whom the scope can take in belongs to units
// that an actor covers in the role; a scope of everyone or of named people is
// within the coverage of a whole office only.
func (s Scope) Within(covers []UnitID, whole bool) bool {
	if whole {
		return true
	}
	if s.Everyone || len(s.People) > 0 {
		return false
	}
	return !slices.ContainsFunc(s.Units, func(u UnitID) bool { return !slices.Contains(covers, u) })
}

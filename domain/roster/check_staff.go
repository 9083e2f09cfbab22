package roster

import (
	"slices"

	"github.com/gelis-bali/gelis/domain/staff"
)

func (c checking) checkStaff() []Fault {
	rule := ruling{sheet: Staff}
	seen := map[staff.NIP]int{}
	for i, e := range c.Staff {
		rule.index = i
		once(&rule, seen, e.NIP, "nip", string(e.NIP))
	}
	phones := map[staff.Phone]int{}
	owners := c.owners(seen)
	for i, e := range c.Staff {
		rule.index = i
		first, twice := phones[e.Phone]
		owner := owners[e.Phone]
		switch {
		case e.Phone == "":
		case twice && c.Staff[first].NIP != e.NIP:
			rule.against(first, "phone", PhoneTaken, string(e.Phone), string(c.Staff[first].NIP))
		case owner != "" && owner != e.NIP:
			rule.breaks("phone", PhoneTaken, string(e.Phone), string(owner))
		case !twice:
			phones[e.Phone] = i
		}
	}
	return rule.faults
}

// owners are the telephone numbers of the database that the roster leaves
// where they are.
func (c checking) owners(brought map[staff.NIP]int) map[staff.Phone]staff.NIP {
	owners := map[staff.Phone]staff.NIP{}
	for nip, e := range c.known.Staff {
		if _, ok := brought[nip]; !ok && e.Phone != "" {
			owners[e.Phone] = nip
		}
	}
	return owners
}

func (c checking) checkAssignments() []Fault {
	rule := ruling{sheet: Assignments}
	seen := map[Assignment]int{}
	for i, a := range c.Assignments {
		rule.index = i
		refers(&rule, c.staff, a.NIP, "nip", UnknownEmployee, string(a.NIP))
		refers(&rule, c.line, a.Position, "position", UnknownPosition, a.Position)
		if !a.Until.IsZero() && a.Until.Before(a.From) {
			rule.breaks("until", EndsBeforeStart, a.Until.String(), a.From.String())
		}
		if a.whole() {
			once(&rule, seen, a.Key(), "from", a.From.String())
		}
	}
	return rule.faults
}

// Key is the assignment without what is no part of its key: Until.
func (a Assignment) Key() Assignment {
	a.Until = Assignment{}.Until
	return a
}

// whole reports whether nothing of the key is missing.
func (a Assignment) whole() bool {
	return a.NIP != "" && a.Position != "" && a.Capacity != "" && !a.From.IsZero()
}

// checkHolders looks for positions that two people hold definitively on one day.
func (c checking) checkHolders() []Fault {
	rule := ruling{sheet: Assignments}
	for _, terms := range c.terms() {
		latest := -1 // the term that lasts longest so far
		for i, t := range terms {
			if latest >= 0 && t.overlaps(terms[latest]) {
				rule.clash(terms[latest], t)
			}
			if latest < 0 || terms[latest].endsBefore(t) {
				latest = i
			}
		}
	}
	slices.SortFunc(rule.faults, func(a, b Fault) int { return a.Index - b.Index })
	return rule.faults
}

// term is a definitive assignment with its place in the roster, -1 in the database.
type term struct {
	Assignment
	index int
}

// terms are the definitive assignments after the import, by position and in
// the order of their beginnings.
func (c checking) terms() map[string][]term {
	terms := map[string][]term{}
	brought := map[Assignment]bool{}
	for i, a := range c.Assignments {
		if a.Capacity == staff.Definitive && a.whole() && !brought[a.Key()] {
			brought[a.Key()] = true
			terms[a.Position] = append(terms[a.Position], term{a, i})
		}
	}
	for _, a := range c.known.Assignments {
		if a.Capacity == staff.Definitive && !brought[a.Key()] && terms[a.Position] != nil {
			terms[a.Position] = append(terms[a.Position], term{a, -1})
		}
	}
	for _, held := range terms {
		slices.SortStableFunc(held, func(a, b term) int { return a.From.Compare(b.From) })
	}
	return terms
}

// overlaps reports whether a term begins before an earlier one has ended.
func (t term) overlaps(earlier term) bool {
	return earlier.Until.IsZero() || !earlier.Until.Before(t.From)
}

func (t term) endsBefore(other term) bool {
	return !t.Until.IsZero() && (other.Until.IsZero() || t.Until.Before(other.Until))
}

// clash notes two overlapping terms at the later one, or at the one that the
// roster brings.
func (r *ruling) clash(earlier, later term) {
	if later.index < 0 {
		earlier, later = later, earlier
	}
	if later.index < 0 {
		return // both are in the database already
	}
	r.index = later.index
	r.against(earlier.index, "from", HeldTwice, later.From.String(), string(earlier.NIP))
}

package leave

import (
	"slices"

	"github.com/gelis-bali/gelis/domain/staff"
)

// account is what one year has of each source before and after the charges of
// that year: of year-2, year-1 and the year itself.
type account struct {
	year  int
	had   [3]int
	spent [3]int
}

// account computes a year's days.
func (r Record) account(year int) account {
	a := account{year: year}
	if !slices.Contains(r.LongYears, year) {
		newer := min(MaxOlder, r.carried(year))
		a.had = [3]int{min(MaxOlder-newer, r.carriedTwice(year)), newer, r.own(year)}
	}
	for i := range a.spent {
		a.spent[i] = sum(r.Charges, Charge{Year: year, Source: year - 2 + i})
	}
	return a
}

// balance is what is left. A correction may have taken more than there was:
// nothing is left then.
func (a account) balance() Balance {
	b := Balance{Year: a.year, Sources: make([]Source, len(a.had))}
	for i := range a.had {
		b.Sources[i] = Source{Year: a.year - 2 + i, Days: max(0, a.had[i]-a.spent[i])}
	}
	return b
}

// overdrawn counts days that were charged and are not there.
func (a account) overdrawn() int {
	days := 0
	for i := range a.had {
		days += max(0, a.spent[i]-a.had[i])
	}
	return days
}

// own is the entitlement of a year, as the books have it.
func (r Record) own(year int) int {
	if days, ok := r.opening(year); ok {
		return max(0, days+r.entered(year, Correction))
	}
	days := Entitlement
	if from := r.EntitledFrom(); from.IsZero() || from.Year() > year || year < r.begins() {
		days = 0
	}
	return max(0, days+r.entered(year, Correction))
}

// unused is what is left of a year's entitlement when the year ends.
func (r Record) unused(year int) int {
	if slices.Contains(r.LongYears, year) {
		return 0
	}
	return max(0, r.own(year)-sum(r.Charges, Charge{Year: year, Source: year}))
}

// carried are the days of the year before: six of what was not used (III.A.9),
// and on top what was postponed by who decides on leave (III.A.11 and 12). Of a
// PPPK nothing but postponed days goes over: an assumption of the office.
func (r Record) carried(year int) int {
	most := r.postponed(year, year-1) + r.entered(year-1, Postponed)
	if r.Kind != staff.PPPK {
		most += MaxCarried
	}
	return min(most, r.unused(year-1))
}

// carriedTwice are the days of two years before: six if there was no leave in
// both years (III.A.10), or what was postponed of them a year ago.
func (r Record) carriedTwice(year int) int {
	days := 0
	if r.Kind != staff.PPPK && r.idle(year) {
		days = min(MaxCarried, r.unused(year-2))
	}
	postponed := r.postponed(year, year-2)
	if postponed == 0 {
		return days
	}
	left := r.account(year - 1).balance().Sources[1].Days // of year-2, when year-1 ended
	return max(days, min(postponed, left))
}

// idle reports whether there was no leave in the two years before. Of the years
// before the books began nobody knows: in the year in which they begin, an
// opening balance of two years before says by being there that it was so.
func (r Record) idle(year int) bool {
	for _, before := range []int{year - 2, year - 1} {
		full := r.own(before) >= Entitlement || r.begins() == year
		if !full || slices.Contains(r.LongYears, before) || sum(r.Charges, Charge{Year: before}) > 0 {
			return false
		}
	}
	return true
}

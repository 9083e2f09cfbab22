package leave

// opening is what was left of a year's entitlement when the books began. Of
// several entries for one year the last holds.
func (r Record) opening(year int) (days int, ok bool) {
	for _, e := range r.Entries {
		if e.Kind == Opening && e.Year == year {
			days, ok = e.Days, true
		}
	}
	return max(0, days), ok
}

// begins is the last year with an opening balance, 0 if there is none: of
// earlier years the books know nothing but what was entered.
func (r Record) begins() int {
	year := 0
	for _, e := range r.Entries {
		if e.Kind == Opening {
			year = max(year, e.Year)
		}
	}
	return year
}

// entered sums up the entries of a kind about a year's entitlement.
func (r Record) entered(year int, kind EntryKind) int {
	days := 0
	for _, e := range r.Entries {
		if e.Kind == kind && e.Year == year {
			days += e.Days
		}
	}
	return days
}

// postponed are the days of a source that were postponed into a year. They
// lapse with it: leave is postponed by one year at most (III.A.11).
func (r Record) postponed(into, source int) int {
	return sum(r.Postponed, Charge{Year: into - 1, Source: source})
}

// sum counts the days of the charges that were spent in the wanted year, of the
// wanted source; 0 for any.
func sum(charges []Charge, want Charge) int {
	days := 0
	for _, c := range charges {
		if (want.Year == 0 || c.Year == want.Year) && (want.Source == 0 || c.Source == want.Source) {
			days += c.Days
		}
	}
	return days
}

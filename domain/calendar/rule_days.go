package calendar

import (
	"slices"
	"time"
)

const (
	// longestShift is how many days ahead a shift looks: an office that is closed
	// for longer holds nothing.
	longestShift = 10 * 7
	// lookAhead is how many days Next searches: three years.
	lookAhead = 3*365 + 1
	// stride is how many of them it looks at at a time.
	stride = 93
)

// Between returns the occurrences that are held from one day to another, both
// included, in the order of their days and no day twice: where two meet on a
// day, it is that of the earlier planned day. A rule that [Rule.Check] refuses
// has none.
func (r Rule) Between(from, to Date, c *Calendar) []Occurrence {
	if to.Before(from) || from.IsZero() || r.Check() != nil {
		return nil
	}
	first := from.AddDays(-longestShift)
	if first.IsZero() {
		first = NewDate(firstYear, time.January, 1)
	}
	c = c.Snapshot()
	var all []Occurrence
	for _, planned := range r.planned(first, to) {
		held := r.held(planned, c)
		if !held.IsZero() && !held.Before(from) && !held.After(to) && r.within(held) {
			all = append(all, Occurrence{Planned: planned, Date: held})
		}
	}
	slices.SortStableFunc(all, func(a, b Occurrence) int { return a.Date.Compare(b.Date) })
	return slices.CompactFunc(all, func(a, b Occurrence) bool { return a.Date == b.Date })
}

// Next returns the first occurrence that is held after a day. It searches three
// years, counted from the day on which the rule begins if that is later.
func (r Rule) Next(after Date, c *Calendar) (Occurrence, bool) {
	c = c.Snapshot()
	from := after.AddDays(1)
	if r.From.After(from) {
		from = r.From
	}
	if r.Kind == Once && r.Date.After(from) {
		from = r.Date
	}
	for end := from.AddDays(lookAhead); !from.IsZero() && !from.After(end); from = from.AddDays(stride) {
		if next := r.Between(from, from.AddDays(stride-1), c); len(next) > 0 {
			return next[0], true
		}
	}
	return Occurrence{}, false
}

// held is the day to which a planned day is moved, zero where it is left out.
func (r Rule) held(planned Date, c *Calendar) Date {
	if r.Shift == Keep || c.IsWorking(planned) {
		return planned
	}
	switch r.Shift {
	case NextWorking:
		return firstWorking(planned, 1, c)
	case NextWeek:
		if r.Kind != Weekly {
			return firstWorking(planned, 7, c)
		}
	case Skip, Keep:
	}
	return Date{}
}

// firstWorking is the first working day in steps of so many days after another.
func firstWorking(d Date, step int, c *Calendar) Date {
	for n := step; n <= longestShift; n += step {
		if later := d.AddDays(n); c.IsWorking(later) {
			return later
		}
	}
	return Date{}
}

// planned lists the days that the rule names from one day to another, both
// included, within its bounds, ascending.
func (r Rule) planned(from, to Date) []Date {
	if from.Before(r.From) {
		from = r.From
	}
	if !r.Until.IsZero() && to.After(r.Until) {
		to = r.Until
	}
	var days []Date
	for d := r.firstOf(from); !d.IsZero() && !d.After(to); d = r.following(d) {
		if !d.Before(from) {
			days = append(days, d)
		}
	}
	return days
}

// firstOf is a day of the rule from which all days of it after another are
// reached; it may be before that day itself.
func (r Rule) firstOf(d Date) Date {
	switch r.Kind {
	case Weekly:
		return d.AddDays(int(r.Weekday-d.Weekday()+7) % 7)
	case MonthDay, MonthWeekday:
		return r.inMonth(d.year, d.month)
	case Yearly:
		return r.inMonth(d.year, r.Date.month)
	case Once:
	}
	return r.Date
}

// following is the day of the rule that comes after another one of it.
func (r Rule) following(d Date) Date {
	switch r.Kind {
	case Weekly:
		return d.AddDays(7)
	case MonthDay, MonthWeekday:
		return r.inMonth(d.year, d.month+1)
	case Yearly:
		return r.inMonth(d.year+1, d.month)
	case Once:
	}
	return Date{}
}

// inMonth is the day of the rule in a month; month 13 is January of the next
// year.
func (r Rule) inMonth(year int, month time.Month) Date {
	first := NewDate(year, month, 1)
	if first.IsZero() {
		return Date{}
	}
	length := time.Date(first.year, first.month+1, 0, 0, 0, 0, 0, time.UTC).Day()
	switch r.Kind {
	case MonthDay:
		return first.AddDays(min(r.Day, length) - 1)
	case Yearly:
		return first.AddDays(min(r.Date.day, length) - 1)
	case MonthWeekday:
		offset := int(r.Weekday-first.Weekday()+7) % 7
		if r.Nth == Last {
			return first.AddDays(offset + (length-1-offset)/7*7)
		}
		return first.AddDays(offset + (r.Nth-1)*7)
	case Once, Weekly:
	}
	return Date{}
}

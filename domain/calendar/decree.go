package calendar

import "time"

// warnFrom is the day of the year from which the decree of the next year is
// missed: the SKB is published in September or October.
func warnFrom(year int) Date { return NewDate(year, time.November, 1) }

// MissingDecree returns the year whose national holidays ought to be known on a
// day and are not: that year itself, and from 1 November on the next one.
func (c *Calendar) MissingDecree(today Date) (year int, missing bool) {
	now := c.content.Load()
	if today.IsZero() {
		return 0, false
	}
	if !now.decrees[today.year] {
		return today.year, true
	}
	if today.year < lastYear && !today.Before(warnFrom(today.year)) && !now.decrees[today.year+1] {
		return today.year + 1, true
	}
	return 0, false
}

// RecallsDecree returns the year whose decree is missing, on the days on which
// that is told: the first working day from 1 November on, and the first working
// day of each week.
func (c *Calendar) RecallsDecree(today Date) (year int, due bool) {
	now := c.Snapshot()
	year, missing := now.MissingDecree(today)
	if !missing || !now.IsWorking(today) {
		return 0, false
	}
	before := now.PreviousWorking(today)
	monday := today.AddDays(-int(today.Weekday() - time.Monday))
	if before.Before(monday) || before.Before(warnFrom(today.year)) && !today.Before(warnFrom(today.year)) {
		return year, true
	}
	return 0, false
}

package leave

import "github.com/gelis-bali/gelis/domain/calendar"

// yearsLater is the same day of a later year; 1 March stands for a 29 February
// that the year does not have.
func yearsLater(d calendar.Date, years int) calendar.Date {
	if d.IsZero() {
		return d
	}
	return calendar.NewDate(d.Year()+years, d.Month(), d.Day())
}

// LastOf is the last day of a time of whole months: from 1 March three months
// last to 31 May, from 30 November to the end of February.
func LastOf(from calendar.Date, months int) calendar.Date {
	end := from.AddMonths(months)
	if end.Day() != from.Day() { // the month is too short: its last day, included
		return end
	}
	return end.AddDays(-1)
}

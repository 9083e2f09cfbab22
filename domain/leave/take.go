package leave

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// YearDays are working days that are spent in a year.
type YearDays struct {
	Year int
	Days int
}

// Days are the working days of a leave by the year in which they are spent: a
// leave over the year's end has two.
type Days []YearDays

// Spread counts the working days from the one day to the other, both included,
// by year. National holidays and joint leave are no working days: joint leave
// never reduces annual leave (PP 11/2017 art. 333, III.F).
func Spread(cal *calendar.Calendar, from, to calendar.Date) Days {
	var days Days
	for year := from.Year(); year <= to.Year() && !from.IsZero(); year++ {
		first, last := calendar.NewDate(year, 1, 1), calendar.NewDate(year, 12, 31)
		if from.After(first) {
			first = from
		}
		if to.Before(last) {
			last = to
		}
		if count := cal.WorkingDaysBetween(first, last); count > 0 {
			days = append(days, YearDays{Year: year, Days: count})
		}
	}
	return days
}

// Total counts the days of all years.
func (p Days) Total() int {
	total := 0
	for _, d := range p {
		total += d.Days
	}
	return total
}

// QuotaError refuses annual leave for which there are too few days.
type QuotaError struct {
	Asked, Left int  // working days in the year
	Year        int  // in which they would be spent
	LongLeave   bool // nothing is left because a long leave was taken in that year
}

func (e *QuotaError) Error() string {
	return fmt.Sprintf("%d days of annual leave asked for in %d, %d left", e.Asked, e.Year, e.Left)
}

// Take says which days of which year's entitlement pay for the days of an
// annual leave, the oldest first. It changes nothing: the charges count as soon
// as they are in a record. Days are refused with a *[QuotaError].
func (r Record) Take(p Days) ([]Charge, error) {
	var taken []Charge
	for _, d := range slices.SortedFunc(slices.Values(p), func(a, b YearDays) int { return cmp.Compare(a.Year, b.Year) }) {
		left := r.Balance(d.Year)
		if d.Days > left.Total() {
			return nil, &QuotaError{
				Asked: d.Days, Left: left.Total(), Year: d.Year, LongLeave: slices.Contains(r.LongYears, d.Year),
			}
		}
		charges := left.split(d.Days)
		taken = append(taken, charges...)
		r = r.with(charges)
	}
	return taken, nil
}

// split takes days from the sources of a balance, the oldest first.
func (b Balance) split(days int) []Charge {
	var charges []Charge
	for _, s := range b.Sources {
		if n := min(days, s.Days); n > 0 {
			charges = append(charges, Charge{Year: b.Year, Source: s.Year, Days: n})
			days -= n
		}
	}
	return charges
}

// only is the balance that the charges would use up.
func only(year int, charges []Charge) Balance {
	b := account{year: year}.balance()
	for i := range b.Sources {
		b.Sources[i].Days = sum(charges, Charge{Year: year, Source: b.Sources[i].Year})
	}
	return b
}

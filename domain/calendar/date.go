package calendar

import (
	"cmp"
	"fmt"
	"time"
)

// The range of days that have a Date: those that ISO 8601 writes with four
// digits for the year. A computation that leaves it gives the zero Date.
const (
	firstYear = 1
	lastYear  = 9999
	rangeDays = 3_652_059 // days from the first to the last, both included
)

const secondsPerDay = 24 * 60 * 60

// Date is a day of the Gregorian calendar, without a time and without a zone,
// from 0001-01-01 to 9999-12-31. The zero value means that there is no date.
// Dates can be compared by == and be keys of a map.
type Date struct {
	year  int
	month time.Month
	day   int
}

// DateOf returns the day on which the instant falls in the zone. The zero
// instant falls on no day.
func DateOf(t time.Time, loc *time.Location) Date {
	if t.IsZero() {
		return Date{}
	}
	return fromTime(t.In(loc))
}

// NewDate returns the day, normalised as by [time.Date]: the 31st of April is the
// 1st of May, and day 0 of a month the last of the month before. Text that came
// from a person is checked by [ParseDate] instead.
func NewDate(year int, month time.Month, day int) Date {
	return fromTime(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

func fromTime(t time.Time) Date {
	y, m, d := t.Date()
	if y < firstYear || y > lastYear {
		return Date{}
	}
	return Date{year: y, month: m, day: d}
}

// Year returns the year, 0 for the zero Date.
func (d Date) Year() int { return d.year }

// Month returns the month, 0 for the zero Date.
func (d Date) Month() time.Month { return d.month }

// Day returns the day of the month, 0 for the zero Date.
func (d Date) Day() int { return d.day }

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Weekday returns the day of the week; it means nothing for the zero Date.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// At returns the instant of an hour and minute of the day in the zone. An hour
// that the zone skips or repeats is taken as by [time.Date]. The zero Date has
// no instants: it gives the zero instant.
func (d Date) At(hour, minute int, loc *time.Location) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(d.year, d.month, d.day, hour, minute, 0, 0, loc)
}

// AddDays returns the day n days later, earlier for a negative n. It returns the
// zero Date from the zero Date and past either end of the range.
func (d Date) AddDays(n int) Date {
	if d.IsZero() || n > rangeDays || n < -rangeDays {
		return Date{}
	}
	return NewDate(d.year, d.month, d.day+n)
}

// Sub returns the days from other to d: 1 if d is the day after, negative if d
// is earlier, 0 if either is the zero Date.
func (d Date) Sub(other Date) int {
	if d.IsZero() || other.IsZero() {
		return 0
	}
	return int((d.utc().Unix() - other.utc().Unix()) / secondsPerDay)
}

// Before reports whether d is earlier; the zero Date is earlier than any other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After reports whether d is later.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// Equal reports whether both are the same day; it is ==, for those who look for
// a method, such as go-cmp.
func (d Date) Equal(other Date) bool { return d == other }

// Compare returns -1 if d is earlier than other, 0 if it is the same day and +1
// if it is later. The zero Date comes before all others.
func (d Date) Compare(other Date) int {
	return cmp.Or(
		cmp.Compare(d.year, other.year),
		cmp.Compare(d.month, other.month),
		cmp.Compare(d.day, other.day),
	)
}

// String returns the day as ISO 8601 writes it, 2026-08-18, and nothing for the
// zero Date. People read dates as package text writes them.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, int(d.month), d.day)
}

// utc is the day's midnight in UTC, where every day has 24 hours.
func (d Date) utc() time.Time {
	return time.Date(d.year, d.month, d.day, 0, 0, 0, 0, time.UTC)
}

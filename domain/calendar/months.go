package calendar

import "time"

// AddMonths returns the same day of the month n months later, earlier for a
// negative n; where that month is too short, its last day. It returns the zero
// Date from the zero Date and past either end of the range.
func (d Date) AddMonths(n int) Date {
	if d.IsZero() || n > rangeDays || n < -rangeDays {
		return Date{}
	}
	month := d.month + time.Month(n)
	if later := NewDate(d.year, month, d.day); later.day == d.day {
		return later
	}
	return NewDate(d.year, month+1, 0)
}

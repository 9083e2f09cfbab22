package calendar

import (
	"slices"
	"time"
)

// IsWorking reports whether the office works on d: Monday to Friday (Pergub
// Bali 58/2023), no national holiday, no joint leave (SKB of three ministers)
// and no closing day of the office's own. The zero Date is no working day.
func (c *Calendar) IsWorking(d Date) bool { return c.content.Load().isWorking(d) }

func (c *content) isWorking(d Date) bool {
	if d.IsZero() || !isWeekday(d.Weekday()) {
		return false
	}
	_, off := slices.BinarySearchFunc(c.off, d, Date.Compare)
	return !off
}

// NextWorking returns the first working day strictly after d, or the zero Date
// if there is none before the end of the year 9999.
func (c *Calendar) NextWorking(d Date) Date {
	return c.content.Load().step(d, 1)
}

// PreviousWorking returns the last working day strictly before d, or the zero
// Date if there is none after the beginning of the year 1.
func (c *Calendar) PreviousWorking(d Date) Date {
	return c.content.Load().step(d, -1)
}

// step walks from d, by one day forward (+1) or back (-1), to the nearest
// working day. It ends always: past the last day of the range a Date is zero.
func (c *content) step(d Date, by int) Date {
	for d = d.AddDays(by); !d.IsZero(); d = d.AddDays(by) {
		if c.isWorking(d) {
			return d
		}
	}
	return Date{}
}

// AddWorkingDays returns the n-th working day strictly after d, for a negative
// n the n-th strictly before it, and d itself for 0, whether it is a working
// day or not. It returns the zero Date if there are not so many working days.
//
// For n > 0: WorkingDaysBetween(d.AddDays(1), AddWorkingDays(d, n)) == n.
func (c *Calendar) AddWorkingDays(d Date, n int) Date {
	now := c.content.Load()
	for ; n > 0 && !d.IsZero(); n-- {
		d = now.step(d, 1)
	}
	for ; n < 0 && !d.IsZero(); n++ {
		d = now.step(d, -1)
	}
	return d
}

// WorkingDaysBetween counts the working days from the one day to the other, both
// included, as leave is counted: Monday to Friday of an ordinary week are 5. It
// is 0 if to is before from or if either is the zero Date.
func (c *Calendar) WorkingDaysBetween(from, to Date) int {
	if from.IsZero() || to.Before(from) {
		return 0
	}
	off := c.content.Load().off
	first, _ := slices.BinarySearchFunc(off, from, Date.Compare)
	end, included := slices.BinarySearchFunc(off, to, Date.Compare)
	if included {
		end++
	}
	return weekdaysBetween(from, to) - (end - first)
}

// weekdaysBetween counts Mondays to Fridays, both ends included.
func weekdaysBetween(from, to Date) int {
	weeks, rest := (to.Sub(from)+1)/7, (to.Sub(from)+1)%7
	count := weeks * 5
	for i := range rest {
		if isWeekday((from.Weekday() + time.Weekday(i)) % 7) {
			count++
		}
	}
	return count
}

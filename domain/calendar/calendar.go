// Package calendar knows the office's days: which dates exist, which of them
// are holidays and by whose decree, and how working days are counted.
//
// It holds days, not instants: a [Date] has no time zone, and the machine's own
// zone never matters. Instants become days by [DateOf] in the office's zone.
package calendar

import (
	"cmp"
	"slices"
	"sync/atomic"
	"time"
)

// Calendar answers questions about days. Any number of goroutines may share
// one, also while its content is replaced: each answer is given from one
// content, the old or the new.
type Calendar struct {
	options Options
	content atomic.Pointer[content]
}

// Options are what the office may decide about its calendar.
type Options struct {
	// DispensationIsOff makes the days of dispensation for Hindu staff days off.
	// They are not by default: the office is open then, and a dispensation is
	// given to those who celebrate, not to everybody.
	DispensationIsOff bool
}

// New builds the calendar of the given days with the default [Options] and the
// office's ordinary hours.
func New(days []Day) *Calendar {
	return NewWithOptions(days, Options{})
}

// NewWithOptions builds the calendar of the given days. The order of the days
// does not matter; a day without a date is left out.
func NewWithOptions(days []Day, o Options) *Calendar {
	c := &Calendar{options: o}
	c.Reset(days, nil)
	return c
}

// Reset replaces all days, and the times in which the office has other hours
// than its ordinary ones. Everybody who holds the calendar sees them at once.
func (c *Calendar) Reset(days []Day, hours []Hours) {
	c.content.Store(newContent(days, hours, c.options))
}

// Snapshot is the calendar as it is now: it does not change with the calendar,
// so that several questions are answered from one content.
func (c *Calendar) Snapshot() *Calendar {
	frozen := &Calendar{options: c.options}
	frozen.content.Store(c.content.Load())
	return frozen
}

// content is what a calendar holds. It never changes once it is built.
type content struct {
	days    map[Date][]Day
	off     []Date // Mondays to Fridays on which the office is closed, ascending, each once
	decrees map[int]bool
	hours   []Hours // by their first day
}

func newContent(days []Day, hours []Hours, o Options) *content {
	c := &content{days: map[Date][]Day{}, decrees: map[int]bool{}, hours: slices.Clone(hours)}
	for _, day := range days {
		if day.Date.IsZero() {
			continue
		}
		c.days[day.Date] = append(c.days[day.Date], day)
		if day.Kind == National {
			c.decrees[day.Date.Year()] = true
		}
		if o.closes(day.Kind) && isWeekday(day.Date.Weekday()) {
			c.off = append(c.off, day.Date)
		}
	}
	for _, same := range c.days {
		slices.SortStableFunc(same, byRank)
	}
	slices.SortFunc(c.off, Date.Compare)
	c.off = slices.Compact(c.off)
	slices.SortStableFunc(c.hours, func(a, b Hours) int { return a.From.Compare(b.From) })
	return c
}

// closes reports whether the office is closed on days of the kind.
func (o Options) closes(k Kind) bool {
	switch k {
	case National, JointLeave, OfficeOwn:
		return true
	case BaliDispensation:
		return o.DispensationIsOff
	case PawukonDay, Purnama, Tilem: // computed: only a decree closes the office
	}
	return false
}

func byRank(a, b Day) int { return cmp.Compare(a.Kind.rank(), b.Kind.rank()) }

// On returns the special days that fall on d, the weightiest kind first, none
// for an ordinary day. The slice is the caller's own.
func (c *Calendar) On(d Date) []Day {
	return slices.Clone(c.content.Load().days[d])
}

// HasDecree reports whether the year's national holidays are known: a year
// without them counts every holiday as a working day, which is worth a warning.
func (c *Calendar) HasDecree(year int) bool {
	return c.content.Load().decrees[year]
}

// isWeekday reports whether w is one of the office's five days, Monday to
// Friday (Pergub Bali 58/2023).
func isWeekday(w time.Weekday) bool {
	return w != time.Saturday && w != time.Sunday
}

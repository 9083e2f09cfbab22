// Package officedays decides what stands in the office's calendar: which days
// are special, in which times the office has other hours, and which computed
// Balinese days it has looked at. Package calendar answers from what is decided here.
package officedays

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Identifiers of the rows of the calendar.
type (
	// ID identifies a special day.
	ID int64
	// HoursID identifies a time with other hours.
	HoursID int64
)

// Subjects of the audit log; nothing is sent about them.
const (
	SubjectDay   notify.SubjectKind = "calendar.day"
	SubjectHours notify.SubjectKind = "calendar.hours"
)

// Day is a special day as it stands in the calendar.
type Day struct {
	ID      ID
	Version int // counts its changes
	calendar.Day
}

// Hours is a time with other hours as it stands in the calendar.
type Hours struct {
	ID HoursID
	calendar.Hours
}

// Computed names a computed Balinese day: at most one of a kind falls on a date.
type Computed struct {
	Date calendar.Date
	Kind calendar.Kind
}

// Book is all that stands in the calendar.
type Book struct {
	Version int64 // changes with everything in it
	Days    []Day // by date
	Hours   []Hours
	Ignored []Computed
	Roots   []staff.UnitID // units without a unit above them
	// Where it is read to be changed: the numbers that new rows get.
	NextDay   ID
	NextHours HoursID
}

// Change is what is done to the book, one thing at a time.
type Change struct {
	Add, Replace *Day
	Remove       ID
	AddHours     *Hours
	RemoveHours  HoursID
	Ignore       *Computed
	Audit        []audit.Entry
}

// Fill lets a calendar hold what stands in the book.
func (b Book) Fill(c *calendar.Calendar) {
	days := make([]calendar.Day, 0, len(b.Days))
	for _, d := range b.Days {
		days = append(days, d.Day)
	}
	hours := make([]calendar.Hours, 0, len(b.Hours))
	for _, h := range b.Hours {
		hours = append(hours, h.Hours)
	}
	c.Reset(days, hours)
}

// Find returns a day by its id, or ErrNoSuchDay.
func (b Book) Find(id ID) (Day, error) {
	for _, d := range b.Days {
		if d.ID == id {
			return d, nil
		}
	}
	return Day{}, ErrNoSuchDay
}

// FindHours returns a time with other hours by its id, or ErrNoSuchHours.
func (b Book) FindHours(id HoursID) (Hours, error) {
	for _, h := range b.Hours {
		if h.ID == id {
			return h, nil
		}
	}
	return Hours{}, ErrNoSuchHours
}

// Month lists the rows of a month, by date, the weightiest first.
func (b Book) Month(first calendar.Date) []Day {
	var days []Day
	for _, d := range b.Days {
		if d.Date.Year() == first.Year() && d.Date.Month() == first.Month() {
			days = append(days, d)
		}
	}
	slices.SortStableFunc(days, func(a, b Day) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(slices.Index(calendar.Kinds(), a.Kind), slices.Index(calendar.Kinds(), b.Kind)))
	})
	return days
}

// Proposals lists the computed Balinese days from today to the end of the next
// year that no row of the calendar names and nobody has put aside.
func (b Book) Proposals(today calendar.Date) []calendar.Day {
	c := calendar.New(nil)
	b.Fill(c)
	var open []calendar.Day
	for d := today; d.Year() != 0 && d.Year() <= today.Year()+1; d = d.AddDays(1) {
		for _, day := range c.Observed(d) {
			if isComputed(day.Kind) && !slices.Contains(b.Ignored, Computed{d, day.Kind}) {
				open = append(open, day)
			}
		}
	}
	return open
}

func isComputed(k calendar.Kind) bool {
	return k == calendar.PawukonDay || k == calendar.Purnama || k == calendar.Tilem
}

// proposed finds an open proposal, or returns ErrNotProposed.
func (b Book) proposed(p Computed, today calendar.Date) (calendar.Day, error) {
	for _, day := range b.Proposals(today) {
		if day.Date == p.Date && day.Kind == p.Kind {
			return day, nil
		}
	}
	return calendar.Day{}, ErrNotProposed
}

// capitalised writes a name that stands in capitals as people write it.
func capitalised(name string) string {
	words := strings.Fields(strings.ToLower(name))
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

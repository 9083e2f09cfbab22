package text

import (
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

// AwayWeeks says day by day who of a unit is away.
type AwayWeeks struct {
	Unit  string
	Days  []AwayDay
	Today calendar.Date
}

// Phrase names the template.
func (AwayWeeks) Phrase() string { return "calendar.weeks" }

// AwayDay is a day with who is away on it.
type AwayDay struct {
	Date     calendar.Date
	Special  []calendar.Day // what falls on it
	Absences []request.Absence
}

// Shown are the first who are away, as many as a small phone shows.
func (d AwayDay) Shown() []request.Absence {
	most := mostAway
	if w := d.Date.Weekday(); w == time.Saturday || w == time.Sunday {
		most = 1
	}
	return d.Absences[:min(len(d.Absences), most)]
}

// More counts the others.
func (d AwayDay) More() int { return len(d.Absences) - len(d.Shown()) }

// AwayMonth says who of a unit is away in a month.
type AwayMonth struct {
	Unit     string
	Month    calendar.Date // its first day
	Absences []request.Absence
}

// Phrase names the template.
func (AwayMonth) Phrase() string { return "calendar.month" }

// mostInMonth is how many absences fit into one message.
const mostInMonth = 25

// Shown are the first absences.
func (m AwayMonth) Shown() []request.Absence {
	return m.Absences[:min(len(m.Absences), mostInMonth)]
}

// More counts the others.
func (m AwayMonth) More() int { return len(m.Absences) - len(m.Shown()) }

// MonthLabel is a button that leads to a month.
type MonthLabel struct {
	Month calendar.Date // its first day
	After bool          // it lies after the one that is shown
}

// Phrase names the template.
func (MonthLabel) Phrase() string { return "label.month" }

// UnitList asks whose calendar is to be shown.
type UnitList struct {
	Units  []staff.Unit
	Offset int
	Total  int
}

// Phrase names the template.
func (UnitList) Phrase() string { return "calendar.units" }

// PictureSent says that the pictures of a month follow.
type PictureSent struct{ Count int }

// Phrase names the template.
func (PictureSent) Phrase() string { return "calendar.sent" }

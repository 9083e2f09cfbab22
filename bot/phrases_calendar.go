package bot

import (
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// DaySign is the one sign that a day on a calendar carries. Their order is
// that of the legend.
type DaySign int

// The signs.
const (
	DayPlain    DaySign = iota
	DayToday            // the office's day
	DayChosen           // chosen already
	DayNational         // a national holiday
	DayJoint            // cuti bersama
	DayOffice           // the office's own day off
	DayBali             // a day of dispensation in Bali
	DayRite             // a day of Bali's own calendar, on which the office is open
	DayOwn              // the person is away
	DayOthers           // others of the unit are away
	DayClosed           // cannot be chosen
	DayOutside          // before or after what can be chosen
	DayWeekend          // Saturday or Sunday
)

// CalendarQuestion is a question with the month that stands below it.
type CalendarQuestion struct {
	Question    Phrase
	Period      bool          // a first and a last day are asked for
	Month       calendar.Date // its first day
	Special     []calendar.Day
	Legend      []DaySign     // those that the month shows
	First, Last calendar.Date // chosen so far
	Line        Phrase        // what the chosen days mean; may be nil
}

// Phrase names the template.
func (CalendarQuestion) Phrase() string { return "form.calendar" }

// DayLabel is the button of a day.
type DayLabel struct {
	Day  int
	Sign DaySign
}

// Phrase names the template.
func (DayLabel) Phrase() string { return "form.day" }

// WeekdayLabel is the head of a column of days.
type WeekdayLabel struct{ Day time.Weekday }

// Phrase names the template.
func (WeekdayLabel) Phrase() string { return "form.weekday" }

// MonthLabel names the month that is shown.
type MonthLabel struct{ Month calendar.Date }

// Phrase names the template.
func (MonthLabel) Phrase() string { return "form.month" }

// TurnLabel is the button that turns to another month.
type TurnLabel struct {
	Month   calendar.Date
	Forward bool
}

// Phrase names the template.
func (TurnLabel) Phrase() string { return "form.turn" }

package scheduler

import (
	"time"

	"github.com/robfig/cron/v3"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// longestRest is how many days without a working day are looked through
// before it is said that a schedule never comes.
const longestRest = 400

// workingDays is due at an hour of the office's clock, on working days.
type workingDays struct {
	hour, minute int
	zone         *time.Location
	calendar     *calendar.Calendar
}

// OnWorkingDays is a schedule for an hour of the office's clock on its
// working days. A rule such as "first Monday, moved when it is a holiday"
// cannot be said in a cron line: its day-of-month and day-of-week mean OR.
func OnWorkingDays(hour, minute int, zone *time.Location, cal *calendar.Calendar) cron.Schedule {
	return workingDays{hour: hour, minute: minute, zone: zone, calendar: cal}
}

// Next implements cron.Schedule: the first instant after t, zero for never.
func (w workingDays) Next(t time.Time) time.Time {
	day := calendar.DateOf(t, w.zone)
	for range longestRest {
		due := day.At(w.hour, w.minute, w.zone)
		if due.After(t) && w.calendar.IsWorking(day) {
			return due
		}
		day = day.AddDays(1)
	}
	return time.Time{}
}

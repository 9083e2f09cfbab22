package request

import (
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

const minutesPerDay = 24 * 60

// The limits of overtime, in minutes (an assumption of the office).
const (
	overtimeLeast   = 60
	overtimePerDay  = 3 * 60
	overtimePerWeek = 14 * 60
)

// During is the time that an ask takes: from, up to and without to, by the
// office's clock, written as if that were UTC. Leave, travel and a day not
// come in take whole days, the others their hours.
func (a Ask) During() (from, to time.Time) {
	if a.hourly() {
		return hoursOf(a.Period, a.Hours)
	}
	return a.Period.From.At(0, 0, time.UTC), a.Period.To.AddDays(1).At(0, 0, time.UTC)
}

// During is the time that an absence takes, as that of its ask.
func (a Absence) During() (from, to time.Time) {
	return Ask{Kind: a.Kind, Permit: a.Permit, Period: a.Period, Hours: a.Hours}.During()
}

func hoursOf(p Period, h Hours) (from, to time.Time) {
	return p.From.At(0, h.From, time.UTC), p.From.At(0, h.To, time.UTC)
}

// judging is an ask with all that it is judged by.
type judging struct {
	Ask
	self      ID // not compared with itself
	applicant staff.Employee
	books     Books
	others    []Absence
	today     calendar.Date // the day that its first day is held against
	calendar  *calendar.Calendar
}

// checkWhen sees that the days are to come, are worked, and are nobody's already.
func (j judging) checkWhen() error {
	if j.Kind != Leave {
		if err := j.checkStart(); err != nil {
			return err
		}
	}
	if j.Kind == Permit && j.calendar.WorkingDaysBetween(j.Period.From, j.Period.To) == 0 {
		return ErrNoWorkingDay
	}
	if err := j.checkOverlap(); err != nil {
		return err
	}
	if j.Kind == Overtime {
		return j.checkOvertime()
	}
	return nil
}

// checkStart holds the first day against today.
func (j judging) checkStart() error {
	if j.Period.From.Before(j.today) {
		return &PastError{Earliest: j.today}
	}
	return nil
}

// checkFar keeps an ask within this year and the next (an assumption of the
// office): further on there is no decree of holidays.
func (j judging) checkFar() error {
	if latest := calendar.NewDate(j.today.Year()+1, time.December, 31); j.Period.To.After(latest) {
		return &TooFarError{Latest: latest}
	}
	return nil
}

// checkOverlap names what is at that time already; of a colleague, not what for.
func (j judging) checkOverlap() error {
	from, to := j.During()
	for _, a := range j.absences() {
		start, end := a.During()
		if a.Request == j.self || !from.Before(end) || !start.Before(to) {
			continue
		}
		if a.Employee == j.applicant.ID {
			a.Name = "" // who asks knows who they are
		} else {
			a.Leave, a.Permit = "", ""
		}
		return &OverlapError{With: a}
	}
	return nil
}

func (j judging) absences() []Absence {
	return append(append([]Absence{}, j.books.Absences...), j.others...)
}

// checkOvertime holds the hours of everybody who works against the limits.
func (j judging) checkOvertime() error {
	asked := j.Hours.To - j.Hours.From
	if asked < overtimeLeast {
		return &OvertimeError{Name: j.applicant.Name, Limit: OvertimeLeast, Minutes: asked, Allowed: overtimeLeast}
	}
	if j.inWorkingHours() {
		return ErrWorkingHours
	}
	people := append([]Person{{ID: j.applicant.ID, Name: j.applicant.Name}}, j.People...)
	for _, p := range people {
		day, week := j.overtimeOf(p.ID)
		if day += asked; day > overtimePerDay {
			return &OvertimeError{Name: p.Name, Limit: OvertimePerDay, Minutes: day, Allowed: overtimePerDay}
		}
		if week += asked; week > overtimePerWeek {
			return &OvertimeError{Name: p.Name, Limit: OvertimeAWeek, Minutes: week, Allowed: overtimePerWeek}
		}
	}
	return nil
}

// The hours of work of every working day, whatever the season: in Ramadan they
// begin at 08.00 and end at 15.30, on Fridays at 14.30 (Pergub Bali 58/2023).
const (
	workBegins      = 8 * 60
	workEnds        = 15*60 + 30
	workEndsFridays = 14*60 + 30
)

// inWorkingHours reports whether hours of a working day are worked anyway.
func (j judging) inWorkingHours() bool {
	if !j.calendar.IsWorking(j.Period.From) {
		return false
	}
	ends := workEnds
	if j.Period.From.Weekday() == time.Friday {
		ends = workEndsFridays
	}
	return j.Hours.From < ends && j.Hours.To > workBegins
}

// overtimeOf counts what somebody works beyond the hours already, on the day
// and in its week, in minutes.
func (j judging) overtimeOf(id staff.EmployeeID) (day, week int) {
	monday := j.Period.From.AddDays(-int(j.Period.From.Weekday()+6) % 7)
	for _, a := range j.absences() {
		if a.Kind != Overtime || a.Employee != id || a.Request == j.self {
			continue
		}
		minutes := a.Hours.To - a.Hours.From
		if a.Period.From == j.Period.From {
			day += minutes
		}
		if since := a.Period.From.Sub(monday); since >= 0 && since < 7 {
			week += minutes
		}
	}
	return day, week
}

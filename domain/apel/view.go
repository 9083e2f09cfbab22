package apel

import (
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// View is an event as somebody may see it now.
type View struct {
	Event    Event
	Mine     *Presence // nil: not expected
	Dress    Dress     // as it is on the day
	Why      Why
	Days     []calendar.Day // what the day is called
	Opens    time.Time
	Begins   time.Time
	LateFrom time.Time // the last instant at which one is on time
	Closes   time.Time
	Stage    Stage
	// MayManage: change it and call it off, if it is not over.
	MayManage bool
	// MayOfficer: open the attendance and mark by hand.
	MayOfficer bool
	// MayCorrect: change afterwards what is known of somebody.
	MayCorrect bool
	Counts     map[Status]int // for managers and officers
	Expected   int
}

// Home is what somebody sees first.
type Home struct {
	Today []View // at which the person is expected
	Next  *View  // after today; nil: none in sight
	Year  map[Status]int
	Last  []Past // up to ten, the newest first
}

// Past is an event that is over, and what is known of the person.
type Past struct {
	Event    Event
	Presence Presence
}

// Plea is an excuse as the superior sees it.
type Plea struct {
	Event     Event
	Presence  Presence
	MayDecide bool
	Titles    []string // of the positions whose consent it waits for
}

// Verdict is what a superior says about an excuse.
type Verdict struct {
	Shown  time.Time // when the excuse was given that the superior read, to the second
	Grant  bool
	Reason string // of a refusal
}

// Proof is what somebody shows for being there: one of digits, token and fix.
type Proof struct {
	Event  EventID // 0: the one that is open now for the person
	Digits string
	Token  string
	Fix    *Fix
}

// BoardView is what the officer's phone shows.
type BoardView struct {
	Event    Event
	Step     int64
	Digits   string // empty unless the attendance is open
	Token    string
	Until    time.Time // when another code comes
	Counts   map[Status]int
	Expected int
	Stage    Stage
}

// Roll is the list of an event.
type Roll struct {
	Event     Event
	Presences []Presence
	Tally     []Count
	Whole     bool // of the whole office
}

// Rekap are the figures of a month.
type Rekap struct {
	Year     int
	Month    time.Month
	Events   []Event
	Tally    []Count
	Closed   Month
	MayClose bool
	Whole    bool
}

// Foreseen is a day on which a rule would have an event.
type Foreseen struct {
	calendar.Occurrence
	Days  []calendar.Day
	Dress Dress
	Why   Why
}

// Task is something that is due for an event by the clock.
type Task string

// The tasks.
const (
	TaskRemind Task = "apel.remind"
	TaskOpen   Task = "apel.open"    // the officers are told that they may open the attendance
	TaskClose  Task = "apel.close"   // heads and personnel get their lists
	TaskDayEnd Task = "apel.day_end" // what is open becomes Unexplained
)

// Tasks lists them in the order of a day.
func Tasks() []Task { return []Task{TaskRemind, TaskOpen, TaskClose, TaskDayEnd} }

// Instant is when a task of an event is due.
type Instant struct {
	At    time.Time
	Task  Task
	Event EventID
	Until time.Time // how late it makes sense; zero: always
	Name  string    // of the reminder
}

// Statuses lists what can be known of somebody, in the order of figures.
func Statuses() []Status {
	return []Status{Present, Late, Permitted, Sick, Travelling, OnLeave, Training, Studying, OnGuard, Unexplained}
}

// There reports whether somebody with the status was there.
func (s Status) There() bool { return s == Present || s == Late }

// Sum adds up the figures of units.
func Sum(tally []Count) (of map[Status]int, people int) {
	of = map[Status]int{}
	for _, c := range tally {
		for status, n := range c.Of {
			of[status] += n
			people += n
		}
	}
	return of, people
}

// covers of a role are the units in which somebody has it, with all below.
func covers(by staff.Actor, roles ...staff.Role) []staff.UnitID {
	var units []staff.UnitID
	for _, g := range by.Grants {
		for _, r := range roles {
			if g.Role == r {
				units = append(units, g.Covers...)
			}
		}
	}
	return units
}

// Package registry knows what the registry desk of a unit (tata usaha, its
// agendaris) does: letters that come in are entered into the agenda (register.go)
// and passed on to a first position; the desk sees where each of them is until
// it is complete (letters.go); and letters are looked up again (search.go), and
// counted (figures.go).
//
// What a letter is and what becomes of it afterwards is package disposition's.
// Nothing here has words for people.
package registry

import (
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Desk is what a clerk does at the registry desk.
type Desk struct {
	store    Store
	seats    Seats
	audit    Auditor
	calendar *calendar.Calendar
	clock    calendar.Clock
}

// NewDesk makes the service over its store, the positions of units, the audit
// log, the office's days and its clock.
func NewDesk(store Store, seats Seats, auditor Auditor, cal *calendar.Calendar, clock calendar.Clock) *Desk {
	return &Desk{store: store, seats: seats, audit: auditor, calendar: cal, clock: clock}
}

// Today is the office's day.
func (d *Desk) Today() calendar.Date { return d.clock.Today() }

// Offices are the units whose registry the actor keeps, as they were granted.
// Each covers what is below it.
func (d *Desk) Offices(by staff.Actor) []staff.Unit {
	if !by.Known() || !by.Active {
		return nil
	}
	var units []staff.Unit
	for _, g := range by.Grants {
		if g.Role == staff.Clerk {
			units = append(units, staff.Unit{ID: g.UnitID, Name: g.UnitName})
		}
	}
	return units
}

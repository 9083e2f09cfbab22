package apel_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

// The office of these tests: a bureau has its apel on Monday, 7 December 2026,
// at 07.30; the tests begin on the Friday before.
const (
	root   staff.UnitID = 1
	bureau staff.UnitID = 20
	other  staff.UnitID = 30

	topPost  staff.PositionID = 1
	headPost staff.PositionID = 10
	deskPost staff.PositionID = 11
	farPost  staff.PositionID = 31

	selfID      staff.EmployeeID = 1
	farID       staff.EmployeeID = 2 // of another unit
	headID      staff.EmployeeID = 3
	topID       staff.EmployeeID = 4
	officerID   staff.EmployeeID = 5 // named in the event
	personnelID staff.EmployeeID = 6
	elsewhereID staff.EmployeeID = 7 // personnel of another unit
	adminID     staff.EmployeeID = 8
	mateID      staff.EmployeeID = 9 // of the bureau, beside self
	wholeID     staff.EmployeeID = 10
)

func zone() *time.Location { return time.FixedZone("WITA", 8*60*60) }

func on(month time.Month, d int) calendar.Date { return calendar.NewDate(2026, month, d) }

// at is an instant of that December.
func at(d, hour, minute int) time.Time { return on(time.December, d).At(hour, minute, zone()) }

// yard is the place of the apel; 0.001 degrees of latitude are 111 metres.
func yard() apel.Place {
	return apel.Place{ID: 1, Name: "Halaman Kantor", Latitude: -8.6705, Longitude: 115.2260, Radius: 100, Active: true}
}

func details() apel.Details {
	return apel.Details{
		Kind: apel.Assembly, Name: "Apel disiplin", Minute: 7*60 + 30, Place: yard(), Window: apel.DefaultWindow(),
		Scope: staff.Scope{Units: []staff.UnitID{bureau}}, Officers: []staff.EmployeeID{officerID}, Unit: bureau,
	}
}

func mondays() apel.Rule {
	return apel.Rule{Details: details(), Active: true, Recurrence: calendar.Rule{
		Kind: calendar.MonthWeekday, Weekday: time.Monday, Nth: 1, Shift: calendar.NextWeek,
	}}
}

// office is an office with a cupboard, a calendar and a clock that can be set.
type office struct {
	*apel.Desk
	*cupboard
	cal  *calendar.Calendar
	time *time.Time
}

func (o office) set(t time.Time) { *o.time = t }

// open opens the office, with an event for the bureau, ID 1.
func open() office {
	o := empty()
	o.events = []apel.Event{{
		ID: 1, Version: 1, Planned: on(12, 7), Date: on(12, 7), Details: details(), State: apel.Planned,
		Secret: []byte("a secret of thirty-two bytes, so"),
	}}
	return o
}

func empty(days ...calendar.Day) office {
	now := at(4, 10, 0)
	clock := calendar.Clock{Now: func() time.Time { return now }, Zone: zone()}
	k := &cupboard{
		now: clock.Now, places: []apel.Place{yard()}, rows: map[apel.EventID]map[staff.EmployeeID]apel.Presence{},
		members: members(), absent: map[staff.EmployeeID]apel.Status{}, linked: map[staff.EmployeeID]time.Time{}, line: line(),
		seat:   map[staff.EmployeeID]staff.PositionID{selfID: deskPost, mateID: deskPost, headID: headPost, topID: topPost, farID: farPost},
		months: map[calendar.Date]apel.Month{}, used: map[string]bool{}, keys: map[string]bool{},
	}
	cal := calendar.New(days)
	return office{Desk: apel.NewDesk(k, k, k, cal, clock), cupboard: k, cal: cal, time: &now}
}

func members() map[staff.EmployeeID]staff.Member {
	all := map[staff.EmployeeID]staff.Member{}
	for id, unit := range map[staff.EmployeeID]staff.UnitID{
		selfID: bureau, mateID: bureau, headID: bureau, topID: root, farID: other, officerID: other,
	} {
		all[id] = staff.Member{Employee: person(id), UnitID: unit}
	}
	return all
}

func line() request.Line {
	post := func(id, superior staff.PositionID, holders ...staff.EmployeeID) request.Post {
		p := request.Post{Position: staff.Position{ID: id, Title: "Jabatan"}, Superior: superior}
		for _, h := range holders {
			p.Holders = append(p.Holders, request.Holder{ID: h})
		}
		return p
	}
	return request.Line{
		topPost: post(topPost, 0, topID), headPost: post(headPost, topPost, headID),
		deskPost: post(deskPost, headPost, selfID, mateID), farPost: post(farPost, topPost, farID),
	}
}

func person(id staff.EmployeeID) staff.Employee {
	return staff.Employee{ID: id, Name: "I Wayan Sudarma", Kind: staff.PNS, Active: true}
}

func actor(id staff.EmployeeID, holdings ...staff.Holding) staff.Actor {
	return staff.Actor{Employee: person(id), Account: staff.AccountID(id + 7000), Holdings: holdings}
}

func holds(id staff.PositionID, unit staff.UnitID, leads bool) staff.Holding {
	return staff.Holding{Position: staff.Position{ID: id, Title: "Jabatan", UnitID: unit}, Capacity: staff.Definitive, Leads: leads}
}

func granted(a staff.Actor, r staff.Role, units ...staff.UnitID) staff.Actor {
	a.Grants = []staff.Grant{{Role: r, UnitID: units[0], Covers: units}}
	return a
}

func crowd() map[string]staff.Actor {
	all := map[string]staff.Actor{
		"self":                    actor(selfID, holds(deskPost, bureau, false)),
		"mate":                    actor(mateID, holds(deskPost, bureau, false)),
		"not expected":            actor(farID, holds(farPost, other, false)),
		"superior":                actor(headID, holds(headPost, bureau, true)),
		"head of all":             actor(topID, holds(topPost, root, true)),
		"officer":                 actor(officerID),
		"personnel":               granted(actor(personnelID), staff.Personnel, bureau),
		"personnel elsewhere":     granted(actor(elsewhereID), staff.Personnel, other),
		"personnel of the office": granted(actor(wholeID), staff.Personnel, root, bureau, other),
		"admin":                   granted(actor(adminID), staff.Admin, root, bureau, other),
		"stranger":                {},
	}
	for name, of := range map[string]string{"left": "self", "left personnel": "personnel of the office"} {
		gone := all[of]
		gone.Active = false
		all[name] = gone
	}
	return all
}

// code is what an officer's phone shows now.
func (o office) code() apel.Proof {
	return apel.Proof{Event: 1, Digits: o.events[0].Digits(apel.StepAt(*o.time))}
}

// here is a live location in the middle of the yard.
func here() *apel.Fix { return &apel.Fix{Latitude: -8.6705, Longitude: 115.2260, Live: true} }

// toldOf counts the messages of a kind to somebody.
func (o office) toldOf(kind notify.Kind, who staff.EmployeeID) int {
	return len(slices.DeleteFunc(slices.Clone(o.told), func(m notify.Message) bool { return m.Kind != kind || m.To.Employee != who }))
}

func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func done(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// fieldOf names the field that an error is about.
func fieldOf(err error) apel.Field {
	if wrong, ok := errors.AsType[*apel.FieldError](err); ok {
		return wrong.Field
	}
	return ""
}

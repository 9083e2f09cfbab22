package app

import (
	"context"
	"slices"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/acting"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store"
)

// colleagues finds people for the conversations about requests.
type colleagues struct {
	store *store.Store
	clock calendar.Clock
}

// Colleagues finds active staff by name or position, those of the actor's
// unit first. How many there are beyond the next page is not counted.
func (c colleagues) Colleagues(ctx context.Context, by staff.Actor, search string, offset, limit int) ([]bot.Person, int, error) {
	var unit staff.UnitID
	if len(by.Holdings) > 0 {
		unit = by.Holdings[0].UnitID
	}
	const spare = 2 // the actor, and whether there is another page
	found, err := c.store.Acting().Candidates(ctx, unit, search, c.clock.Today(), offset+limit+spare)
	if err != nil {
		return nil, 0, err
	}
	found = slices.DeleteFunc(found, func(p acting.Candidate) bool { return p.ID == by.ID })
	page := found[min(offset, len(found)):min(offset+limit, len(found))]
	people := make([]bot.Person, 0, len(page))
	for _, p := range page {
		people = append(people, bot.Person{ID: p.ID, Name: p.Name, Position: p.Title, Unit: p.UnitName})
	}
	return people, len(found), nil
}

// People tells who the ids are. Who has left cannot be chosen.
func (c colleagues) People(ctx context.Context, ids []staff.EmployeeID) ([]bot.Person, error) {
	found, err := c.store.Employees(ctx, ids)
	if err != nil {
		return nil, err
	}
	people := make([]bot.Person, 0, len(found))
	for _, e := range found {
		if !e.Active {
			return nil, &request.PersonError{Name: e.Name}
		}
		people = append(people, bot.Person{ID: e.ID, Name: e.Name})
	}
	if len(people) < len(ids) {
		return nil, &request.PersonError{}
	}
	return people, nil
}

// PhoneOf is the number that the office has of an employee.
func (c colleagues) PhoneOf(ctx context.Context, nip staff.NIP) (staff.Phone, error) {
	found, err := c.store.Profiles(ctx, []staff.NIP{nip})
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0].Phone, nil
}

package apel

import (
	"context"
	"fmt"
	"slices"

	"github.com/gelis-bali/gelis/domain/staff"
)

// previewed is how many dates of a rule are shown before it is saved.
const previewed = 12

// Schedule is what somebody may change: the rules and the coming events of the
// units that they cover, the places and the reminders.
func (d *Desk) Schedule(ctx context.Context, by staff.Actor) (Timetable, error) {
	if _, err := d.managing(ctx, by); err != nil {
		return Timetable{}, d.refused(ctx, by, "schedule", 0, err)
	}
	var t Timetable
	var err error
	if t.Rules, err = d.store.Rules(ctx); err != nil {
		return Timetable{}, fmt.Errorf("list the apel rules: %w", err)
	}
	if t.Places, err = d.store.Places(ctx); err != nil {
		return Timetable{}, fmt.Errorf("list the places: %w", err)
	}
	if t.Reminders, err = d.store.Reminders(ctx); err != nil {
		return Timetable{}, fmt.Errorf("list the reminders: %w", err)
	}
	if t.Events, err = d.store.Events(ctx, d.Today(), d.Today().AddDays(horizon)); err != nil {
		return Timetable{}, fmt.Errorf("list the apel to come: %w", err)
	}
	t.Reminders = remindersOf(t.Reminders)
	t.Rules = slices.DeleteFunc(t.Rules, func(r Rule) bool { return !r.managedBy(by) })
	t.Events = slices.DeleteFunc(t.Events, func(e Event) bool { return !e.managedBy(by) })
	for i := range t.Events {
		t.Events[i].Secret = nil
	}
	return t, nil
}

// CountScope counts whom something would be for, and how many of them have an
// account.
func (d *Desk) CountScope(ctx context.Context, by staff.Actor, s staff.Scope) (people, linked int, err error) {
	if _, err := d.managing(ctx, by); err != nil {
		return 0, 0, d.refused(ctx, by, "count_scope", 0, err)
	}
	people, linked, err = d.people.CountInScope(ctx, s)
	if err != nil {
		return 0, 0, fmt.Errorf("count who is in a scope: %w", err)
	}
	return people, linked, nil
}

// Preview shows the next dates of a rule before it is saved. A recurrence that
// cannot be is *FieldError.
func (d *Desk) Preview(r Rule) ([]Foreseen, error) {
	if r.Recurrence.Check() != nil {
		return nil, &FieldError{Field: FieldRecurrence}
	}
	return r.Foresee(d.Today().AddDays(-1), previewed, d.calendar), nil
}

// SaveRule adds a rule (ID 0) or changes one, and its events with it. The same
// once saves it only once. A Unit of 0 is the largest that the actor covers.
func (d *Desk) SaveRule(ctx context.Context, by staff.Actor, r Rule, once string) error {
	return d.edit(ctx, by, "save_rule", 0, once, func(c edit) (Change, Decision, error) {
		r.Unit = c.unit(r.Unit)
		return c.rule(r)
	})
}

// EndRule ends a rule: its events to come are called off.
func (d *Desk) EndRule(ctx context.Context, by staff.Actor, id RuleID) error {
	return d.edit(ctx, by, "end_rule", 0, "", func(c edit) (Change, Decision, error) { return c.endRule(id) })
}

// SaveEvent adds a single event (ID 0), or changes one occurrence with a
// reason; its rule leaves it alone from then on.
func (d *Desk) SaveEvent(ctx context.Context, by staff.Actor, e Event, once string) error {
	return d.edit(ctx, by, "save_event", e.ID, once, func(c edit) (Change, Decision, error) {
		e.Unit = c.unit(e.Unit)
		return c.event(e)
	})
}

// Cancel calls one event off, with a reason.
func (d *Desk) Cancel(ctx context.Context, by staff.Actor, id EventID, reason string) error {
	return d.edit(ctx, by, "cancel", id, "", func(c edit) (Change, Decision, error) { return c.cancel(id, reason) })
}

// SavePlace adds a place (ID 0) or changes one.
func (d *Desk) SavePlace(ctx context.Context, by staff.Actor, p Place) error {
	return d.edit(ctx, by, "save_place", 0, "", func(c edit) (Change, Decision, error) { return c.place(p) })
}

// SaveReminders sets when people are told, for the whole office.
func (d *Desk) SaveReminders(ctx context.Context, by staff.Actor, all []Reminder) error {
	return d.edit(ctx, by, "save_reminders", 0, "", func(c edit) (Change, Decision, error) { return c.reminders(all) })
}

// edit changes the schedule, and makes the events what it says now.
func (d *Desk) edit(ctx context.Context, by staff.Actor, act string, id EventID, once string, change func(edit) (Change, Decision, error)) error {
	reach, err := d.managing(ctx, by)
	if err == nil {
		_, err = d.store.UpdateSchedule(ctx, d.Today().AddDays(-lookBack), once, func(t Timetable) (Change, Decision, error) {
			return change(edit{Timetable: t, by: by, reach: reach, now: d.clock.Now(), zone: d.clock.Zone})
		})
	}
	if err != nil {
		return d.refused(ctx, by, act, id, err)
	}
	return d.Reconcile(ctx)
}

// unit is that of the office which looks after something: the one that is
// named, or the largest that the actor covers.
func (c edit) unit(named staff.UnitID) staff.UnitID {
	if named != 0 {
		return named
	}
	var largest staff.Grant
	for _, g := range c.by.Grants {
		if (g.Role == staff.Personnel || g.Role == staff.Admin) && len(g.Covers) > len(largest.Covers) {
			largest = g
		}
	}
	return largest.UnitID
}

package apel

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// remind tells whoever is still expected of an event, with the latest of the
// reminders that are due: who was away for two of them is told once.
func (d *Desk) remind(ctx context.Context, e Event, reminders []Reminder) error {
	name, ok := d.latest(e, reminders)
	if !ok || !d.clock.Now().Before(e.Begins(d.clock.Zone)) {
		return nil
	}
	_, err := d.store.Expect(ctx, e.ID, func(e Event, all []Presence) ([]notify.Message, error) {
		var messages []notify.Message
		for _, p := range all {
			if p.Status == Open && p.Excuse.Consent != Asked {
				messages = append(messages, d.reminder(e, name, p.Employee.ID))
			}
		}
		return messages, nil
	})
	if err != nil {
		return fmt.Errorf("remind of apel %d: %w", e.ID, err)
	}
	return nil
}

// latest finds the reminder of an event that was due last.
func (d *Desk) latest(e Event, reminders []Reminder) (name string, ok bool) {
	var last time.Time
	for _, r := range reminders {
		at := r.At(e, d.calendar, d.clock.Zone)
		if !at.IsZero() && !at.After(d.clock.Now()) && at.After(last) {
			last, name, ok = at, r.Name, true
		}
	}
	return name, ok
}

func (d *Desk) reminder(e Event, name string, who staff.EmployeeID) notify.Message {
	m := about(notify.ApelReminder, e.ID, "", notify.ToEmployee(who))
	m.Key, m.Class, m.NotAfter = reminderKey(e)+name, notify.Reminder, e.Begins(d.clock.Zone)
	return m
}

// announceOpen tells the officers that the attendance can be opened: those who
// were named, or else the personnel office.
func (d *Desk) announceOpen(ctx context.Context, e Event) error {
	officers := e.Officers
	if len(officers) == 0 {
		var err error
		if officers, err = d.people.Personnel(ctx, e.Unit); err != nil {
			return fmt.Errorf("find the personnel office of unit %d: %w", e.Unit, err)
		}
	}
	_, err := d.store.Expect(ctx, e.ID, func(e Event, _ []Presence) ([]notify.Message, error) {
		return tellEach(officers, func(who staff.EmployeeID) notify.Message {
			m := about(notify.ApelMayOpen, e.ID, e.Date.String(), notify.ToEmployee(who))
			m.NotAfter = e.Closes(d.clock.Zone)
			return m
		}), nil
	})
	if err != nil {
		return fmt.Errorf("open apel %d: %w", e.ID, err)
	}
	return nil
}

func tellEach[T any](all []T, tell func(T) notify.Message) []notify.Message {
	messages := make([]notify.Message, 0, len(all))
	for _, one := range all {
		messages = append(messages, tell(one))
	}
	return messages
}

// sendLists brings the marks up to date, and tells the heads of the units and
// the personnel office that their lists are there.
func (d *Desk) sendLists(ctx context.Context, e Event) error {
	all, err := d.store.Expect(ctx, e.ID, nil)
	if err != nil {
		return fmt.Errorf("close apel %d: %w", e.ID, err)
	}
	heads, err := d.people.Heads(ctx, unitsOf(all))
	if err != nil {
		return fmt.Errorf("find the heads for apel %d: %w", e.ID, err)
	}
	personnel, err := d.people.Personnel(ctx, e.Unit)
	if err != nil {
		return fmt.Errorf("find the personnel office of unit %d: %w", e.Unit, err)
	}
	_, err = d.store.Expect(ctx, e.ID, func(Event, []Presence) ([]notify.Message, error) {
		lists := tellEach(heads, func(top staff.Position) notify.Message {
			m := about(notify.ApelUnit, e.ID, number(top.UnitID), notify.ToHolders(top.ID, 0))
			m.Facts = map[string]string{"unit": number(top.UnitID)}
			return m
		})
		return append(lists, tellEach(personnel, func(who staff.EmployeeID) notify.Message {
			return about(notify.ApelAll, e.ID, "", notify.ToEmployee(who))
		})...), nil
	})
	if err != nil {
		return fmt.Errorf("send the lists of apel %d: %w", e.ID, err)
	}
	return nil
}

func unitsOf(all []Presence) []staff.UnitID {
	var units []staff.UnitID
	for _, p := range all {
		units = append(units, p.Employee.UnitID)
	}
	slices.Sort(units)
	return slices.Compact(units)
}

package apel

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
)

// longestAhead is how many days before an event a reminder may be due: the
// working day before can be that far away.
const longestAhead = 31

// Reconcile makes the events what rules and calendar say now, and reminds at
// once of what was made too late for its reminder.
func (d *Desk) Reconcile(ctx context.Context) error {
	r := Reckoning{Now: d.clock.Now(), Zone: d.clock.Zone, Calendar: d.calendar, Secret: newSecret}
	_, err := d.store.UpdateSchedule(ctx, r.Today().AddDays(-lookBack), "", func(t Timetable) (Change, Decision, error) {
		change, decision := t.Reconcile(r)
		return change, decision, nil
	})
	if err != nil {
		return fmt.Errorf("reconcile the apel to come: %w", err)
	}
	events, reminders, err := d.upcoming(ctx, r.Today(), r.Today().AddDays(longestAhead))
	if err != nil {
		return err
	}
	var failures error
	for _, e := range events {
		failures = errors.Join(failures, d.remind(ctx, e, reminders))
	}
	return failures
}

// upcoming are the events of some days that take place, and the reminders.
func (d *Desk) upcoming(ctx context.Context, from, to calendar.Date) ([]Event, []Reminder, error) {
	events, err := d.store.Events(ctx, from, to)
	if err != nil {
		return nil, nil, fmt.Errorf("list the apel from %s to %s: %w", from, to, err)
	}
	reminders, err := d.store.Reminders(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("list the reminders: %w", err)
	}
	events = slices.DeleteFunc(events, func(e Event) bool { return e.State != Planned })
	return events, remindersOf(reminders), nil
}

// Instants lists what is due after an instant, up to and including another, by
// time and in the order of Tasks.
func (d *Desk) Instants(ctx context.Context, from, to time.Time) ([]Instant, error) {
	zone := d.clock.Zone
	events, reminders, err := d.upcoming(ctx, calendar.DateOf(from, zone).AddDays(-1), calendar.DateOf(to, zone).AddDays(longestAhead))
	if err != nil {
		return nil, err
	}
	var all []Instant
	for _, e := range events {
		all = append(all, d.instantsOf(e, reminders)...)
	}
	all = slices.DeleteFunc(all, func(i Instant) bool { return !i.At.After(from) || i.At.After(to) })
	slices.SortStableFunc(all, func(a, b Instant) int { return a.At.Compare(b.At) })
	return all, nil
}

func (d *Desk) instantsOf(e Event, reminders []Reminder) []Instant {
	zone := d.clock.Zone
	var all []Instant
	for _, r := range reminders {
		if at := r.At(e, d.calendar, zone); !at.IsZero() {
			all = append(all, Instant{At: at, Task: TaskRemind, Event: e.ID, Until: e.Begins(zone), Name: r.Name})
		}
	}
	return append(all,
		Instant{At: e.Opens(zone), Task: TaskOpen, Event: e.ID, Until: e.Closes(zone)},
		Instant{At: e.Closes(zone), Task: TaskClose, Event: e.ID},
		Instant{At: e.DayEnds(zone), Task: TaskDayEnd, Event: e.ID},
	)
}

// RunTask does a task for all events that have it at an instant. Whoever does
// it again, early or late, changes nothing and tells nobody twice.
func (d *Desk) RunTask(ctx context.Context, t Task, due time.Time) error {
	instants, err := d.Instants(ctx, due.Add(-1), due)
	if err != nil {
		return err
	}
	reminders, err := d.store.Reminders(ctx)
	if err != nil {
		return fmt.Errorf("list the reminders: %w", err)
	}
	done := map[EventID]bool{}
	var failures error
	for _, i := range instants {
		if i.Task != t || done[i.Event] {
			continue
		}
		done[i.Event] = true
		failures = errors.Join(failures, d.runFor(ctx, t, i.Event, remindersOf(reminders)))
	}
	return failures
}

func (d *Desk) runFor(ctx context.Context, t Task, id EventID, reminders []Reminder) error {
	e, err := d.store.Event(ctx, id)
	if err != nil {
		return fmt.Errorf("%s of apel %d: %w", t, id, err)
	}
	switch t {
	case TaskRemind:
		return d.remind(ctx, e, reminders)
	case TaskOpen:
		return d.announceOpen(ctx, e)
	case TaskClose:
		return d.sendLists(ctx, e)
	case TaskDayEnd:
		return d.settle(ctx, e)
	}
	return nil
}

// settle makes the figures: what is still open becomes Unexplained. The lists
// go out before it, should they not have.
func (d *Desk) settle(ctx context.Context, e Event) error {
	if err := d.sendLists(ctx, e); err != nil {
		return err
	}
	err := d.store.Settle(ctx, e.ID, func(e Event) (Event, Decision, error) { return e.settle(d.moment()) })
	if err != nil {
		return fmt.Errorf("settle apel %d: %w", e.ID, err)
	}
	return nil
}

// settle ends an event whose day is over, once.
func (e Event) settle(m moment) (Event, Decision, error) {
	if e.State != Planned || m.now.Before(e.DayEnds(m.zone)) {
		return e, Decision{}, nil
	}
	e.State, e.ClosedAt = Closed, m.now
	e.Version++
	entry := audit.Entry{At: m.now, Action: audit.ApelSettled, Subject: SubjectOf(e.ID)}
	return e, Decision{Audit: []audit.Entry{entry}}, nil
}

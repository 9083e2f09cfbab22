package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// UpdateSchedule locks the schedule with its events from a day on, lets change judge it, and saves what it says with audit
// lines and messages in one transaction; the cards of changed events are drawn anew. A once that was used already changes
// nothing: then done is true.
func (s Apel) UpdateSchedule(ctx context.Context, from calendar.Date, once string,
	change func(apel.Timetable) (apel.Change, apel.Decision, error),
) (done bool, err error) {
	err = s.inOnceTx(ctx, func(tx Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		if err := q.LockApelSchedule(ctx, scheduleLock); err != nil {
			return nil, fmt.Errorf("lock it: %w", err)
		}
		if err := s.submit(ctx, q, once); err != nil {
			done = errors.Is(err, errRepeated)
			return nil, err
		}
		timetable, err := lockTimetable(ctx, q, from)
		if err != nil {
			return nil, err
		}
		c, decision, err := change(timetable)
		if err != nil {
			return nil, err
		}
		changed, err := saveSchedule(ctx, q, c)
		if err != nil {
			return nil, err
		}
		if err := s.addNotices(ctx, tx, q, decision.Messages); err != nil {
			return nil, err
		}
		return decision.Audit, s.redrawApel(ctx, tx, q, changed...)
	})
	if err != nil {
		return false, fmt.Errorf("update the apel schedule: %w", err)
	}
	return done, nil
}

// endOfTime is later than any event.
func endOfTime() calendar.Date { return calendar.NewDate(9999, time.December, 31) }

// lockTimetable locks the events before it reads who was told of them: nobody is told of one meanwhile.
func lockTimetable(ctx context.Context, q *sqlc.Queries, from calendar.Date) (apel.Timetable, error) {
	var t apel.Timetable
	if err := q.LockApelEvents(ctx, dayColumn(from)); err != nil {
		return t, fmt.Errorf("lock its events: %w", err)
	}
	var errs [5]error
	var told []sqlc.ApelToldRow
	t.Rules, errs[0] = loadApelRules(ctx, q, 0)
	t.Places, errs[1] = loadPlaces(ctx, q)
	t.Reminders, errs[2] = loadReminders(ctx, q)
	t.Events, errs[3] = loadApelEvents(ctx, q, from, endOfTime())
	told, errs[4] = q.ApelTold(ctx, dayColumn(from))
	t.Told = map[apel.EventID][]staff.EmployeeID{}
	for _, row := range told {
		id := apel.EventID(row.EventID)
		t.Told[id] = append(t.Told[id], staff.EmployeeID(row.EmployeeID))
	}
	return t, errors.Join(errs[:]...)
}

// saveSchedule saves a change and says which events it changed.
func saveSchedule(ctx context.Context, q *sqlc.Queries, c apel.Change) ([]apel.EventID, error) {
	for _, p := range c.Places {
		if err := savePlace(ctx, q, p); err != nil {
			return nil, fmt.Errorf("save place %d: %w", p.ID, err)
		}
	}
	for _, r := range c.Rules {
		if err := saveApelRule(ctx, q, r); err != nil {
			return nil, fmt.Errorf("save rule %d: %w", r.ID, err)
		}
	}
	if c.Reminders != nil {
		if err := saveReminders(ctx, q, c.Reminders); err != nil {
			return nil, fmt.Errorf("save %d reminders: %w", len(c.Reminders), err)
		}
	}
	var changed []apel.EventID
	for _, e := range c.Events {
		if e.ID != 0 {
			changed = append(changed, e.ID)
		}
		if err := saveApelEvent(ctx, q, e); err != nil {
			return nil, fmt.Errorf("save event %d of %s: %w", e.ID, e.Date, err)
		}
	}
	return changed, nil
}

func savePlace(ctx context.Context, q *sqlc.Queries, p apel.Place) error {
	var err error
	saved, radius := int64(1), int32(p.Radius) //nolint:gosec // metres, bounded by the table
	if p.ID == 0 {
		err = q.AddApelPlace(ctx, sqlc.AddApelPlaceParams{
			Name: storable(p.Name), Latitude: p.Latitude, Longitude: p.Longitude, Radius: radius, Active: p.Active,
		})
	} else {
		saved, err = q.SaveApelPlace(ctx, sqlc.SaveApelPlaceParams{
			ID: int64(p.ID), Name: storable(p.Name), Latitude: p.Latitude, Longitude: p.Longitude, Radius: radius, Active: p.Active,
		})
	}
	if violated(err, "apel_place_name_key") {
		return errors.Join(&apel.FieldError{Field: apel.FieldName}, err)
	}
	if err == nil && saved == 0 {
		err = apel.ErrNoSuchPlace
	}
	return err
}

// violated reports whether the database refused something by a constraint.
func violated(err error, constraint string) bool {
	answer, ok := errors.AsType[*pgconn.PgError](err)
	return ok && answer.ConstraintName == constraint
}

func saveApelRule(ctx context.Context, q *sqlc.Queries, r apel.Rule) error {
	row := ruleRow(r)
	if r.ID == 0 {
		return q.AddApelRule(ctx, newRuleRow(row))
	}
	saved, err := q.SaveApelRule(ctx, row)
	if err == nil && saved == 0 {
		err = apel.ErrNoSuchRule
	}
	return err
}

func saveReminders(ctx context.Context, q *sqlc.Queries, reminders []apel.Reminder) error {
	if err := q.RemoveApelReminders(ctx); err != nil {
		return err
	}
	names, befores, minutes := []string{}, []string{}, []int32{}
	for _, r := range reminders {
		before := thatDay
		if r.Before {
			before = dayBefore
		}
		names, befores = append(names, storable(r.Name)), append(befores, before)
		minutes = append(minutes, int32(r.Minute)) //nolint:gosec // of a day
	}
	return q.AddApelReminders(ctx, names, befores, minutes)
}

// saveApelEvent saves an event that nobody else has changed: under its lock nobody should have, and if somebody did, by
// hand or by another program, ErrConflict says so.
func saveApelEvent(ctx context.Context, q *sqlc.Queries, e apel.Event) error {
	if e.ID == 0 {
		return q.AddApelEvent(ctx, newEventRow(e))
	}
	saved, err := q.SaveApelEvent(ctx, eventRow(e))
	if err == nil && saved == 0 {
		err = ErrConflict
	}
	return err
}

// redrawApel has the cards of events drawn anew, where there are any.
func (s Apel) redrawApel(ctx context.Context, tx Tx, q *sqlc.Queries, events ...apel.EventID) error {
	if len(events) == 0 {
		return nil
	}
	stale, err := q.ApelEventsWithStaleCards(ctx, numbers(events))
	if err != nil {
		return fmt.Errorf("find cards of %d events: %w", len(events), err)
	}
	for _, id := range stale {
		if err := s.enqueuer.EnqueueRedraw(ctx, tx, apel.SubjectOf(apel.EventID(id))); err != nil {
			return err
		}
	}
	return nil
}

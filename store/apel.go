package store

import (
	"context"
	"fmt"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// Apel keeps the apel of the office: it is the store as package apel sees it.
type Apel struct{ *Store }

// Apel is the store as package apel sees it.
func (s *Store) Apel() Apel { return Apel{s} }

// Rules lists the rules, active ones first, by name.
func (s Apel) Rules(ctx context.Context) ([]apel.Rule, error) {
	return loadApelRules(ctx, s.queries, 0)
}

// Rule loads one, or returns apel.ErrNoSuchRule.
func (s Apel) Rule(ctx context.Context, id apel.RuleID) (apel.Rule, error) {
	rules, err := loadApelRules(ctx, s.queries, id)
	if err == nil && (id == 0 || len(rules) == 0) {
		err = fmt.Errorf("load apel rule %d: %w", id, apel.ErrNoSuchRule)
	}
	if err != nil {
		return apel.Rule{}, err
	}
	return rules[0], nil
}

// loadApelRules loads all rules, or one.
func loadApelRules(ctx context.Context, q *sqlc.Queries, id apel.RuleID) ([]apel.Rule, error) {
	rows, err := q.ApelRules(ctx, int64(id))
	if err != nil {
		return nil, fmt.Errorf("load apel rules: %w", err)
	}
	rules := make([]apel.Rule, len(rows))
	for i, row := range rows {
		if rules[i], err = apelRuleOf(row); err != nil {
			return nil, fmt.Errorf("read apel rule %d: %w", row.ID, err)
		}
	}
	return rules, nil
}

// Places lists where apel can be held, active ones first, by name.
func (s Apel) Places(ctx context.Context) ([]apel.Place, error) { return loadPlaces(ctx, s.queries) }

func loadPlaces(ctx context.Context, q *sqlc.Queries) ([]apel.Place, error) {
	rows, err := q.ApelPlaces(ctx)
	if err != nil {
		return nil, fmt.Errorf("load apel places: %w", err)
	}
	return alike(rows, func(r sqlc.ApelPlace) apel.Place {
		return apel.Place{
			ID: apel.PlaceID(r.ID), Name: r.Name, Latitude: r.Latitude, Longitude: r.Longitude, Radius: int(r.Radius), Active: r.Active,
		}
	}), nil
}

// Reminders lists when people are told, in the order in which that comes.
func (s Apel) Reminders(ctx context.Context) ([]apel.Reminder, error) {
	return loadReminders(ctx, s.queries)
}

// When a reminder is told.
const (
	dayBefore = "HARI_KERJA_SEBELUM"
	thatDay   = "HARI_ITU"
)

func loadReminders(ctx context.Context, q *sqlc.Queries) ([]apel.Reminder, error) {
	rows, err := q.ApelReminders(ctx)
	if err != nil {
		return nil, fmt.Errorf("load apel reminders: %w", err)
	}
	return alike(rows, func(r sqlc.ApelReminder) apel.Reminder {
		return apel.Reminder{Name: r.Name, Before: r.Before == dayBefore, Minute: int(r.Minute)}
	}), nil
}

// Events lists the events whose date is in a span, by date and hour, cancelled ones too.
func (s Apel) Events(ctx context.Context, from, to calendar.Date) ([]apel.Event, error) {
	return loadApelEvents(ctx, s.queries, from, to)
}

func loadApelEvents(ctx context.Context, q *sqlc.Queries, from, to calendar.Date) ([]apel.Event, error) {
	rows, err := q.ApelEvents(ctx, dayColumn(from), dayColumn(to))
	if err != nil {
		return nil, fmt.Errorf("load apel events from %s to %s: %w", from, to, err)
	}
	return alike(rows, apelEventOf), nil
}

// Event loads one, or returns apel.ErrNoSuchEvent.
func (s Apel) Event(ctx context.Context, id apel.EventID) (apel.Event, error) {
	return loadApelEvent(ctx, s.queries, id)
}

func loadApelEvent(ctx context.Context, q *sqlc.Queries, id apel.EventID) (apel.Event, error) {
	rows, err := q.ApelEventsByID(ctx, []int64{int64(id)})
	if err == nil && len(rows) == 0 {
		err = apel.ErrNoSuchEvent
	}
	if err != nil {
		return apel.Event{}, fmt.Errorf("load apel %d: %w", id, err)
	}
	return apelEventOf(sqlc.ApelEventsRow(rows[0])), nil
}

// scopeOn writes the scope of an event on its day as in_scope in the migrations wants it. A transaction asks by its own
// connection: those who have one must not wait for another.
func (s Apel) scopeOn(ctx context.Context, q *sqlc.Queries, e apel.Event) (sqlc.InScopeParams, error) {
	within := *s.Store
	within.queries = q
	in, err := within.scopeOf(ctx, e.Scope)
	in.Today = dayColumn(e.Date)
	return in, err
}

// belowOrAll are units with all below them; none are all.
func (s Apel) belowOrAll(ctx context.Context, units []staff.UnitID) ([]int64, error) {
	if len(units) == 0 {
		return []int64{}, nil
	}
	return s.unitsBelow(ctx, units)
}

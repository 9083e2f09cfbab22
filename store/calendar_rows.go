package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/officedays"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

func hoursRow(h officedays.Hours, by int64, at time.Time) sqlc.AddOfficeHoursParams {
	minute := func(m int) int32 { return int32(m) } //nolint:gosec // a minute of a day
	return sqlc.AddOfficeHoursParams{
		ID: int64(h.ID), FromDay: dayColumn(h.From), UntilDay: dayColumn(h.Until), Name: storable(h.Name), Source: storable(h.Source),
		MonThuFrom: minute(h.MonThu.From), MonThuTo: minute(h.MonThu.To), FriFrom: minute(h.Fri.From), FriTo: minute(h.Fri.To),
		By: by, At: at,
	}
}

// SeedCalendar puts the days that come with the program into the calendar, each once for ever: what the office makes of one
// stays so. Replicas may do it at the same time, at each start.
func (s *Store) SeedCalendar(ctx context.Context, days []calendar.Day) error {
	now := s.clock.Now()
	rows := alike(days, func(d calendar.Day) sqlc.SeedDayParams {
		return sqlc.SeedDayParams{
			Day: dayColumn(d.Date), Kind: string(d.Kind), Name: d.Name, Source: d.Source, At: now,
			Seed: d.Date.String() + " " + string(d.Kind) + " " + d.Name,
		}
	})
	err := s.inAuditedTx(ctx, func(_ Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		if _, err := q.LockCalendar(ctx); err != nil {
			return nil, fmt.Errorf("lock it: %w", err)
		}
		var failure error
		q.SeedDay(ctx, rows).Exec(func(i int, err error) {
			if err != nil && failure == nil {
				failure = fmt.Errorf("put in %s: %w", days[i].Date, err)
			}
		})
		return nil, failure
	})
	if err != nil {
		return fmt.Errorf("put the shipped days into the calendar: %w", err)
	}
	return nil
}

// importDays saves special days by date, kind and name.
func (s *Store) importDays(ctx context.Context, q *sqlc.Queries, days []calendar.Day) (roster.Tally, error) {
	if len(days) == 0 {
		return roster.Tally{}, nil
	}
	now := s.clock.Now()
	rows := alike(days, func(d calendar.Day) sqlc.ImportSpecialDayParams {
		return sqlc.ImportSpecialDayParams{Day: dayColumn(d.Date), Kind: string(d.Kind), Name: d.Name, Source: d.Source, At: now}
	})
	return tallied("special days", q.ImportSpecialDay(ctx, rows), len(rows))
}

func knownDays(ctx context.Context, q *sqlc.Queries, keys *roster.Keys) error {
	rows, err := q.KnownSpecialDays(ctx)
	keys.Days = make(map[roster.DayKey]bool, len(rows))
	for _, row := range rows {
		keys.Days[roster.DayKey{Date: dayOf(&row.Day), Kind: calendar.Kind(row.Kind), Name: strings.ToLower(row.Name)}] = true
	}
	return err
}

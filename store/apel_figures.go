package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// Roll lists the presences of an event of units with all below them (none: all), by unit and name.
func (s Apel) Roll(ctx context.Context, id apel.EventID, units []staff.UnitID) ([]apel.Presence, error) {
	below, err := s.belowOrAll(ctx, units)
	if err != nil {
		return nil, err
	}
	return loadPresences(ctx, s.queries, id, below)
}

func loadPresences(ctx context.Context, q *sqlc.Queries, id apel.EventID, units []int64) ([]apel.Presence, error) {
	rows, err := q.ApelPresences(ctx, int64(id), units)
	if err != nil {
		return nil, fmt.Errorf("list the presences of apel %d: %w", id, err)
	}
	return alike(rows, presenceOf), nil
}

// Tally counts the presences of an event, or of all in a span that were not called off, by unit of the people: of units with
// all below them (none: all).
func (s Apel) Tally(ctx context.Context, from, to calendar.Date, units []staff.UnitID, event apel.EventID) ([]apel.Count, error) {
	below, err := s.belowOrAll(ctx, units)
	if err != nil {
		return nil, err
	}
	rows, err := s.queries.TallyApel(ctx, sqlc.TallyApelParams{
		FromDay: dayColumn(from), UntilDay: dayColumn(to), Event: int64(event), Units: below,
	})
	if err != nil {
		return nil, fmt.Errorf("count presences from %s to %s: %w", from, to, err)
	}
	var counts []apel.Count
	at := map[staff.UnitID]int{}
	for _, row := range rows {
		unit := staff.UnitID(row.UnitID)
		i, known := at[unit]
		if !known {
			i = len(counts)
			at[unit] = i
			counts = append(counts, apel.Count{Unit: unit, UnitName: row.UnitName, Of: map[apel.Status]int{}})
		}
		counts[i].Of[apel.Status(row.Status)] = int(row.Number)
	}
	return counts, nil
}

// Records pages through those who were expected in a span, by name, with how often each had which status: those in whose
// name or NIP all words of a text are.
func (s Apel) Records(ctx context.Context, from, to calendar.Date, units []staff.UnitID, words string, offset, limit int,
) (page []apel.Record, total int, err error) {
	below, err := s.belowOrAll(ctx, units)
	if err != nil {
		return nil, 0, err
	}
	rows, err := s.queries.ApelRecords(ctx, sqlc.ApelRecordsParams{
		FromDay: dayColumn(from), UntilDay: dayColumn(to), Units: below, Words: someWords(words),
		AtMost: int32(limit), Skipped: int32(max(0, offset)), //nolint:gosec // pages
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list who was expected from %s to %s: %w", from, to, err)
	}
	page = make([]apel.Record, len(rows))
	for i, row := range rows {
		total = int(row.Total)
		if page[i], err = recordOf(row); err != nil {
			return nil, 0, fmt.Errorf("read the record of employee %d: %w", row.ID, err)
		}
	}
	if len(rows) > 0 || offset == 0 {
		return page, total, nil
	}
	count, err := s.queries.CountApelRecords(ctx, sqlc.CountApelRecordsParams{
		FromDay: dayColumn(from), UntilDay: dayColumn(to), Units: below, Words: someWords(words),
	})
	if err != nil {
		return nil, 0, fmt.Errorf("count who was expected from %s to %s: %w", from, to, err)
	}
	return nil, int(count), nil
}

// someWords are the words that somebody looks for; none are an empty list.
func someWords(text string) []string { return append([]string{}, wordsOf(text)...) }

func recordOf(r sqlc.ApelRecordsRow) (apel.Record, error) {
	record := apel.Record{Who: staff.Member{
		Employee: staff.Employee{
			ID: staff.EmployeeID(r.ID), NIP: staff.NIP(r.Nip), Name: r.Name, Kind: staff.Kind(r.Kind), Active: r.Active,
		},
		Title: r.Title, UnitID: staff.UnitID(r.UnitID), UnitName: r.UnitName,
	}}
	return record, json.Unmarshal(r.Numbers, &record.Of)
}

// Month says whether a month is closed, and by whom.
func (s Apel) Month(ctx context.Context, year int, month time.Month) (apel.Month, error) {
	m := apel.Month{Year: year, Month: month}
	row, err := s.queries.ApelMonth(ctx, int32(year), int32(month)) //nolint:gosec // a year and a month
	if errors.Is(err, pgx.ErrNoRows) {
		return m, nil
	}
	if err != nil {
		return m, fmt.Errorf("find out whether month %d-%02d is closed: %w", year, month, err)
	}
	m.ClosedAt, m.ClosedBy, m.ByName = row.ClosedAt, staff.EmployeeID(row.ClosedBy), row.Name
	return m, nil
}

// CloseMonth closes a month, after those who are correcting something of it: nobody does any more. The second one gets
// apel.ErrMonthClosed.
func (s Apel) CloseMonth(ctx context.Context, m apel.Month, lines []audit.Entry) error {
	err := s.inAuditedTx(ctx, func(_ Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		year, month := int32(m.Year), int32(m.Month) //nolint:gosec // a year and a month
		if err := q.LockApelMonth(ctx, monthSpace, year*12+month); err != nil {
			return nil, fmt.Errorf("wait for who corrects something of it: %w", err)
		}
		closed, err := q.AddApelMonth(ctx, sqlc.AddApelMonthParams{
			Year: year, Month: month, ClosedAt: m.ClosedAt, ClosedBy: int64(m.ClosedBy),
		})
		if err == nil && closed == 0 {
			err = apel.ErrMonthClosed
		}
		return lines, err
	})
	if err != nil {
		return fmt.Errorf("close month %d-%02d: %w", m.Year, m.Month, err)
	}
	return nil
}

// Heads finds the positions at the top of units: those to which others report and that have no superior in the same unit.
func (s *Store) Heads(ctx context.Context, units []staff.UnitID) ([]staff.Position, error) {
	rows, err := s.queries.HeadsOfUnits(ctx, numbers(units))
	if err != nil {
		return nil, fmt.Errorf("find the heads of %d units: %w", len(units), err)
	}
	return alike(rows, func(r sqlc.HeadsOfUnitsRow) staff.Position {
		return staff.Position{ID: staff.PositionID(r.ID), Title: r.Title, UnitID: staff.UnitID(r.UnitID), UnitName: r.UnitName}
	}), nil
}

// Personnel are the active employees who have the role of the personnel office in a unit, or in one above it.
func (s *Store) Personnel(ctx context.Context, unit staff.UnitID) ([]staff.EmployeeID, error) {
	above, err := s.queries.UnitsAbove(ctx, int64(unit))
	if err != nil {
		return nil, fmt.Errorf("find the units above unit %d: %w", unit, err)
	}
	people, err := s.queries.PersonnelOf(ctx, above)
	if err != nil {
		return nil, fmt.Errorf("find the personnel office of unit %d: %w", unit, err)
	}
	return ids[staff.EmployeeID](people), nil
}

package store

import (
	"context"
	"fmt"

	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// Units names units, by name.
func (s *Store) Units(ctx context.Context, ids []staff.UnitID) ([]staff.Unit, error) {
	rows, err := s.queries.UnitsByID(ctx, numbers(ids))
	if err != nil {
		return nil, fmt.Errorf("name %d units: %w", len(ids), err)
	}
	return alike(rows, func(r sqlc.UnitsByIDRow) staff.Unit { return staff.Unit{ID: staff.UnitID(r.ID), Name: r.Name} }), nil
}

// StaffOf pages through the active staff of units, and of all below them, by name: those in whose name, NIP or title all words of a text are. The
// total is that of all pages, and 0 past the end.
func (s *Store) StaffOf(ctx context.Context, units []staff.UnitID, text string, offset, limit int) (page []staff.Member, total int, err error) {
	return s.staffOf(ctx, sqlc.StaffOfUnitsParams{
		Units: numbers(units), Words: wordsOf(text), AtMost: int32(limit), Skipped: int32(max(0, offset)), //nolint:gosec // pages
	})
}

// Members finds those of the ids who belong to the active staff of units.
func (s *Store) Members(ctx context.Context, units []staff.UnitID, ids []staff.EmployeeID) ([]staff.Member, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	members, _, err := s.staffOf(ctx, sqlc.StaffOfUnitsParams{Units: numbers(units), Ids: numbers(ids), AtMost: int32(len(ids))}) //nolint:gosec // few
	return members, err
}

func (s *Store) staffOf(ctx context.Context, q sqlc.StaffOfUnitsParams) (page []staff.Member, total int, err error) {
	q.Today = dayColumn(s.clock.Today())
	if q.Words == nil {
		q.Words = []string{}
	}
	if q.Ids == nil {
		q.Ids = []int64{}
	}
	if q.Units, err = s.unitsBelow(ctx, ids[staff.UnitID](q.Units)); err != nil {
		return nil, 0, err
	}
	rows, err := s.queries.StaffOfUnits(ctx, q)
	if err != nil {
		return nil, 0, fmt.Errorf("find staff of %d units: %w", len(q.Units), err)
	}
	if len(rows) > 0 {
		total = int(rows[0].Total)
	}
	return alike(rows, memberOf), total, nil
}

// unitsBelow are units with all below them. It is a query of its own because PostgreSQL plans well for a list of units, and
// badly for one that it has to find first.
func (s *Store) unitsBelow(ctx context.Context, units []staff.UnitID) ([]int64, error) {
	below, err := s.queries.UnitsBelow(ctx, numbers(units))
	if err != nil {
		return nil, fmt.Errorf("find what is below %d units: %w", len(units), err)
	}
	return below, nil
}

func memberOf(r sqlc.StaffOfUnitsRow) staff.Member {
	return staff.Member{
		Employee: staff.Employee{ID: staff.EmployeeID(r.ID), NIP: staff.NIP(r.Nip), Name: r.Name, Kind: staff.Kind(r.Kind), Active: true},
		Title:    r.Title, UnitID: staff.UnitID(r.UnitID), UnitName: r.UnitName,
	}
}

package store

import (
	"context"
	"fmt"

	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// InScope lists who is in a scope today, by name, each with the first of the positions that fit.
func (s *Store) InScope(ctx context.Context, scope staff.Scope) ([]staff.Member, error) {
	in, err := s.scopeOf(ctx, scope)
	if err != nil {
		return nil, err
	}
	rows, err := s.queries.InScope(ctx, in)
	if err != nil {
		return nil, fmt.Errorf("find who is in a scope: %w", err)
	}
	return alike(rows, func(r sqlc.InScopeRow) staff.Member {
		return memberOf(sqlc.StaffOfUnitsRow{
			ID: r.ID, Nip: r.Nip, Name: r.Name, Kind: r.Kind, Title: r.Title, UnitID: r.UnitID, UnitName: r.UnitName,
		})
	}), nil
}

// CountInScope counts who is in a scope today, and how many of them can be reached.
func (s *Store) CountInScope(ctx context.Context, scope staff.Scope) (people, reachable int, err error) {
	in, err := s.scopeOf(ctx, scope)
	if err != nil {
		return 0, 0, err
	}
	row, err := s.queries.CountInScope(ctx, sqlc.CountInScopeParams(in))
	if err != nil {
		return 0, 0, fmt.Errorf("count who is in a scope: %w", err)
	}
	return int(row.People), int(row.Reachable), nil
}

// scopeOf writes a scope as in_scope in the migrations wants it: with what is below its units.
func (s *Store) scopeOf(ctx context.Context, scope staff.Scope) (sqlc.InScopeParams, error) {
	in := sqlc.InScopeParams{
		Today: dayColumn(s.clock.Today()), Everyone: scope.Everyone, Units: []int64{}, People: numbers(scope.People),
		Eselons: alike(scope.Echelons, func(e staff.Echelon) string { return string(e) }),
		Kinds:   alike(scope.Kinds, func(k staff.Kind) string { return string(k) }),
	}
	if len(scope.Units) == 0 {
		return in, nil
	}
	var err error
	in.Units, err = s.unitsBelow(ctx, scope.Units)
	return in, err
}

// RootUnits lists the units that have no unit above them.
func (s *Store) RootUnits(ctx context.Context) ([]staff.UnitID, error) {
	roots, err := s.queries.RootUnits(ctx)
	if err != nil {
		return nil, fmt.Errorf("find the units above all: %w", err)
	}
	return ids[staff.UnitID](roots), nil
}

// UnitsBelow lists units with all below them.
func (s *Store) UnitsBelow(ctx context.Context, units []staff.UnitID) ([]staff.UnitID, error) {
	below, err := s.unitsBelow(ctx, units)
	return ids[staff.UnitID](below), err
}

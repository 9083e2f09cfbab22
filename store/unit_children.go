package store

import (
	"context"
	"fmt"

	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// ChildUnits lists the units right below one, by name; below 0 are those that have no unit above them.
func (s *Store) ChildUnits(ctx context.Context, parent staff.UnitID) ([]staff.Unit, error) {
	rows, err := s.queries.ChildUnits(ctx, int64(parent))
	if err != nil {
		return nil, fmt.Errorf("list the units below %d: %w", parent, err)
	}
	return alike(rows, func(r sqlc.ChildUnitsRow) staff.Unit { return staff.Unit{ID: staff.UnitID(r.ID), Name: r.Name} }), nil
}

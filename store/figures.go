package store

import (
	"context"
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// HeadedUnits are the units that positions lead, by name.
func (s *Store) HeadedUnits(ctx context.Context, positions []staff.PositionID) ([]staff.Unit, error) {
	rows, err := s.queries.HeadedUnits(ctx, numbers(positions))
	if err != nil {
		return nil, fmt.Errorf("find units that %d positions lead: %w", len(positions), err)
	}
	return alike(rows, func(r sqlc.HeadedUnitsRow) staff.Unit { return staff.Unit{ID: staff.UnitID(r.ID), Name: r.Name} }), nil
}

// LetterFigures counts what was sent to the positions of units and of those below from a day to a day of the office.
func (s *Store) LetterFigures(ctx context.Context, units []staff.UnitID, from, until, today calendar.Date) ([]registry.UnitFigures, registry.UnitFigures, error) {
	rows, err := s.queries.LetterFigures(ctx, sqlc.LetterFiguresParams{
		Units: numbers(units), Today: dayColumn(today),
		Since: from.At(0, 0, s.clock.Zone), Before: until.AddDays(1).At(0, 0, s.clock.Zone),
	})
	var total registry.UnitFigures
	if err != nil {
		return nil, total, fmt.Errorf("count letters of %d units: %w", len(units), err)
	}
	var figures []registry.UnitFigures
	for _, r := range rows {
		one := registry.UnitFigures{
			Unit: staff.Unit{ID: staff.UnitID(r.ID), Name: r.Name}, Received: int(r.Received), Waiting: int(r.Waiting), Done: int(r.Done),
			Returned: int(r.Returned), Overdue: int(r.Overdue), Median: time.Duration(r.Median * float64(time.Second)),
		}
		if one.Unit.ID == 0 {
			total = one
		} else {
			figures = append(figures, one)
		}
	}
	return figures, total, nil
}

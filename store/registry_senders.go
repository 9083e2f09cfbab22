package store

import (
	"context"
	"fmt"

	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// alikeFrom is how much alike a name has to be to be suggested: half of the groups of three letters of what was typed.
const alikeFrom = 0.5

// Senders finds who wrote to a unit: the latest ones, or with something typed those whose names are most like it.
func (s *Store) Senders(ctx context.Context, unit staff.UnitID, typed string, limit int) ([]string, error) {
	var names []string
	var err error
	if typed == "" {
		names, err = s.queries.SendersLately(ctx, int64(unit), int32(limit)) //nolint:gosec // a handful
	} else {
		names, err = s.queries.SendersAlike(ctx, sqlc.SendersAlikeParams{
			Unit: int64(unit), Typed: storable(typed), Alike: alikeFrom, AtMost: int32(limit), //nolint:gosec // a handful
		})
	}
	if err != nil {
		return nil, fmt.Errorf("find who wrote to unit %d: %w", unit, err)
	}
	return names, nil
}

// importSenders notes who sent those of some letters that an import has brought or changed. It comes after all of them are
// saved: whoever enters a letter by hand has the letter first and its sender afterwards, too.
func importSenders(ctx context.Context, q *sqlc.Queries, letters []roster.Letter, touched func(i int) bool) error {
	var units []string
	var years, agenda []int32
	for i, l := range letters {
		if touched(i) {
			units, years, agenda = append(units, l.Unit), append(years, int32(l.Year)), append(agenda, int32(l.Number)) //nolint:gosec // years and agenda numbers
		}
	}
	if len(units) == 0 {
		return nil
	}
	if err := q.ImportCorrespondents(ctx, units, years, agenda); err != nil {
		return fmt.Errorf("note who sent %d letters: %w", len(units), err)
	}
	return nil
}

// mostHeads is how many positions are offered at once.
const mostHeads = 12

// UnitHeads are the positions that lead a unit, the highest first, and behind them those right below who lead as well.
func (s *Store) UnitHeads(ctx context.Context, unit staff.UnitID) ([]staff.PositionID, error) {
	heads, err := s.queries.HeadsOfUnit(ctx, mostHeads, int64(unit))
	if err != nil {
		return nil, fmt.Errorf("find who leads unit %d: %w", unit, err)
	}
	return ids[staff.PositionID](heads), nil
}

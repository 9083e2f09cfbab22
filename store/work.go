package store

import (
	"context"
	"fmt"

	"github.com/gelis-bali/gelis/domain/apel"
)

// OpenWork counts what is still to go out now: notices and copies of announcements that are due, and cards and boards on
// phones that are behind.
func (s *Store) OpenWork(ctx context.Context) (notices, cards int, err error) {
	now := s.clock.Now()
	row, err := s.queries.OpenWork(ctx, now, apel.StepAt(now))
	if err != nil {
		return 0, 0, fmt.Errorf("count open work: %w", err)
	}
	return int(row.Notices + row.Copies), int(row.Cards + row.Boards), nil
}

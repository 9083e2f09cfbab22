package store

import (
	"context"
	"fmt"
)

// OpenWork counts what is still to go out now: notices and copies of announcements that are due, and cards on phones that
// are behind.
func (s *Store) OpenWork(ctx context.Context) (notices, cards int, err error) {
	row, err := s.queries.OpenWork(ctx, s.clock.Now())
	if err != nil {
		return 0, 0, fmt.Errorf("count open work: %w", err)
	}
	return int(row.Notices + row.Copies), int(row.Cards), nil
}

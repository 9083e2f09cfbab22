package store

import (
	"context"
	"fmt"
)

// SetUpdateAside keeps an update that Telegram must stop keeping. Keeping it twice is keeping it once.
func (s *Store) SetUpdateAside(ctx context.Context, update int64, body []byte) error {
	if err := s.queries.SetUpdateAside(ctx, update, body, s.clock.Now()); err != nil {
		return fmt.Errorf("set update %d aside: %w", update, err)
	}
	return nil
}

// DropUpdate forgets an update that has been handled.
func (s *Store) DropUpdate(ctx context.Context, update int64, body []byte) error {
	if err := s.queries.DropUpdate(ctx, update, body); err != nil {
		return fmt.Errorf("drop update %d: %w", update, err)
	}
	return nil
}

// UpdatesSetAside returns the updates that are kept, in the order in which they came.
func (s *Store) UpdatesSetAside(ctx context.Context) ([][]byte, error) {
	bodies, err := s.queries.UpdatesSetAside(ctx)
	if err != nil {
		return nil, fmt.Errorf("list updates that were set aside: %w", err)
	}
	return bodies, nil
}

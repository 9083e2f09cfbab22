package store

import (
	"context"
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// UpdateRequest locks the people of a request and the request, with the original of a cancellation, lets decide change it,
// and saves all that follows from it in one transaction: what changed, audit lines, messages with their jobs, a job for the
// instant at which it moves on by itself, and jobs that redraw its cards. A once that is not empty makes the change happen
// once for ever: when it has happened already, decide is not called. Returned is the request as saved.
func (s *Store) UpdateRequest(ctx context.Context, id request.ID, once string,
	decide func(request.Case) (request.Decision, error),
) (request.Case, error) {
	var saved request.Case
	err := s.inOnceTx(ctx, func(tx Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		var err error
		if saved, err = s.lockCase(ctx, q, id); err != nil {
			return nil, err
		}
		if err := s.submit(ctx, q, once); err != nil {
			return nil, err
		}
		before := rememberCase(saved)
		decision, err := decide(saved)
		if err != nil {
			return nil, err
		}
		return decision.Audit, s.saveCase(ctx, tx, q, before, saved, decision)
	})
	if err != nil {
		return request.Case{}, fmt.Errorf("update request %d: %w", id, overlapOf(err))
	}
	return saved, nil
}

// lockCase locks a request, after those whom it is about, and loads it with all that a change of it is judged by.
func (s *Store) lockCase(ctx context.Context, q *sqlc.Queries, id request.ID) (request.Case, error) {
	if err := q.LockPeopleOfRequest(ctx, int64(id)); err != nil {
		return request.Case{}, fmt.Errorf("lock its people: %w", err)
	}
	if _, err := q.LockRequest(ctx, int64(id)); err != nil {
		return request.Case{}, fmt.Errorf("lock it: %w", err)
	}
	c, err := s.loadCase(ctx, q, id)
	if err != nil {
		return request.Case{}, err
	}
	return c, s.addBooks(ctx, q, &c)
}

// saveCase saves what decide changed, of the request and of the one that it cancels.
func (s *Store) saveCase(ctx context.Context, tx Tx, q *sqlc.Queries, before rememberedCase, c request.Case, d request.Decision) error {
	if d.Cancel != 0 && c.Original != nil && c.Original.Version == before.original.version {
		c.Original.Version++
	}
	if err := saveRequest(ctx, q, before.request, c.Request); err != nil {
		return fmt.Errorf("save request %d: %w", c.ID, err)
	}
	if c.Original != nil {
		// What stands on the cards of the original is also what became of its cancellation.
		if c.Original.Version == before.original.version && before.request.state != c.State {
			c.Original.Version++
		}
		if err := saveRequest(ctx, q, before.original, c.Original); err != nil {
			return fmt.Errorf("save request %d, which is to be cancelled: %w", c.Original.ID, err)
		}
	}
	wake := c.WakeAt
	if wake.Equal(before.request.wakeAt) {
		wake = time.Time{} // there is a job for it
	}
	return s.follow(ctx, tx, q, c, wake, d)
}

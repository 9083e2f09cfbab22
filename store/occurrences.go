package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// States of an occurrence.
const (
	occurrenceBegun  = "BEGUN"
	occurrenceRan    = "RAN"
	occurrenceMissed = "MISSED"
)

// ClaimOccurrence makes an occurrence of a duty this caller's, and stores its messages in the same transaction. claimed
// is false when it was dealt with already, here or in another replica; then messages is not called.
func (s *Store) ClaimOccurrence(ctx context.Context, duty string, due time.Time,
	messages func(ctx context.Context) ([]notify.Message, error),
) (claimed bool, err error) {
	err = s.inTx(ctx, func(tx Tx, q *sqlc.Queries) error {
		added, err := s.addOccurrence(ctx, q, duty, due, occurrenceRan)
		if err != nil || !added {
			return err
		}
		stored, err := messages(ctx)
		if err != nil {
			return err
		}
		claimed = true
		return s.addNotices(ctx, tx, q, stored)
	})
	if err != nil {
		return false, fmt.Errorf("claim %s due %s: %w", duty, due.UTC().Format(time.RFC3339), err)
	}
	return claimed, nil
}

// MarkMissed records that an occurrence came too late to make sense.
func (s *Store) MarkMissed(ctx context.Context, duty string, due time.Time) error {
	return s.mark(ctx, duty, due, occurrenceMissed)
}

// MarkBegun records that a duty is looked after from an instant on.
func (s *Store) MarkBegun(ctx context.Context, duty string, at time.Time) error {
	return s.mark(ctx, duty, at, occurrenceBegun)
}

func (s *Store) mark(ctx context.Context, duty string, due time.Time, state string) error {
	if _, err := s.addOccurrence(ctx, s.queries, duty, due, state); err != nil {
		return fmt.Errorf("mark %s due %s as %s: %w", duty, due.UTC().Format(time.RFC3339), state, err)
	}
	return nil
}

func (s *Store) addOccurrence(ctx context.Context, q *sqlc.Queries, duty string, due time.Time, state string) (bool, error) {
	n, err := q.AddOccurrence(ctx, sqlc.AddOccurrenceParams{Duty: duty, Due: due, State: state, At: s.clock.Now()})
	return n > 0, err
}

// LastOccurrence is the latest instant up to which a duty is dealt with; known is false for one that was never seen.
func (s *Store) LastOccurrence(ctx context.Context, duty string) (due time.Time, known bool, err error) {
	due, err = s.queries.LastOccurrence(ctx, duty)
	if errors.Is(err, pgx.ErrNoRows) {
		return time.Time{}, false, nil
	}
	if err != nil {
		return time.Time{}, false, fmt.Errorf("find last occurrence of %s: %w", duty, err)
	}
	return due, true, nil
}

// Heartbeat notes that a part of the program is alive.
func (s *Store) Heartbeat(ctx context.Context, part string) error {
	if err := s.queries.Heartbeat(ctx, part, s.clock.Now()); err != nil {
		return fmt.Errorf("note that %s is alive: %w", part, err)
	}
	return nil
}

// LastHeartbeat tells when a part of the program was last alive; known is false if it never was.
func (s *Store) LastHeartbeat(ctx context.Context, part string) (at time.Time, known bool, err error) {
	at, err = s.queries.LastHeartbeat(ctx, part)
	if errors.Is(err, pgx.ErrNoRows) {
		return time.Time{}, false, nil
	}
	if err != nil {
		return time.Time{}, false, fmt.Errorf("find when %s was alive: %w", part, err)
	}
	return at, true, nil
}

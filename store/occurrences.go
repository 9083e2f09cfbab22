package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
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
	return s.settleOccurrence(ctx, duty, due, occurrenceRan, messages)
}

func (s *Store) settleOccurrence(ctx context.Context, duty string, due time.Time, state string,
	messages func(ctx context.Context) ([]notify.Message, error),
) (first bool, err error) {
	err = s.inTx(ctx, func(tx Tx, q *sqlc.Queries) error {
		added, err := s.addOccurrence(ctx, q, duty, due, state)
		if err != nil || !added {
			return err
		}
		stored, err := messages(ctx)
		if err != nil {
			return err
		}
		first = true
		return s.addNotices(ctx, tx, q, stored)
	})
	if err != nil {
		return false, fmt.Errorf("settle %s due %s as %s: %w", duty, due.UTC().Format(time.RFC3339), state, err)
	}
	return first, nil
}

// MarkMissed records that an occurrence came too late to make sense, and stores what is told of it in the same
// transaction. What has been dealt with already stays as it is, and messages is not called.
func (s *Store) MarkMissed(ctx context.Context, duty string, due time.Time,
	messages func(ctx context.Context) ([]notify.Message, error),
) error {
	_, err := s.settleOccurrence(ctx, duty, due, occurrenceMissed, messages)
	return err
}

// MarkBegun records that a duty is looked after from an instant on.
func (s *Store) MarkBegun(ctx context.Context, duty string, at time.Time) error {
	if _, err := s.addOccurrence(ctx, s.queries, duty, at, occurrenceBegun); err != nil {
		return fmt.Errorf("mark %s due %s as %s: %w", duty, at.UTC().Format(time.RFC3339), occurrenceBegun, err)
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

// Administrators lists who runs Gelis.
func (s *Store) Administrators(ctx context.Context) ([]staff.EmployeeID, error) {
	found, err := s.queries.Administrators(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the administrators: %w", err)
	}
	return ids[staff.EmployeeID](found), nil
}

// Occurrence is one time at which a duty was due.
type Occurrence struct {
	Duty string
	Due  time.Time
}

// MissedOccurrences lists what was found out to be missed from an instant on, the oldest first.
func (s *Store) MissedOccurrences(ctx context.Context, since time.Time, limit int) ([]Occurrence, error) {
	rows, err := s.queries.MissedOccurrences(ctx, since, int32(limit)) //nolint:gosec // few
	if err != nil {
		return nil, fmt.Errorf("list what was missed: %w", err)
	}
	return alike(rows, func(r sqlc.MissedOccurrencesRow) Occurrence { return Occurrence{Duty: r.Duty, Due: r.Due} }), nil
}

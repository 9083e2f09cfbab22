package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// RememberCard records which message shows a subject, in which version. stale is true when the subject has moved on
// meanwhile. A change of the subject that comes later finds the card.
func (s *Store) RememberCard(ctx context.Context, c notify.Card) (stale bool, err error) {
	err = s.inTx(ctx, func(_ Tx, q *sqlc.Queries) error {
		stale, err = s.rememberCard(ctx, q, sqlc.RememberCardParams{
			Account: int64(c.Account), Message: int64(c.MessageID), SubjectKind: string(c.Subject.Kind),
			SubjectID: c.Subject.ID, Version: int32(c.Version), At: s.clock.Now(), //nolint:gosec // counts taps
		})
		return err
	})
	if err != nil {
		return false, fmt.Errorf("remember card of %s: %w", c.Subject, err)
	}
	return stale, nil
}

// rememberCard holds the subject's version while it records the card.
func (s *Store) rememberCard(ctx context.Context, q *sqlc.Queries, c sqlc.RememberCardParams) (stale bool, err error) {
	if notify.SubjectKind(c.SubjectKind) == notify.SubjectBranch {
		version, err := q.BranchVersion(ctx, c.SubjectID)
		if err != nil && !errors.Is(err, pgx.ErrNoRows) {
			return false, err
		}
		stale = version > c.Version
	}
	return stale, q.RememberCard(ctx, c)
}

// ForgetCard forgets a message that shows its subject no more.
func (s *Store) ForgetCard(ctx context.Context, account staff.AccountID, message int) error {
	if err := s.queries.ForgetCard(ctx, int64(account), int64(message)); err != nil {
		return fmt.Errorf("forget card %d of account %d: %w", message, account, err)
	}
	return nil
}

// StaleCards lists the cards of a subject whose version is behind. Only branches have versions.
func (s *Store) StaleCards(ctx context.Context, subject notify.Subject) ([]notify.Card, error) {
	if subject.Kind != notify.SubjectBranch {
		return nil, nil
	}
	rows, err := s.queries.StaleCards(ctx, subject.ID)
	if err != nil {
		return nil, fmt.Errorf("find stale cards of %s: %w", subject, err)
	}
	cards := make([]notify.Card, len(rows))
	for i, row := range rows {
		cards[i] = notify.Card{
			Subject: subject, Account: staff.AccountID(row.Account), MessageID: int(row.MessageID), Version: int(row.Version),
		}
	}
	return cards, nil
}

package store

import (
	"context"
	"fmt"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// RememberCard records which message shows a subject, in which version. stale is true when the subject has moved on
// meanwhile. A change of the subject that comes later finds the card.
func (s *Store) RememberCard(ctx context.Context, c notify.Card) (stale bool, err error) {
	stale, err = s.queries.RememberCard(ctx, s.cardRow(c))
	if err != nil {
		return false, fmt.Errorf("remember card of %s: %w", c.Subject, err)
	}
	return stale, nil
}

func (s *Store) cardRow(c notify.Card) sqlc.RememberCardParams {
	return sqlc.RememberCardParams{
		Account: int64(c.Account), Message: int64(c.MessageID), SubjectKind: string(c.Subject.Kind),
		SubjectID: c.Subject.ID, Version: int32(c.Version), At: s.clock.Now(), //nolint:gosec // counts taps
	}
}

// ForgetCard forgets a message that shows its subject no more.
func (s *Store) ForgetCard(ctx context.Context, account staff.AccountID, message int) error {
	if err := s.queries.ForgetCard(ctx, int64(account), int64(message)); err != nil {
		return fmt.Errorf("forget card %d of account %d: %w", message, account, err)
	}
	return nil
}

// StaleCards lists the cards of a subject whose version is behind; of a subject without versions there are none.
func (s *Store) StaleCards(ctx context.Context, subject notify.Subject) ([]notify.Card, error) {
	rows, err := s.queries.StaleCards(ctx, string(subject.Kind), subject.ID)
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

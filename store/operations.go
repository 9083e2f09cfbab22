package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// AddDeadLetter keeps an update that could not be handled, with an audit line. The same update is kept once.
func (s *Store) AddDeadLetter(ctx context.Context, update int64, account staff.AccountID, body []byte, cause string) error {
	now := s.clock.Now()
	err := s.inAuditedTx(ctx, func(_ Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		added, err := q.AddDeadLetter(ctx, sqlc.AddDeadLetterParams{
			UpdateID: update, Account: int64(account), Body: body, Cause: storable(cause), At: now,
		})
		if err != nil || added == 0 {
			return nil, err
		}
		return []audit.Entry{{
			At: now, Account: account, Action: audit.UpdateDeadLetter,
			Facts: map[string]string{"update": strconv.FormatInt(update, 10)},
		}}, nil
	})
	if err != nil {
		return fmt.Errorf("keep dead update %d: %w", update, err)
	}
	return nil
}

// DeadLetter is an update that could not be handled, without its content.
type DeadLetter struct {
	ID      int64
	Update  int64
	Account staff.AccountID
	Cause   string
	At      time.Time
}

// DeadLetters lists the newest dead letters.
func (s *Store) DeadLetters(ctx context.Context, atMost int) ([]DeadLetter, error) {
	rows, err := s.queries.DeadLetters(ctx, int32(atMost)) //nolint:gosec // a screenful
	if err != nil {
		return nil, fmt.Errorf("list dead letters: %w", err)
	}
	return alike(rows, func(r sqlc.DeadLettersRow) DeadLetter {
		return DeadLetter{ID: r.ID, Update: r.UpdateID, Account: staff.AccountID(r.Account), Cause: r.Cause, At: r.At}
	}), nil
}

// Figures say how the work stands, for operators and metrics.
type Figures struct {
	DeadLetters int
	// Notices counts those of the last 30 days by state: PENDING, SENDING, SENT, UNREACHABLE, UNKNOWN, DEFECT, OBSOLETE.
	Notices map[string]int
	// Repeats counts attempts among them that were begun after one of unknown fate: each may have told somebody twice.
	Repeats int
	// Stuck counts notices that have been due for longer than StuckAfter and that no sender has.
	Stuck int
	// OldestDue is when the oldest unsent notice was due; zero if there is none.
	OldestDue time.Time
}

// countedFor bounds which notices are counted by state: the archive has millions.
const countedFor = 30 * 24 * time.Hour

// StuckAfter is how long a notice may be due before it counts as stuck.
const StuckAfter = 5 * time.Minute

// Figures gathers how the work stands.
func (s *Store) Figures(ctx context.Context) (Figures, error) {
	f := Figures{Notices: map[string]int{}}
	now := s.clock.Now()
	dead, err := s.queries.CountDeadLetters(ctx)
	if err != nil {
		return f, fmt.Errorf("count dead letters: %w", err)
	}
	states, err := s.queries.CountNotices(ctx, now.Add(-countedFor))
	if err != nil {
		return f, fmt.Errorf("count notices: %w", err)
	}
	stuck, err := s.queries.CountStuck(ctx, now.Add(-StuckAfter))
	if err != nil {
		return f, fmt.Errorf("count stuck notices: %w", err)
	}
	f.OldestDue, err = s.queries.OldestDue(ctx, now)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return f, fmt.Errorf("find the oldest notice: %w", err)
	}
	f.DeadLetters, f.Stuck = int(dead), int(stuck)
	for _, row := range states {
		f.Notices[row.State] = int(row.Number)
		f.Repeats += int(row.Repeats)
	}
	return f, nil
}

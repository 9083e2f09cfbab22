package store

import (
	"context"
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// boardClaim is how long a process has to draw a board before another one may.
const boardClaim = 10 * time.Second

// OpenBoard notes that a message shows the code of an event.
func (s Apel) OpenBoard(ctx context.Context, b apel.Board) error {
	err := s.queries.OpenApelBoard(ctx, sqlc.OpenApelBoardParams{
		Account: int64(b.Account), Message: int64(b.Message), Event: int64(b.Event), Step: b.Step,
	})
	if err != nil {
		return fmt.Errorf("open board %d of account %d: %w", b.Message, b.Account, err)
	}
	return nil
}

// CloseBoard notes that a message shows no code any more.
func (s Apel) CloseBoard(ctx context.Context, account staff.AccountID, message int) error {
	if err := s.queries.CloseApelBoard(ctx, int64(account), int64(message)); err != nil {
		return fmt.Errorf("close board %d of account %d: %w", message, account, err)
	}
	return nil
}

// DueBoards claims boards that show an older step, the oldest first, for a few seconds: one process draws each.
func (s Apel) DueBoards(ctx context.Context, step int64, limit int) ([]apel.Board, error) {
	rows, err := s.queries.DueApelBoards(ctx, boardClaim.Seconds(), step, int32(limit)) //nolint:gosec // a handful
	if err != nil {
		return nil, fmt.Errorf("claim boards of before step %d: %w", step, err)
	}
	return alike(rows, func(r sqlc.DueApelBoardsRow) apel.Board {
		return apel.Board{Event: apel.EventID(r.EventID), Account: staff.AccountID(r.Account), Message: int(r.MessageID), Step: r.Step}
	}), nil
}

// ShownBoard notes which step a board shows now.
func (s Apel) ShownBoard(ctx context.Context, b apel.Board) error {
	if err := s.queries.ShownApelBoard(ctx, b.Step, int64(b.Account), int64(b.Message)); err != nil {
		return fmt.Errorf("note what board %d of account %d shows: %w", b.Message, b.Account, err)
	}
	return nil
}

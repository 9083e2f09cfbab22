package app

import (
	"context"
	"errors"
	"fmt"
)

// wakesAtOnce bounds how many requests one look wakes.
const wakesAtOnce = 100

// wakeOverdue lets requests move on whose instant has come and whose job has
// not: it was lost, or it is not due by River's clock yet, which looks every
// few seconds. It returns how many there were.
func (a *App) wakeOverdue(ctx context.Context) (int, error) {
	overdue, err := a.db.OverdueWakes(ctx, a.clock.Now(), wakesAtOnce)
	if err != nil {
		return 0, fmt.Errorf("find requests to wake: %w", err)
	}
	desk := a.requests()
	var failures error
	for _, id := range overdue {
		if err := desk.Advance(ctx, id); err != nil {
			failures = errors.Join(failures, fmt.Errorf("wake request %d: %w", id, err))
		}
	}
	return len(overdue), failures
}

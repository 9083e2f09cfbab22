package app

import (
	"context"
	"time"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/scheduler"
)

// ComingDuties are the next occurrence of each duty after an instant, the first
// first, with what was planned until now.
func (a *App) ComingDuties(ctx context.Context, after time.Time) ([]scheduler.Due, error) {
	if err := a.duties.Refresh(ctx, after); err != nil {
		return nil, err
	}
	return a.duties.Coming(after), nil
}

// Places are where the office gathers.
func (a *App) Places(ctx context.Context) ([]apel.Place, error) { return a.db.Apel().Places(ctx) }

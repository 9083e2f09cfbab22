package app

import (
	"context"
	"time"

	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/text"
)

// missedDuties tells administrators which duties came too late.
type missedDuties struct{ store *store.Store }

// Missed implements handlers.MissedDuties.
func (m missedDuties) Missed(ctx context.Context, since time.Time, limit int) ([]text.MissedDuty, error) {
	found, err := m.store.MissedOccurrences(ctx, since, limit)
	if err != nil {
		return nil, err
	}
	list := make([]text.MissedDuty, 0, len(found))
	for _, o := range found {
		list = append(list, text.MissedDuty{Duty: o.Duty, Due: o.Due})
	}
	return list, nil
}

package scheduler

import (
	"context"
	"slices"
	"time"
)

// Due is a duty at an instant at which it will be due.
type Due struct {
	Duty string
	At   time.Time
}

// Coming returns the next occurrence of each duty after an instant, the first
// first; a duty of which none is known is not in it.
func (s *Scheduler) Coming(after time.Time) []Due {
	var all []Due
	for _, d := range s.duties {
		if at := d.next(after); !at.IsZero() {
			all = append(all, Due{Duty: d.Name, At: at})
		}
	}
	slices.SortStableFunc(all, func(a, b Due) int { return a.At.Compare(b.At) })
	return all
}

// Refresh reads anew what stands in the database of the duties after an instant:
// for whoever asks what is to come just after something was planned.
func (s *Scheduler) Refresh(ctx context.Context, after time.Time) error {
	for _, d := range s.duties {
		if d.Occasions == nil {
			continue
		}
		if err := d.Occasions.Refresh(ctx, after, s.now()); err != nil {
			return err
		}
	}
	return nil
}

package scheduler

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"
)

// lookAhead is how far ahead of now the instants of occasions are read.
const lookAhead = 62 * 24 * time.Hour

// Occasion is an instant at which something is due that stands in the
// database, and until when it makes sense; zero: however late.
type Occasion struct {
	At, Until time.Time
}

// Occasions are the schedule of a duty whose instants are no rule of the clock
// but rows of the database: an apel, an announcement. They are read before each
// look; in between they are known by heart, because a schedule is asked often.
type Occasions struct {
	find func(ctx context.Context, from, to time.Time) ([]Occasion, error)

	mu   sync.Mutex
	list []Occasion // ascending
}

// NewOccasions makes the schedule over what finds the occasions after from, up
// to and including to.
func NewOccasions(find func(ctx context.Context, from, to time.Time) ([]Occasion, error)) *Occasions {
	return &Occasions{find: find}
}

// Refresh reads the occasions after an instant anew.
func (o *Occasions) Refresh(ctx context.Context, from, now time.Time) error {
	found, err := o.find(ctx, from, now.Add(lookAhead))
	if err != nil {
		return fmt.Errorf("find what is due after %s: %w", from.UTC().Format(time.RFC3339), err)
	}
	slices.SortFunc(found, func(a, b Occasion) int { return a.At.Compare(b.At) })
	o.mu.Lock()
	defer o.mu.Unlock()
	o.list = found
	return nil
}

// Next implements cron.Schedule: the first instant after t, zero for none that
// is known.
func (o *Occasions) Next(t time.Time) time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, each := range o.list {
		if each.At.After(t) {
			return each.At
		}
	}
	return time.Time{}
}

// Until is how late the occasion that is due at an instant makes sense: as late
// as the most patient of those that are due then. Zero: however late.
func (o *Occasions) Until(due time.Time) time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	var latest time.Time
	for _, each := range o.list {
		if !each.At.Equal(due) {
			continue
		}
		if each.Until.IsZero() {
			return time.Time{}
		}
		if each.Until.After(latest) {
			latest = each.Until
		}
	}
	return latest
}

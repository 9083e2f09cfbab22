package officedays

import (
	"context"
	"fmt"
	"sync"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// Source is where the calendar is read from.
type Source interface {
	// CalendarVersion changes with everything in the calendar.
	CalendarVersion(ctx context.Context) (int64, error)
	Book(ctx context.Context) (Book, error)
}

// Keeper keeps a calendar in memory as it stands in the database, whichever
// process changes it there.
type Keeper struct {
	source   Source
	calendar *calendar.Calendar

	mu      sync.Mutex
	version int64
	read    bool
}

// NewKeeper makes what keeps a calendar; until the first Refresh the calendar is
// as it was made.
func NewKeeper(source Source, c *calendar.Calendar) *Keeper {
	return &Keeper{source: source, calendar: c}
}

// Refresh reads the calendar if it has changed, and reports whether it has.
// Where it cannot be read, the calendar stays as it was.
func (k *Keeper) Refresh(ctx context.Context) (changed bool, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	version, err := k.source.CalendarVersion(ctx)
	if err != nil {
		return false, fmt.Errorf("ask whether the calendar has changed: %w", err)
	}
	if k.read && version == k.version {
		return false, nil
	}
	book, err := k.source.Book(ctx)
	if err != nil {
		return false, fmt.Errorf("read the calendar: %w", err)
	}
	book.Fill(k.calendar)
	k.version, k.read = book.Version, true
	return true, nil
}

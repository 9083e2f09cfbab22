package registry

import (
	"context"
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// UnitFigures is what became of the dispositions that came to the positions of
// a unit in a time. Copies, and what was taken back, do not count.
type UnitFigures struct {
	Unit     staff.Unit
	Received int
	Waiting  int // nobody has ended or sent it on
	Done     int
	Returned int
	Overdue  int           // of Waiting, past the deadline today
	Median   time.Duration // from being sent to being done; 0: none is done
}

// Figures are those of a head's unit, and of each unit right below it with all
// that is below that.
type Figures struct {
	From, Until calendar.Date
	Units       []UnitFigures
	Total       UnitFigures // of all; its unit is the first that is headed
}

// ErrNotHead: figures are for who leads a unit or keeps its registry.
var ErrNotHead = fmt.Errorf("actor leads no unit: %w", staff.ErrNotAllowed)

// MaxPeriod is the longest time that figures are made of, in days.
const MaxPeriod = 366

// Figures counts for the units that the actor leads today, or whose registry
// the actor keeps, what was sent to them from a day to a day, both included.
func (a *Archive) Figures(ctx context.Context, by staff.Actor, from, until calendar.Date) (Figures, error) {
	if !by.Known() || !by.Active {
		return Figures{}, staff.ErrInactive
	}
	headed, err := a.store.HeadedUnits(ctx, by.PositionIDs())
	if err != nil {
		return Figures{}, fmt.Errorf("find the units of employee %d: %w", by.ID, err)
	}
	for _, g := range by.Grants {
		if g.Role == staff.Clerk {
			headed = append(headed, staff.Unit{ID: g.UnitID, Name: g.UnitName})
		}
	}
	if len(headed) == 0 {
		return Figures{}, ErrNotHead
	}
	if until.Before(from) {
		from, until = until, from
	}
	if first := until.AddDays(1 - MaxPeriod); from.Before(first) {
		from = first
	}
	ids := make([]staff.UnitID, len(headed))
	for i, u := range headed {
		ids[i] = u.ID
	}
	units, total, err := a.store.LetterFigures(ctx, ids, from, until, a.clock.Today())
	if err != nil {
		return Figures{}, fmt.Errorf("count letters for employee %d: %w", by.ID, err)
	}
	total.Unit = headed[0]
	return Figures{From: from, Until: until, Units: units, Total: total}, nil
}

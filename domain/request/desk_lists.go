package request

import (
	"context"
	"fmt"
	"slices"

	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Mine pages through what the actor asked for.
func (d *Desk) Mine(ctx context.Context, by staff.Actor, offset, limit int) (Page, error) {
	page, err := d.store.Mine(ctx, by.ID, max(0, offset), limit)
	if err != nil {
		return Page{}, fmt.Errorf("list the requests of employee %d: %w", by.ID, err)
	}
	return page, nil
}

// Waiting pages through what waits for the actor's verdict.
func (d *Desk) Waiting(ctx context.Context, by staff.Actor, offset, limit int) (Page, error) {
	page, err := d.store.WaitingFor(ctx, by, d.clock.Now(), max(0, offset), limit)
	if err != nil {
		return Page{}, fmt.Errorf("list the requests that wait for employee %d: %w", by.ID, err)
	}
	return page, nil
}

// CountWaiting counts what waits for the actor's verdict.
func (d *Desk) CountWaiting(ctx context.Context, by staff.Actor) (int, error) {
	count, err := d.store.CountWaitingFor(ctx, by, d.clock.Now())
	if err != nil {
		return 0, fmt.Errorf("count the requests that wait for employee %d: %w", by.ID, err)
	}
	return count, nil
}

// Own returns the actor's own absences that touch a period.
func (d *Desk) Own(ctx context.Context, by staff.Actor, p Period) ([]Absence, error) {
	books, err := d.store.Books(ctx, by.ID)
	if err != nil {
		return nil, fmt.Errorf("load the books of employee %d: %w", by.ID, err)
	}
	return slices.DeleteFunc(books.Absences, func(a Absence) bool { return !a.Period.Meets(p) }), nil
}

// Balance is what the actor may still spend in a year.
func (d *Desk) Balance(ctx context.Context, by staff.Actor, year int) (leave.Balance, error) {
	books, err := d.store.Books(ctx, by.ID)
	if err != nil {
		return leave.Balance{}, fmt.Errorf("load the books of employee %d: %w", by.ID, err)
	}
	return books.Record().Balance(year), nil
}

// Away lists who of a unit, or of one below it, is away in a period: for who
// leads a position in the unit, and for its personnel office.
func (d *Desk) Away(ctx context.Context, by staff.Actor, unit staff.UnitID, p Period) ([]Absence, error) {
	if err := maySeeUnit(by, unit); err != nil {
		return nil, fmt.Errorf("list who of unit %d is away: %w", unit, err)
	}
	away, err := d.store.Away(ctx, []staff.UnitID{unit}, p)
	if err != nil {
		return nil, fmt.Errorf("list who of unit %d is away: %w", unit, err)
	}
	return away, nil
}

func maySeeUnit(by staff.Actor, unit staff.UnitID) error {
	leads := slices.ContainsFunc(by.Holdings, func(h staff.Holding) bool { return h.Leads && h.UnitID == unit })
	switch {
	case !by.Known():
		return staff.ErrUnknownAccount
	case !by.Active:
		return staff.ErrInactive
	case !leads && !by.HasIn(staff.Personnel, unit):
		return staff.ErrNotAllowed
	}
	return nil
}

// Meets reports whether two periods have a day in common.
func (p Period) Meets(other Period) bool {
	return !p.From.After(other.To) && !other.From.After(p.To)
}

// Years lists the years that a period touches.
func (p Period) Years() []int {
	var years []int
	for year := p.From.Year(); year <= p.To.Year(); year++ {
		years = append(years, year)
	}
	return years
}

// withoutCause says that others are away, and not what for.
func withoutCause(away []Absence, but staff.EmployeeID) []Absence {
	var bare []Absence
	for _, a := range away {
		if a.Employee == but {
			continue
		}
		a.Request, a.Leave, a.Permit = 0, "", ""
		bare = append(bare, a)
	}
	return bare
}

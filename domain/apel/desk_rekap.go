package apel

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Roll is the list of an event: for heads of their units with all below, for
// the personnel office of the units that it covers.
func (d *Desk) Roll(ctx context.Context, by staff.Actor, id EventID) (Roll, error) {
	return d.roll(ctx, by, id, func(c coverage) (coverage, error) { return c, nil })
}

// UnitRoll is the list of one unit with all below it, for whoever may read it.
func (d *Desk) UnitRoll(ctx context.Context, by staff.Actor, id EventID, unit staff.UnitID) (Roll, error) {
	return d.roll(ctx, by, id, func(c coverage) (coverage, error) {
		if !c.whole && !slices.Contains(c.units, unit) {
			return coverage{}, ErrNotHead
		}
		return coverage{units: []staff.UnitID{unit}}, nil
	})
}

func (d *Desk) roll(ctx context.Context, by staff.Actor, id EventID, narrow func(coverage) (coverage, error)) (Roll, error) {
	reach, err := d.reading(ctx, by)
	if err == nil {
		reach, err = narrow(reach)
	}
	var r Roll
	if err == nil {
		r.Event, err = d.store.Event(ctx, id)
	}
	if err != nil {
		return Roll{}, d.refused(ctx, by, "roll", id, err)
	}
	r.Event.Secret, r.Whole = nil, reach.whole
	if r.Presences, err = d.store.Roll(ctx, id, reach.units); err != nil {
		return Roll{}, fmt.Errorf("list who was at apel %d: %w", id, err)
	}
	if r.Tally, err = d.store.Tally(ctx, r.Event.Date, r.Event.Date, reach.units, id); err != nil {
		return Roll{}, fmt.Errorf("count who was at apel %d: %w", id, err)
	}
	return r, nil
}

// Rekap are the figures of a month by unit, of what the actor may read.
func (d *Desk) Rekap(ctx context.Context, by staff.Actor, year int, month time.Month) (Rekap, error) {
	reach, err := d.reading(ctx, by)
	if err != nil {
		return Rekap{}, d.refused(ctx, by, "rekap", 0, err)
	}
	r := Rekap{Year: year, Month: month, Whole: reach.whole}
	from, to := monthSpan(year, month)
	if r.Tally, err = d.store.Tally(ctx, from, to, reach.units, 0); err != nil {
		return Rekap{}, fmt.Errorf("count the apel of %s: %w", from, err)
	}
	if r.Closed, err = d.store.Month(ctx, year, month); err != nil {
		return Rekap{}, fmt.Errorf("load the month of %s: %w", from, err)
	}
	events, err := d.store.Events(ctx, from, to)
	if err != nil {
		return Rekap{}, fmt.Errorf("list the apel of %s: %w", from, err)
	}
	for _, e := range events {
		if e.State != Cancelled {
			e.Secret = nil
			r.Events = append(r.Events, e)
		}
	}
	mayClose, err := d.mayClose(ctx, by)
	r.MayClose = mayClose && r.Closed.ClosedAt.IsZero() && to.Before(d.Today())
	return r, err
}

// RekapPeople pages through the figures of a month by person, by name.
func (d *Desk) RekapPeople(ctx context.Context, by staff.Actor, year int, month time.Month, words string, offset, limit int) ([]Record, int, error) {
	reach, err := d.reading(ctx, by)
	if err != nil {
		return nil, 0, d.refused(ctx, by, "rekap_people", 0, err)
	}
	from, to := monthSpan(year, month)
	records, total, err := d.store.Records(ctx, from, to, reach.units, words, max(0, offset), limit)
	if err != nil {
		return nil, 0, fmt.Errorf("count the apel of %s by person: %w", from, err)
	}
	return records, total, nil
}

// mayClose reports whether somebody may close a month: the personnel office of
// the whole office.
func (d *Desk) mayClose(ctx context.Context, by staff.Actor) (bool, error) {
	if !by.Active || !by.Has(staff.Personnel) {
		return false, nil
	}
	reach, err := d.covering(ctx, covers(by, staff.Personnel))
	return reach.whole, err
}

// CloseMonth ends the corrections of a month that is over. The second one finds
// it closed: ErrMonthClosed.
func (d *Desk) CloseMonth(ctx context.Context, by staff.Actor, year int, month time.Month) error {
	if err := d.checkClose(ctx, by, year, month); err != nil {
		return d.refused(ctx, by, "close_month", 0, err)
	}
	now := d.clock.Now()
	from, _ := monthSpan(year, month)
	line := audit.Entry{At: now, Action: audit.ApelMonthClosed, Facts: map[string]string{"month": from.String()[:len("2006-01")]}}
	closed := Month{Year: year, Month: month, ClosedAt: now, ClosedBy: by.ID, ByName: by.Name}
	if err := d.store.CloseMonth(ctx, closed, []audit.Entry{line.By(by, staff.Holding{})}); err != nil {
		return fmt.Errorf("close the month of %s: %w", from, err)
	}
	return nil
}

func (d *Desk) checkClose(ctx context.Context, by staff.Actor, year int, month time.Month) error {
	if err := known(by); err != nil {
		return err
	}
	may, err := d.mayClose(ctx, by)
	switch _, to := monthSpan(year, month); {
	case err != nil:
		return err
	case !may:
		return ErrNotManager
	case !to.Before(d.Today()):
		return ErrMonthNotOver
	}
	kept, err := d.store.Month(ctx, year, month)
	if err == nil && !kept.ClosedAt.IsZero() {
		return ErrMonthClosed
	}
	return err
}

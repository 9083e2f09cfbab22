package apel

import (
	"context"
	"fmt"

	"github.com/gelis-bali/gelis/domain/staff"
)

const (
	lastFew    = 10
	daysOfYear = 366
	mostOfYear = 500 // presences of somebody in a year
)

// Home shows somebody the apel of today and the next, what they said of it, and
// their own record.
func (d *Desk) Home(ctx context.Context, by staff.Actor) (Home, error) {
	if err := known(by); err != nil {
		return Home{}, d.refused(ctx, by, "home", 0, err)
	}
	var home Home
	if err := d.ahead(ctx, by, &home); err != nil {
		return Home{}, fmt.Errorf("show employee %d what is to come: %w", by.ID, err)
	}
	if err := d.record(ctx, by, &home); err != nil {
		return Home{}, fmt.Errorf("show employee %d their record: %w", by.ID, err)
	}
	return home, nil
}

// ahead fills in today's events and the next one that takes place.
func (d *Desk) ahead(ctx context.Context, by staff.Actor, home *Home) error {
	today := d.Today()
	events, err := d.store.Events(ctx, today, today.AddDays(horizon))
	if err != nil {
		return fmt.Errorf("list the apel to come: %w", err)
	}
	for _, e := range events {
		if e.Date != today && e.State == Cancelled {
			continue
		}
		view, err := d.view(ctx, by, e)
		if err != nil {
			return err
		}
		switch {
		case view.Mine == nil:
		case e.Date == today:
			home.Today = append(home.Today, view)
		default:
			home.Next = &view
			return nil
		}
	}
	return nil
}

// record fills in the figures of the year and the last events.
func (d *Desk) record(ctx context.Context, by staff.Actor, home *Home) error {
	today := d.Today()
	presences, events, err := d.store.Mine(ctx, by.ID, today.AddDays(-daysOfYear), mostOfYear)
	if err != nil {
		return err
	}
	home.Year = map[Status]int{}
	for i, e := range events {
		if e.StageAt(d.clock.Now(), d.clock.Zone) != Ended {
			continue
		}
		if e.Date.Year() == today.Year() {
			home.Year[presences[i].Status]++
		}
		if len(home.Last) < lastFew {
			e.Secret = nil
			home.Last = append(home.Last, Past{Event: e, Presence: presences[i]})
		}
	}
	return nil
}

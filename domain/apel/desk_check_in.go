package apel

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/gelis-bali/gelis/domain/staff"
)

// CheckIn lets somebody prove that they are there. A wrong code is *CodeError
// and counts: where the proof names no event, at every open one that it was
// tried on.
func (d *Desk) CheckIn(ctx context.Context, by staff.Actor, p Proof) (View, error) {
	if p.Event != 0 {
		return d.checkInAt(ctx, by, p)
	}
	events, err := d.openFor(ctx, by, p)
	if err != nil {
		return View{}, d.refused(ctx, by, "check_in", 0, err)
	}
	var reasons []error
	for _, p.Event = range events {
		view, err := d.checkInAt(ctx, by, p)
		if err == nil {
			return view, nil
		}
		reasons = append(reasons, err)
	}
	slices.SortStableFunc(reasons, func(a, b error) int { return cmp.Compare(triesLeft(a), triesLeft(b)) })
	return View{}, errors.Join(reasons...)
}

// triesLeft orders the reasons of several events: the one with the fewest
// tries left says most.
func triesLeft(reason error) int {
	if code, ok := errors.AsType[*CodeError](reason); ok {
		return code.Left
	}
	return MaxWrong
}

// checkInAt does so at one event.
func (d *Desk) checkInAt(ctx context.Context, by staff.Actor, p Proof) (View, error) {
	var wrong error
	view, err := d.change(ctx, by, p.Event, "check_in", func(c Case, m moment) (Decision, error) {
		decision, err := c.checkIn(by, p, m)
		if _, isCode := errors.AsType[*CodeError](err); isCode {
			wrong = err
			return decision, nil // the try is kept
		}
		wrong = nil
		return decision, err
	})
	if err == nil && wrong != nil {
		return View{}, fmt.Errorf("check in at apel %d: %w", p.Event, wrong)
	}
	return view, err
}

// openFor finds the events that a proof is tried on: the one whose code or
// place it is, or else all that are open and still wait for the person. What is
// locked takes nothing, not even its own code.
func (d *Desk) openFor(ctx context.Context, by staff.Actor, p Proof) ([]EventID, error) {
	if err := known(by); err != nil {
		return nil, err
	}
	open, err := d.openEvents(ctx, by)
	if err != nil {
		return nil, err
	}
	if len(open) == 0 {
		return nil, ErrNotOpen
	}
	now := d.clock.Now()
	for _, v := range open {
		if !v.Mine.locked() && (v.Event.acceptsDigits(p.Digits, now) || v.Event.acceptsToken(p.Token, now)) {
			return []EventID{v.Event.ID}, nil
		}
	}
	waiting := slices.DeleteFunc(slices.Clone(open), func(v View) bool { return v.Mine.seen() || v.Mine.locked() })
	switch {
	case len(waiting) == 0:
		return []EventID{open[max(0, slices.IndexFunc(open, func(v View) bool { return v.Mine.locked() }))].Event.ID}, nil
	case p.Fix != nil:
		return []EventID{nearest(waiting, *p.Fix)}, nil
	}
	ids := make([]EventID, len(waiting))
	for i, v := range waiting {
		ids[i] = v.Event.ID
	}
	return ids, nil
}

// nearest is the event in whose fence a location is, or the one from whose
// fence it is the least far away. A place without a fence comes last.
func nearest(open []View, f Fix) EventID {
	beyond := func(v View) float64 {
		if v.Event.Place.Radius <= 0 {
			return math.Inf(1)
		}
		return max(0, v.Event.Place.DistanceTo(f.Latitude, f.Longitude)-float64(v.Event.Place.Radius))
	}
	return slices.MinFunc(open, func(a, b View) int { return cmp.Compare(beyond(a), beyond(b)) }).Event.ID
}

// openEvents are those whose attendance is open and at which the actor is
// expected, with their secrets.
func (d *Desk) openEvents(ctx context.Context, by staff.Actor) ([]View, error) {
	events, err := d.store.Events(ctx, d.Today(), d.Today())
	if err != nil {
		return nil, fmt.Errorf("list the apel of today: %w", err)
	}
	var open []View
	for _, e := range events {
		if e.StageAt(d.clock.Now(), d.clock.Zone) != OpenNow {
			continue
		}
		view, err := d.view(ctx, by, e)
		if err != nil {
			return nil, err
		}
		if view.Mine != nil {
			view.Event.Secret = e.Secret
			open = append(open, view)
		}
	}
	return open, nil
}

// OpenNow lists the events whose attendance is open and at which the actor is
// expected.
func (d *Desk) OpenNow(ctx context.Context, by staff.Actor) ([]View, error) {
	if err := known(by); err != nil {
		return nil, d.refused(ctx, by, "open_now", 0, err)
	}
	open, err := d.openEvents(ctx, by)
	for i := range open {
		open[i].Event.Secret = nil
	}
	return open, err
}

package apel

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Desk is what an employee does about apel, and what is due by the clock.
type Desk struct {
	store    Store
	audit    Auditor
	people   People
	calendar *calendar.Calendar
	clock    calendar.Clock
}

// NewDesk makes the service over its store, audit log, office, calendar and clock.
func NewDesk(store Store, auditor Auditor, people People, cal *calendar.Calendar, clock calendar.Clock) *Desk {
	return &Desk{store: store, audit: auditor, people: people, calendar: cal, clock: clock}
}

// Today is the office's day.
func (d *Desk) Today() calendar.Date { return d.clock.Today() }

func (d *Desk) moment() moment { return moment{now: d.clock.Now(), zone: d.clock.Zone} }

// Show shows an event to whoever tapped for it: those whom it is for, its
// officers and managers, and heads. A refusal is audited.
func (d *Desk) Show(ctx context.Context, by staff.Actor, id EventID) (View, error) {
	view, err := d.look(ctx, by, id)
	if err != nil {
		return View{}, d.refused(ctx, by, "show", id, err)
	}
	return view, nil
}

// Look shows an event to somebody who is told of it. It is nobody's tap, so a
// refusal is not audited.
func (d *Desk) Look(ctx context.Context, by staff.Actor, id EventID) (View, error) {
	view, err := d.look(ctx, by, id)
	if err != nil {
		return View{}, fmt.Errorf("look at apel %d: %w", id, err)
	}
	return view, nil
}

func (d *Desk) look(ctx context.Context, by staff.Actor, id EventID) (View, error) {
	if err := known(by); err != nil {
		return View{}, err
	}
	e, err := d.store.Event(ctx, id)
	if err != nil {
		return View{}, err
	}
	view, err := d.view(ctx, by, e)
	if err != nil {
		return View{}, err
	}
	if view.Mine == nil && !view.MayOfficer && !e.managedBy(by) && !by.Leads() {
		return View{}, ErrNotExpected
	}
	return view, d.count(ctx, &view, by)
}

// view is an event with what is known of the actor, without figures.
func (d *Desk) view(ctx context.Context, by staff.Actor, e Event) (View, error) {
	view := d.bare(by, e)
	mine, err := d.store.Presence(ctx, e.ID, by.ID)
	if errors.Is(err, ErrNotExpected) {
		return view, nil
	}
	if err != nil {
		return View{}, fmt.Errorf("load the presence of employee %d at apel %d: %w", by.ID, e.ID, err)
	}
	view.Mine = &mine
	return view, nil
}

// bare is what an event says by itself.
func (d *Desk) bare(by staff.Actor, e Event) View {
	zone := d.clock.Zone
	v := View{
		Event: e, Days: d.calendar.Observed(e.Date), Stage: e.StageAt(d.clock.Now(), zone), MayOfficer: e.officer(by),
		Opens: e.Opens(zone), Begins: e.Begins(zone), LateFrom: e.LateFrom(zone), Closes: e.Closes(zone),
	}
	v.Dress, v.Why = e.DressOn(e.Date, d.calendar)
	v.MayManage = e.managedBy(by) && (v.Stage == Coming || v.Stage == OpenNow)
	v.MayCorrect = e.personnelOf(by) && v.Stage == Ended
	v.Event.Secret = nil // nobody but the board has to know it
	return v
}

// count fills in the figures for those who may see them.
func (d *Desk) count(ctx context.Context, v *View, by staff.Actor) error {
	if !v.MayOfficer && !v.Event.managedBy(by) {
		return nil
	}
	var err error
	v.Counts, v.Expected, err = d.figures(ctx, v.Event)
	return err
}

func (d *Desk) figures(ctx context.Context, e Event) (map[Status]int, int, error) {
	tally, err := d.store.Tally(ctx, e.Date, e.Date, nil, e.ID)
	if err != nil {
		return nil, 0, fmt.Errorf("count who was at apel %d: %w", e.ID, err)
	}
	counts, expected := Sum(tally)
	return counts, expected, nil
}

// change lets somebody's presence be changed and shows the event after it.
func (d *Desk) change(ctx context.Context, by staff.Actor, id EventID, act string, decide func(Case, moment) (Decision, error)) (View, error) {
	err := known(by)
	var e Event
	var mine Presence
	if err == nil {
		mine, err = d.store.UpdatePresence(ctx, id, by.ID, func(c Case) (Decision, error) {
			e = c.Event
			return decide(c, d.moment())
		})
	}
	if err != nil {
		return View{}, d.refused(ctx, by, act, id, err)
	}
	view := d.bare(by, e)
	view.Mine = &mine
	return view, nil
}

// Coming notes that somebody says they will come.
func (d *Desk) Coming(ctx context.Context, by staff.Actor, id EventID) (View, error) {
	return d.change(ctx, by, id, "coming", func(c Case, m moment) (Decision, error) { return c.coming(by, m) })
}

// Excuse notes why somebody will not be there and asks the superior: Permitted,
// Sick or Travelling, until the end of the day.
func (d *Desk) Excuse(ctx context.Context, by staff.Actor, id EventID, as Status, reason string) (View, error) {
	return d.change(ctx, by, id, "excuse", func(c Case, m moment) (Decision, error) { return c.excuse(by, as, reason, m) })
}

// Mark writes down by hand what somebody's status is.
func (d *Desk) Mark(ctx context.Context, by staff.Actor, id EventID, who staff.EmployeeID, s Status, reason string) (Presence, error) {
	err := known(by)
	var p Presence
	if err == nil {
		p, err = d.store.UpdatePresence(ctx, id, who, func(c Case) (Decision, error) { return c.mark(by, s, reason, d.moment()) })
	}
	if err != nil {
		return Presence{}, d.refused(ctx, by, "mark", id, err)
	}
	return p, nil
}

// monthSpan are the first and the last day of a month.
func monthSpan(year int, month time.Month) (from, to calendar.Date) {
	return calendar.NewDate(year, month, 1), calendar.NewDate(year, month+1, 0)
}

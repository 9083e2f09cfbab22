package acting

import (
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// MaxMonths is how long an appointment may last: an assumption of the office.
const MaxMonths = 3

// LastDay is the last day of an appointment that begins on a day.
func LastDay(from calendar.Date) calendar.Date { return from.AddMonths(MaxMonths).AddDays(-1) }

// Appoint carries an order out, or says why not.
func (f Facts) Appoint(o Order, by staff.Actor, clock calendar.Clock) (Appointment, Decision, error) {
	if err := f.judge(o, by, clock.Today()); err != nil {
		return Appointment{}, Decision{}, err
	}
	a := Appointment{
		ID: f.ID, Position: f.Position, Deputy: f.Deputy, As: o.As, From: o.From, Until: o.Until, By: by.ID, At: clock.Now(),
	}
	return a, f.appointed(a, by, clock), nil
}

// judge looks first for who asks, then at the days, then at the people.
func (f Facts) judge(o Order, by staff.Actor, today calendar.Date) error {
	if o.As != staff.Plh && o.As != staff.Plt {
		return ErrCapacity
	}
	if err := mayAppoint(by, f.Position, o.As); err != nil {
		return err
	}
	if err := checkDays(o.From, o.Until, today); err != nil {
		return err
	}
	if err := f.checkDeputy(o, by); err != nil {
		return err
	}
	return f.checkHolder(o)
}

func checkDays(from, until, today calendar.Date) error {
	switch {
	case from.IsZero() || until.Before(from):
		return ErrBackwards
	case from.Before(today):
		return ErrPast
	case until.After(LastDay(from)):
		return &TooLongError{Until: LastDay(from)}
	}
	return nil
}

func (f Facts) checkDeputy(o Order, by staff.Actor) error {
	if !f.Deputy.Active {
		return ErrDeputyLeft
	}
	for _, t := range f.Terms {
		if t.Employee != f.Deputy.ID || !t.touches(o.From, o.Until) {
			continue
		}
		if t.As == staff.Definitive {
			return ErrDeputyHolds
		}
		return &ActsError{Term: t}
	}
	if f.Deputy.ID == by.ID {
		return ErrSelf
	}
	return nil
}

// checkHolder: a Plh stands in for a definitive holder who is away, a Plt for
// one whom the position does not have (SE BKN 1/SE/I/2021).
func (f Facts) checkHolder(o Order) error {
	held := slices.IndexFunc(f.Terms, func(t Term) bool { return t.As == staff.Definitive && t.touches(o.From, o.Until) })
	switch {
	case o.As == staff.Plt && held >= 0:
		return &HeldError{Term: f.Terms[held]}
	case o.As == staff.Plh && !f.isHeldOn(o.From):
		return ErrVacant
	}
	return nil
}

func (f Facts) isHeldOn(day calendar.Date) bool {
	return slices.ContainsFunc(f.Terms, func(t Term) bool { return t.As == staff.Definitive && t.covers(day) })
}

// End ends an appointment at once: today the deputy has no part in the
// position's work any more. One that has not lasted a day yet is revoked.
func (f Facts) End(a Appointment, by staff.Actor, clock calendar.Clock) (Appointment, Decision, error) {
	if err := mayEnd(by, a); err != nil {
		return a, Decision{}, err
	}
	today := clock.Today()
	if a.On(today) == Over {
		return a, Decision{}, ErrOver
	}
	a.EndedBy, a.EndedAt = by.ID, clock.Now()
	if a.From.Before(today) {
		a.Until = today.AddDays(-1)
	} else {
		a.Revoked = true
	}
	return a, f.ended(a, by), nil
}

// line is the audit line of an act.
func line(act audit.Action, a Appointment, by staff.Actor, at time.Time) audit.Entry {
	entry := audit.Entry{
		At: at, Action: act, Subject: SubjectOf(a.ID), Facts: map[string]string{
			"position": id(a.Position.ID), "deputy": id(a.Deputy.ID), "as": string(a.As),
			"from": a.From.String(), "until": a.Until.String(),
		},
	}
	holding, _ := by.Holds(a.Position.ID)
	return entry.By(by, holding)
}

package apel

import (
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// edit is a change of the schedule by somebody.
type edit struct {
	Timetable
	by    staff.Actor
	reach coverage
	now   time.Time
	zone  *time.Location
}

// may says whether the actor may have such a gathering.
func (c edit) may(d Details) error {
	if err := d.mayManage(c.by); err != nil {
		return err
	}
	if !d.Scope.Within(c.reach.units, c.reach.whole) {
		return ErrBeyond
	}
	return d.check(c.Places)
}

// entry is the audit line of a change of the schedule.
func (c edit) entry(facts map[string]string) audit.Entry {
	return audit.Entry{At: c.now, Action: audit.ApelScheduled, Facts: facts}.By(c.by, staff.Holding{})
}

// rule adds a rule, or changes one.
func (c edit) rule(r Rule) (Change, Decision, error) {
	r.Version = 1
	if r.ID != 0 {
		old, err := c.ruleOf(r.ID)
		if err != nil {
			return Change{}, Decision{}, err
		}
		r.Version = old.Version + 1
	}
	if err := c.may(r.Details); err != nil {
		return Change{}, Decision{}, err
	}
	if r.Recurrence.Check() != nil {
		return Change{}, Decision{}, &FieldError{Field: FieldRecurrence}
	}
	return c.saveRule(r)
}

// endRule ends a rule; its events are called off when it is reconciled.
func (c edit) endRule(id RuleID) (Change, Decision, error) {
	r, err := c.ruleOf(id)
	if err != nil || !r.Active {
		return Change{}, Decision{}, err
	}
	r.Active = false
	r.Version++
	return c.saveRule(r)
}

// ruleOf finds a rule that the actor may change.
func (c edit) ruleOf(id RuleID) (Rule, error) {
	i := slices.IndexFunc(c.Rules, func(r Rule) bool { return r.ID == id })
	if i < 0 {
		return Rule{}, ErrNoSuchRule
	}
	return c.Rules[i], c.Rules[i].mayManage(c.by)
}

func (c edit) saveRule(r Rule) (Change, Decision, error) {
	facts := map[string]string{"rule": number(r.ID), "recurrence": r.Recurrence.String(), "version": number(int64(r.Version))}
	if !r.Active {
		facts["state"] = ReasonRuleEnded
	}
	return Change{Rules: []Rule{r}}, Decision{Audit: []audit.Entry{c.entry(facts)}}, nil
}

// event adds a single event, or changes one occurrence.
func (c edit) event(e Event) (Change, Decision, error) {
	if e.ID != 0 {
		return c.changeEvent(e)
	}
	e.Version, e.Rule, e.Planned, e.State = 1, 0, e.Date, Planned
	e.Own, e.ClosedAt, e.Secret = false, time.Time{}, newSecret()
	if err := c.mayHold(e); err != nil {
		return Change{}, Decision{}, err
	}
	entry := c.entry(map[string]string{"date": e.Date.String()})
	return Change{Events: []Event{e}}, Decision{Audit: []audit.Entry{entry}}, nil
}

// mayHold says whether an event can be on its day.
func (c edit) mayHold(e Event) error {
	if err := c.may(e.Details); err != nil {
		return err
	}
	switch {
	case e.Date.IsZero():
		return &FieldError{Field: FieldDate}
	case !e.Begins(c.zone).After(c.now):
		return ErrPast
	}
	return nil
}

// changeEvent changes one occurrence, which its rule leaves alone from then on.
func (c edit) changeEvent(e Event) (Change, Decision, error) {
	old, reason, err := c.eventOf(e.ID, e.Reason)
	if err != nil {
		return Change{}, Decision{}, err
	}
	want := old
	want.Date, want.Details = e.Date, e.Details
	if err := c.mayHold(want); err != nil {
		return Change{}, Decision{}, err
	}
	if !old.Begins(c.zone).After(c.now) {
		return Change{}, Decision{}, ErrOver
	}
	if old.equals(want) {
		return Change{}, Decision{}, nil
	}
	want.Reason = reason
	return c.saveEvent(old, want)
}

// cancel calls one event off.
func (c edit) cancel(id EventID, reason string) (Change, Decision, error) {
	old, reason, err := c.eventOf(id, reason)
	if err != nil {
		return Change{}, Decision{}, err
	}
	want := old
	want.State, want.Reason = Cancelled, reason
	return c.saveEvent(old, want)
}

// eventOf finds an event that the actor may change, with a reason.
func (c edit) eventOf(id EventID, reason string) (Event, string, error) {
	i := slices.IndexFunc(c.Events, func(e Event) bool { return e.ID == id })
	if i < 0 {
		return Event{}, "", ErrNoSuchEvent
	}
	e := c.Events[i]
	if err := e.mayManage(c.by); err != nil {
		return Event{}, "", err
	}
	switch e.StageAt(c.now, c.zone) {
	case CalledOff:
		return Event{}, "", ErrCancelled
	case Ended:
		return Event{}, "", ErrOver
	case Coming, OpenNow:
	}
	reason, err := reasonOf(reason)
	return e, reason, err
}

func (c edit) saveEvent(old, e Event) (Change, Decision, error) {
	e.Version++
	e.Own = true
	d := Decision{Audit: []audit.Entry{changedLine(e, c.now).By(c.by, staff.Holding{})}}
	for _, m := range c.tellChange(old, e, c.zone) {
		if m.To.Employee != c.by.ID {
			d.Messages = append(d.Messages, m)
		}
	}
	return Change{Events: []Event{e}}, d, nil
}

// place adds a place, or changes one: then for all that are held there.
func (c edit) place(p Place) (Change, Decision, error) {
	if p.ID != 0 {
		if err := c.mayMove(p.ID); err != nil {
			return Change{}, Decision{}, err
		}
	}
	if err := p.check(); err != nil {
		return Change{}, Decision{}, err
	}
	entry := c.entry(map[string]string{"place": number(p.ID), "radius": number(int64(p.Radius))})
	return Change{Places: []Place{p}}, Decision{Audit: []audit.Entry{entry}}, nil
}

// mayMove says why the actor may not change a place: a rule or an event to come
// that is held there is not theirs to change.
func (c edit) mayMove(id PlaceID) error {
	if !slices.ContainsFunc(c.Places, func(old Place) bool { return old.ID == id }) {
		return ErrNoSuchPlace
	}
	foreign := func(d Details) bool {
		return d.Place.ID == id && (!d.managedBy(c.by) || !d.Scope.Within(c.reach.units, c.reach.whole))
	}
	rules := slices.ContainsFunc(c.Rules, func(r Rule) bool { return r.Active && foreign(r.Details) })
	events := slices.ContainsFunc(c.Events, func(e Event) bool {
		stage := e.StageAt(c.now, c.zone)
		return (stage == Coming || stage == OpenNow) && foreign(e.Details)
	})
	if rules || events {
		return ErrNotManager
	}
	return nil
}

// reminders sets when people are told; that is the same for the whole office.
func (c edit) reminders(all []Reminder) (Change, Decision, error) {
	if !c.reach.whole {
		return Change{}, Decision{}, ErrBeyond
	}
	if err := checkReminders(all); err != nil {
		return Change{}, Decision{}, err
	}
	entry := c.entry(map[string]string{"reminders": number(int64(len(all)))})
	return Change{Reminders: all}, Decision{Audit: []audit.Entry{entry}}, nil
}

// remindersOf are those that hold.
func remindersOf(kept []Reminder) []Reminder {
	if len(kept) == 0 {
		return DefaultReminders()
	}
	return kept
}

// Foresee lists the next days on which a rule has an event, with what they are
// called and what is worn.
func (r Rule) Foresee(after calendar.Date, count int, cal *calendar.Calendar) []Foreseen {
	var all []Foreseen
	for range count {
		next, ok := r.Recurrence.Next(after, cal)
		if !ok {
			break
		}
		after = next.Date
		f := Foreseen{Occurrence: next, Days: cal.Observed(next.Date)}
		f.Dress, f.Why = r.DressOn(next.Date, cal)
		all = append(all, f)
	}
	return all
}

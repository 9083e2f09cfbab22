package acting

import (
	"context"
	"errors"
	"fmt"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Desk is what an employee does about acting officials.
type Desk struct {
	store Store
	audit Auditor
	clock calendar.Clock
}

// NewDesk makes the service over its store, audit log and clock.
func NewDesk(store Store, auditor Auditor, clock calendar.Clock) *Desk {
	return &Desk{store: store, audit: auditor, clock: clock}
}

// Plan is what an order would become if it were carried out now.
type Plan struct {
	Order
	Position staff.Position
	Deputy   staff.Employee
	Holders  []Term   // definitive ones in those days
	Others   []Term   // who else acts for the position in those days
	Workload Workload // what the deputy will see from the first day on
}

// Today is the office's day.
func (d *Desk) Today() calendar.Date { return d.clock.Today() }

// Plan judges an order as Appoint would, and shows what the deputy will see.
// Nothing is changed.
func (d *Desk) Plan(ctx context.Context, by staff.Actor, o Order) (Plan, error) {
	facts, err := d.store.Facts(ctx, o)
	if err == nil {
		_, _, err = facts.Appoint(o, by, d.clock)
	}
	if err != nil {
		return Plan{}, d.refused(ctx, by, "appoint", audit.Entry{}, err)
	}
	load, err := d.store.Workload(ctx, o.Position)
	if err != nil {
		return Plan{}, fmt.Errorf("count what waits at position %d: %w", o.Position, err)
	}
	plan := Plan{Order: o, Position: facts.Position, Deputy: facts.Deputy, Workload: load}
	for _, t := range facts.Terms {
		if t.As == staff.Definitive {
			plan.Holders = append(plan.Holders, t)
		} else {
			plan.Others = append(plan.Others, t)
		}
	}
	return plan, nil
}

// Appoint carries an order out. A once that was used already, such as the id of
// a draft, returns what became of it the first time.
func (d *Desk) Appoint(ctx context.Context, by staff.Actor, o Order, once string) (Appointment, error) {
	a, err := d.store.AddAppointment(ctx, o, once, func(f Facts) (Appointment, Decision, error) {
		return f.Appoint(o, by, d.clock)
	})
	if err != nil {
		return Appointment{}, d.refused(ctx, by, "appoint", audit.Entry{}, fmt.Errorf("appoint for position %d: %w", o.Position, err))
	}
	return a, nil
}

// End ends an appointment early: what has begun ends with yesterday, what has
// not is revoked.
func (d *Desk) End(ctx context.Context, by staff.Actor, id ID) (Appointment, error) {
	a, err := d.store.UpdateAppointment(ctx, id, func(a Appointment, f Facts) (Appointment, Decision, error) {
		return f.End(a, by, d.clock)
	})
	if err != nil {
		return Appointment{}, d.refused(ctx, by, "end_acting", audit.Entry{Subject: SubjectOf(id)}, fmt.Errorf("end appointment %d: %w", id, err))
	}
	return a, nil
}

// Look loads an appointment for a notice about it.
func (d *Desk) Look(ctx context.Context, id ID) (Appointment, error) {
	a, err := d.store.Appointment(ctx, id)
	if err != nil {
		return Appointment{}, fmt.Errorf("look at appointment %d: %w", id, err)
	}
	return a, nil
}

// Show loads an appointment for somebody, and says whether they may end it.
func (d *Desk) Show(ctx context.Context, by staff.Actor, id ID) (a Appointment, mayBeEnded bool, err error) {
	a, err = d.Look(ctx, id)
	if err == nil {
		err = mayView(by, a)
	}
	if err != nil {
		return Appointment{}, false, d.refused(ctx, by, "view_acting", audit.Entry{Subject: SubjectOf(id)}, err)
	}
	return a, mayEnd(by, a) == nil && a.On(d.clock.Today()) != Over, nil
}

// refused notes the refusal of an act in the audit log and returns the reason.
// Mistakes in what somebody wrote are no refusals.
func (d *Desk) refused(ctx context.Context, by staff.Actor, act string, entry audit.Entry, reason error) error {
	code, ok := refusalCode(reason)
	if !ok {
		return reason
	}
	entry.At, entry.Actor, entry.Account, entry.Action = d.clock.Now(), by.ID, by.Account, audit.ActionRefused
	entry.Facts = map[string]string{"action": act, "reason": code}
	return errors.Join(reason, d.audit.RecordAudit(ctx, entry))
}

func refusalCode(reason error) (code string, ok bool) {
	for code, refusal := range map[string]error{
		"not_yours": ErrNotYours, "only_personnel": ErrOnlyPersonnel, "self": ErrSelf, "inactive": staff.ErrInactive,
		"no_such_appointment": ErrNoSuchAppointment, "no_such_position": ErrNoSuchPosition,
	} {
		if errors.Is(reason, refusal) {
			return code, true
		}
	}
	return "", false
}

package acting

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Store keeps appointments.
type Store interface {
	// Facts loads what an order is judged by, or returns ErrNoSuchPosition or
	// staff.ErrNoSuchEmployee. An order without a deputy has an empty one.
	Facts(ctx context.Context, o Order) (Facts, error)
	// AddAppointment locks the position, loads the facts, lets appoint judge,
	// and saves the appointment, its assignment, audit lines and messages in one
	// transaction. A once that was used already returns the appointment of the
	// first time; appoint is not called then.
	AddAppointment(ctx context.Context, o Order, once string, appoint func(Facts) (Appointment, Decision, error)) (Appointment, error)
	// UpdateAppointment locks an appointment, lets end change it, and saves it:
	// its assignment ends with Until, or is removed if it was revoked.
	UpdateAppointment(ctx context.Context, id ID, end func(Appointment, Facts) (Appointment, Decision, error)) (Appointment, error)
	// Appointment loads one, or returns ErrNoSuchAppointment.
	Appointment(ctx context.Context, id ID) (Appointment, error)
	Lists
}

// Lists are what is chosen from and looked at.
type Lists interface {
	// Appointments lists those that are in force or coming, by their first
	// day: of the positions and of positions of the units, those made by the
	// employee and those whose deputy the employee is.
	Appointments(ctx context.Context, q Query) ([]Appointment, error)
	// Posts finds positions of the units whose title or whose holder's name
	// has the words of the text in it, those that others report to first.
	Posts(ctx context.Context, units []staff.UnitID, text string, today calendar.Date, limit int) ([]Post, error)
	// Candidates finds active staff by name or position, those of the unit
	// and of what is below it first.
	Candidates(ctx context.Context, unit staff.UnitID, text string, today calendar.Date, limit int) ([]Candidate, error)
	// Workload counts what waits at a position.
	Workload(ctx context.Context, position staff.PositionID) (Workload, error)
}

// Query says whose appointments are listed.
type Query struct {
	Employee  staff.EmployeeID
	Positions []staff.PositionID
	Units     []staff.UnitID
	Today     calendar.Date
}

// Post is a position that can be given an acting official.
type Post struct {
	staff.Position
	Holder   string // name of the definitive holder today; empty: vacant
	HolderID staff.EmployeeID
}

// Candidate is somebody who may become a deputy.
type Candidate struct {
	ID       staff.EmployeeID
	Name     string
	Title    string // of a position held today; may be empty
	UnitName string
	SameUnit bool
}

// Workload is what waits at a position, and what its deputy will see.
type Workload struct {
	Dispositions int // open ones
	Requests     int // that wait for a verdict
}

// Auditor writes a line that belongs to no change: a refusal.
type Auditor interface {
	RecordAudit(ctx context.Context, e audit.Entry) error
}

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

// Posts offers the positions for which the actor may appoint: those held
// definitively, and for the personnel office those of its units that the text
// fits. Whoever may appoint for none is refused with ErrNotYours.
func (d *Desk) Posts(ctx context.Context, by staff.Actor, text string, limit int) ([]Post, error) {
	var posts []Post
	for _, h := range by.Holdings {
		if h.Capacity == staff.Definitive && fits(h.Title, text) {
			posts = append(posts, Post{Position: h.Position, Holder: by.Name, HolderID: by.ID})
		}
	}
	units := unitsOf(by)
	if len(units) > 0 {
		found, err := d.store.Posts(ctx, units, text, d.clock.Today(), limit)
		if err != nil {
			return nil, fmt.Errorf("find positions for employee %d: %w", by.ID, err)
		}
		posts = append(posts, slices.DeleteFunc(found, func(p Post) bool { return holdsDefinitively(by, p.ID) })...)
	}
	return posts[:min(limit, len(posts))], nil
}

// fits reports whether a title has all words of the text in it.
func fits(title, text string) bool {
	for word := range strings.FieldsSeq(strings.ToLower(text)) {
		if !strings.Contains(strings.ToLower(title), word) {
			return false
		}
	}
	return true
}

// Candidates finds deputies for a position by name or position. The holder of
// the position and the actor are not among them.
func (d *Desk) Candidates(ctx context.Context, by staff.Actor, position staff.PositionID, text string, limit int) ([]Candidate, error) {
	facts, err := d.store.Facts(ctx, Order{Position: position, From: d.clock.Today(), Until: d.clock.Today()})
	if err == nil {
		err = mayAppoint(by, facts.Position, staff.Plh)
	}
	if err != nil {
		return nil, d.refused(ctx, by, "find_deputy", audit.Entry{}, err)
	}
	const spare = 5 // of those who are left out
	found, err := d.store.Candidates(ctx, facts.Position.UnitID, text, d.clock.Today(), limit+spare)
	if err != nil {
		return nil, fmt.Errorf("find deputies for position %d: %w", position, err)
	}
	found = slices.DeleteFunc(found, func(c Candidate) bool { return c.ID == by.ID || facts.holds(c.ID) })
	return found[:min(limit, len(found))], nil
}

// holds reports whether somebody holds the position definitively.
func (f Facts) holds(id staff.EmployeeID) bool {
	return slices.ContainsFunc(f.Terms, func(t Term) bool { return t.Employee == id && t.As == staff.Definitive })
}

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

// Mine lists the appointments that the actor may look at and that are in force
// or coming.
func (d *Desk) Mine(ctx context.Context, by staff.Actor) ([]Appointment, error) {
	q := Query{Employee: by.ID, Units: unitsOf(by), Today: d.clock.Today()}
	for _, h := range by.Holdings {
		if h.Capacity == staff.Definitive {
			q.Positions = append(q.Positions, h.ID)
		}
	}
	all, err := d.store.Appointments(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("list acting officials for employee %d: %w", by.ID, err)
	}
	return all, nil
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

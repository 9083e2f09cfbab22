package acting_test

import (
	"context"
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/acting"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// The office of these tests: on Monday, 23 November 2026, the head of a bureau
// is going to be away.
const (
	bureau  staff.UnitID     = 10
	other   staff.UnitID     = 20
	head    staff.PositionID = 100
	section staff.PositionID = 101
	above   staff.PositionID = 99

	holderID  staff.EmployeeID = 1
	deputyID  staff.EmployeeID = 2
	officerID staff.EmployeeID = 3 // of the personnel office
)

func day(month time.Month, d int) calendar.Date { return calendar.NewDate(2026, month, d) }

func clock() calendar.Clock {
	zone := time.FixedZone("WITA", 8*60*60)
	return calendar.Clock{Now: func() time.Time { return time.Date(2026, time.November, 23, 10, 0, 0, 0, zone) }, Zone: zone}
}

func employee(id staff.EmployeeID, name string) staff.Employee {
	return staff.Employee{ID: id, Name: name, Kind: staff.PNS, Active: true}
}

func position() staff.Position {
	return staff.Position{ID: head, Title: "Kepala Biro Organisasi", UnitID: bureau, UnitName: "Biro Organisasi"}
}

func actor(e staff.Employee, holdings ...staff.Holding) staff.Actor {
	return staff.Actor{Employee: e, Account: staff.AccountID(e.ID + 7000), Holdings: holdings}
}

func held(id staff.PositionID, as staff.Capacity) staff.Holding {
	p := position()
	if id != head {
		p = staff.Position{ID: id, Title: "Kepala Subbagian", UnitID: bureau, UnitName: "Biro Organisasi"}
	}
	return staff.Holding{Position: p, Capacity: as, Leads: true}
}

func granted(a staff.Actor, r staff.Role, unit staff.UnitID) staff.Actor {
	a.Grants = []staff.Grant{{Role: r, UnitID: unit, Covers: []staff.UnitID{unit, unit + 1}}}
	return a
}

func people() map[string]staff.Actor {
	officer := employee(officerID, "Kadek Widiani")
	someone := func(id staff.EmployeeID) staff.Employee { return employee(id, "I Nyoman Arta") }
	all := map[string]staff.Actor{
		"holder":                         actor(employee(holderID, "I Wayan Sudarma"), held(head, staff.Definitive)),
		"deputy":                         actor(employee(deputyID, "Ni Made Ratna"), held(section, staff.Definitive), held(head, staff.Plh)),
		"Plt of the position":            actor(someone(4), held(head, staff.Plt)),
		"superior":                       actor(someone(5), held(above, staff.Definitive)),
		"subordinate":                    actor(someone(6), held(section, staff.Definitive)),
		"personnel of the unit":          granted(actor(someone(7)), staff.Personnel, bureau),
		"personnel of another unit":      granted(actor(someone(8)), staff.Personnel, other),
		"admin of the unit":              granted(actor(someone(9)), staff.Admin, bureau),
		"admin of another unit":          granted(actor(someone(10)), staff.Admin, other),
		"clerk of the unit":              granted(actor(someone(11)), staff.Clerk, bureau),
		"former personnel who appointed": actor(officer),
		"stranger":                       actor(someone(12)),
	}
	for name, of := range map[string]string{"deactivated holder": "holder", "deactivated personnel": "personnel of the unit"} {
		gone := all[of]
		gone.Active = false
		all[name] = gone
	}
	return all
}

// order is a Plh for the head, from tomorrow to Friday.
func order(change ...func(*acting.Order)) acting.Order {
	o := acting.Order{Position: head, Deputy: deputyID, As: staff.Plh, From: day(time.November, 24), Until: day(time.November, 27)}
	for _, c := range change {
		c(&o)
	}
	return o
}

func days(from, until calendar.Date) func(*acting.Order) {
	return func(o *acting.Order) { o.From, o.Until = from, until }
}

func plt(o *acting.Order) { o.As = staff.Plt }

// facts are those of the office: a holder since January, no deputy.
func facts(terms ...acting.Term) acting.Facts {
	if terms == nil {
		terms = []acting.Term{definitive(holderID)}
	}
	return acting.Facts{ID: 55, Position: position(), Deputy: employee(deputyID, "Ni Made Ratna"), Terms: terms}
}

func definitive(id staff.EmployeeID) acting.Term {
	return acting.Term{Employee: id, Name: "I Wayan Sudarma", As: staff.Definitive, From: day(time.January, 2)}
}

func acts(id staff.EmployeeID, as staff.Capacity, from, until calendar.Date) acting.Term {
	return acting.Term{Employee: id, Name: "Ni Made Ratna", As: as, From: from, Until: until}
}

// appointment is in force since Friday, until next Friday.
func appointment(change ...func(*acting.Appointment)) acting.Appointment {
	a := acting.Appointment{
		ID: 55, Position: position(), Deputy: employee(deputyID, "Ni Made Ratna"), As: staff.Plh,
		From: day(time.November, 20), Until: day(time.November, 27), By: officerID,
	}
	for _, c := range change {
		c(&a)
	}
	return a
}

func from(d calendar.Date) func(*acting.Appointment) {
	return func(a *acting.Appointment) { a.From = d }
}

// keeper is a store of one position and at most one appointment.
type keeper struct {
	facts      acting.Facts
	kept       acting.Appointment
	posts      []acting.Post
	candidates []acting.Candidate
	asked      acting.Query
	units      []staff.UnitID
	saved      []acting.Decision
	refusals   []audit.Entry
	err        error
}

func (k *keeper) Facts(context.Context, acting.Order) (acting.Facts, error) { return k.facts, k.err }

func (k *keeper) AddAppointment(_ context.Context, _ acting.Order, _ string, appoint func(acting.Facts) (acting.Appointment, acting.Decision, error)) (acting.Appointment, error) {
	if k.err != nil {
		return acting.Appointment{}, k.err
	}
	return k.save(appoint(k.facts))
}

func (k *keeper) UpdateAppointment(_ context.Context, _ acting.ID, end func(acting.Appointment, acting.Facts) (acting.Appointment, acting.Decision, error)) (acting.Appointment, error) {
	if k.err != nil {
		return acting.Appointment{}, k.err
	}
	return k.save(end(k.kept, k.facts))
}

func (k *keeper) save(a acting.Appointment, d acting.Decision, err error) (acting.Appointment, error) {
	if err == nil {
		k.kept, k.saved = a, append(k.saved, d)
	}
	return a, err
}

func (k *keeper) Appointment(context.Context, acting.ID) (acting.Appointment, error) {
	return k.kept, k.err
}

func (k *keeper) Appointments(_ context.Context, q acting.Query) ([]acting.Appointment, error) {
	k.asked = q
	return []acting.Appointment{k.kept}, k.err
}

func (k *keeper) Posts(_ context.Context, units []staff.UnitID, _ string, _ calendar.Date, limit int) ([]acting.Post, error) {
	k.units = units
	return slices.Clone(k.posts[:min(limit, len(k.posts))]), k.err
}

func (k *keeper) Candidates(_ context.Context, _ staff.UnitID, _ string, _ calendar.Date, limit int) ([]acting.Candidate, error) {
	return slices.Clone(k.candidates[:min(limit, len(k.candidates))]), k.err
}

func (k *keeper) Workload(context.Context, staff.PositionID) (acting.Workload, error) {
	return acting.Workload{Dispositions: 4, Requests: 2}, k.err
}

func (k *keeper) RecordAudit(_ context.Context, e audit.Entry) error {
	k.refusals = append(k.refusals, e)
	return nil
}

func open(k *keeper) *acting.Desk {
	if k.facts.ID == 0 {
		k.facts = facts()
	}
	return acting.NewDesk(k, k, clock())
}

package store_test

import (
	"crypto/rand"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store"
)

var (
	_ apel.Store  = store.Apel{}
	_ apel.People = (*store.Store)(nil)
)

func secret() []byte {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails
	return key
}

// gathering is an apel for everyone at 07.30, in the place of the migration.
func (o *office) gathering() apel.Details {
	o.t.Helper()
	places, err := o.Apel().Places(o.t.Context())
	if err != nil || len(places) == 0 {
		o.t.Fatalf("places: %v, %v", places, err)
	}
	return apel.Details{
		Kind: apel.Assembly, Name: "Apel disiplin", Minute: 450, Place: places[0], Inspector: "Sekretaris Daerah",
		Scope: staff.Scope{Everyone: true}, Window: apel.DefaultWindow(), Unit: staff.UnitID(o.number("SELECT min(id) FROM unit")),
	}
}

func single(d apel.Details, day calendar.Date) apel.Event {
	return apel.Event{Version: 1, Planned: day, Date: day, Details: d, State: apel.Planned, Secret: secret()}
}

func scheduled(c apel.Change) func(apel.Timetable) (apel.Change, apel.Decision, error) {
	return func(apel.Timetable) (apel.Change, apel.Decision, error) { return c, apel.Decision{}, nil }
}

// schedule saves a change of the schedule.
func (o *office) schedule(c apel.Change) {
	o.t.Helper()
	if done, err := o.Apel().UpdateSchedule(o.t.Context(), today, "", scheduled(c)); done || err != nil {
		o.t.Fatalf("update the schedule: %t, %v", done, err)
	}
}

// event adds a single event of a day.
func (o *office) event(d apel.Details, day calendar.Date) apel.EventID {
	o.t.Helper()
	o.schedule(apel.Change{Events: []apel.Event{single(d, day)}})
	return apel.EventID(o.number("SELECT max(id) FROM apel_event"))
}

func (o *office) loadEvent(id apel.EventID) apel.Event {
	o.t.Helper()
	e, err := o.Apel().Event(o.t.Context(), id)
	if err != nil {
		o.t.Fatal(err)
	}
	return e
}

// remind is what tells everybody of whom nothing is known.
func remind(e apel.Event, all []apel.Presence) ([]notify.Message, error) {
	var messages []notify.Message
	for _, p := range all {
		if p.Status == apel.Open {
			messages = append(messages, notify.Message{
				Key: "apel.reminder:" + apel.SubjectOf(e.ID).String(), To: notify.ToEmployee(p.Employee.ID), Kind: notify.ApelReminder,
				Class: notify.Reminder, Subject: apel.SubjectOf(e.ID),
			})
		}
	}
	return messages, nil
}

// expect brings the presences of an event up to date, and gives the statuses by name.
func (o *office) expect(id apel.EventID) map[string]apel.Status {
	o.t.Helper()
	all, err := o.Apel().Expect(o.t.Context(), id, nil)
	if err != nil {
		o.t.Fatal(err)
	}
	return statuses(all)
}

func statuses(all []apel.Presence) map[string]apel.Status {
	found := map[string]apel.Status{}
	for _, p := range all {
		found[p.Employee.Name] = p.Status
	}
	return found
}

// there lets somebody be there at an instant, from an account, unless that is known already.
func there(account staff.AccountID, at time.Time) func(apel.Case) (apel.Decision, error) {
	return func(c apel.Case) (apel.Decision, error) {
		if c.Status == apel.Present {
			return apel.Decision{}, &apel.AlreadyError{Status: c.Status, At: c.At}
		}
		c.Status, c.Way, c.At, c.Account = apel.Present, apel.ByCode, at, account
		c.Version++
		return apel.Decision{Audit: []audit.Entry{{
			At: at, Action: audit.ApelPresent, Actor: c.Employee.ID, Subject: apel.SubjectOf(c.Presence.Event),
		}}}, nil
	}
}

// come lets somebody be there.
func (o *office) come(id apel.EventID, nip staff.NIP, account staff.AccountID) error {
	o.t.Helper()
	_, err := o.Apel().UpdatePresence(o.t.Context(), id, o.employee(nip), there(account, o.clock.Now()))
	return err
}

// settle ends an event.
func (o *office) settle(id apel.EventID) error {
	return o.Apel().Settle(o.t.Context(), id, func(e apel.Event) (apel.Event, apel.Decision, error) {
		if e.State != apel.Planned {
			return e, apel.Decision{}, nil
		}
		e.State, e.ClosedAt = apel.Closed, o.clock.Now()
		e.Version++
		return e, apel.Decision{Audit: []audit.Entry{{At: o.clock.Now(), Action: audit.ApelSettled, Subject: apel.SubjectOf(id)}}}, nil
	})
}

// presence is that of Nyoman.
func (o *office) presence(id apel.EventID) apel.Presence {
	o.t.Helper()
	p, err := o.Apel().Presence(o.t.Context(), id, o.employee(nyoman))
	if err != nil {
		o.t.Fatal(err)
	}
	return p
}

// openAll is an office with an event of tomorrow for everyone, whom it expects already.
func openAll(t *testing.T) (*office, apel.EventID) {
	t.Helper()
	o := openOffice(t)
	id := o.event(o.gathering(), today.AddDays(1))
	o.expect(id)
	return o, id
}

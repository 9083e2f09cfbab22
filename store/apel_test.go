package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

func everyFirstMonday() calendar.Rule {
	return calendar.Rule{
		Kind: calendar.MonthWeekday, Weekday: time.Monday, Nth: 1, Shift: calendar.NextWeek, From: calendar.NewDate(2026, time.January, 1),
	}
}

func TestTheScheduleComesBackAsItWasSaved(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	d := o.gathering()
	d.Dress, d.Bring, d.Officers = apel.Korpri, "Topi", []staff.EmployeeID{o.employee(kadek)}
	d.Scope = staff.Scope{
		Everyone: true, Units: []staff.UnitID{o.unit("ORG")}, Echelons: []staff.Echelon{staff.EchelonII, staff.Staf},
		Kinds: []staff.Kind{staff.PNS}, People: []staff.EmployeeID{o.employee(putu)},
	}
	o.schedule(apel.Change{Rules: []apel.Rule{{Version: 1, Details: d, Recurrence: everyFirstMonday(), Active: true}}})
	rules, err := o.Apel().Rules(t.Context())
	if err != nil || len(rules) != 1 {
		t.Fatalf("%+v, %v, want one rule", rules, err)
	}
	want := apel.Rule{ID: rules[0].ID, Version: 1, Details: d, Recurrence: everyFirstMonday(), Active: true}
	same(t, "the rule", want, rules[0])
	want.Version, want.Active, want.Minute = 2, false, 480
	event := single(d, nextMonday())
	event.Rule = want.ID
	o.schedule(apel.Change{Rules: []apel.Rule{want}, Events: []apel.Event{event}})
	got, err := o.Apel().Rule(t.Context(), want.ID)
	same(t, "the rule that was changed", want, got)
	event.ID = apel.EventID(o.number("SELECT id FROM apel_event"))
	same(t, "the event", event, o.loadEvent(event.ID))
	event.Version, event.Date, event.Own, event.Reason, event.State = 2, nextMonday().AddDays(1), true, "Hujan", apel.Cancelled
	o.schedule(apel.Change{Events: []apel.Event{event}})
	events, eventsErr := o.Apel().Events(t.Context(), today, nextMonday().AddDays(1))
	same(t, "the event that was called off", []apel.Event{event}, events)
	if err := errors.Join(err, eventsErr); err != nil {
		t.Error(err)
	}
}

func TestPlacesAndRemindersAreSeededAndChanged(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	places, err := o.Apel().Places(t.Context())
	if err != nil || len(places) != 1 || places[0].Name != "Halaman Kantor Gubernur" || places[0].Radius != 150 {
		t.Errorf("places of a new office: %+v, %v", places, err)
	}
	reminders, err := o.Apel().Reminders(t.Context())
	same(t, "reminders of a new office", apel.DefaultReminders(), reminders)
	here := places[0]
	here.Radius = 200
	other := apel.Place{Name: "Lapangan Renon", Latitude: -8.67, Longitude: 115.23, Radius: 300, Active: true}
	early := []apel.Reminder{{Name: "subuh", Minute: 300}}
	o.schedule(apel.Change{Places: []apel.Place{here, other}, Reminders: early})
	places, placesErr := o.Apel().Places(t.Context())
	other.ID = here.ID + 1
	same(t, "places", []apel.Place{here, other}, places)
	reminders, remindersErr := o.Apel().Reminders(t.Context())
	same(t, "reminders", early, reminders)
	if err := errors.Join(err, placesErr, remindersErr); err != nil {
		t.Error(err)
	}
	other.ID = 0
	_, err = o.Apel().UpdateSchedule(t.Context(), today, "", scheduled(apel.Change{Places: []apel.Place{other}}))
	if wrong, ok := errors.AsType[*apel.FieldError](err); !ok || wrong.Field != apel.FieldName {
		t.Errorf("a second place of that name: %v", err)
	}
}

func TestAChangeThatWasSubmittedIsNotMadeAgain(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	change := scheduled(apel.Change{Events: []apel.Event{single(o.gathering(), nextMonday())}})
	for _, want := range []bool{false, true} {
		if done, err := o.Apel().UpdateSchedule(t.Context(), today, "draft", change); done != want || err != nil {
			t.Errorf("done: %t, %v, want %t", done, err, want)
		}
	}
	if n := o.number("SELECT count(*) FROM apel_event"); n != 1 {
		t.Errorf("%d events, want 1", n)
	}
}

func TestWhoWasToldOfAnEventIsInTheTimetable(t *testing.T) {
	t.Parallel()
	o, id := openAll(t)
	if _, err := o.Apel().Expect(t.Context(), id, remind); err != nil {
		t.Fatal(err)
	}
	var told apel.Timetable
	_, err := o.Apel().UpdateSchedule(t.Context(), today, "", func(was apel.Timetable) (apel.Change, apel.Decision, error) {
		told = was
		e := was.Events[0]
		e.Version, e.Minute = 2, 480
		return apel.Change{Events: []apel.Event{e}}, apel.Decision{
			Audit:    []audit.Entry{{At: o.clock.Now(), Action: audit.ApelChanged, Subject: apel.SubjectOf(id)}},
			Messages: []notify.Message{{Key: "changed", To: notify.ToEmployee(was.Told[id][0]), Kind: notify.ApelChanged, Class: notify.Ask}},
		}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(told.Told[id]) != 6 || len(told.Events) != 1 || len(told.Places) != 1 || len(told.Reminders) != 2 {
		t.Errorf("the timetable: %+v", told)
	}
	if n := o.number("SELECT count(*) FROM notice WHERE kind = 'apel.changed'"); n != 1 {
		t.Errorf("%d notices of the change, want 1", n)
	}
}

func TestEverybodyInTheScopeIsExpected(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	d := o.gathering()
	d.Scope = staff.Scope{Units: []staff.UnitID{o.unit("ORG")}, People: []staff.EmployeeID{o.employee(kadek)}}
	id := o.event(d, today.AddDays(1))
	all, err := o.Apel().Expect(t.Context(), id, remind)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "who is expected", map[string]apel.Status{
		"I Ketut Ardana": apel.Open, "I Wayan Sudira": apel.Open, "Ni Nyoman Suastini": apel.Open, "Ni Kadek Ratnasari": apel.Open,
	}, statuses(all))
	p := all[len(all)-1]
	if p.Employee.UnitName != "Biro Organisasi" || p.Employee.Title != "Kepala Biro Organisasi" || !p.ToldAt.Equal(o.clock.Now()) {
		t.Errorf("the last one: %+v", p)
	}
	if n := o.number("SELECT count(*) FROM notice WHERE kind = 'apel.reminder'"); n != 4 {
		t.Errorf("%d reminders, want 4", n)
	}
	// One leaves the unit, one leaves the office, and of one who is not meant any more something is known.
	o.exec("UPDATE assignment SET until_day = $1 WHERE employee_id = $2", today.At(0, 0, time.UTC), int64(o.employee(nyoman)))
	o.exec("UPDATE employee SET active = false WHERE id = $1", int64(o.employee(ketut)))
	if err := o.come(id, kadek, 1); err != nil {
		t.Fatal(err)
	}
	o.exec("UPDATE apel_event SET people = '{}'")
	same(t, "who is left", map[string]apel.Status{"I Wayan Sudira": apel.Open, "Ni Kadek Ratnasari": apel.Present}, o.expect(id))
}

func TestApprovedAbsencesAreMarked(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	day := nextMonday()
	id := o.event(o.gathering(), day)
	o.expect(id)
	for kind, tt := range map[string]struct {
		columns string
		want    apel.Status
	}{
		"leave":                {"kind = 'CUTI', leave_type = 'TAHUNAN'", apel.OnLeave},
		"sick leave":           {"kind = 'CUTI', leave_type = 'SAKIT'", apel.Sick},
		"duty travel":          {"kind = 'DINAS_LUAR', leave_type = NULL", apel.Travelling},
		"permit not to come":   {"kind = 'IZIN', leave_type = NULL, permit_type = 'TIDAK_MASUK'", apel.Permitted},
		"permit to be late":    {"kind = 'IZIN', leave_type = NULL, permit_type = 'TERLAMBAT', from_minute = 450, to_minute = 600", apel.Open},
		"overtime":             {"kind = 'LEMBUR', leave_type = NULL, from_minute = 1020, to_minute = 1080", apel.Open},
		"still waits":          {"state = 'MENUNGGU', ended_at = NULL", apel.Open},
		"the day before":       {"from_day = from_day - 1, to_day = to_day - 1", apel.Open},
		"longer than that day": {"from_day = from_day - 1, to_day = to_day + 1", apel.OnLeave},
	} {
		asked := o.approved(nyoman, "STAF", annual(daysOf(day, 1)), wayan, ketut)
		o.exec("UPDATE request SET "+tt.columns+" WHERE id = $1", int64(asked))
		o.exec(`UPDATE request_person AS p SET during = tsrange(r.from_day + make_interval(mins => r.from_minute),
			CASE r.to_minute WHEN 0 THEN r.to_day + interval '1 day' ELSE r.to_day + make_interval(mins => r.to_minute) END)
			FROM request AS r WHERE r.id = p.request_id`)
		if got := o.expect(id)["Ni Nyoman Suastini"]; got != tt.want {
			t.Errorf("%s: %q, want %q", kind, got, tt.want)
		}
		if p := o.presence(id); (p.Way == apel.ByRequest) != (tt.want != apel.Open) || p.At.IsZero() != (tt.want == apel.Open) {
			t.Errorf("%s: %+v", kind, p)
		}
		o.exec("DELETE FROM request_charge; ")
		o.exec("UPDATE request SET state = 'DIBATALKAN', ended_at = now(), wake_at = NULL")
		o.exec("UPDATE request_person SET blocks = false")
		if got := o.expect(id)["Ni Nyoman Suastini"]; got != apel.Open {
			t.Errorf("%s, and then cancelled: %q, want nothing", kind, got)
		}
	}
}

func TestWhatIsKnownOfSomebodyIsNotMarkedOver(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	day := nextMonday()
	id := o.event(o.gathering(), day)
	o.expect(id)
	if err := o.come(id, nyoman, 1); err != nil {
		t.Fatal(err)
	}
	o.approved(nyoman, "STAF", annual(daysOf(day, 1)), wayan, ketut)
	if got := o.expect(id)["Ni Nyoman Suastini"]; got != apel.Present {
		t.Errorf("who was there is %q", got)
	}
}

func TestAnEventThatIsNotToComeExpectsNobody(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	e := single(o.gathering(), nextMonday())
	e.State = apel.Cancelled
	o.schedule(apel.Change{Events: []apel.Event{e}})
	all, err := o.Apel().Expect(t.Context(), apel.EventID(o.number("SELECT id FROM apel_event")),
		func(apel.Event, []apel.Presence) ([]notify.Message, error) {
			return nil, errors.New("somebody is told")
		})
	if err != nil || len(all) != 0 {
		t.Errorf("%v, %v, want nobody", all, err)
	}
}

func TestSomebodyInTheScopeBeginsTheirOwnPresence(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	d := o.gathering()
	d.Scope = staff.Scope{Units: []staff.UnitID{o.unit("ORG")}}
	id := o.event(d, today.AddDays(1))
	if p := o.presence(id); p.Version != 0 || p.Employee.Title != "Analis Kelembagaan" {
		t.Errorf("before: %+v", p)
	}
	if err := o.come(id, nyoman, 7); err != nil {
		t.Fatal(err)
	}
	if p := o.presence(id); p.Version != 2 || p.Status != apel.Present || p.Account != 7 || p.Employee.UnitName != "Bagian Kelembagaan" {
		t.Errorf("after: %+v", p)
	}
	_, byHand := o.Apel().Presence(t.Context(), id, o.employee(putu))
	for what, err := range map[string]error{"reads": byHand, "comes": o.come(id, putu, 8)} {
		if !errors.Is(err, apel.ErrNotExpected) {
			t.Errorf("who is not expected %s: %v", what, err)
		}
	}
	if err := o.come(id+1, nyoman, 7); !errors.Is(err, apel.ErrNoSuchEvent) {
		t.Errorf("to no event: %v", err)
	}
}

func TestAPresenceIsSavedWholeWithItsLinesAndMessages(t *testing.T) {
	t.Parallel()
	o, id := openAll(t)
	lines := len(o.wholeAuditLog())
	actor := o.actor(nyoman)
	var judged apel.Case
	at := o.clock.Now()
	saved, err := o.Apel().UpdatePresence(t.Context(), id, actor.ID, func(c apel.Case) (apel.Decision, error) {
		judged = c
		c.Excuse = apel.Excuse{
			As: apel.Sick, Reason: "Demam", At: at, Consent: apel.Granted, By: o.employee(wayan), ByName: "I Wayan Sudira",
			Title: "Kepala Bagian Kelembagaan", DecidedAt: at,
		}
		c.Status, c.Way, c.At, c.ToldAt, c.Wrong, c.Note, c.MarkedBy = apel.Sick, apel.ByConsent, at, at, 3, "Surat dokter", o.employee(putu)
		c.Version++
		return apel.Decision{
			Audit:    []audit.Entry{{At: at, Action: audit.ApelConsented, Subject: apel.SubjectOf(id)}},
			Messages: []notify.Message{{Key: "k", To: notify.ToEmployee(actor.ID), Kind: notify.ApelConsent, Class: notify.Ask}},
		}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "as it was saved", saved, o.presence(id))
	if !judged.LinkedAt.Equal(at) || judged.Position != o.position("STAF") || len(judged.Line) != 4 || judged.Event.ID != id || judged.MonthClosed {
		t.Errorf("it was judged by %+v", judged)
	}
	same(t, "audit log", []audit.Action{audit.ApelConsented}, o.actions(lines))
	if n := o.number("SELECT count(*) FROM notice"); n != 1 {
		t.Errorf("%d notices, want 1", n)
	}
}

func TestMyPresencesComeTheNewestFirst(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	var made []apel.EventID
	for _, days := range []int{1, 8, -40} {
		id := o.event(o.gathering(), today.AddDays(days))
		o.expect(id)
		made = append(made, id)
	}
	presences, events, err := o.Apel().Mine(t.Context(), o.employee(nyoman), today.AddDays(-7), 10)
	if err != nil {
		t.Fatal(err)
	}
	var got []apel.EventID
	for i, e := range events {
		if presences[i].Event != e.ID {
			t.Errorf("presence %d is of event %d, want %d", i, presences[i].Event, e.ID)
		}
		got = append(got, e.ID)
	}
	same(t, "events", []apel.EventID{made[1], made[0]}, got)
}

func TestALongLineOfRequestsIsNoConcernOfTheApel(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.sent(nyoman, "STAF", request.Ask{
		Kind: request.Permit, Permit: request.Absent, Period: daysOf(nextMonday(), 1), Reason: "Upacara",
	})
	id := o.event(o.gathering(), nextMonday())
	if got := o.expect(id)["Ni Nyoman Suastini"]; got != apel.Open {
		t.Errorf("who only asked is %q", got)
	}
}

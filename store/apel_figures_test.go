package store_test

import (
	"errors"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestFiguresAreMadeByUnitAndByPerson(t *testing.T) {
	t.Parallel()
	o, first := openAll(t)
	second := o.event(o.gathering(), today.AddDays(8))
	o.expect(second)
	off := o.event(o.gathering(), today.AddDays(9))
	o.expect(off)
	o.exec("UPDATE apel_event SET state = 'DIBATALKAN' WHERE id = $1", int64(off))
	for i, nip := range []staff.NIP{nyoman, wayan, putu} {
		if err := o.come(first, nip, staff.AccountID(i+1)); err != nil {
			t.Fatal(err)
		}
	}
	if err := o.come(second, nyoman, 1); err != nil {
		t.Fatal(err)
	}
	if err := o.settle(first); err != nil {
		t.Fatal(err)
	}
	from, to := today, today.AddDays(30)
	org := []staff.UnitID{o.unit("ORG")}
	month, err := o.Apel().Tally(t.Context(), from, to, org, 0)
	same(t, "the month of a unit", []apel.Count{
		{Unit: o.unit("ORG-1"), UnitName: "Bagian Kelembagaan", Of: map[apel.Status]int{apel.Present: 3, apel.Open: 1}},
		{Unit: o.unit("ORG"), UnitName: "Biro Organisasi", Of: map[apel.Status]int{apel.Unexplained: 1, apel.Open: 1}},
	}, month)
	one, oneErr := o.Apel().Tally(t.Context(), from, to, nil, first)
	total, people := apel.Sum(one)
	same(t, "an event", map[apel.Status]int{apel.Present: 3, apel.Unexplained: 3}, total)
	if people != 6 || len(one) != 5 {
		t.Errorf("%d people of %d units, want 6 of 4 and one of none", people, len(one))
	}
	roll, rollErr := o.Apel().Roll(t.Context(), first, org)
	var names []string
	for _, p := range roll {
		names = append(names, p.Employee.Name)
	}
	same(t, "the list of a unit", []string{"I Wayan Sudira", "Ni Nyoman Suastini", "I Ketut Ardana"}, names)
	if err := errors.Join(err, oneErr, rollErr); err != nil {
		t.Error(err)
	}
}

func TestRecordsArePagedAndFound(t *testing.T) {
	t.Parallel()
	o, first := openAll(t)
	if err := o.come(first, nyoman, 1); err != nil {
		t.Fatal(err)
	}
	o.expect(o.event(o.gathering(), today.AddDays(8)))
	for name, tt := range map[string]struct {
		words         string
		units         []staff.UnitID
		offset, limit int
		want          []string
		total         int
	}{
		"all":          {limit: 2, want: []string{"I Ketut Ardana", "I Made Sudarsana"}, total: 6},
		"the last":     {offset: 4, limit: 2, want: []string{"Ni Kadek Ratnasari", "Ni Nyoman Suastini"}, total: 6},
		"past the end": {offset: 40, limit: 2, total: 6},
		"by name":      {words: "suas NI", limit: 9, want: []string{"Ni Nyoman Suastini"}, total: 1},
		"by NIP":       {words: string(putu), limit: 9, want: []string{"I Putu Mahendra"}, total: 1},
		"of a unit":    {units: []staff.UnitID{o.unit("ORG-1")}, limit: 9, want: []string{"I Wayan Sudira", "Ni Nyoman Suastini"}, total: 2},
		"nobody":       {words: "tidak ada", limit: 9},
	} {
		records, total, err := o.Apel().Records(t.Context(), today, today.AddDays(30), tt.units, tt.words, tt.offset, tt.limit)
		var names []string
		for _, r := range records {
			names = append(names, r.Who.Name)
		}
		same(t, name, tt.want, names)
		if err != nil || total != tt.total {
			t.Errorf("%s: %d in all, %v, want %d", name, total, err, tt.total)
		}
	}
	records, _, err := o.Apel().Records(t.Context(), today, today.AddDays(30), nil, "suastini", 0, 1)
	if err != nil || len(records) != 1 {
		t.Fatalf("%v, %v", records, err)
	}
	same(t, "a record", map[apel.Status]int{apel.Present: 1, apel.Open: 1}, records[0].Of)
	if records[0].Who.Title != "Analis Kelembagaan" || records[0].Who.UnitName != "Bagian Kelembagaan" {
		t.Errorf("whose record it is: %+v", records[0].Who)
	}
}

func TestHeadsAndThePersonnelOfficeAreFound(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	heads, err := o.Heads(t.Context(), []staff.UnitID{o.unit("SETDA"), o.unit("ORG"), o.unit("ORG-1"), o.unit("UMUM")})
	var titles []string
	for _, h := range heads {
		titles = append(titles, h.Title)
	}
	same(t, "heads", []string{"Kepala Bagian Kelembagaan", "Kepala Biro Organisasi", "Sekretaris Daerah"}, titles)
	below, belowErr := o.Personnel(t.Context(), o.unit("ORG-1"))
	same(t, "the personnel office of a division", []staff.EmployeeID{o.employee(putu)}, below)
	above, aboveErr := o.Personnel(t.Context(), o.unit("SETDA"))
	if err := errors.Join(err, belowErr, aboveErr); err != nil || len(above) != 0 {
		t.Errorf("the personnel office above: %v, %v, want none", above, err)
	}
}

// TestTheDatabaseGuardsWhatAnApelCanBe tries by hand what no program of the office does.
func TestTheDatabaseGuardsWhatAnApelCanBe(t *testing.T) {
	t.Parallel()
	o, id := openAll(t)
	o.schedule(apel.Change{Rules: []apel.Rule{{Version: 1, Details: o.gathering(), Recurrence: everyFirstMonday(), Active: true}}})
	e := single(o.gathering(), nextMonday())
	e.Rule = apel.RuleID(o.number("SELECT id FROM apel_rule"))
	o.schedule(apel.Change{Events: []apel.Event{e}})
	if err := o.come(id, nyoman, 7); err != nil {
		t.Fatal(err)
	}
	for constraint, statement := range map[string]string{
		"apel_event_planned":          "INSERT INTO apel_event (rule_id, planned, date, kind, name, minute, place_id, everyone, opens_before, late_after, closes_after, unit_id, state, secret) SELECT rule_id, planned, date + 1, kind, name, minute, place_id, everyone, opens_before, late_after, closes_after, unit_id, state, secret FROM apel_event WHERE rule_id IS NOT NULL",
		"apel_event_closed":           "UPDATE apel_event SET state = 'SELESAI'",
		"apel_event_state_check":      "UPDATE apel_event SET state = 'DITUNDA'",
		"apel_event_secret_check":     "UPDATE apel_event SET secret = ''",
		"apel_rule_check":             "UPDATE apel_rule SET closes_after = 5, late_after = 10",
		"apel_place_radius_check":     "UPDATE apel_place SET radius = 0",
		"apel_reminder_before_check":  "UPDATE apel_reminder SET before = 'KEMARIN'",
		"apel_presence_pkey":          "INSERT INTO apel_presence (event_id, employee_id, title, unit_name) SELECT event_id, employee_id, '', '' FROM apel_presence",
		"apel_presence_one_account":   "UPDATE apel_presence SET account = 7",
		"apel_presence_status":        "UPDATE apel_presence SET way = NULL WHERE status IS NOT NULL",
		"apel_presence_status_check":  "UPDATE apel_presence SET status = 'LIBUR', way = 'KODE', at = now()",
		"apel_presence_excuse":        "UPDATE apel_presence SET excuse = 'SAKIT'",
		"apel_presence_consent":       "UPDATE apel_presence SET excuse = 'SAKIT', excuse_at = now(), consent = 'DISETUJUI'",
		"apel_presence_excuse_check":  "UPDATE apel_presence SET excuse = 'CUTI', excuse_at = now()",
		"apel_presence_event_id_fkey": "INSERT INTO apel_presence (event_id, employee_id, title, unit_name) SELECT 999, id, '', '' FROM employee",
		"apel_month_month_check":      "INSERT INTO apel_month (year, month, closed_at, closed_by) SELECT 2026, 13, now(), id FROM employee LIMIT 1",
		"apel_place_name_key":         "INSERT INTO apel_place (name, latitude, longitude, radius) SELECT name, 0, 0, 1 FROM apel_place",
		"apel_rule_place_id_fkey":     "UPDATE apel_rule SET place_id = 999",
	} {
		_, err := o.Pool().Exec(t.Context(), statement)
		answer, ok := errors.AsType[*pgconn.PgError](err)
		if !ok || answer.ConstraintName != constraint {
			t.Errorf("%s\ngot %v, want it refused by %s", statement, err, constraint)
		}
	}
}

package store_test

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/storetest"
)

// permit is decided by the atasan langsung alone.
func permit(day int) request.Ask {
	return request.Ask{
		Kind: request.Permit, Permit: request.Late, Period: daysOf(nextMonday().AddDays(day), 1),
		Hours: request.Hours{From: 450, To: 540}, Reason: "Mengantar orang tua",
	}
}

// TestWhatWaitsIsWhatTheDomainAllows compares the lists with the rule that a tap is judged by, for everybody, while the
// office changes under the requests.
func TestWhatWaitsIsWhatTheDomainAllows(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	everybody := []staff.NIP{made, ketut, wayan, nyoman, putu, kadek}
	var all []request.ID
	all = append(all, o.sent(nyoman, "STAF", permit(0)), o.sent(wayan, "KABAG", permit(1)), o.sent(ketut, "KARO-ORG", permit(2)),
		o.sent(nyoman, "STAF", annual(daysOf(nextMonday().AddDays(7), 2))), o.sent(putu, "KARO-UMUM", annual(daysOf(nextMonday(), 1))))
	for _, change := range []struct{ name, statement string }{
		{"as it was", ""},
		{"the atasan langsung leaves", "UPDATE employee SET active = false WHERE nip = '198003032005011003'"},
		{"the position above is vacant, too", "DELETE FROM assignment WHERE position_id = (SELECT id FROM position WHERE code = 'KARO-ORG')"},
		{"the atasan langsung is back", "UPDATE employee SET active = true WHERE nip = '198003032005011003'"},
		{"the applicant acts as the superior", `INSERT INTO assignment (employee_id, position_id, kind, from_day)
			SELECT e.id, p.id, 'PLH', '2026-08-01' FROM employee e, position p WHERE e.nip = '199004042015042004' AND p.code = 'KABAG'`},
		{"the position above is held anew", `INSERT INTO assignment (employee_id, position_id, kind, from_day)
			SELECT e.id, p.id, 'DEFINITIF', '2026-08-01' FROM employee e, position p WHERE e.nip = '197605052000031005' AND p.code = 'KARO-ORG'`},
		{"everybody is escalated", "UPDATE request_step s SET escalated_id = p.superior_id, escalated_title = 'x' FROM position p WHERE p.id = s.position_id"},
		{"positions report in a circle", "UPDATE position SET superior_id = (SELECT id FROM position WHERE code = 'STAF') WHERE code = 'SEKDA'"},
	} {
		if change.statement != "" {
			o.exec(change.statement)
		}
		for _, nip := range o.active(everybody) {
			same(t, change.name+": waits for "+string(nip), o.decidable(nip, all), asSet(o.waiting(nip)))
		}
		same(t, change.name+": whom the digest is for", o.waitingByList(everybody), o.waitingByDigest())
	}
}

// active are those who have not left.
func (o *office) active(everybody []staff.NIP) []staff.NIP {
	o.t.Helper()
	return slices.DeleteFunc(slices.Clone(everybody), func(n staff.NIP) bool {
		return o.number("SELECT count(*) FROM employee WHERE nip = $1 AND active", string(n)) == 0
	})
}

// decidable are the requests that somebody may decide now.
func (o *office) decidable(nip staff.NIP, all []request.ID) map[request.ID]bool {
	o.t.Helper()
	actor := o.actor(nip)
	return asSet(slices.DeleteFunc(slices.Clone(all), func(id request.ID) bool {
		return o.request(id).May(actor, request.ActionDecide, o.moment()) != nil
	}))
}

func asSet[T comparable](list []T) map[T]bool {
	set := map[T]bool{}
	for _, one := range list {
		set[one] = true
	}
	return set
}

func (o *office) waitingByList(everybody []staff.NIP) map[staff.EmployeeID]bool {
	o.t.Helper()
	waiting := map[staff.EmployeeID]bool{}
	for _, nip := range o.active(everybody) {
		if len(o.waiting(nip)) > 0 {
			waiting[o.employee(nip)] = true
		}
	}
	return waiting
}

// waitingByDigest leaves out those for whom dispositions wait.
func (o *office) waitingByDigest() map[staff.EmployeeID]bool {
	o.t.Helper()
	o.exec("UPDATE branch SET state = 'DONE', read_at = now(), ended_at = now() WHERE state = 'SENT' AND NOT is_copy")
	ids, err := o.WaitingEmployees(o.t.Context(), today, calendar.Date{})
	if err != nil {
		o.t.Fatal(err)
	}
	return asSet(ids)
}

func TestTheLongestWaitingComesFirst(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	var want []request.ID
	for i := range 4 {
		want = append(want, o.sent(nyoman, "STAF", permit(i)))
		o.clock.advance(time.Minute)
	}
	same(t, "order", want, o.waiting(wayan))
	page, err := o.WaitingFor(t.Context(), o.actor(wayan), o.clock.Now(), 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "the second page", want[1:3], []request.ID{page.Items[0].ID, page.Items[1].ID})
	wantItem := request.Item{
		ID: want[1], Kind: request.Permit, Permit: request.Late, Applicant: "Ni Nyoman Suastini", UnitName: "Bagian Kelembagaan",
		Period: daysOf(nextMonday().AddDays(1), 1), Hours: request.Hours{From: 450, To: 540}, Days: 1, State: request.Waiting,
		SentAt: today.At(9, 1, time.UTC).Add(-8 * time.Hour), At: "Kepala Bagian Kelembagaan", Since: today.At(9, 1, time.UTC).Add(-8 * time.Hour),
	}
	same(t, "the item", wantItem, page.Items[0])
	beyond, err := o.WaitingFor(t.Context(), o.actor(wayan), o.clock.Now(), 8, 2)
	if err != nil || len(beyond.Items) != 0 || beyond.Total != 4 || page.Total != 4 {
		t.Errorf("behind the last page: %+v, %v; total %d", beyond, err, page.Total)
	}
}

func TestMineShowsWhatIsOpenFirstAndWhoHasIt(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ended := o.approved(nyoman, "STAF", permit(0), wayan)
	open := o.sent(nyoman, "STAF", annual(daysOf(nextMonday().AddDays(7), 2)))
	later := o.sent(nyoman, "STAF", permit(3))
	if _, err := o.desk().Withdraw(t.Context(), o.actor(nyoman), later); err != nil {
		t.Fatal(err)
	}
	o.exec("DELETE FROM assignment WHERE position_id = (SELECT id FROM position WHERE code = 'KABAG')")
	page, err := o.Mine(t.Context(), o.employee(nyoman), 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, item := range page.Items {
		got = append(got, fmt.Sprintf("%d %s %q", item.ID, item.State, item.At))
	}
	same(t, "mine", []string{
		fmt.Sprintf("%d MENUNGGU %q", open, "Kepala Biro Organisasi"), fmt.Sprintf("%d DITARIK %q", later, ""),
		fmt.Sprintf("%d DISETUJUI %q", ended, ""),
	}, got)
	beyond, err := o.Mine(t.Context(), o.employee(nyoman), 9, 10)
	if err != nil || beyond.Total != 3 || page.Total != 3 {
		t.Errorf("totals %d and %d, %v, want 3", page.Total, beyond.Total, err)
	}
}

func TestWhoIsAwayIsKnown(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	journey := o.approved(wayan, "KABAG", travel(daysOf(nextMonday(), 2), o.person(nyoman)), made)
	asked := o.sent(nyoman, "STAF", annual(daysOf(nextMonday().AddDays(4), 1)))
	o.sent(nyoman, "STAF", annual(daysOf(nextMonday().AddDays(14), 1))) // beyond
	over := o.sent(nyoman, "STAF", permit(2))
	if _, err := o.desk().Withdraw(t.Context(), o.actor(nyoman), over); err != nil {
		t.Fatal(err)
	}
	o.sent(wayan, "KABAG", request.Ask{
		Kind: request.Overtime, Period: daysOf(nextMonday().AddDays(3), 1), Hours: request.Hours{From: 1020, To: 1140}, Reason: "Laporan",
	})
	unit := staff.UnitID(o.number("SELECT id FROM unit WHERE code = 'ORG-1'"))
	away, err := o.Away(t.Context(), []staff.UnitID{unit}, daysOf(nextMonday(), 7))
	if err != nil {
		t.Fatal(err)
	}
	above, err := o.Away(t.Context(), []staff.UnitID{o.unit("ORG")}, daysOf(nextMonday(), 7))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "away, seen from the unit above", away, above)
	absence := func(id request.ID, nip staff.NIP, name string, p request.Period, a request.Absence) request.Absence {
		a.Request, a.Employee, a.Name, a.Period, a.Unit, a.UnitName = id, o.employee(nip), name, p, unit, "Bagian Kelembagaan"
		return a
	}
	onTrip := request.Absence{Kind: request.Travel, Approved: true}
	same(t, "away", []request.Absence{
		absence(journey, wayan, "I Wayan Sudira", daysOf(nextMonday(), 2), onTrip),
		absence(journey, nyoman, "Ni Nyoman Suastini", daysOf(nextMonday(), 2), onTrip),
		absence(asked, nyoman, "Ni Nyoman Suastini", daysOf(nextMonday().AddDays(4), 1), request.Absence{Kind: request.Leave, Leave: leave.Annual}),
	}, away)
}

// awaitCounted waits until what the lists read is in the statistics; without it the test would run out of time.
func (o *office) awaitCounted() {
	o.t.Helper()
	for o.number("SELECT coalesce(sum(idx_scan), 0)::int FROM pg_stat_user_tables WHERE relname = 'request_step'") == 0 {
	}
}

// TestListsReadNothingOfThePast counts the rows that PostgreSQL reads for the lists, with ten thousand requests behind them.
func TestListsReadNothingOfThePast(t *testing.T) {
	t.Parallel()
	o := emptyOffice(t)
	filled := storetest.Office{Units: 4, Staff: 24, Requests: 10_000, Years: 5, Today: today}
	filled.Dispositions = filled.Waiting()
	filling, err := url.Parse(o.url)
	if err != nil {
		t.Fatal(err)
	}
	named := filling.Query()
	named.Set("application_name", "fill")
	filling.RawQuery = named.Encode()
	if err := storetest.Fill(t.Context(), filling.String(), filled); err != nil {
		t.Fatal(err)
	}
	// What a session has read is counted when it ends: those that filled have to be gone.
	for o.number("SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'fill'") > 0 {
	}
	o.exec("SELECT pg_stat_reset()")
	lists := o.open(o.url)
	desk := filled.Desks()[2]
	actor, err := lists.Identify(t.Context(), storetest.Account(desk))
	if err != nil {
		t.Fatal(err)
	}
	waiting, err := lists.WaitingFor(t.Context(), actor, o.clock.Now(), 0, 5)
	_, countErr := lists.CountWaitingFor(t.Context(), actor, o.clock.Now())
	mine, mineErr := lists.Mine(t.Context(), actor.ID, 0, 5)
	away, awayErr := lists.Away(t.Context(), []staff.UnitID{1}, daysOf(today, 14))
	_, wakesErr := lists.OverdueWakes(t.Context(), o.clock.Now(), 10)
	if err := errors.Join(err, countErr, mineErr, awayErr, wakesErr); err != nil {
		t.Fatal(err)
	}
	if len(waiting.Items) == 0 || len(mine.Items) == 0 || len(away) == 0 {
		t.Fatalf("%d wait, %d are mine, %d are away, want some of each", len(waiting.Items), len(mine.Items), len(away))
	}
	lists.Close() // it is counted when its sessions are over
	o.awaitCounted()
	for _, table := range []string{"request", "request_step", "request_person", "request_charge"} {
		if n := o.number("SELECT seq_scan::int FROM pg_stat_user_tables WHERE relname = $1", table); n != 0 {
			t.Errorf("%s was read %d times from its beginning to its end", table, n)
		}
	}
	open := o.number("SELECT count(*) FROM request_step WHERE open")
	for index, most := range map[string]int{"request_step_waiting": 2 * open, "request_step_escalated": 0, "request_mine": 400, "request_asleep": open} {
		scans := o.number("SELECT idx_scan::int FROM pg_stat_user_indexes WHERE indexrelname = $1", index)
		read := o.number("SELECT idx_tup_read::int FROM pg_stat_user_indexes WHERE indexrelname = $1", index)
		if scans == 0 || read > most {
			t.Errorf("%s was used %d times and %d of its rows were read, want it used and at most %d of %d", index, scans, read, most, filled.Requests)
		}
	}
}

package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/domain/staff"
)

// one is a branch to the head of the bureau, as it stands in a table of cases.
type one struct {
	number   int
	deadline int // days from today, 99: none
	state    disposition.State
	hour     int // sent at, later is newer
	to       string
	copy     bool
}

const noDeadline = 99

// busyOffice has letters 11 and up, each with one branch.
func busyOffice(t *testing.T, branches ...one) *office {
	t.Helper()
	o := openOffice(t)
	o.exec("DELETE FROM branch")
	more := roster.Office{}
	for _, b := range branches {
		l := letter(b.number)
		if b.number%2 == 0 {
			l.Secrecy = disposition.TopSecret
		}
		d := order(fmt.Sprint("N", b.number), b.number, imported(b))
		d.SentAt = today.At(b.hour, 0, wita())
		more.Letters, more.Dispositions = append(more.Letters, l), append(more.Dispositions, d)
	}
	more.Sort()
	if _, err := o.ImportOfficeQuietly(t.Context(), more); err != nil {
		t.Fatal(err)
	}
	return o
}

func imported(b one) roster.Branch {
	act := roster.Act{At: today.At(b.hour, 30, wita()), By: ketut, As: staff.Definitive}
	made := roster.Branch{To: b.to, Copy: b.copy, State: b.state}
	if b.deadline != noDeadline {
		made.Deadline = today.AddDays(b.deadline)
	}
	switch b.state {
	case disposition.StateSent, disposition.StateForwarded, disposition.StateCancelled:
	case disposition.StateRead:
		made.Read = act
	case disposition.StateProgress:
		made.Read, made.Started = act, act
	case disposition.StateDone:
		made.Read, made.Ended, made.Report = act, act, "Sudah"
	case disposition.StateReturned:
		made.Read, made.Ended, made.Reason = act, act, "Salah alamat"
	}
	return made
}

// theDesk is what lies on the desks of Karo Organisasi and, with "KABAG", of a division.
func theDesk() []one {
	const karo = "KARO-ORG"
	return []one{
		{11, 9, disposition.StateRead, 1, karo, false},
		{12, 9, disposition.StateRead, 2, karo, false},
		{13, 5, disposition.StateRead, 1, karo, false},
		{14, noDeadline, disposition.StateProgress, 1, karo, false},
		{15, 9, disposition.StateSent, 1, karo, false},
		{16, 2, disposition.StateRead, 1, karo, false},
		{17, 0, disposition.StateSent, 1, karo, false},
		{18, -1, disposition.StateRead, 1, karo, false},
		{19, -5, disposition.StateProgress, 1, "KABAG", false},
		{20, -1, disposition.StateSent, 1, karo, false},
		{21, -9, disposition.StateDone, 3, karo, false},
		{22, -9, disposition.StateReturned, 5, "KABAG", false},
		{23, -9, disposition.StateDone, 4, karo, false},
		{24, noDeadline, disposition.StateRead, 7, karo, true},
		{25, noDeadline, disposition.StateSent, 6, "KABAG", true},
		{26, noDeadline, disposition.StateSent, 8, karo, true},
		{27, -9, disposition.StateSent, 1, "STAF", false}, // somebody else's
	}
}

func TestTheListOfEachFilter(t *testing.T) {
	t.Parallel()
	o := busyOffice(t, theDesk()...)
	positions := []staff.PositionID{o.position("KARO-ORG"), o.position("KABAG")}
	tests := []struct {
		filter disposition.Filter
		want   []int // agenda numbers
	}{
		// Overdue, then near, then unread, then by deadline, then the newest.
		{disposition.All, []int{20, 19, 18, 17, 16, 15, 13, 12, 11, 14}},
		{disposition.Unread, []int{20, 17, 15}},
		{disposition.InProgress, []int{19, 14}},
		{disposition.DueSoon, []int{17, 16}},
		{disposition.Late, []int{20, 19, 18}},
		{disposition.Finished, []int{22, 23, 21}},
		{disposition.ForKnowledge, []int{26, 25, 24}},
	}
	for _, tt := range tests {
		for _, size := range []int{100, 2} {
			q := disposition.Query{Positions: positions, Filter: tt.filter, Today: today, Limit: size}
			if diff := cmp.Diff(tt.want, o.pages(q, len(tt.want))); diff != "" {
				t.Errorf("%s by pages of %d (-want +got):\n%s", tt.filter, size, diff)
			}
		}
	}
}

// pages turns all pages of a list that has so many lines, and returns their agenda numbers.
func (o *office) pages(q disposition.Query, total int) []int {
	o.t.Helper()
	var numbers []int
	for ; q.Offset < total; q.Offset += q.Limit {
		page, err := o.List(o.t.Context(), q)
		if err != nil {
			o.t.Fatal(err)
		}
		if page.Total != total || page.Offset != q.Offset || page.Limit != q.Limit {
			o.t.Errorf("%s from %d: the page says from %d of %d", q.Filter, q.Offset, page.Offset, page.Total)
		}
		for _, item := range page.Items {
			numbers = append(numbers, item.AgendaNumber)
		}
	}
	return numbers
}

func TestTheFiltersAreKnownToTheStore(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	for _, filter := range disposition.Filters() {
		page, err := o.List(t.Context(), disposition.Query{Filter: filter, Today: today, Limit: 5})
		if err != nil || len(page.Items) != 0 || page.Total != 0 {
			t.Errorf("%s for somebody without a position: %+v, %v, want an empty page", filter, page, err)
		}
	}
	if _, err := o.List(t.Context(), disposition.Query{Filter: "odd", Today: today, Limit: 5}); err == nil {
		t.Error("a filter that does not exist was accepted")
	}
}

func TestTheCountsAreThoseOfTheLists(t *testing.T) {
	t.Parallel()
	o := busyOffice(t, theDesk()...)
	got, err := o.Count(t.Context(), disposition.Query{Positions: []staff.PositionID{o.position("KARO-ORG"), o.position("KABAG")}, Today: today})
	want := disposition.Counts{Waiting: 10, Unread: 3, InProgress: 2, Near: 2, Overdue: 3, Copies: 2}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestALineOfTheListLeavesOutWhatStaysInTheOffice(t *testing.T) {
	t.Parallel()
	o := busyOffice(t,
		one{11, 1, disposition.StateSent, 1, "STAF", false}, one{12, 2, disposition.StateSent, 1, "STAF", false})
	page, err := o.List(t.Context(), disposition.Query{
		Positions: []staff.PositionID{o.position("STAF")}, Filter: disposition.All, Today: today, Limit: 5,
	})
	if err != nil {
		t.Fatal(err)
	}
	line := disposition.Item{
		Branch: o.branch("N11", "STAF"), Version: 1, State: disposition.StateSent, Deadline: today.AddDays(1),
		SentAt: today.At(1, 0, wita()).UTC(), Subject: "Undangan rapat 11", Sender: "Dinas Komunikasi",
		Speed: disposition.Ordinary, Secrecy: disposition.Open, AgendaNumber: 11, AgendaYear: 2026, ToTitle: "Analis Kelembagaan",
	}
	secret := line
	secret.Branch, secret.Deadline, secret.AgendaNumber = o.branch("N12", "STAF"), today.AddDays(2), 12
	secret.Subject, secret.Sender, secret.Secrecy = "", "", disposition.TopSecret
	if diff := cmp.Diff([]disposition.Item{line, secret}, page.Items); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTheArchiveIsCountedToAThousand(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.exec(`WITH l AS (INSERT INTO letter (unit_id, agenda_year, agenda_number, number, dated, received, sender, subject, speed, secrecy)
			SELECT (SELECT min(id) FROM unit), 2020, g, 'n', '2020-01-01', '2020-01-01', 's', 's', 'BIASA', 'BIASA' FROM generate_series(1, 1200) g RETURNING id),
		d AS (INSERT INTO disposition (letter_id, from_position_id, as_capacity, sent_at) SELECT id, $1, 'DEFINITIF', now() FROM l RETURNING id, letter_id)
		INSERT INTO branch (disposition_id, letter_id, position_id, state, sent_at, read_at, ended_at, report)
		SELECT id, letter_id, $2, 'DONE', now(), now(), now(), 'Sudah' FROM d`, int64(o.position("SEKDA")), int64(o.position("STAF")))
	page, err := o.List(t.Context(), disposition.Query{
		Positions: []staff.PositionID{o.position("STAF")}, Filter: disposition.Finished, Today: today, Limit: 5,
	})
	if err != nil || page.Total != 1000 || len(page.Items) != 5 {
		t.Errorf("%d of %d, %v, want 5 of 1000", len(page.Items), page.Total, err)
	}
}

func TestOpenBranchesAreFoundByTheirDeadline(t *testing.T) {
	t.Parallel()
	o := busyOffice(t, theDesk()...)
	got, err := o.OpenBranchesDue(t.Context(), today)
	if err != nil {
		t.Fatal(err)
	}
	deadlines := map[calendar.Date]int{}
	for _, b := range got {
		deadlines[b.Deadline]++
	}
	want := map[calendar.Date]int{today.AddDays(-9): 1, today.AddDays(-5): 1, today.AddDays(-1): 2, today: 1}
	if diff := cmp.Diff(want, deadlines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got[0].ID != o.branch("N27", "STAF") || got[0].To != o.position("STAF") {
		t.Errorf("the oldest is %+v, want that of the staff member", got[0])
	}
}

func TestThoseWithACardOfSomethingOpenAreFound(t *testing.T) {
	t.Parallel()
	o := busyOffice(t, theDesk()...)
	for nip, account := range map[staff.NIP]staff.AccountID{ketut: 1, wayan: 2, nyoman: 3, putu: 4, kadek: 5} {
		o.link(nip, account)
	}
	show := func(account staff.AccountID, code, position string) {
		t.Helper()
		if _, err := o.RememberCard(t.Context(), card(account, 1, o.branch(code, position), 1)); err != nil {
			t.Fatal(err)
		}
	}
	show(1, "N11", "KARO-ORG")
	show(2, "N21", "KARO-ORG") // done
	show(3, "N27", "STAF")
	show(4, "N26", "KARO-ORG") // a copy
	since := o.clock.Now().Add(time.Minute)
	o.clock.advance(time.Hour)
	show(5, "N12", "KARO-ORG")
	got, err := o.EmployeesWithOpenCards(t.Context(), since)
	if diff := cmp.Diff([]staff.EmployeeID{o.employee(kadek)}, got); err != nil || diff != "" {
		t.Errorf("since a while: %v (-want +got):\n%s", err, diff)
	}
	if err := o.SetReachable(t.Context(), 3, false); err != nil {
		t.Fatal(err)
	}
	got, err = o.EmployeesWithOpenCards(t.Context(), since.Add(-time.Hour))
	if diff := cmp.Diff([]staff.EmployeeID{o.employee(ketut), o.employee(kadek)}, got); err != nil || diff != "" {
		t.Errorf("since long ago: %v (-want +got):\n%s", err, diff)
	}
	o.exec("UPDATE employee SET active = false WHERE nip = $1", string(ketut))
	got, err = o.EmployeesWithOpenCards(t.Context(), since.Add(-time.Hour))
	if diff := cmp.Diff([]staff.EmployeeID{o.employee(kadek)}, got); err != nil || diff != "" {
		t.Errorf("after one has left: %v (-want +got):\n%s", err, diff)
	}
}

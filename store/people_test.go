package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestAnActorHoldsWhatIsHeldToday(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.link(wayan, 7)
	tests := []struct {
		name string
		day  int // from today on
		want []string
	}{
		{"the day before the head is away", -1, []string{"DEFINITIF Kepala Bagian Kelembagaan"}},
		{"the first day", 0, []string{"PLH Kepala Biro Organisasi", "DEFINITIF Kepala Bagian Kelembagaan"}},
		{"the last day", 2, []string{"PLH Kepala Biro Organisasi", "DEFINITIF Kepala Bagian Kelembagaan"}},
		{"the day after", 3, []string{"DEFINITIF Kepala Bagian Kelembagaan"}},
	}
	for _, tt := range tests {
		o.clock.advance(today.AddDays(tt.day).At(9, 0, wita()).Sub(o.clock.Now()))
		actor, err := o.Identify(t.Context(), 7)
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		var got []string
		for _, h := range actor.Holdings {
			got = append(got, string(h.Capacity)+" "+h.Title)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestTheDayOfAnActorIsTheOffices(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.link(wayan, 7)
	// In UTC it is still the day before.
	o.clock.advance(today.At(0, 1, wita()).Sub(o.clock.Now()))
	actor, err := o.Identify(t.Context(), 7)
	if err != nil || len(actor.Holdings) != 2 {
		t.Errorf("a minute after midnight: %+v, %v, want two holdings", actor.Holdings, err)
	}
}

func TestAnActorIsWhoTheOfficeSays(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.link(putu, 7)
	got, err := o.Identify(t.Context(), 7)
	if err != nil {
		t.Fatal(err)
	}
	unit := func(code string) staff.UnitID {
		return staff.UnitID(o.number("SELECT id FROM unit WHERE code = $1", code))
	}
	want := staff.Actor{
		Employee: staff.Employee{ID: o.employee(putu), NIP: putu, Name: "I Putu Mahendra", Kind: staff.PNS, Active: true},
		Account:  7,
		Holdings: []staff.Holding{{
			Position: staff.Position{
				ID: o.position("KARO-UMUM"), Title: "Kepala Biro Umum", UnitID: unit("UMUM"), UnitName: "Biro Umum",
			},
			Capacity: staff.Definitive,
		}},
		Grants: []staff.Grant{{
			Role: staff.Personnel, UnitID: unit("ORG"), UnitName: "Biro Organisasi",
			Covers: []staff.UnitID{unit("ORG"), unit("ORG-1")},
		}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	got, err = o.Actor(t.Context(), want.ID)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("by the employee, %v (-want +got):\n%s", err, diff)
	}
}

func TestAnActorNeedsNoAccount(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	if actor, err := o.Actor(t.Context(), o.employee(wayan)); err != nil || actor.Account != 0 || len(actor.Holdings) != 2 {
		t.Errorf("without an account: %+v, %v, want two holdings", actor, err)
	}
	if _, err := o.Actor(t.Context(), 404); !errors.Is(err, staff.ErrNoSuchEmployee) {
		t.Errorf("nobody: %v, want ErrNoSuchEmployee", err)
	}
	o.exec("UPDATE employee SET active = false WHERE nip = $1", string(wayan))
	if actor, err := o.Actor(t.Context(), o.employee(wayan)); !errors.Is(err, staff.ErrInactive) || actor.Name == "" {
		t.Errorf("who has left: %+v, %v, want ErrInactive", actor, err)
	}
}

func TestARoleAtTheTopCoversEveryUnitOnce(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	clerk := o.actor(kadek)
	if len(clerk.Grants) != 1 || len(clerk.Grants[0].Covers) != 4 {
		t.Errorf("grants: %+v, want one that covers four units", clerk.Grants)
	}
	// A loop in damaged data must not make the query run for ever.
	o.exec("UPDATE unit SET parent_id = (SELECT id FROM unit WHERE code = 'ORG-1') WHERE code = 'SETDA'")
	if again := o.actor(kadek); len(again.Grants[0].Covers) != 4 {
		t.Errorf("in a loop: %+v, want the four units", again.Grants)
	}
}

func TestOnlyThoseWithOthersBelowThemLead(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	for nip, want := range map[staff.NIP]bool{made: true, ketut: true, wayan: true, nyoman: false, putu: false, kadek: false} {
		if got := o.actor(nip).Leads(); got != want {
			t.Errorf("employee %d leads: %t, want %t", o.employee(nip), got, want)
		}
	}
}

func TestStrangersAndThoseWhoLeftAreNamedSo(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	if _, err := o.Identify(t.Context(), 404); !errors.Is(err, staff.ErrUnknownAccount) {
		t.Errorf("a stranger: %v, want ErrUnknownAccount", err)
	}
	o.link(nyoman, 7)
	o.exec("UPDATE employee SET active = false WHERE nip = $1", string(nyoman))
	actor, err := o.Identify(t.Context(), 7)
	if !errors.Is(err, staff.ErrInactive) {
		t.Errorf("somebody who has left: %v, want ErrInactive", err)
	}
	if len(actor.Holdings) != 0 || actor.ID != o.employee(nyoman) {
		t.Errorf("somebody who has left is %+v, want the bare employee", actor)
	}
}

func TestAPositionHasOneDefinitiveHolderAtATime(t *testing.T) {
	t.Parallel()
	day := func(n int) calendar.Date { return today.AddDays(n) }
	held := roster.Assignment{NIP: nyoman, Position: "STAF", Capacity: staff.Definitive, From: calendar.NewDate(2025, time.January, 1)}
	until := func(last calendar.Date) roster.Assignment {
		ended := held
		ended.Until = last
		return ended
	}
	second := roster.Assignment{NIP: putu, Position: "STAF", Capacity: staff.Definitive, From: day(5)}
	acting := roster.Assignment{NIP: putu, Position: "STAF", Capacity: staff.Plt, From: day(5)}
	tests := []struct {
		name        string
		assignments []roster.Assignment
		refused     bool
	}{
		{"a second one beside the first", []roster.Assignment{second}, true},
		{"a second one on the last day of the first", []roster.Assignment{until(day(5)), second}, true},
		{"a second one from the day after", []roster.Assignment{until(day(4)), second}, false},
		{"in whatever order they are told", []roster.Assignment{second, until(day(4))}, false},
		{"an acting one beside the holder", []roster.Assignment{acting}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := openOffice(t)
			_, err := o.ImportOffice(t.Context(), roster.Office{Assignments: tt.assignments})
			if (err != nil) != tt.refused {
				t.Errorf("got error %v, refused: want %t", err, tt.refused)
			}
		})
	}
}

func TestAnEmployeeIsFoundByNIPWithTheUnitsOfToday(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	employee, units, err := o.EmployeeByNIP(t.Context(), wayan)
	if err != nil || employee.ID != o.employee(wayan) || employee.NIP != wayan {
		t.Errorf("got %+v, %v", employee, err)
	}
	if len(units) != 2 {
		t.Errorf("units %v, want the own one and that of the acting position", units)
	}
	if _, _, err := o.EmployeeByNIP(t.Context(), "199904042020041009"); !errors.Is(err, staff.ErrNoSuchEmployee) {
		t.Errorf("nobody: %v, want ErrNoSuchEmployee", err)
	}
}

func TestThoseForWhomSomethingWaitsAreThoseWithALink(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	for nip, account := range map[staff.NIP]staff.AccountID{made: 1, wayan: 2, putu: 3, nyoman: 4} {
		o.link(nip, account)
	}
	// The head of the bureau has no account; his Plh has; the copy to the general bureau asks for nothing.
	got, err := o.WaitingEmployees(t.Context(), today, calendar.Date{})
	if diff := cmp.Diff([]staff.EmployeeID{o.employee(wayan)}, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if got, err := o.WaitingEmployees(t.Context(), today.AddDays(3), calendar.Date{}); err != nil || len(got) != 0 {
		t.Errorf("after the Plh has ended: %v, %v, want nobody", got, err)
	}
}

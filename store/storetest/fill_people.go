package storetest

import (
	"fmt"
	"iter"
	"time"
)

// The shape of a unit: a head, four divisions with three subdivisions each, and staff below those.
const (
	divisions    = 4
	subdivisions = 12
	leading      = 1 + divisions + subdivisions
)

// seat is a position and whoever holds it: both have the same id.
type seat struct {
	id       int64
	unit     int64
	superior int64 // 0: none, the secretary
	level    int   // 1 is the head of a unit
}

func (s seat) leads() bool { return s.level >= 1 && s.level <= 3 }

func (s seat) eselon() string { return [...]string{"I", "II", "III", "IV", "STAF"}[s.level] }

func (o Office) unitSize() int { return leading + o.Staff }

// secretary is the position above all units, which sends them what comes in.
func (o Office) secretary() int64 { return int64(o.People()) }

// seats are all positions but the secretary's.
func (o Office) seats() iter.Seq[seat] {
	return func(yield func(seat) bool) {
		for i := range o.Units * o.unitSize() {
			if !yield(o.seat(i)) {
				return
			}
		}
	}
}

func (o Office) seat(i int) seat {
	unit, k := i/o.unitSize(), i%o.unitSize()
	first := int64(unit*o.unitSize() + 1)
	s := seat{id: first + int64(k), unit: int64(unit + 1)}
	switch {
	case k == 0:
		s.level, s.superior = 1, o.secretary()
	case k <= divisions:
		s.level, s.superior = 2, first
	case k < leading:
		s.level, s.superior = 3, first+1+int64((k-1-divisions)%divisions)
	default:
		s.level, s.superior = 4, first+1+divisions+int64((k-leading)%subdivisions)
	}
	return s
}

// path leads from the head of a unit down to a seat.
func (o Office) path(s seat) []seat {
	steps := make([]seat, s.level)
	for at := s; ; at = o.seat(int(at.superior - 1)) {
		steps[at.level-1] = at
		if at.level == 1 {
			return steps
		}
	}
}

func (o Office) staffTables() []table {
	return []table{
		{"unit", []string{"id", "code", "name"}, o.units()},
		{"position", []string{"id", "code", "title", "unit_id", "superior_id", "eselon"}, o.positions()},
		{"employee", []string{"id", "nip", "name", "kind", "phone"}, o.employees()},
		{"assignment", []string{"employee_id", "position_id", "kind", "from_day"}, o.assignments()},
		{"link", []string{"employee_id", "account", "linked_at", "returned_at"}, o.links()},
	}
}

func (o Office) units() iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		for u := range o.Units {
			if !yield([]any{int64(u + 1), fmt.Sprintf("U%02d", u+1), fmt.Sprintf("Dinas Percontohan %d", u+1)}) {
				return
			}
		}
	}
}

func (o Office) positions() iter.Seq[[]any] {
	titles := [...]string{"Sekretaris Daerah", "Kepala Dinas", "Kepala Bidang", "Kepala Subbagian", "Pelaksana"}
	return func(yield func([]any) bool) {
		for s := range o.everybody() {
			var superior any
			if s.superior != 0 {
				superior = s.superior
			}
			title := fmt.Sprintf("%s %d", titles[s.level], s.id)
			if !yield([]any{s.id, fmt.Sprintf("P%d", s.id), title, s.unit, superior, s.eselon()}) {
				return
			}
		}
	}
}

// everybody is all seats and the secretary, who sits in the first unit.
func (o Office) everybody() iter.Seq[seat] {
	return func(yield func(seat) bool) {
		for s := range o.seats() {
			if !yield(s) {
				return
			}
		}
		yield(seat{id: o.secretary(), unit: 1})
	}
}

func (o Office) employees() iter.Seq[[]any] {
	first := [...]string{"I Wayan", "Ni Wayan", "I Made", "Ni Made", "I Nyoman", "Ni Nyoman", "I Ketut", "Ni Ketut"}
	last := [...]string{"Sudana", "Suardika", "Astawa", "Ariani", "Widnyana", "Sukerta", "Lestari", "Mahendra", "Sulasih"}
	return func(yield func([]any) bool) {
		for s := range o.everybody() {
			name := first[s.id%int64(len(first))] + " " + last[s.id%int64(len(last))]
			nip, phone := fmt.Sprintf("19800101%010d", s.id), fmt.Sprintf("62811%08d", s.id)
			if !yield([]any{s.id, nip, name, "PNS", phone}) {
				return
			}
		}
	}
}

func (o Office) assignments() iter.Seq[[]any] {
	since := o.Today.AddDays(-365*o.Years-1).At(0, 0, time.UTC)
	return func(yield func([]any) bool) {
		for s := range o.everybody() {
			if !yield([]any{s.id, s.id, "DEFINITIF", since}) {
				return
			}
		}
	}
}

func (o Office) links() iter.Seq[[]any] {
	at := o.Today.AddDays(-30).At(9, 0, time.UTC)
	return func(yield func([]any) bool) {
		for s := range o.everybody() {
			if !yield([]any{s.id, account(s.id), at, at}) {
				return
			}
		}
	}
}

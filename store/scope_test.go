package store_test

import (
	"testing"

	"github.com/gelis-bali/gelis/domain/staff"
)

func TestAScopeTakesInWhoFitsOnTheDay(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.link(nyoman, 7)
	o.link(made, 8)
	o.exec("UPDATE link SET unreachable_since = linked_at WHERE account = 8")
	o.exec("UPDATE employee SET active = false WHERE nip = $1", putu)
	org := []staff.UnitID{o.unit("ORG")}
	nyomanToo := []staff.EmployeeID{o.employee(nyoman), o.employee(putu)}
	const (
		sekda  = "I Made Sudarsana, Sekretaris Daerah"
		karo   = "I Ketut Ardana, Kepala Biro Organisasi"
		kabag  = "I Wayan Sudira, Kepala Bagian Kelembagaan"
		acting = "I Wayan Sudira, Kepala Biro Organisasi"
		analis = "Ni Nyoman Suastini, Analis Kelembagaan"
		clerk  = "Ni Kadek Ratnasari, "
	)
	tests := []struct {
		name      string
		scope     staff.Scope
		want      []string
		reachable int
	}{
		{"nobody", staff.Scope{}, nil, 0},
		{"everyone who has not left, also without a position", staff.Scope{Everyone: true}, []string{karo, sekda, kabag, clerk, analis}, 1},
		{"a unit with all below it, each once", staff.Scope{Units: org}, []string{karo, kabag, analis}, 1},
		{"an echelon of everyone, by the position that fits", staff.Scope{Everyone: true, Echelons: []staff.Echelon{staff.EchelonII}}, []string{karo, acting}, 0},
		{"a kind of a unit", staff.Scope{Units: org, Kinds: []staff.Kind{staff.PPPK}}, []string{analis}, 1},
		{"a unit and an echelon that it does not have", staff.Scope{Units: org, Echelons: []staff.Echelon{staff.EchelonI}}, nil, 0},
		{"an echelon alone is nobody", staff.Scope{Echelons: []staff.Echelon{staff.EchelonI}}, nil, 0},
		{"who is named, but for who has left", staff.Scope{People: nyomanToo}, []string{analis}, 1},
		{"who is named, beside an echelon", staff.Scope{Everyone: true, Echelons: []staff.Echelon{staff.EchelonI}, People: nyomanToo}, []string{sekda, analis}, 1},
		{"everyone in a unit is that unit", staff.Scope{Everyone: true, Units: []staff.UnitID{o.unit("ORG-1")}}, []string{kabag, analis}, 1},
	}
	for _, tt := range tests {
		members, err := o.InScope(t.Context(), tt.scope)
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		var got []string
		for _, m := range members {
			got = append(got, m.Name+", "+m.Title)
		}
		same(t, tt.name, tt.want, got)
		people, reachable, err := o.CountInScope(t.Context(), tt.scope)
		if people != len(tt.want) || reachable != tt.reachable || err != nil {
			t.Errorf("%s: %d people, %d reachable, %v; want %d and %d", tt.name, people, reachable, err, len(tt.want), tt.reachable)
		}
	}
	o.clock.advance(7 * 24 * 3600e9) // nobody acts any more
	if people, _, err := o.CountInScope(t.Context(), staff.Scope{Everyone: true, Echelons: []staff.Echelon{staff.EchelonII}}); people != 1 || err != nil {
		t.Errorf("a week later %d are of echelon II, %v; want one", people, err)
	}
}

func TestUnitsHaveOthersBelowAndAbove(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	roots, err := o.RootUnits(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	same(t, "roots", []staff.UnitID{o.unit("SETDA")}, roots)
	below, err := o.UnitsBelow(t.Context(), []staff.UnitID{o.unit("ORG")})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "below the bureau", []staff.UnitID{o.unit("ORG"), o.unit("ORG-1")}, below)
}

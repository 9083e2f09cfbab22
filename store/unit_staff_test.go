package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/staff"
)

func (o *office) unit(code string) staff.UnitID {
	return staff.UnitID(o.number("SELECT id FROM unit WHERE code = $1", code))
}

func TestStaffOfUnitsAreFoundByNameNIPAndTitle(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.exec("UPDATE employee SET active = false WHERE nip = $1", putu)
	org := []staff.UnitID{o.unit("ORG"), o.unit("ORG-1"), o.unit("UMUM")}
	tests := []struct {
		name, text    string
		units         []staff.UnitID
		offset, limit int
		want          []string
		total         int
	}{
		{"everybody once, but who has left, in the first position of the units", "", org, 0, 9, []string{
			"I Ketut Ardana, Kepala Biro Organisasi", "I Wayan Sudira, Kepala Bagian Kelembagaan", "Ni Nyoman Suastini, Analis Kelembagaan",
		}, 3},
		{"a unit with what is below it", "", org[:1], 0, 9, []string{
			"I Ketut Ardana, Kepala Biro Organisasi", "I Wayan Sudira, Kepala Bagian Kelembagaan", "Ni Nyoman Suastini, Analis Kelembagaan",
		}, 3},
		{"a page", "", org, 1, 1, []string{"I Wayan Sudira, Kepala Bagian Kelembagaan"}, 3},
		{"past the end", "", org, 9, 9, []string{}, 0},
		{"words of name and title", "nyoman ANALIS", org, 0, 9, []string{"Ni Nyoman Suastini, Analis Kelembagaan"}, 1},
		{"NIP with spaces", "19750202 199903 1 002", org, 0, 9, []string{"I Ketut Ardana, Kepala Biro Organisasi"}, 1},
		{"a wildcard is a sign as any other", "%", org, 0, 9, []string{}, 0},
		{"no units", "", nil, 0, 9, []string{}, 0},
	}
	for _, tt := range tests {
		page, total, err := o.StaffOf(t.Context(), tt.units, tt.text, tt.offset, tt.limit)
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		got := []string{}
		for _, m := range page {
			got = append(got, m.Name+", "+m.Title)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" || total != tt.total {
			t.Errorf("%s: %d in all, want %d (-want +got):\n%s", tt.name, total, tt.total, diff)
		}
	}
}

func TestMembersAreOfTheUnitsAlone(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ids := []staff.EmployeeID{o.employee(nyoman), o.employee(putu)}
	got, err := o.Members(t.Context(), []staff.UnitID{o.unit("ORG-1")}, ids)
	want := []staff.Member{{
		Employee: staff.Employee{ID: ids[0], NIP: nyoman, Name: "Ni Nyoman Suastini", Kind: staff.PPPK, Active: true},
		Title:    "Analis Kelembagaan", UnitID: o.unit("ORG-1"), UnitName: "Bagian Kelembagaan",
	}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("members, %v (-want +got):\n%s", err, diff)
	}
	if none, err := o.Members(t.Context(), []staff.UnitID{o.unit("ORG")}, nil); len(none) > 0 || err != nil {
		t.Errorf("nobody wanted: %v, %v", none, err)
	}
}

func TestUnitsAreNamed(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	got, err := o.Units(t.Context(), []staff.UnitID{o.unit("UMUM"), o.unit("ORG-1"), 9999})
	want := []staff.Unit{{ID: o.unit("ORG-1"), Name: "Bagian Kelembagaan"}, {ID: o.unit("UMUM"), Name: "Biro Umum"}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("units, %v (-want +got):\n%s", err, diff)
	}
}

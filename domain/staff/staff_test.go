package staff_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/staff"
)

func held(id staff.PositionID, as staff.Capacity) staff.Holding {
	return staff.Holding{Position: staff.Position{ID: id}, Capacity: as}
}

func holding(all ...staff.Holding) staff.Actor {
	return staff.Actor{Employee: staff.Employee{ID: 11, Active: true}, Account: 70011, Holdings: all}
}

func granted(r staff.Role, covers ...staff.UnitID) staff.Actor {
	a := holding()
	a.Grants = []staff.Grant{{Role: r, UnitID: covers[0], Covers: covers}}
	return a
}

func superior() staff.Actor {
	h := held(4, staff.Plt)
	h.Leads = true
	return holding(held(5, staff.Definitive), h)
}

func TestAudiences(t *testing.T) {
	t.Parallel()
	people := map[string]staff.Actor{
		"stranger":       {Account: 99},
		"employee":       holding(held(5, staff.Definitive)),
		"no position":    holding(),
		"superior":       superior(),
		"clerk":          granted(staff.Clerk, 10),
		"personnel":      granted(staff.Personnel, 10),
		"admin":          granted(staff.Admin, 10),
		"unheard-of job": granted("UNHEARD_OF", 10),
	}
	linked := []string{"admin", "clerk", "employee", "no position", "personnel", "superior", "unheard-of job"}
	tests := map[staff.Audience][]string{
		staff.Anyone:           append(slices.Clone(linked), "stranger"),
		staff.Everyone:         linked,
		staff.Superiors:        {"superior"},
		staff.Clerks:           {"clerk"},
		staff.PersonnelOffice:  {"personnel"},
		staff.Administrators:   {"admin"},
		staff.PersonnelOrAdmin: {"admin", "personnel"},
		staff.Overseers:        {"personnel", "superior"},
		staff.Appointers:       {"admin", "personnel", "superior"},
		"an unknown audience":  nil,
		"":                     nil,
	}
	for audience, want := range tests {
		t.Run(string(audience), func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, who := range slices.Sorted(maps.Keys(people)) {
				if audience.Includes(people[who]) {
					got = append(got, who)
				}
			}
			slices.Sort(want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestAPositionHeldTwiceIsHeldDefinitively(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		by   staff.Actor
		want staff.Capacity // empty: it is not held
	}{
		{"definitive", holding(held(4, staff.Definitive)), staff.Definitive},
		{"as Plh beside another", holding(held(5, staff.Definitive), held(4, staff.Plh)), staff.Plh},
		{"as Plt", holding(held(4, staff.Plt), held(5, staff.Definitive)), staff.Plt},
		{"definitive before Plh", holding(held(4, staff.Definitive), held(4, staff.Plh)), staff.Definitive},
		{"definitive after Plt", holding(held(4, staff.Plt), held(4, staff.Definitive)), staff.Definitive},
		{"another position", holding(held(5, staff.Definitive)), ""},
		{"no position", holding(), ""},
		{"a stranger", staff.Actor{}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, ok := tt.by.Holds(4)
			if got.Capacity != tt.want || ok != (tt.want != "") || (ok && got.ID != 4) {
				t.Errorf("got %+v, %v, want %q", got, ok, tt.want)
			}
		})
	}
}

func TestEachPositionIsListedOnce(t *testing.T) {
	t.Parallel()
	by := holding(held(9, staff.Plt), held(4, staff.Plh), held(9, staff.Definitive), held(4, staff.Definitive), held(7, staff.Plh))
	if diff := cmp.Diff([]staff.PositionID{4, 7, 9}, by.PositionIDs()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := (staff.Actor{}).PositionIDs(); len(got) != 0 {
		t.Errorf("a stranger holds %v", got)
	}
	if by.Holdings[0].ID != 9 {
		t.Error("asking for the list has sorted the holdings")
	}
}

func TestARoleCoversItsUnitAndWhatIsBelow(t *testing.T) {
	t.Parallel()
	by := granted(staff.Clerk, 10, 11, 12)
	by.Grants = append(by.Grants, staff.Grant{Role: staff.Personnel, UnitID: 20, Covers: []staff.UnitID{20}})
	tests := []struct {
		name string
		role staff.Role
		unit staff.UnitID
		want bool
	}{
		{"its own unit", staff.Clerk, 10, true},
		{"a unit below", staff.Clerk, 12, true},
		{"another unit, where another role is held", staff.Clerk, 20, false},
		{"another role in its own unit", staff.Personnel, 10, false},
		{"the other role in its unit", staff.Personnel, 20, true},
		{"a role that is not held", staff.Admin, 10, false},
		{"no unit", staff.Clerk, 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := by.HasIn(tt.role, tt.unit); got != tt.want {
				t.Errorf("got %v", got)
			}
		})
	}
	if !by.Has(staff.Clerk) || by.Has(staff.Admin) {
		t.Error("a role is held if it is granted anywhere, and only then")
	}
}

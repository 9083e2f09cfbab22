package apel_test

import (
	"errors"
	"testing"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestAPlaceIsChangedByWhoCoversAllThatIsHeldThere(t *testing.T) {
	t.Parallel()
	ofOther := func(d *apel.Details) { d.Unit, d.Scope = other, staff.Scope{Units: []staff.UnitID{other}} }
	ended := func(o office) {
		r := mondays()
		ofOther(&r.Details)
		r.ID, r.Version, r.Active = 1, 1, false
		o.rules[0] = r
	}
	tests := []struct {
		name string
		come func(office)
		who  string
		want error
	}{
		{"an event of theirs", func(office) {}, "personnel", nil},
		{"an event of others", func(office) {}, "personnel elsewhere", apel.ErrNotManager},
		{"an event of others, by who covers all", func(o office) { ofOther(&o.events[0].Details) }, "admin", nil},
		{"an event for more than they cover", func(o office) { o.events[0].Scope = staff.Scope{Everyone: true} }, "personnel", apel.ErrNotManager},
		{"an event of others that goes on", func(o office) { o.set(at(7, 7, 0)) }, "personnel elsewhere", apel.ErrNotManager},
		{"an event of others that is over", func(o office) { o.set(at(7, 9, 0)) }, "personnel elsewhere", nil},
		{"an event of others that was called off", func(o office) { o.events[0].State = apel.Cancelled }, "personnel elsewhere", nil},
		{"a rule of others", func(o office) { ofOther(&o.rules[0].Details) }, "personnel", apel.ErrNotManager},
		{"a rule of others that has ended", ended, "personnel", nil},
		{"by nobody who manages", func(office) {}, "self", apel.ErrNotManager},
	}
	for _, tt := range tests {
		o := open()
		r := mondays()
		r.ID, r.Version, r.Place.ID = 1, 1, 2
		if tt.who == "personnel" {
			r.Place.ID = 1
		}
		o.places = append(o.places, apel.Place{ID: 2, Name: "Lapangan", Active: true})
		o.rules = []apel.Rule{r}
		tt.come(o)
		wider := yard()
		wider.Radius = 250
		err := o.SavePlace(t.Context(), crowd()[tt.who], wider)
		if !errors.Is(err, tt.want) || tt.want == nil && (err != nil || o.places[0].Radius != 250) || err != nil && o.places[0] != yard() {
			t.Errorf("%s: got %v, want %v; the place is %+v", tt.name, err, tt.want, o.places[0])
		}
	}
}

func TestAnyManagerAddsAPlaceWithASensibleFence(t *testing.T) {
	t.Parallel()
	o := open()
	fresh := yard()
	fresh.ID, fresh.Name, fresh.Radius = 0, "Lapangan Renon", 2000
	done(t, o.SavePlace(t.Context(), crowd()["personnel elsewhere"], fresh))
	fresh.Radius = 2001
	if err := o.SavePlace(t.Context(), crowd()["personnel elsewhere"], fresh); fieldOf(err) != apel.FieldRadius {
		t.Errorf("a fence of 2001 metres: %v", err)
	}
	fresh.ID, fresh.Radius = 9, 100
	if err := o.SavePlace(t.Context(), crowd()["admin"], fresh); !errors.Is(err, apel.ErrNoSuchPlace) {
		t.Errorf("a place that is not there: %v", err)
	}
}

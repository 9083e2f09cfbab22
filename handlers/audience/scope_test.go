package audience_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/audience"
)

func TestAScopeIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfN(rapid.Int64Range(1, 1<<40), 0, 5)
		var want staff.Scope
		want.Everyone = rapid.Bool().Draw(t, "everyone")
		for _, id := range ids.Draw(t, "units") {
			want.Units = append(want.Units, staff.UnitID(id))
		}
		for _, id := range ids.Draw(t, "people") {
			want.People = append(want.People, staff.EmployeeID(id))
		}
		if rapid.Bool().Draw(t, "narrowed") {
			want.Echelons, want.Kinds = audience.Echelons(), audience.Kinds()[1:]
		}
		got, err := audience.Read(audience.Text(want))
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Fatalf("%q (-want +got): %v\n%s", audience.Text(want), err, diff)
		}
	})
}

func TestWhatIsNoScopeIsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"SEMUA 1", "UNIT", "UNIT x", "UNIT 1,-2", "ESELON V", "JENIS CPNS", "ORANG 0", "SEMUA;UNIT 1", "semua", "; "} {
		if s, err := audience.Read(text); err == nil {
			t.Errorf("%q is read as %+v", text, s)
		}
	}
}

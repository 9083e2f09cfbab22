package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/domain/staff"
)

func firstMonday() roster.ApelRule {
	return roster.ApelRule{
		Name: "Apel disiplin", Kind: apel.Assembly, Minute: 450, Place: "Halaman Dinas", Window: apel.DefaultWindow(), Unit: "SETDA", Active: true,
		Recurrence: calendar.Rule{Kind: calendar.MonthWeekday, Nth: 1, Weekday: time.Monday, Shift: calendar.NextWeek},
	}
}

func TestApelRulesAreImportedByTheirNames(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	rule := firstMonday()
	office := roster.Office{ApelPlaces: []roster.ApelPlace{{Name: "Halaman Dinas", Latitude: -8.67, Longitude: 115.2, Radius: 100, Active: true}}}
	for _, step := range []struct {
		says   string
		change func()
		want   roster.Tally
		kept   string
	}{
		{"a new one", func() {}, roster.Tally{Created: 1}, "1 450 true true Halaman Dinas HARI_KE 1 SENIN; MINGGU_BERIKUT"},
		{"the same again", func() {}, roster.Tally{Unchanged: 1}, "1 450 true true Halaman Dinas HARI_KE 1 SENIN; MINGGU_BERIKUT"},
		{"another hour, for a unit", func() { rule.Minute, rule.Units = 480, []string{"SETDA"} }, roster.Tally{Changed: 1}, "2 480 false true Halaman Dinas HARI_KE 1 SENIN; MINGGU_BERIKUT"},
		{"ended", func() { rule.Active = false }, roster.Tally{Changed: 1}, "3 480 false false Halaman Dinas HARI_KE 1 SENIN; MINGGU_BERIKUT"},
	} {
		step.change()
		office.ApelRules = []roster.ApelRule{rule}
		report := o.importAll(office)
		if diff := cmp.Diff(step.want, report.ApelRules); diff != "" {
			t.Errorf("%s (-want +got):\n%s", step.says, diff)
		}
		kept := o.texts("SELECT concat_ws(' ', r.version, r.minute, r.everyone::text, r.active::text, p.name, r.recurrence) FROM apel_rule r JOIN apel_place p ON p.id = r.place_id")
		if diff := cmp.Diff([]string{step.kept}, kept); diff != "" {
			t.Errorf("%s (-want +got):\n%s", step.says, diff)
		}
	}
}

func TestOfficersOfAnImportedRuleAreThePeopleNamed(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	rule := firstMonday()
	nips := o.texts("SELECT nip FROM employee ORDER BY nip LIMIT 2")
	rule.Officers = []staff.NIP{staff.NIP(nips[1]), staff.NIP(nips[0])}
	o.importAll(roster.Office{ApelPlaces: []roster.ApelPlace{{Name: "Halaman Dinas", Radius: 100, Active: true}}, ApelRules: []roster.ApelRule{rule}})
	got := o.texts("SELECT e.nip FROM apel_rule r JOIN employee e ON e.id = ANY(r.officers) ORDER BY e.nip")
	if diff := cmp.Diff(nips, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if keys, err := o.KnownKeys(t.Context()); err != nil || !keys.ApelRules["Apel disiplin"] || !keys.ApelPlaces["Halaman Dinas"] {
		t.Errorf("%v, %v", keys.ApelRules, err)
	}
}

package apel_test

import (
	"testing"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
)

func TestDressFollowsTheWeightiestRule(t *testing.T) {
	t.Parallel()
	decreed := calendar.Day{Date: on(12, 15), Kind: calendar.OfficeOwn, Name: "Purnama Kanem", Source: "surat edaran"}
	tests := []struct {
		name  string
		day   calendar.Date
		kind  apel.Kind
		fixed apel.Dress
		want  apel.Dress
		why   apel.Why
	}{
		{"Tilem on a Monday, as on 4 February 2019", calendar.NewDate(2019, 2, 4), apel.Assembly, "", apel.Adat, apel.DressTilem},
		{"Purnama on a Tuesday: adat, not endek", on(11, 24), apel.Assembly, "", apel.Adat, apel.DressPurnama},
		{"a decreed Purnama on a Tuesday", on(12, 15), apel.Assembly, "", apel.Adat, apel.DressPurnama},
		{"Hari Jadi Provinsi, a Friday", on(8, 14), apel.Ceremony, "", apel.Adat, apel.DressProvince},
		{"the ceremony of the 17th", on(11, 17), apel.Ceremony, "", apel.Korpri, apel.DressAwareness},
		{"an apel on the 17th is no ceremony", on(11, 17), apel.Assembly, "", apel.Endek, apel.DressTuesday},
		{"a ceremony on another day", on(12, 7), apel.Ceremony, "", apel.Khaki, apel.DressWeekday},
		{"the ceremony of a 17th that is a Thursday", on(12, 17), apel.Ceremony, "", apel.Korpri, apel.DressAwareness},
		{"an apel on a 17th that is a Thursday", on(12, 17), apel.Assembly, "", apel.Adat, apel.DressThursday},
		{"Thursday", on(12, 3), apel.Assembly, "", apel.Adat, apel.DressThursday},
		{"Tuesday", on(12, 1), apel.Assembly, "", apel.Endek, apel.DressTuesday},
		{"Monday", on(12, 7), apel.Assembly, "", apel.Khaki, apel.DressWeekday},
		{"Wednesday", on(12, 2), apel.Assembly, "", apel.White, apel.DressWeekday},
		{"Friday", on(12, 4), apel.Assembly, "", apel.Batik, apel.DressWeekday},
		{"what the rule fixes, even on Purnama", on(11, 24), apel.Assembly, apel.Sport, apel.Sport, apel.DressFixed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, why := apel.Details{Kind: tt.kind, Dress: tt.fixed}.DressOn(tt.day, calendar.New([]calendar.Day{decreed}))
			if got != tt.want || why != tt.why {
				t.Errorf("got %s by %s, want %s by %s", got, why, tt.want, tt.why)
			}
		})
	}
}

package calendar_test

import (
	"encoding/csv"
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/gelis-bali/gelis/domain/calendar"
)

func TestPublishedBalineseDaysAreComputed(t *testing.T) {
	t.Parallel()
	file, err := os.Open("testdata/bali_days.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		day, err := calendar.ParseDate(row[0])
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, d := range calendar.Balinese(day) {
			found = found || d.Name == row[1]
		}
		if !found {
			t.Errorf("%s is published as %s, computed is %v", row[0], row[1], calendar.Balinese(day))
		}
	}
	if len(rows) != 41 {
		t.Errorf("%d rows were read, want 40 and a head", len(rows))
	}
}

func TestDaysThatTheOfficeRemembers(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		day   calendar.Date
		moon  calendar.Kind
		other string
	}{
		{"the first day of the reckoning", calendar.NewDate(2000, time.January, 6), calendar.Tilem, "UMANIS GALUNGAN"},
		{"the day before it is not reckoned", calendar.NewDate(2000, time.January, 5), "", ""},
		{"Monday 4 February 2019 was Tilem: busana adat", calendar.NewDate(2019, time.February, 4), calendar.Tilem, ""},
		{"Tuesday 24 November 2026 is Purnama: adat, not endek", calendar.NewDate(2026, time.November, 24), calendar.Purnama, ""},
		{"Galungan of June 2026", calendar.NewDate(2026, time.June, 17), "", "GALUNGAN"},
		{"the day after it", calendar.NewDate(2026, time.June, 18), "", "UMANIS GALUNGAN"},
		{"Kuningan ten days later", calendar.NewDate(2026, time.June, 27), "", "KUNINGAN"},
		{"an ordinary day", calendar.NewDate(2026, time.November, 25), "", ""},
		{"no day", calendar.Date{}, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := calendar.Moon(test.day); got != test.moon {
				t.Errorf("the moon of %s is %q, want %q", test.day, got, test.moon)
			}
			var other string
			for _, d := range calendar.Balinese(test.day) {
				if d.Kind == calendar.PawukonDay {
					other = d.Name
				}
			}
			if other != test.other {
				t.Errorf("%s is %q in the Pawukon, want %q", test.day, other, test.other)
			}
		})
	}
}

func TestTheCyclesComeBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := calendar.NewDate(2000, time.January, 6).AddDays(rapid.IntRange(0, 60_000).Draw(t, "days"))
		if calendar.Pawukon(d) != calendar.Pawukon(d.AddDays(210)) {
			t.Fatalf("%s and 210 days later differ in the Pawukon", d)
		}
		// A full moon is followed by a dark one, 14 or 15 days later, and the other way round.
		moon := calendar.Moon(d)
		if moon == "" {
			return
		}
		next := 1
		for calendar.Moon(d.AddDays(next)) == "" {
			next++
		}
		if following := calendar.Moon(d.AddDays(next)); following == moon || next < 14 || next > 15 {
			t.Fatalf("%s is %s, and %d days later comes %s", d, moon, next, following)
		}
	})
}

func TestADayIsCalledByItsDecreeFirst(t *testing.T) {
	t.Parallel()
	c := calendar.New([]calendar.Day{
		{Date: calendar.NewDate(2026, time.June, 17), Kind: calendar.BaliDispensation, Name: "Hari Raya Galungan", Source: "B-253"},
	})
	galungan := c.Observed(calendar.NewDate(2026, time.June, 17))
	if len(galungan) != 1 || galungan[0].Name != "Hari Raya Galungan" {
		t.Errorf("Galungan is called %v, want it once, as the circular has it", galungan)
	}
	if full := c.Observed(calendar.NewDate(2026, time.November, 24)); len(full) != 1 || full[0].Kind != calendar.Purnama {
		t.Errorf("24 November 2026 is called %v, want Purnama", full)
	}
}

func TestAYearHasAllItsSpecialDays(t *testing.T) {
	t.Parallel()
	days := calendar.New(calendar.Shipped()).SpecialDays(2026)
	count := map[calendar.Kind]int{}
	for i, d := range days {
		count[d.Kind]++
		if i > 0 && d.Date.Before(days[i-1].Date) {
			t.Errorf("%s comes after %s", d.Date, days[i-1].Date)
		}
	}
	if count[calendar.Purnama] < 12 || count[calendar.Tilem] < 12 || count[calendar.National] == 0 || count[calendar.PawukonDay] < 7 {
		t.Errorf("2026 has %v", count)
	}
}

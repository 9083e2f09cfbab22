package calendar_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gelis-bali/gelis/domain/calendar"
)

func TestIsWorking(t *testing.T) {
	t.Parallel()
	days := append(calendar.Shipped(),
		calendar.Day{Date: day(t, "2026-08-14"), Kind: calendar.OfficeOwn, Name: "Hari Jadi Provinsi", Source: "SE"},
		calendar.Day{Date: day(t, "2026-08-13"), Kind: "SOMETHING_NEW", Name: "?", Source: "?"},
		calendar.Day{Kind: calendar.National, Name: "no date", Source: "?"},
	)
	c := calendar.New(days)
	tests := []struct {
		name string
		date string
		want bool
	}{
		{"an ordinary Tuesday", "2026-08-18", true},
		{"an ordinary Friday", "2026-08-21", true},
		{"a Saturday", "2026-08-15", false},
		{"a Sunday", "2026-08-16", false},
		{"a national holiday", "2026-08-17", false},
		{"joint leave", "2026-12-24", false},
		{"the office's own day", "2026-08-14", false},
		{"a kind that nobody knows", "2026-08-13", true},
		{"a dispensation for Hindu staff", "2026-06-17", true},
		{"a dispensation on a national holiday", "2026-06-16", false},
		{"a dispensation on joint leave", "2026-03-18", false},
		{"a dispensation on a Saturday", "2026-06-27", false},
		{"a Monday of a year without a decree", "2028-01-03", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := c.IsWorking(day(t, tt.date)); got != tt.want {
				t.Errorf("%s: got %v, want %v", tt.date, got, tt.want)
			}
		})
	}
	if c.IsWorking(calendar.Date{}) {
		t.Error("no date is no working day")
	}
}

func TestDispensationsAreDaysOffIfTheOfficeSaysSo(t *testing.T) {
	t.Parallel()
	c := calendar.NewWithOptions(calendar.Shipped(), calendar.Options{DispensationIsOff: true})
	if c.IsWorking(day(t, "2026-06-17")) {
		t.Error("Galungan is a working day")
	}
	if got, want := c.NextWorking(day(t, "2026-06-15")), day(t, "2026-06-19"); got != want {
		t.Errorf("after 15 June comes %v, want %v", got, want)
	}
}

func TestNeighbouringWorkingDays(t *testing.T) {
	t.Parallel()
	c := calendar.New(calendar.Shipped())
	tests := []struct {
		name           string
		previous, next string
		between        []string
	}{
		{"within a week", "2026-08-18", "2026-08-19", nil},
		{"over a weekend", "2026-08-07", "2026-08-10", []string{"2026-08-08", "2026-08-09"}},
		{
			"over Nyepi and Idul Fitri, with their joint leave and a weekend", "2026-03-17", "2026-03-25",
			[]string{"2026-03-18", "2026-03-19", "2026-03-20", "2026-03-21", "2026-03-22", "2026-03-23", "2026-03-24"},
		},
		{"over Christmas", "2026-12-23", "2026-12-28", []string{"2026-12-24", "2026-12-25", "2026-12-26", "2026-12-27"}},
		{"over the year's end, with 2027 not decreed", "2026-12-31", "2027-01-01", nil},
		{"over new year's day", "2025-12-31", "2026-01-02", []string{"2026-01-01"}},
		{"over a leap day", "2024-02-28", "2024-02-29", nil},
		{"over a leap day's weekend", "2020-02-28", "2020-03-02", []string{"2020-02-29", "2020-03-01"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			previous, next := day(t, tt.previous), day(t, tt.next)
			for _, from := range append([]string{tt.previous}, tt.between...) {
				if got := c.NextWorking(day(t, from)); got != next {
					t.Errorf("after %s: got %v, want %v", from, got, next)
				}
			}
			for _, from := range append([]string{tt.next}, tt.between...) {
				if got := c.PreviousWorking(day(t, from)); got != previous {
					t.Errorf("before %s: got %v, want %v", from, got, previous)
				}
			}
		})
	}
}

func TestAddWorkingDays(t *testing.T) {
	t.Parallel()
	c := calendar.New(calendar.Shipped())
	tests := []struct {
		from string
		n    int
		want string
	}{
		{"2026-08-18", 0, "2026-08-18"},
		{"2026-08-16", 0, "2026-08-16"},
		{"2026-08-18", 3, "2026-08-21"},
		{"2026-08-21", 1, "2026-08-24"},
		{"2026-08-21", 3, "2026-08-27"}, // Maulid on the 25th
		{"2026-03-17", 3, "2026-03-27"},
		{"2026-03-25", -1, "2026-03-17"},
		{"2026-12-30", 3, "2027-01-04"},
		{"2026-01-02", -2, "2025-12-30"},
	}
	for _, tt := range tests {
		if got := c.AddWorkingDays(day(t, tt.from), tt.n); got != day(t, tt.want) {
			t.Errorf("%s and %d working days: got %v, want %s", tt.from, tt.n, got, tt.want)
		}
	}
}

func TestWorkingDaysBetweenCountsBothEnds(t *testing.T) {
	t.Parallel()
	c := calendar.New(calendar.Shipped())
	tests := []struct {
		name     string
		from, to string
		want     int
	}{
		{"one working day", "2026-08-18", "2026-08-18", 1},
		{"one Sunday", "2026-08-16", "2026-08-16", 0},
		{"one holiday", "2026-08-17", "2026-08-17", 0},
		{"an ordinary week", "2026-08-03", "2026-08-07", 5},
		{"an ordinary week with its weekend", "2026-08-02", "2026-08-08", 5},
		{"two weeks with Proklamasi", "2026-08-10", "2026-08-21", 9},
		{"the days off around Idul Fitri", "2026-03-18", "2026-03-24", 0},
		{"and one at each end", "2026-03-17", "2026-03-25", 2},
		{"the year 2026", "2026-01-01", "2026-12-31", 261 - 13 - 8}, // weekdays, less the SKB's holidays and joint leave that fall on them
		{"a leap year without a decree", "2024-01-01", "2024-12-31", 262},
		{"backwards", "2026-08-21", "2026-08-10", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := c.WorkingDaysBetween(day(t, tt.from), day(t, tt.to)); got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
	if got := c.WorkingDaysBetween(calendar.Date{}, day(t, "2026-08-18")); got != 0 {
		t.Errorf("from no date: got %d", got)
	}
	if got := c.WorkingDaysBetween(day(t, "2026-08-18"), calendar.Date{}); got != 0 {
		t.Errorf("to no date: got %d", got)
	}
}

func TestOnTellsTheDaysByWeightAndCannotBeUsedToChangeThem(t *testing.T) {
	t.Parallel()
	c := calendar.New([]calendar.Day{
		{Date: day(t, "2026-06-16"), Kind: "SOMETHING_NEW", Name: "d"},
		{Date: day(t, "2026-06-16"), Kind: calendar.BaliDispensation, Name: "c"},
		{Date: day(t, "2026-06-17"), Kind: calendar.National, Name: "another day"},
		{Date: day(t, "2026-06-16"), Kind: calendar.OfficeOwn, Name: "b"},
		{Date: day(t, "2026-06-16"), Kind: calendar.National, Name: "a"},
	})
	names := func() (all []string) {
		for _, d := range c.On(day(t, "2026-06-16")) {
			all = append(all, d.Name)
		}
		return all
	}
	c.On(day(t, "2026-06-16"))[0].Name = "changed"
	if diff := cmp.Diff([]string{"a", "b", "c", "d"}, names()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := c.On(day(t, "2026-06-18")); len(got) != 0 {
		t.Errorf("an ordinary day is special: %v", got)
	}
}

func TestOnlyNationalHolidaysMakeAYearDecreed(t *testing.T) {
	t.Parallel()
	c := calendar.New(append(calendar.Shipped(),
		calendar.Day{Date: day(t, "2027-01-07"), Kind: calendar.BaliDispensation},
		calendar.Day{Date: day(t, "2027-08-14"), Kind: calendar.OfficeOwn},
	))
	for year, want := range map[int]bool{2025: false, 2026: true, 2027: false, 0: false} {
		if got := c.HasDecree(year); got != want {
			t.Errorf("%d: got %v, want %v", year, got, want)
		}
	}
}

func TestACalendarFullOfHolidaysEndsTheSearch(t *testing.T) {
	t.Parallel()
	first, last := day(t, "9990-01-01"), day(t, "9999-12-31")
	var full []calendar.Day
	for d := first; !d.IsZero(); d = d.AddDays(1) {
		full = append(full, calendar.Day{Date: d, Kind: calendar.National})
	}
	c := calendar.New(full)
	const most = int(^uint(0) >> 1)
	tests := map[string]calendar.Date{
		"next":               c.NextWorking(first),
		"next of no date":    c.NextWorking(calendar.Date{}),
		"previous of none":   c.PreviousWorking(calendar.Date{}),
		"previous of first":  c.PreviousWorking(day(t, "0001-01-01")),
		"add from the full":  c.AddWorkingDays(first, 1),
		"add more than all":  c.AddWorkingDays(day(t, "9980-01-01"), most),
		"take more than all": c.AddWorkingDays(day(t, "0010-01-01"), -most-1),
		"add to no date":     c.AddWorkingDays(calendar.Date{}, most),
	}
	for name, got := range tests {
		if !got.IsZero() {
			t.Errorf("%s: got %v, want no date", name, got)
		}
	}
	if got := c.WorkingDaysBetween(first, last); got != 0 {
		t.Errorf("%d working days in ten years of holidays", got)
	}
	if got, want := c.PreviousWorking(last), day(t, "9989-12-29"); got != want {
		t.Errorf("before the end: got %v, want %v", got, want)
	}
}

func TestTheNeighboursOfADayAreWorkingDaysWithNoneBetween(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, d := anyCalendar().Draw(t, "calendar"), near().Draw(t, "date")
		next, previous := c.NextWorking(d), c.PreviousWorking(d)
		if !c.IsWorking(next) || !next.After(d) || !c.IsWorking(previous) || !previous.Before(d) {
			t.Fatalf("around %v: %v and %v", d, previous, next)
		}
		after, before := c.WorkingDaysBetween(d.AddDays(1), next), c.WorkingDaysBetween(previous, d.AddDays(-1))
		if after != 1 || before != 1 {
			t.Fatalf("from %v to %v: %d and %d working days beside %v", previous, next, before, after, d)
		}
	})
}

func TestAddingAndCountingWorkingDaysAgree(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, d := anyCalendar().Draw(t, "calendar"), near().Draw(t, "date")
		n := rapid.IntRange(1, 60).Draw(t, "n")
		later, earlier := c.AddWorkingDays(d, n), c.AddWorkingDays(d, -n)
		if got := c.WorkingDaysBetween(d.AddDays(1), later); !c.IsWorking(later) || got != n {
			t.Fatalf("%d working days after %v is %v, counted %d", n, d, later, got)
		}
		if got := c.WorkingDaysBetween(earlier, d.AddDays(-1)); !c.IsWorking(earlier) || got != n {
			t.Fatalf("%d working days before %v is %v, counted %d", n, d, earlier, got)
		}
		if back := c.AddWorkingDays(later, -n); c.IsWorking(d) && back != d {
			t.Fatalf("%v, %d forward and back is %v", d, n, back)
		}
	})
}

func TestCountingIsTheSameAsCountingOneByOne(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := anyCalendar().Draw(t, "calendar")
		from, to := near().Draw(t, "from"), near().Draw(t, "to")
		if got, want := c.WorkingDaysBetween(from, to), countOneByOne(c, from, to); got != want {
			t.Fatalf("from %v to %v: got %d, want %d", from, to, got, want)
		}
	})
}

func countOneByOne(c *calendar.Calendar, from, to calendar.Date) int {
	count := 0
	for d := from; !d.After(to); d = d.AddDays(1) {
		if c.IsWorking(d) {
			count++
		}
	}
	return count
}

// anyCalendar draws calendars with up to 200 days around the turn of 2027 to
// 2028, each of any kind and some of them twice.
func anyCalendar() *rapid.Generator[*calendar.Calendar] {
	special := rapid.Custom(func(t *rapid.T) calendar.Day {
		return calendar.Day{Date: near().Draw(t, "date"), Kind: rapid.SampledFrom(calendar.Kinds()).Draw(t, "kind")}
	})
	return rapid.Custom(func(t *rapid.T) *calendar.Calendar {
		options := calendar.Options{DispensationIsOff: rapid.Bool().Draw(t, "dispensation is off")}
		return calendar.NewWithOptions(rapid.SliceOfN(special, 0, 200).Draw(t, "days"), options)
	})
}

// near draws days so close together that holidays meet.
func near() *rapid.Generator[calendar.Date] {
	return rapid.Custom(func(t *rapid.T) calendar.Date {
		return calendar.NewDate(2027, time.December, 1).AddDays(rapid.IntRange(0, 120).Draw(t, "day"))
	})
}

package leave_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/leave"
)

func TestTheOldestDaysAreTakenFirst(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		record leave.Record
		days   leave.Days
		want   []leave.Charge
	}{
		{"of two years before", old(), leave.Days{{2020, 5}}, []leave.Charge{{2020, 2018, 5}}},
		{"of all three", old(), leave.Days{{2020, 24}}, []leave.Charge{{2020, 2018, 6}, {2020, 2019, 6}, {2020, 2020, 12}}},
		{"of the year before", old(spent(2017)), leave.Days{{2019, 7}}, []leave.Charge{{2019, 2018, 6}, {2019, 2019, 1}}},
		{"where nothing is carried over, of the year", old(spent(2018)), leave.Days{{2019, 1}}, []leave.Charge{{2019, 2019, 1}}},
		{"after earlier leave, what is left", old(spent(2017), used(2019, 2018, 5)), leave.Days{{2019, 3}}, []leave.Charge{{2019, 2018, 1}, {2019, 2019, 2}}},
		{
			"over the year's end, each year's", old(spent(2018)),
			leave.Days{{2019, 3}, {2020, 8}},
			[]leave.Charge{{2019, 2019, 3}, {2020, 2019, 6}, {2020, 2020, 2}},
		},
		{
			"in whatever order the years are given", old(spent(2018)),
			leave.Days{{2020, 8}, {2019, 3}},
			[]leave.Charge{{2019, 2019, 3}, {2020, 2019, 6}, {2020, 2020, 2}},
		},
		{
			"the days before the year's end are not carried over", old(spent(2018)),
			leave.Days{{2019, 9}, {2020, 4}},
			[]leave.Charge{{2019, 2019, 9}, {2020, 2019, 3}, {2020, 2020, 1}},
		},
		{"no days", old(), nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := tt.record.Take(tt.days)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestTooFewDaysAreRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		record leave.Record
		days   leave.Days
		want   leave.QuotaError
	}{
		{"the regulation's example: 18 at the most", old(spent(2017)), leave.Days{{2019, 24}}, leave.QuotaError{Asked: 24, Left: 18, Year: 2019}},
		{"24 at the most", old(), leave.Days{{2020, 25}}, leave.QuotaError{Asked: 25, Left: 24, Year: 2020}},
		{"what was asked for counts", old(spent(2018), used(2019, 2019, 10)), leave.Days{{2019, 3}}, leave.QuotaError{Asked: 3, Left: 2, Year: 2019}},
		{"in the year of a long leave", old(long(2019)), leave.Days{{2019, 1}}, leave.QuotaError{Asked: 1, Year: 2019, LongLeave: true}},
		{"after the year's end", old(spent(2018)), leave.Days{{2019, 12}, {2020, 13}}, leave.QuotaError{Asked: 13, Left: 12, Year: 2020}},
		{"before the year's end", old(spent(2018)), leave.Days{{2019, 13}, {2020, 1}}, leave.QuotaError{Asked: 13, Left: 12, Year: 2019}},
		{"what next year relies on", old(spent(2018), used(2020, 2019, 6)), leave.Days{{2019, 7}}, leave.QuotaError{Asked: 7, Left: 6, Year: 2019}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			charges, err := tt.record.Take(tt.days)
			got, ok := errors.AsType[*leave.QuotaError](err)
			if !ok || charges != nil {
				t.Fatalf("got %v and %v", charges, err)
			}
			if diff := cmp.Diff(tt.want, *got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestDaysOfALeaveByYear(t *testing.T) {
	t.Parallel()
	cal := calendar.New(calendar.Shipped())
	day := calendar.NewDate
	tests := []struct {
		name     string
		from, to calendar.Date
		want     leave.Days
	}{
		{"a week", day(2026, time.November, 23), day(2026, time.November, 27), leave.Days{{2026, 5}}},
		{"a day", day(2026, time.November, 23), day(2026, time.November, 23), leave.Days{{2026, 1}}},
		{"a weekend", day(2026, time.November, 28), day(2026, time.November, 29), nil},
		{"weekends do not count", day(2026, time.November, 27), day(2026, time.November, 30), leave.Days{{2026, 2}}},
		{"neither do joint leave and Christmas", day(2026, time.December, 23), day(2026, time.December, 28), leave.Days{{2026, 2}}},
		{"over the year's end", day(2026, time.December, 28), day(2027, time.January, 8), leave.Days{{2026, 4}, {2027, 6}}},
		{"the old year's last days are a weekend", day(2022, time.December, 31), day(2023, time.January, 3), leave.Days{{2023, 2}}},
		{"backwards", day(2026, time.November, 24), day(2026, time.November, 23), nil},
		{"without a beginning", calendar.Date{}, day(2026, time.November, 23), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := leave.Spread(cal, tt.from, tt.to)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if !tt.from.IsZero() && got.Total() != cal.WorkingDaysBetween(tt.from, tt.to) {
				t.Errorf("a total of %d", got.Total())
			}
		})
	}
}

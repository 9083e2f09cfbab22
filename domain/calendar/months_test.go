package calendar_test

import (
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
)

func TestMonthsLater(t *testing.T) {
	t.Parallel()
	day := calendar.NewDate
	tests := []struct {
		from   calendar.Date
		months int
		want   calendar.Date
	}{
		{day(2026, time.March, 1), 3, day(2026, time.June, 1)},
		{day(2026, time.November, 23), 3, day(2027, time.February, 23)},
		{day(2026, time.November, 30), 3, day(2027, time.February, 28)},
		{day(2027, time.November, 30), 3, day(2028, time.February, 29)},
		{day(2026, time.August, 31), 1, day(2026, time.September, 30)},
		{day(2026, time.January, 31), -2, day(2025, time.November, 30)},
		{day(2026, time.January, 31), 12, day(2027, time.January, 31)},
		{day(2024, time.February, 29), 12, day(2025, time.February, 28)},
		{day(2026, time.January, 31), 0, day(2026, time.January, 31)},
		{day(9999, time.December, 31), 1, calendar.Date{}},
		{day(1, time.January, 1), -1, calendar.Date{}},
		{day(2026, time.January, 1), 1 << 60, calendar.Date{}},
		{calendar.Date{}, 1, calendar.Date{}},
	}
	for _, tt := range tests {
		if got := tt.from.AddMonths(tt.months); got != tt.want {
			t.Errorf("%d months after %s: got %s, want %s", tt.months, tt.from, got, tt.want)
		}
	}
}

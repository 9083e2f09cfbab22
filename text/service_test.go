package text

import (
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
)

func TestServiceIsCountedInWholeMonths(t *testing.T) {
	t.Parallel()
	today := day(2026, time.November, 23)
	for _, tt := range []struct {
		since calendar.Date
		want  string
	}{
		{day(2015, time.April, 1), "11 tahun 7 bulan"},
		{day(2015, time.November, 23), "11 tahun 0 bulan"},
		{day(2015, time.November, 24), "10 tahun 11 bulan"},
		{day(2026, time.January, 31), "9 bulan"},
		{day(2026, time.November, 23), "0 bulan"},
		{day(2026, time.November, 24), "-"},
		{calendar.Date{}, "-"},
	} {
		if got := Service(tt.since, today); got != tt.want {
			t.Errorf("since %s: %q, want %q", tt.since, got, tt.want)
		}
	}
}

package store_test

import (
	"testing"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/roster"
)

func TestImportedDaysStandInTheCalendarOnce(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	brings := func(days ...calendar.Day) roster.Tally {
		t.Helper()
		report, err := o.ImportOfficeQuietly(t.Context(), roster.Office{Days: days})
		if err != nil {
			t.Fatal(err)
		}
		return report.Days
	}
	other := anniversary()
	other.Source = "SE 9"
	same(t, "the first time", roster.Tally{Created: 1}, brings(anniversary()))
	same(t, "again", roster.Tally{Unchanged: 1}, brings(anniversary()))
	same(t, "with another source", roster.Tally{Changed: 1}, brings(other))
	same(t, "the day", other, o.book().Days[0].Day)
	keys, err := o.KnownKeys(t.Context())
	if err != nil || !keys.Days[roster.KeyOfDay(other)] {
		t.Errorf("the day is not known: %v and %v", keys.Days, err)
	}
	o.must(o.calendarDesk().Remove(t.Context(), o.keeperOfAll(), o.book().Days[0].ID))
	same(t, "after it was removed", roster.Tally{Created: 1}, brings(other))
	same(t, "days", 1, len(o.book().Days))
}

package store_test

import (
	"context"
	"testing"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
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

// beforeCalendar is the schema that had no calendar yet.
func beforeCalendar(ctx context.Context, url string) error { return store.MigrateTo(ctx, url, 8) }

func TestAnOfficeThatIsThereGetsItsCalendar(t *testing.T) {
	t.Parallel()
	url := storetest.Database(t, beforeCalendar)
	storetest.Exec(t, url, "INSERT INTO unit (code, name) VALUES ('PROV', 'Pemerintah Provinsi')")
	if err := store.Migrate(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	s := open(t, url)
	for range 2 {
		if err := s.SeedCalendar(t.Context(), calendar.Shipped()); err != nil {
			t.Fatal(err)
		}
	}
	book, err := s.Book(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	same(t, "days", len(calendar.Shipped()), len(book.Days))
	same(t, "units above all", 1, len(book.Roots))
}

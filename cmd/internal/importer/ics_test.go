package importer_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/cmd/internal/importer"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/roster"
)

// readDays reads a folder with one file of days.
func readDays(t *testing.T, name string, lines ...string) importer.Reading {
	t.Helper()
	folder := fstest.MapFS{name: {Data: []byte(strings.Join(lines, "\r\n") + "\r\n")}}
	reading, err := importer.Read(folder, roster.Keys{}, importer.Options{
		Now: time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC), Zone: time.UTC, Calendar: calendar.New(nil),
	})
	if err != nil {
		t.Fatal(err)
	}
	return reading
}

func TestDaysAreReadFromACalendarFile(t *testing.T) {
	t.Parallel()
	got := readDays(t, "holidays.ics",
		"BEGIN:VCALENDAR", "VERSION:2.0", "X-WR-CALNAME:SKB contoh", // line 3
		"BEGIN:VEVENT", "DTSTART;VALUE=DATE:20270309", "DTEND;VALUE=DATE:20270311", "SUMMARY:Idul ", " Fitri", "CATEGORIES:nasional", "END:VEVENT",
		"BEGIN:VEVENT", "DTSTART;VALUE=DATE:20270814", `SUMMARY:Kantor: Hari Jadi\, Provinsi`, `DESCRIPTION:SE 5\; 2027`, "END:VEVENT",
		"END:VCALENDAR")
	if len(got.Mistakes) > 0 {
		t.Fatalf("mistakes: %+v", got.Mistakes)
	}
	want := []calendar.Day{
		{Date: calendar.NewDate(2027, 3, 9), Kind: calendar.National, Name: "Idul Fitri", Source: "SKB contoh"},
		{Date: calendar.NewDate(2027, 3, 10), Kind: calendar.National, Name: "Idul Fitri", Source: "SKB contoh"},
		{Date: calendar.NewDate(2027, 8, 14), Kind: calendar.OfficeOwn, Name: "Hari Jadi, Provinsi", Source: "SE 5; 2027"},
	}
	if diff := cmp.Diff(want, got.Office.Days); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestALineThatIsFoldedVeryOftenIsReadAtOnce(t *testing.T) {
	t.Parallel()
	folded := "X-NOTE:" + strings.Repeat("\r\n a", 400_000) // joined piece by piece it would be 80 GB
	got := readDays(t, "holidays.ics", "BEGIN:VCALENDAR", "X-WR-CALNAME:SKB", folded,
		"BEGIN:VEVENT", "DTSTART:20270814", "SUMMARY:Kantor: Hari Jadi", "END:VEVENT", "END:VCALENDAR")
	if len(got.Mistakes) > 0 || len(got.Office.Days) != 1 {
		t.Errorf("%d days, mistakes %+v", len(got.Office.Days), got.Mistakes)
	}
}

func TestMistakesInDaysAreNamedByTheirLine(t *testing.T) {
	t.Parallel()
	event := func(lines ...string) []string {
		return append(append([]string{"BEGIN:VCALENDAR", "BEGIN:VEVENT"}, lines...), "END:VEVENT", "END:VCALENDAR")
	}
	tests := map[string]struct {
		file   string
		lines  []string
		row    int
		column string
	}{
		"a date that is none":    {"holidays.ics", event("DTSTART:20270230", "SUMMARY:x", "CATEGORIES:NASIONAL", "DESCRIPTION:x"), 2, "date"},
		"an event without a day": {"holidays.ics", event("SUMMARY:x", "CATEGORIES:NASIONAL", "DESCRIPTION:x"), 2, "date"},
		"an event of months":     {"holidays.ics", event("DTSTART:20270101", "DTEND:20270601", "SUMMARY:x", "CATEGORIES:NASIONAL", "DESCRIPTION:x"), 2, "date"},
		"an event that repeats":  {"holidays.ics", event("DTSTART:20270101", "RRULE:FREQ=YEARLY", "SUMMARY:x", "CATEGORIES:NASIONAL", "DESCRIPTION:x"), 2, "date"},
		"no kind":                {"holidays.ics", event("DTSTART:20270101", "SUMMARY:x", "DESCRIPTION:x"), 2, "kind"},
		"a kind that is none":    {"holidays.ics", event("DTSTART:20270101", "SUMMARY:x", "CATEGORIES:Birthday", "DESCRIPTION:x"), 2, "kind"},
		"no source":              {"holidays.ics", event("DTSTART:20270101", "SUMMARY:x", "CATEGORIES:NASIONAL"), 2, "source"},
		"an event without end":   {"holidays.ics", []string{"BEGIN:VCALENDAR", "BEGIN:VEVENT", "SUMMARY:x"}, 2, ""},
		"no calendar file":       {"holidays.ics", []string{"date,kind,name,source"}, 0, ""},
		"a kind in a table":      {"holidays.csv", []string{"date,kind,name,source", "2027-01-01,LIBUR,Tahun Baru,SKB"}, 2, "kind"},
		"a day twice":            {"holidays.csv", []string{"date,kind,name,source", "2027-01-01,NASIONAL,Tahun Baru,SKB", "2027-01-01,nasional,TAHUN BARU,SKB 2"}, 3, "name"},
		"another sheet as ICS":   {"staff.ics", []string{"BEGIN:VCALENDAR"}, 0, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := readDays(t, tt.file, tt.lines...).Mistakes
			if len(got) != 1 || got[0].Row != tt.row || got[0].Column != tt.column || got[0].File != tt.file || got[0].Mend == "" {
				t.Errorf("got %+v, want one in row %d, column %q", got, tt.row, tt.column)
			}
		})
	}
}

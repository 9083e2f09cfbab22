package calendar_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gelis-bali/gelis/domain/calendar"
)

func TestParseDateTakesOnlyISODays(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text   string
		want   calendar.Date
		reason calendar.DateReason
	}{
		{text: "2026-08-18", want: calendar.NewDate(2026, time.August, 18)},
		{text: "0001-01-01", want: calendar.NewDate(1, time.January, 1)},
		{text: "9999-12-31", want: calendar.NewDate(9999, time.December, 31)},
		{text: "2024-02-29", want: calendar.NewDate(2024, time.February, 29)},
		{text: "2000-02-29", want: calendar.NewDate(2000, time.February, 29)},
		{text: "2026-02-29", reason: calendar.DateDoesNotExist},
		{text: "2100-02-29", reason: calendar.DateDoesNotExist},
		{text: "2026-02-30", reason: calendar.DateDoesNotExist},
		{text: "2026-04-31", reason: calendar.DateDoesNotExist},
		{text: "2026-13-01", reason: calendar.DateDoesNotExist},
		{text: "2026-00-10", reason: calendar.DateDoesNotExist},
		{text: "2026-10-00", reason: calendar.DateDoesNotExist},
		{text: "0000-01-01", reason: calendar.DateDoesNotExist},
		{text: "", reason: calendar.DateFormat},
		{text: "2026-8-18", reason: calendar.DateFormat},
		{text: "18-08-2026", reason: calendar.DateFormat},
		{text: "2026/08/18", reason: calendar.DateFormat},
		{text: " 2026-08-18", reason: calendar.DateFormat},
		{text: "2026-08-18T00:00:00Z", reason: calendar.DateFormat},
		{text: "+026-08-18", reason: calendar.DateFormat},
		{text: "20260-8-18", reason: calendar.DateFormat},
		{text: "٢٠٢٦-٠٨-١٨", reason: calendar.DateFormat},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			t.Parallel()
			got, err := calendar.ParseDate(tt.text)
			if got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
			wantReason(t, err, tt.reason)
		})
	}
}

func wantReason(t *testing.T, err error, want calendar.DateReason) {
	t.Helper()
	if want == "" {
		if err != nil {
			t.Errorf("unexpected error: %v", err)
		}
		return
	}
	var refused *calendar.DateError
	if !errors.As(err, &refused) {
		t.Fatalf("got error %v, want a DateError", err)
	}
	if refused.Reason != want {
		t.Errorf("got reason %q, want %q", refused.Reason, want)
	}
}

func TestDateErrorShowsOnlyTheBeginningOfALongText(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"2026-02-30": `date "2026-02-30" does not exist`,
		"aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd": `date "aaaaaaaaaabbbbbbbbbb" is not written as 2026-08-18`,
	}
	for text, want := range tests {
		if _, err := calendar.ParseDate(text); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestDateOfAsksTheOfficeAndNotTheInstant(t *testing.T) {
	t.Parallel()
	wita := time.FixedZone("WITA", 8*60*60)
	tests := []struct {
		name string
		at   time.Time
		want string
	}{
		{"the last second of the office's day", time.Date(2026, 8, 17, 15, 59, 59, 0, time.UTC), "2026-08-17"},
		{"the office's midnight", time.Date(2026, 8, 17, 16, 0, 0, 0, time.UTC), "2026-08-18"},
		{"new year comes earlier in the office", time.Date(2026, 12, 31, 16, 0, 0, 0, time.UTC), "2027-01-01"},
		{"an instant written in another zone", time.Date(2026, 8, 17, 23, 0, 0, 0, time.FixedZone("", -5*60*60)), "2026-08-18"},
		{"no instant", time.Time{}, ""},
		{"an instant beyond the range", time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := calendar.DateOf(tt.at, wita).String(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAtIsTheHourInTheZone(t *testing.T) {
	t.Parallel()
	wita := time.FixedZone("WITA", 8*60*60)
	got := day(t, "2026-08-18").At(7, 30, wita)
	if want := time.Date(2026, 8, 17, 23, 30, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := (calendar.Date{}).At(7, 30, wita); !got.IsZero() {
		t.Errorf("no date has the instant %v", got)
	}
}

func TestAddDaysAndSubCrossMonthsAndYears(t *testing.T) {
	t.Parallel()
	tests := []struct {
		from string
		days int
		to   string
	}{
		{"2026-12-31", 1, "2027-01-01"},
		{"2027-01-01", -1, "2026-12-31"},
		{"2024-02-28", 1, "2024-02-29"},
		{"2026-02-28", 1, "2026-03-01"},
		{"2100-02-28", 1, "2100-03-01"},
		{"2024-01-01", 366, "2025-01-01"},
		{"1970-01-01", -719162, "0001-01-01"},
		{"0001-01-01", 3652058, "9999-12-31"},
		{"2026-08-18", 0, "2026-08-18"},
	}
	for _, tt := range tests {
		from, to := day(t, tt.from), day(t, tt.to)
		if got := from.AddDays(tt.days); got != to {
			t.Errorf("%s and %d days: got %v, want %s", tt.from, tt.days, got, tt.to)
		}
		if got := to.Sub(from); got != tt.days {
			t.Errorf("from %s to %s: got %d days, want %d", tt.from, tt.to, got, tt.days)
		}
	}
}

func TestLeavingTheRangeGivesNoDate(t *testing.T) {
	t.Parallel()
	const most = int(^uint(0) >> 1)
	tests := map[string]calendar.Date{
		"after the last day":      day(t, "9999-12-31").AddDays(1),
		"before the first day":    day(t, "0001-01-01").AddDays(-1),
		"further than any":        day(t, "2026-08-18").AddDays(most),
		"further back than any":   day(t, "2026-08-18").AddDays(-most - 1),
		"from no date":            calendar.Date{}.AddDays(1),
		"a month of the year 0":   calendar.NewDate(0, time.December, 31),
		"a month of a later year": calendar.NewDate(9999, 13, 1),
	}
	for name, got := range tests {
		if !got.IsZero() {
			t.Errorf("%s: got %v, want no date", name, got)
		}
	}
}

func TestNewDateNormalises(t *testing.T) {
	t.Parallel()
	tests := []struct {
		got  calendar.Date
		want string
	}{
		{calendar.NewDate(2026, time.April, 31), "2026-05-01"},
		{calendar.NewDate(2024, time.March, 0), "2024-02-29"},
		{calendar.NewDate(2026, 13, 1), "2027-01-01"},
	}
	for _, tt := range tests {
		if tt.got.String() != tt.want {
			t.Errorf("got %v, want %s", tt.got, tt.want)
		}
	}
}

func TestDatesAreOrderedAndNoDateComesFirst(t *testing.T) {
	t.Parallel()
	ordered := []calendar.Date{
		{},
		day(t, "0001-01-01"), day(t, "2025-12-31"), day(t, "2026-01-31"),
		day(t, "2026-02-01"), day(t, "2026-02-02"), day(t, "2027-01-01"),
	}
	for i, a := range ordered {
		for j, b := range ordered {
			if a.Before(b) != (i < j) || a.After(b) != (i > j) || a.Equal(b) != (i == j) {
				t.Errorf("%q against %q: before %v, after %v, equal %v", a, b, a.Before(b), a.After(b), a.Equal(b))
			}
		}
	}
}

func TestDateTellsItsParts(t *testing.T) {
	t.Parallel()
	d := day(t, "2026-08-18")
	if d.Year() != 2026 || d.Month() != time.August || d.Day() != 18 || d.Weekday() != time.Tuesday {
		t.Errorf("got %d, %v, %d, %v", d.Year(), d.Month(), d.Day(), d.Weekday())
	}
	if (calendar.Date{}).String() != "" || !(calendar.Date{}).IsZero() || d.IsZero() {
		t.Error("only the zero Date is no date")
	}
}

func TestDateInJSON(t *testing.T) {
	t.Parallel()
	type leave struct {
		From calendar.Date `json:"from"`
		To   calendar.Date `json:"to,omitzero"`
		None calendar.Date `json:"none"`
	}
	want := leave{From: day(t, "2026-08-18")}
	written, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(`{"from":"2026-08-18","none":""}`, string(written)); diff != "" {
		t.Errorf("written (-want +got):\n%s", diff)
	}
	got := leave{None: day(t, "2026-01-01")}
	if err := json.Unmarshal(written, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("read again (-want +got):\n%s", diff)
	}
	wantReason(t, json.Unmarshal([]byte(`{"from":"2026-02-30"}`), &got), calendar.DateDoesNotExist)
	if got.From != want.From {
		t.Errorf("a refused text has changed the date to %v", got.From)
	}
}

// TestTheMachinesZoneIsIrrelevant changes time.Local and so is not parallel.
func TestTheMachinesZoneIsIrrelevant(t *testing.T) { //nolint:paralleltest // see above
	local := time.Local
	t.Cleanup(func() { time.Local = local })
	at := time.Date(2026, 12, 31, 16, 30, 0, 0, time.UTC)
	wita := time.FixedZone("WITA", 8*60*60)
	for hours := -12; hours <= 14; hours++ {
		time.Local = time.FixedZone("machine", hours*60*60)
		d := calendar.DateOf(at.Local(), wita)
		got := []any{d.String(), d.Weekday(), d.AddDays(59).String(), d.Sub(day(t, "2026-03-01")), d.At(0, 30, wita).UTC()}
		want := []any{"2027-01-01", time.Friday, "2027-03-01", 306, at}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("machine at UTC%+d (-want +got):\n%s", hours, diff)
		}
	}
}

func TestDateProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "date")
		parsed, err := calendar.ParseDate(d.String())
		if err != nil || parsed != d {
			t.Fatalf("text: got %v, %v", parsed, err)
		}
		zone := time.FixedZone("", rapid.IntRange(-12*3600, 14*3600).Draw(t, "offset"))
		hour, minute := rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute")
		if got := calendar.DateOf(d.At(hour, minute, zone).UTC(), zone); got != d {
			t.Fatalf("instant: got %v, want %v", got, d)
		}
		n := rapid.IntRange(-200_000, 200_000).Draw(t, "days")
		moved := d.AddDays(n)
		if moved.Sub(d) != n || moved.AddDays(-n) != d || moved.After(d) != (n > 0) {
			t.Fatalf("%v moved by %d: %v", d, n, moved)
		}
		if want := time.Weekday(((int(d.Weekday())+n)%7 + 7) % 7); moved.Weekday() != want {
			t.Fatalf("weekday: got %v, want %v", moved.Weekday(), want)
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{"2026-08-18", "2024-02-29", "2026-02-29", "0000-00-00", "", "2026-8-18", "٢٠٢٦-٠٨-١٨"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := calendar.ParseDate(text)
		if err == nil && (d.IsZero() || d.String() != text) {
			t.Errorf("%q was read as %q", text, d)
		}
		var refused *calendar.DateError
		if err != nil && (!errors.As(err, &refused) || refused.Text != text || !d.IsZero()) {
			t.Errorf("%q: got %v with error %v", text, d, err)
		}
	})
}

// anyDate draws days between the years 1600 and 2400.
func anyDate() *rapid.Generator[calendar.Date] {
	return rapid.Custom(func(t *rapid.T) calendar.Date {
		return calendar.NewDate(1600, time.January, 1).AddDays(rapid.IntRange(0, 800*365).Draw(t, "day"))
	})
}

func day(t *testing.T, text string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

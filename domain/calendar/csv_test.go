package calendar_test

import (
	"encoding/csv"
	"errors"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/calendar"
)

const header = "date,kind,name,source\n"

func TestParseDaysReadsEveryKind(t *testing.T) {
	t.Parallel()
	file := "\ufeff" + header +
		"2026-08-17,NASIONAL,Proklamasi Kemerdekaan,SKB\n" +
		"\n" +
		" 2026-03-18 , CUTI_BERSAMA ,\"Nyepi, cuti bersama \", SKB \r\n" +
		"2026-03-18,DISPENSASI_BALI,Tawur Kasanga,B-253\n" +
		"2026-08-14,KANTOR,Hari Jadi Provinsi,SE\n"
	want := []calendar.Day{
		{Date: day(t, "2026-08-17"), Kind: calendar.National, Name: "Proklamasi Kemerdekaan", Source: "SKB"},
		{Date: day(t, "2026-03-18"), Kind: calendar.JointLeave, Name: "Nyepi, cuti bersama", Source: "SKB"},
		{Date: day(t, "2026-03-18"), Kind: calendar.BaliDispensation, Name: "Tawur Kasanga", Source: "B-253"},
		{Date: day(t, "2026-08-14"), Kind: calendar.OfficeOwn, Name: "Hari Jadi Provinsi", Source: "SE"},
	}
	got, err := calendar.ParseDays(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestParseDaysNamesEachMistake(t *testing.T) {
	t.Parallel()
	const good = "2026-08-17,NASIONAL,Proklamasi,SKB\n"
	tests := []struct {
		name string
		file string
		want calendar.DayError
	}{
		{"an empty file", "", calendar.DayError{Line: 1, Reason: calendar.DayHeader}},
		{"no header", good, calendar.DayError{Line: 1, Value: "2026-08-17,NASIONAL,Proklamasi,SKB", Reason: calendar.DayHeader}},
		{"semicolons", "date;kind;name;source\n", calendar.DayError{Line: 1, Value: "date;kind;name;source", Reason: calendar.DayHeader}},
		{"broken quotes in the header", `date,"kind`, calendar.DayError{Line: 1, Reason: calendar.DayQuotes}},
		{"too few fields", header + good + "2026-08-18,KANTOR\n", calendar.DayError{Line: 3, Value: "2026-08-18,KANTOR", Reason: calendar.DayColumns}},
		{"too many fields", header + "2026-08-18,KANTOR,a,b,c\n", calendar.DayError{Line: 2, Value: "2026-08-18,KANTOR,a,b,c", Reason: calendar.DayColumns}},
		{"a date in another order", header + "18-08-2026,KANTOR,a,b\n", calendar.DayError{Line: 2, Column: "date", Value: "18-08-2026", Reason: calendar.DayDate}},
		{"a date that does not exist", header + "2026-02-29,KANTOR,a,b\n", calendar.DayError{Line: 2, Column: "date", Value: "2026-02-29", Reason: calendar.DayDoesNotExist}},
		{"an unknown kind", header + "2026-08-18,nasional,a,b\n", calendar.DayError{Line: 2, Column: "kind", Value: "nasional", Reason: calendar.DayKind}},
		{"no name", header + "2026-08-18,KANTOR, ,b\n", calendar.DayError{Line: 2, Column: "name", Value: " ", Reason: calendar.DayEmpty}},
		{"no source", header + "2026-08-18,KANTOR,a,\n", calendar.DayError{Line: 2, Column: "source", Reason: calendar.DayEmpty}},
		{"a NUL in a name", header + "2026-08-18,KANTOR,a\x00b,c\n", calendar.DayError{Line: 2, Column: "name", Value: "a\x00b", Reason: calendar.DayUnreadable}},
		{"another encoding", header + "2026-08-18,KANTOR,\xe9,c\n", calendar.DayError{Line: 2, Column: "name", Value: "\xe9", Reason: calendar.DayUnreadable}},
		{"a name of two lines", header + "2026-08-18,KANTOR,\"a\nb\",c\n", calendar.DayError{Line: 2, Column: "name", Value: "a\nb", Reason: calendar.DayUnreadable}},
		{"broken quotes", header + good + "2026-08-18,KANTOR,\"a,b\n", calendar.DayError{Line: 3, Reason: calendar.DayQuotes}},
		{"a row twice", header + good + "\n" + good, calendar.DayError{Line: 4, Value: "2026-08-17,NASIONAL,Proklamasi,SKB", Reason: calendar.DayRepeated}},
		{"a day twice, by two sources", header + good + "2026-08-17,NASIONAL,Proklamasi,SE\n", calendar.DayError{Line: 3, Value: "2026-08-17,NASIONAL,Proklamasi,SE", Reason: calendar.DayRepeated}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			days, err := calendar.ParseDays(strings.NewReader(tt.file))
			if diff := cmp.Diff([]calendar.DayError{tt.want}, mistakes(t, err)); diff != "" {
				t.Errorf("mistakes (-want +got):\n%s", diff)
			}
			if len(days) != 0 {
				t.Errorf("a wrong file gave the days %v", days)
			}
		})
	}
}

func TestParseDaysReportsAllMistakesAtOnce(t *testing.T) {
	t.Parallel()
	file := header +
		"2026-02-30,LIBUR,,SKB\n" +
		"2026-08-17,NASIONAL,Proklamasi,SKB\n" +
		"17/8/2026,NASIONAL\n" +
		"2026-08-18,KANTOR,\"a\nb\",\n"
	_, err := calendar.ParseDays(strings.NewReader(file))
	want := `line 2, column date: "2026-02-30": there is no such day, correct the month or the day
line 2, column kind: "LIBUR": write one of [NASIONAL CUTI_BERSAMA KANTOR DISPENSASI_BALI]
line 2, column name: "": write what is missing
line 4: "17/8/2026,NASIONAL": write 4 fields with commas between, in quotes if they hold a comma
line 5, column name: "a\nb": write plain text in UTF-8, without control characters
line 6, column source: "": write what is missing`
	if err == nil {
		t.Fatal("the file was taken")
	}
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEveryReasonHasAMend(t *testing.T) {
	t.Parallel()
	for _, reason := range []calendar.DayReason{
		calendar.DayHeader, calendar.DayColumns, calendar.DayQuotes, calendar.DayDate, calendar.DayDoesNotExist,
		calendar.DayKind, calendar.DayEmpty, calendar.DayUnreadable, calendar.DayRepeated,
	} {
		if text := (&calendar.DayError{Line: 1, Reason: reason}).Error(); strings.HasSuffix(text, ": "+string(reason)) {
			t.Errorf("no mend for %q: %s", reason, text)
		}
	}
}

func TestParseDaysPassesOnAFailingReader(t *testing.T) {
	t.Parallel()
	broken := errors.New("disk gone")
	if _, err := calendar.ParseDays(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
}

func TestShippedDaysAreTheDecreesOf2026(t *testing.T) {
	t.Parallel()
	count := map[string]int{}
	for _, d := range calendar.Shipped() {
		count[string(d.Kind)]++
		if d.Date.Year() != 2026 {
			t.Errorf("%v is not of 2026", d)
		}
	}
	want := map[string]int{"NASIONAL": 17, "CUTI_BERSAMA": 8, "DISPENSASI_BALI": 12}
	if diff := cmp.Diff(want, count); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzParseDays(f *testing.F) {
	shipped, err := os.ReadFile("holidays_2026.csv")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(shipped))
	f.Add("\ufeff" + header + "2026-08-17,NASIONAL,\"a \"\"b\"\"\",c\n")
	f.Add(header + "2026-02-30,X,,\n1,2\n\"")
	f.Add("")
	f.Fuzz(func(t *testing.T, file string) {
		days, err := calendar.ParseDays(strings.NewReader(file))
		if err != nil {
			for _, m := range mistakes(t, err) {
				if m.Line < 1 || m.Reason == "" {
					t.Errorf("a mistake without a place or a reason: %+v", m)
				}
			}
			return
		}
		again, err := calendar.ParseDays(strings.NewReader(write(t, days)))
		if err != nil {
			t.Fatalf("days that were read cannot be read again: %v", err)
		}
		if diff := cmp.Diff(days, again); diff != "" {
			t.Errorf("read again (-first +second):\n%s", diff)
		}
	})
}

// mistakes takes apart the error of ParseDays.
func mistakes(t *testing.T, err error) []calendar.DayError {
	t.Helper()
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		t.Fatalf("got %v, want joined errors", err)
	}
	var all []calendar.DayError
	for _, each := range joined.Unwrap() {
		var one *calendar.DayError
		if !errors.As(each, &one) {
			t.Fatalf("got %v, want a DayError", each)
		}
		all = append(all, *one)
	}
	return all
}

func write(t *testing.T, days []calendar.Day) string {
	t.Helper()
	var b strings.Builder
	w := csv.NewWriter(&b)
	rows := [][]string{{"date", "kind", "name", "source"}}
	for _, d := range days {
		rows = append(rows, []string{d.Date.String(), string(d.Kind), d.Name, d.Source})
	}
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

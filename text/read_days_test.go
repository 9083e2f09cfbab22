package text_test

import (
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/text"
)

func TestDaysAreReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	words := newWords(t)
	for written, want := range map[string]string{ // as of Monday, 23 November 2026
		"15 12":                       "2026-12-15",
		"15/12/2026":                  "2026-12-15",
		"15-12-2026":                  "2026-12-15",
		"15.12.26":                    "2026-12-15",
		"2026-12-15":                  "2026-12-15",
		"15 Des":                      "2026-12-15",
		"15 des.":                     "2026-12-15",
		"15 DESEMBER 2026":            "2026-12-15",
		"Selasa, 15 Desember 2026":    "2026-12-15",
		"tgl 15 Des":                  "2026-12-15",
		"tanggal 5 Agustus 2027":      "2027-08-05",
		"5 Agt":                       "2027-08-05",
		"besok":                       "2026-11-24",
		" Hari ini ":                  "2026-11-23",
		"lusa":                        "2026-11-25",
		"kemarin":                     "2026-11-22",
		"25":                          "2026-11-25",
		"5":                           "2026-12-05",
		"20 Nov":                      "2026-11-20", // three days ago: not in a year
		"4 1":                         "2027-01-04",
		"15-12":                       "2026-12-15",
		"15-17 Des":                   "2026-12-15/2026-12-17",
		"15 - 17 Desember 2026":       "2026-12-15/2026-12-17",
		"15–17 Des":                   "2026-12-15/2026-12-17",
		"15 s.d. 17 Des":              "2026-12-15/2026-12-17",
		"15 s/d 17 Des":               "2026-12-15/2026-12-17",
		"15 sd 17 Des":                "2026-12-15/2026-12-17",
		"15 sampai dengan 17 Des":     "2026-12-15/2026-12-17",
		"15 Des hingga 17 Des":        "2026-12-15/2026-12-17",
		"15/12-17/12":                 "2026-12-15/2026-12-17",
		"15/12/2026 - 17/12/2026":     "2026-12-15/2026-12-17",
		"2026-12-15 s.d. 2026-12-17":  "2026-12-15/2026-12-17",
		"28 Des - 3 Jan":              "2026-12-28/2027-01-03",
		"28 Des - 3 Jan 2027":         "2026-12-28/2027-01-03",
		"28 Desember 2026–3 Jan 2027": "2026-12-28/2027-01-03",
		"24-27":                       "2026-11-24/2026-11-27",
		"besok s.d. 27 Nov":           "2026-11-24/2026-11-27",
		"10-12":                       "", // a day of December, or three days
		"17-15 Des":                   "",
		"30 Feb":                      "",
		"29 Feb 2027":                 "",
		"31/4/2027":                   "",
		"0":                           "",
		"32":                          "",
		"15 13 2026":                  "",
		"15 bulan depan":              "",
		"minggu depan":                "",
		"15 m":                        "", // Maret or Mei
		"15 - 16 - 17 Des":            "",
		"15 Des 2026 s.d. 17 Des 28":  "",
		"":                            "",
		"terserah":                    "",
	} {
		first, last, ok := words.ReadDays(written, today())
		got := ""
		if ok {
			got = first.String()
		}
		if ok && first != last {
			got += "/" + last.String()
		}
		if got != want {
			t.Errorf("%q is read as %q, want %q", written, got, want)
		}
	}
}

func TestHoursAreReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	words := newWords(t)
	for written, want := range map[string]struct {
		from, to int
		ok       bool
	}{
		"13.00-15.30":                     {780, 930, true},
		"13:00 - 15:30":                   {780, 930, true},
		"13.00–15.30":                     {780, 930, true},
		"13-15":                           {780, 900, true},
		"1300-1530":                       {780, 930, true},
		"pukul 13.00 s.d. 15.30 WITA":     {780, 930, true},
		"jam 7 sampai jam 9":              {420, 540, true},
		"22.00-24.00":                     {1320, 1440, true},
		"9.30":                            {-1, 570, true},
		"15.30-13.00":                     {},
		"13.00-13.00":                     {},
		"13.60-14.00":                     {},
		"23.00-24.30":                     {},
		"25":                              {},
		"siang":                           {},
		"":                                {},
		"13-14-15":                        {},
		strings.Repeat("13.00-15.30", 10): {},
	} {
		from, to, ok := words.ReadHours(written)
		if ok != want.ok || ok && (from != want.from || to != want.to) {
			t.Errorf("%q is read as %d to %d (%v), want %+v", written, from, to, ok, want)
		}
	}
}

// Whatever is typed, days that are read exist and stand in their order, and
// read the same when they are written in full.
func FuzzReadDays(f *testing.F) {
	for _, seed := range []string{"15 12", "15/12/2026", "15 Des", "besok", "15-17 Des", "28 Des s.d. 3 Jan", "2026-12-15", "10-12", "31 2", "\xff-\x00", "9999-12-31"} {
		f.Add(seed, 0)
	}
	words, err := text.New(wita())
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, written string, days int) {
		now := calendar.NewDate(2026, time.November, 23).AddDays(days % 10_000)
		first, last, ok := words.ReadDays(written, now)
		if !ok {
			return
		}
		if first.IsZero() || last.IsZero() || last.Before(first) || last.Sub(first) > 366 {
			t.Fatalf("%q is read as %v to %v", written, first, last)
		}
		again, end, ok := words.ReadDays(first.String()+" s.d. "+last.String(), now)
		if !ok || again != first || end != last {
			t.Fatalf("%v to %v is read as %v to %v (%v)", first, last, again, end, ok)
		}
	})
}

// Whatever is typed, hours that are read lie within a day and in their order.
func FuzzReadHours(f *testing.F) {
	for _, seed := range []string{"13.00-15.30", "13:00 - 15:30", "13-15", "pukul 9", "24.00", "0-0", "99.99-1", "\xff-"} {
		f.Add(seed)
	}
	words, err := text.New(wita())
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, written string) {
		from, to, ok := words.ReadHours(written)
		if ok && (from < -1 || to > 24*60 || from >= to) {
			t.Fatalf("%q is read as %d to %d", written, from, to)
		}
	})
}

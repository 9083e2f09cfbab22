package text

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gelis-bali/gelis/domain/calendar"
)

func wita() *time.Location { return time.FixedZone("WITA", 8*60*60) }

func day(y int, m time.Month, d int) calendar.Date { return calendar.NewDate(y, m, d) }

func TestDatesAreWrittenInIndonesian(t *testing.T) {
	t.Parallel()
	today := day(2026, time.November, 23)
	for _, c := range []struct{ got, want string }{
		{date(day(2026, time.November, 23)), "Senin, 23 November 2026"},
		{date(day(2026, time.January, 1)), "Kamis, 1 Januari 2026"},
		{date(day(2028, time.February, 29)), "Selasa, 29 Februari 2028"},
		{date(day(2026, time.August, 16)), "Minggu, 16 Agustus 2026"},
		{date(calendar.Date{}), "-"},
		{PlainDate(day(2026, time.May, 2)), "2 Mei 2026"},
		{dayName(calendar.Balinese(day(2026, time.June, 16))[0]), "Penampahan Galungan"},
		{dayName(calendar.Balinese(day(2026, time.November, 24))[0]), "Purnama"},
		{dayName(calendar.Day{Kind: calendar.National, Name: "Isra Mikraj Nabi Muhammad SAW"}), "Isra Mikraj Nabi Muhammad SAW"},
		{shortDate(day(2026, time.August, 14), today), "Jum, 14 Agu"},
		{shortDate(day(2026, time.May, 2), today), "Sab, 2 Mei"},
		{shortDate(day(2027, time.January, 4), today), "Sen, 4 Jan 2027"},
		{shortDate(day(2025, time.December, 31), today), "Rab, 31 Des 2025"},
		{shortDate(calendar.Date{}, today), "-"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestInstantsAreShownInTheTimeOfTheOffice(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		utc  time.Time
		want string
	}{
		{time.Date(2026, time.November, 23, 6, 5, 0, 0, time.UTC), "Senin, 23 November 2026 pukul 14.05 WITA"},
		{time.Date(2026, time.November, 22, 16, 0, 0, 0, time.UTC), "Senin, 23 November 2026 pukul 00.00 WITA"},
		{time.Date(2026, time.December, 31, 15, 59, 59, 0, time.UTC), "Kamis, 31 Desember 2026 pukul 23.59 WITA"},
		{time.Time{}, "-"},
	} {
		if got := Moment(c.utc, wita()); got != c.want {
			t.Errorf("Moment(%s) = %q, want %q", c.utc, got, c.want)
		}
	}
}

func TestDaysAreNamedFromToday(t *testing.T) {
	t.Parallel()
	today := day(2026, time.November, 23)
	for _, c := range []struct {
		days           int
		relative, late string
	}{
		{0, "hari ini", "hari ini"},
		{1, "besok", "besok"},
		{2, "2 hari lagi", "2 hari lagi"},
		{-1, "kemarin", "terlambat 1 hari"},
		{-3, "3 hari yang lalu", "terlambat 3 hari"},
		{-1200, "1.200 hari yang lalu", "terlambat 1.200 hari"},
	} {
		d := today.AddDays(c.days)
		if got := relative(d, today); got != c.relative {
			t.Errorf("%d days: relative is %q, want %q", c.days, got, c.relative)
		}
		if got := due(d, today); got != c.late {
			t.Errorf("%d days: due is %q, want %q", c.days, got, c.late)
		}
	}
}

func TestTheGreetingFollowsTheHour(t *testing.T) {
	t.Parallel()
	for hour, want := range map[int]string{
		0: "Selamat malam", 4: "Selamat pagi", 10: "Selamat pagi", 11: "Selamat siang", 14: "Selamat siang",
		15: "Selamat sore", 18: "Selamat sore", 19: "Selamat malam",
	} {
		if got := greeting(time.Date(2026, time.November, 23, hour, 59, 0, 0, wita()), wita()); got != want {
			t.Errorf("at %d.59: %q, want %q", hour, got, want)
		}
	}
}

func TestNumbersAndSizes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ got, want string }{
		{number(0), "0"},
		{number(999), "999"},
		{number(1000), "1.000"},
		{number(1234567), "1.234.567"},
		{number(-12345), "-12.345"},
		{size(0), "0 byte"},
		{size(1023), "1.023 byte"},
		{size(1 << 10), "1 KB"},
		{size(1<<20 - 1), "1.023 KB"},
		{size(1 << 20), "1 MB"},
		{size(1288490), "1,2 MB"},
		{size(20 << 20), "20 MB"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestTextsAreShortenedBetweenWordsAndGraphemes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		limit    int
		in, want string
	}{
		{10, "pendek", "pendek"},
		{6, "pendek", "pendek"},
		{12, "Undangan rapat koordinasi", "Undangan…"},
		{5, "Undangan", "Unda…"},
		{18, "I Made Darma, S.Sos., M.Si.", "I Made Darma…"},
		{4, "👩🏽‍💻👩🏽‍💻", "👩…"}, // one grapheme is longer than the limit: cut within, never half a character
		{9, "ab👩🏽‍💻👩🏽‍💻", "ab…"},
		{10, "ab👩🏽‍💻👩🏽‍💻", "ab👩🏽‍💻…"},
		{9, "🇮🇩🇮🇩🇮🇩", "🇮🇩🇮🇩…"},
		{3, "e\u0301e\u0301", "e\u0301…"},
	} {
		if got := shorten(c.limit, c.in); got != c.want {
			t.Errorf("shorten(%d, %q) = %q, want %q", c.limit, c.in, got, c.want)
		}
	}
}

func TestAShortenedTextIsAlwaysWithinItsLimit(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.String().Draw(t, "text")
		limit := rapid.IntRange(4, 60).Draw(t, "limit")
		got := shorten(limit, in)
		if units(got) > limit || !utf8.ValidString(got) {
			t.Fatalf("shorten(%d, %q) = %q with %d units", limit, in, got, units(got))
		}
		if !strings.HasPrefix(in, strings.TrimSuffix(got, ellipsis)) {
			t.Fatalf("shorten(%d, %q) = %q is not its beginning", limit, in, got)
		}
	})
}

func TestPiecesLoseNothingButSpace(t *testing.T) {
	t.Parallel()
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.String().Draw(t, "text")
		limit := rapid.IntRange(2, 40).Draw(t, "limit")
		pieces := split(limit, in)
		for _, p := range pieces {
			if units(p) > limit {
				t.Fatalf("a piece of %d units: %q", units(p), p)
			}
		}
		if got := squeeze(strings.Join(pieces, " ")); got != squeeze(in) {
			t.Fatalf("split(%d, %q) = %q", limit, in, pieces)
		}
	})
}

func TestWhatPeopleWroteStaysReadable(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, got, want string }{
		{"control characters are left out", line(50, "a\x00b\x1b[31mc"), "ab[31mc"},
		{"broken UTF-8 is left out", line(50, "a\xffb"), "ab"},
		{"a line is one line", line(50, " a\r\n b\t c "), "a b c"},
		{"lines stay lines", lines(50, "a\r\nb\n"), "a\nb"},
		{"a mark of direction acts on its own line", line(50, "a\u202eb"), "\u2068a\u202eb\u2069"},
		{"an isolate that closes too much is opened before", line(50, "a\u2069b"), "\u2068\u2068a\u2069b\u2069"},
		{"an open isolate is closed", line(50, "a\u2067b"), "\u2068a\u2067b\u2069\u2069"},
		{"Hebrew is isolated", line(50, "שלום"), "\u2068שלום\u2069"},
		{"emoji stay whole", line(50, "👩🏽‍💻 ok"), "👩🏽‍💻 ok"},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestALongTextIsPagedWithoutLoss(t *testing.T) {
	t.Parallel()
	for name, report := range map[string]string{
		"of words":                    strings.Repeat("Sudah dikerjakan 👩🏽‍💻. ", 700),
		"of many right-to-left lines": strings.Repeat("ש\n", 3000),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkPages(t, report)
		})
	}
}

// checkPages sees that every word of a report is shown, and by Telegram taken.
func checkPages(t *testing.T, report string) {
	t.Helper()
	f := FullText{Parts: []FullPart{{"full.subject", "Undangan"}, {"full.report", report}, {"full.note", "Segera."}}}
	var read []string
	for i, page := range f.Pages() {
		f.Piece = i + 1
		if diff := cmp.Diff(page, f.Current()); diff != "" {
			t.Errorf("piece %d is not page %d:\n%s", f.Piece, f.Piece, diff)
		}
		total := 0
		for _, p := range page {
			shown := lines(3100, p.Text)
			total += units(shown) + longestPartTitle
			read = append(read, strings.Fields(strings.NewReplacer("\u2068", "", "\u2069", "").Replace(shown))...)
		}
		if total > 4000 {
			t.Errorf("page %d has %d units", i+1, total)
		}
	}
	if diff := cmp.Diff(strings.Fields("Undangan "+report+" Segera."), read); diff != "" {
		t.Errorf("read in pieces (-want +got):\n%s", diff)
	}
}

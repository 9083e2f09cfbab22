package text_test

import (
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

func TestDatesAreWrittenAsTheirReaderLikesThem(t *testing.T) {
	t.Parallel()
	words := newWords(t)
	phrase := text.AnnounceWhen{Timing: announce.Timing{At: at(14, 5)}}
	for style, want := range map[staff.DateStyle]string{
		staff.IndonesianDates: "Senin, 23 November 2026 pukul 14.05 WITA",
		staff.BalineseDates:   "Soma, 23 November 2026 pukul 14.05 WITA",
		staff.EnglishDates:    "Monday, 23 November 2026 pukul 14.05 WITA",
		"KLINGON":             "Senin, 23 November 2026 pukul 14.05 WITA",
	} {
		said, err := words.In(string(style)).Render(phrase)
		if err != nil || said != want {
			t.Errorf("%q: %q, %v; want %q", style, said, err, want)
		}
	}
}

func TestTheBalineseWeekBeginsWithRedite(t *testing.T) {
	t.Parallel()
	sunday := calendar.NewDate(2026, time.November, 22)
	var names []string
	for i := range 7 {
		name, _, _ := strings.Cut(text.DateIn(sunday.AddDays(i), staff.BalineseDates), ",")
		names = append(names, name)
	}
	if got, want := strings.Join(names, " "), "Redite Soma Anggara Buda Wraspati Sukra Saniscara"; got != want {
		t.Errorf("the week is %s, want %s", got, want)
	}
}

func TestEveryPhraseCanBeSaidInEveryStyle(t *testing.T) {
	t.Parallel()
	words := newWords(t)
	for _, style := range []staff.DateStyle{staff.BalineseDates, staff.EnglishDates} {
		styled := words.In(string(style))
		if styled == bot.Words(words) {
			t.Errorf("%s has no words of its own", style)
		}
		for _, s := range samples() {
			said, err := styled.Render(s.phrase)
			if err != nil {
				t.Errorf("%s in %s: %v", s.name, style, err)
				continue
			}
			checkMessage(t, s.name, said)
			own := strings.HasPrefix(s.phrase.Phrase(), "settings") // they show every style
			if !own && strings.Contains(said, "Senin, 23") {
				t.Errorf("%s in %s has an Indonesian date: %s", s.name, style, said)
			}
		}
	}
}

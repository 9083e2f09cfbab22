package calendar_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/gelis-bali/gelis/domain/calendar"
)

func TestARuleIsOneLine(t *testing.T) {
	t.Parallel()
	tests := []struct {
		rule calendar.Rule
		want string
	}{
		{calendar.Rule{Kind: calendar.MonthWeekday, Weekday: time.Monday, Nth: 1, Shift: calendar.NextWeek, From: day(t, "2026-01-01")}, "HARI_KE 1 SENIN; MINGGU_BERIKUT; 2026-01-01.."},
		{calendar.Rule{Kind: calendar.MonthWeekday, Weekday: time.Friday, Nth: calendar.Last, Shift: calendar.Keep}, "HARI_KE -1 JUMAT; TETAP"},
		{calendar.Rule{Kind: calendar.Weekly, Weekday: time.Sunday, Shift: calendar.Skip, Until: day(t, "2026-12-31")}, "MINGGUAN MINGGU; LEWATI; ..2026-12-31"},
		{calendar.Rule{Kind: calendar.MonthDay, Day: 17, Shift: calendar.NextWorking}, "TANGGAL 17; HARI_KERJA_BERIKUT"},
		{calendar.Rule{Kind: calendar.Yearly, Date: day(t, "2000-02-29"), Shift: calendar.Keep}, "TAHUNAN 02-29; TETAP"},
		{calendar.Rule{Kind: calendar.Once, Date: day(t, "2026-12-07"), Shift: calendar.Keep, From: day(t, "2026-12-07"), Until: day(t, "2026-12-07")}, "SEKALI 2026-12-07; TETAP; 2026-12-07..2026-12-07"},
	}
	for _, tt := range tests {
		if got := tt.rule.String(); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
		if got := parsed(t, tt.want); got != tt.rule {
			t.Errorf("%q is read as %+v", tt.want, got)
		}
	}
}

func TestATextThatIsNoRuleIsRefused(t *testing.T) {
	t.Parallel()
	tests := map[string]calendar.RuleReason{
		"":                                              calendar.RuleSyntax,
		"MINGGUAN SENIN":                                calendar.RuleSyntax,
		"MINGGUAN SENIN;TETAP":                          calendar.RuleSyntax,
		"MINGGUAN  SENIN; TETAP":                        calendar.RuleWeekday,
		"MINGGUAN Senin; TETAP":                         calendar.RuleWeekday,
		"MINGGUAN SENIN; TETAP; ":                       calendar.RuleSyntax,
		"MINGGUAN SENIN; TETAP; ..":                     calendar.RuleSyntax,
		"MINGGUAN SENIN; TETAP; 2026-02-30..":           calendar.RuleSyntax,
		"MINGGUAN SENIN; TETAP; 2026-01-01":             calendar.RuleSyntax,
		"MINGGUAN SENIN; TETAP; ..2026-01-01;":          calendar.RuleSyntax,
		"MINGGUAN SENIN; TETAP; 2026-01-02..2026-01-01": calendar.RuleBounds,
		"MINGGUAN SENIN; GESER":                         calendar.RuleShiftUnknown,
		"HARIAN; TETAP":                                 calendar.RuleKindUnknown,
		"TANGGAL 017; TETAP":                            calendar.RuleSyntax,
		"TANGGAL +17; TETAP":                            calendar.RuleSyntax,
		"TANGGAL 32; TETAP":                             calendar.RuleDay,
		"TANGGAL; TETAP":                                calendar.RuleSyntax,
		"HARI_KE 5 SENIN; TETAP":                        calendar.RuleNth,
		"HARI_KE SENIN; TETAP":                          calendar.RuleSyntax,
		"TAHUNAN 02-30; TETAP":                          calendar.RuleSyntax,
		"SEKALI 2026-02-29; TETAP":                      calendar.RuleSyntax,
		"SEKALI ; TETAP":                                calendar.RuleSyntax,
	}
	for text, want := range tests {
		got, err := calendar.ParseRule(text)
		refused, ok := errors.AsType[*calendar.RuleError](err)
		if !ok || refused.Reason != want || refused.Text != text || got != (calendar.Rule{}) {
			t.Errorf("%q: got %v and %v, want the reason %q", text, got, err, want)
		}
	}
}

func TestARuleIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rule := anyRule().Draw(t, "rule")
		if err := rule.Check(); err != nil {
			t.Fatal(err)
		}
		if got, err := calendar.ParseRule(rule.String()); err != nil || got != rule {
			t.Fatalf("%q: got %+v and %v", rule, got, err)
		}
	})
}

func FuzzParseRule(f *testing.F) {
	for _, seed := range []string{
		"HARI_KE 1 SENIN; MINGGU_BERIKUT; 2026-01-01..", "HARI_KE -1 JUMAT; TETAP", "MINGGUAN SENIN; LEWATI; ..2026-12-31",
		"TANGGAL 31; HARI_KERJA_BERIKUT", "TAHUNAN 02-29; TETAP", "SEKALI 2026-12-07; TETAP; 2026-12-07..2026-12-07", "TANGGAL +1; TETAP", "; ; ",
	} {
		f.Add(seed)
	}
	c := calendar.New(calendar.Shipped())
	f.Fuzz(func(t *testing.T, text string) {
		rule, err := calendar.ParseRule(text)
		if err != nil {
			var refused *calendar.RuleError
			if !errors.As(err, &refused) || refused.Reason == "" || rule != (calendar.Rule{}) {
				t.Errorf("%q: got %+v with error %v", text, rule, err)
			}
			return
		}
		if rule.String() != text || rule.Check() != nil {
			t.Errorf("%q was read as %q, checked: %v", text, rule, rule.Check())
		}
		after := calendar.NewDate(2026, time.November, 23)
		if next, ok := rule.Next(after, c); ok && !next.Date.After(after) {
			t.Errorf("%q comes next on %v", text, next)
		}
	})
}

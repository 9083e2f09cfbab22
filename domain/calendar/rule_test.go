package calendar_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// closedOn is a calendar in which the office is closed on some days.
func closedOn(t *testing.T, kind calendar.Kind, dates ...string) *calendar.Calendar {
	t.Helper()
	var days []calendar.Day
	for _, d := range dates {
		days = append(days, calendar.Day{Date: day(t, d), Kind: kind, Name: "closed", Source: "test"})
	}
	return calendar.New(days)
}

// held writes occurrences as "2020-06-08", or "2020-06-01 -> 2020-06-08" where
// they are moved.
func held(all []calendar.Occurrence) []string {
	var texts []string
	for _, o := range all {
		if o.Moved() {
			texts = append(texts, o.Planned.String()+" -> "+o.Date.String())
			continue
		}
		texts = append(texts, o.Date.String())
	}
	return texts
}

func TestARuleComesBackOnItsDays(t *testing.T) {
	t.Parallel()
	pancasila := closedOn(t, calendar.National, "2020-06-01")
	ordinary := calendar.New(nil)
	shipped := calendar.New(calendar.Shipped())
	tests := []struct {
		name     string
		rule     string
		calendar *calendar.Calendar
		from, to string
		want     []string
	}{
		{"the apel of June 2020 is held a week later", "HARI_KE 1 SENIN; MINGGU_BERIKUT", pancasila, "2020-05-01", "2020-07-31", []string{"2020-05-04", "2020-06-01 -> 2020-06-08", "2020-07-06"}},
		{"it is found where only the day that it is moved to lies within", "HARI_KE 1 SENIN; MINGGU_BERIKUT", pancasila, "2020-06-08", "2020-06-08", []string{"2020-06-01 -> 2020-06-08"}},
		{"it is not found where only the planned day lies within", "HARI_KE 1 SENIN; MINGGU_BERIKUT", pancasila, "2020-06-01", "2020-06-07", nil},
		{"the first Monday on joint leave", "HARI_KE 1 SENIN; MINGGU_BERIKUT", closedOn(t, calendar.JointLeave, "2026-06-01"), "2026-06-01", "2026-06-30", []string{"2026-06-01 -> 2026-06-08"}},
		{"the first Monday on a day of the office's own", "HARI_KE 1 SENIN; MINGGU_BERIKUT", closedOn(t, calendar.OfficeOwn, "2026-06-01"), "2026-06-01", "2026-06-30", []string{"2026-06-01 -> 2026-06-08"}},
		{"the first Monday on a dispensation is held: the office is open", "HARI_KE 1 SENIN; MINGGU_BERIKUT", closedOn(t, calendar.BaliDispensation, "2026-06-01"), "2026-06-01", "2026-06-30", []string{"2026-06-01"}},
		{"two holidays on Mondays in a row", "HARI_KE 1 SENIN; MINGGU_BERIKUT", closedOn(t, calendar.National, "2026-06-01", "2026-06-08"), "2026-06-01", "2026-06-30", []string{"2026-06-01 -> 2026-06-15"}},
		{"five Mondays off meet the next month: the day belongs to the earlier one", "HARI_KE 1 SENIN; MINGGU_BERIKUT", closedOn(t, calendar.JointLeave, "2026-06-01", "2026-06-08", "2026-06-15", "2026-06-22", "2026-06-29"), "2026-06-01", "2026-07-31", []string{"2026-06-01 -> 2026-07-06"}},
		{"a holiday is left out", "HARI_KE 1 SENIN; LEWATI", pancasila, "2020-05-01", "2020-07-31", []string{"2020-05-04", "2020-07-06"}},
		{"a holiday is kept", "HARI_KE 1 SENIN; TETAP", pancasila, "2020-06-01", "2020-06-30", []string{"2020-06-01"}},
		{"a holiday is moved to the next working day", "HARI_KE 1 SENIN; HARI_KERJA_BERIKUT", pancasila, "2020-06-01", "2020-06-30", []string{"2020-06-01 -> 2020-06-02"}},
		{"Mondays of 2026 as decreed", "HARI_KE 1 SENIN; MINGGU_BERIKUT", shipped, "2026-01-01", "2026-12-31", []string{
			"2026-01-05", "2026-02-02", "2026-03-02", "2026-04-06", "2026-05-04", "2026-06-01 -> 2026-06-08",
			"2026-07-06", "2026-08-03", "2026-09-07", "2026-10-05", "2026-11-02", "2026-12-07",
		}},
		{"the year's end: joint leave moves the last Friday into the next year", "HARI_KE -1 JUMAT; MINGGU_BERIKUT", closedOn(t, calendar.JointLeave, "2026-12-25"), "2026-12-01", "2027-01-31", []string{"2026-12-25 -> 2027-01-01", "2027-01-29"}},
		{"the first Monday of January after a year's end full of leave", "TANGGAL 31; HARI_KERJA_BERIKUT", closedOn(t, calendar.National, "2026-12-31", "2027-01-01"), "2026-12-01", "2027-01-30", []string{"2026-12-31 -> 2027-01-04"}},
		{"the last Friday of months with four and five", "HARI_KE -1 JUMAT; TETAP", ordinary, "2026-01-01", "2026-05-31", []string{"2026-01-30", "2026-02-27", "2026-03-27", "2026-04-24", "2026-05-29"}},
		{"the last Monday of a February of 28 days that begins with it", "HARI_KE -1 SENIN; TETAP", ordinary, "2027-02-01", "2027-02-28", []string{"2027-02-22"}},
		{"the fourth Sunday", "HARI_KE 4 MINGGU; TETAP", ordinary, "2026-11-01", "2026-12-31", []string{"2026-11-22", "2026-12-27"}},
		{"the 17th, Hari Kesadaran Nasional, on a Saturday", "TANGGAL 17; HARI_KERJA_BERIKUT", ordinary, "2026-10-01", "2026-11-30", []string{"2026-10-17 -> 2026-10-19", "2026-11-17"}},
		{"the 17th of August is a holiday that is kept", "TANGGAL 17; TETAP", shipped, "2026-08-01", "2026-08-31", []string{"2026-08-17"}},
		{"the 31st in shorter months", "TANGGAL 31; TETAP", ordinary, "2027-01-01", "2027-06-30", []string{"2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30"}},
		{"the 30th in the February of a leap year", "TANGGAL 30; TETAP", ordinary, "2028-02-01", "2028-03-30", []string{"2028-02-29", "2028-03-30"}},
		{"a week later keeps the weekday of a day of the month", "TANGGAL 1; MINGGU_BERIKUT", pancasila, "2020-06-01", "2020-06-30", []string{"2020-06-01 -> 2020-06-08"}},
		{"no week makes a Saturday a working day", "TANGGAL 17; MINGGU_BERIKUT", ordinary, "2026-10-01", "2026-12-16", []string{"2026-11-17"}},
		{"every Monday, a holiday is left to the next Monday", "MINGGUAN SENIN; MINGGU_BERIKUT", pancasila, "2020-05-25", "2020-06-15", []string{"2020-05-25", "2020-06-08", "2020-06-15"}},
		{"every Monday, moved to the Tuesday", "MINGGUAN SENIN; HARI_KERJA_BERIKUT", pancasila, "2020-05-25", "2020-06-08", []string{"2020-05-25", "2020-06-01 -> 2020-06-02", "2020-06-08"}},
		{"every week meets itself where a whole week is off", "MINGGUAN SENIN; HARI_KERJA_BERIKUT", closedOn(t, calendar.National, "2026-06-01", "2026-06-02", "2026-06-03", "2026-06-04", "2026-06-05", "2026-06-08"), "2026-06-01", "2026-06-15", []string{"2026-06-01 -> 2026-06-09", "2026-06-15"}},
		{"every Monday over the year's end", "MINGGUAN SENIN; LEWATI", ordinary, "2026-12-21", "2027-01-11", []string{"2026-12-21", "2026-12-28", "2027-01-04", "2027-01-11"}},
		{"Hari Jadi Provinsi, every year", "TAHUNAN 08-14; TETAP", ordinary, "2026-01-01", "2028-12-31", []string{"2026-08-14", "2027-08-14", "2028-08-14"}},
		{"the 29th of February, every year", "TAHUNAN 02-29; TETAP", ordinary, "2027-01-01", "2029-12-31", []string{"2027-02-28", "2028-02-29", "2029-02-28"}},
		{"the last day of the year is moved into the next", "TAHUNAN 12-31; HARI_KERJA_BERIKUT", closedOn(t, calendar.National, "2026-12-31"), "2027-01-01", "2027-12-30", []string{"2026-12-31 -> 2027-01-01"}},
		{"a single day", "SEKALI 2026-12-07; TETAP", shipped, "2026-01-01", "2027-12-31", []string{"2026-12-07"}},
		{"a single day on a holiday", "SEKALI 2026-12-25; HARI_KERJA_BERIKUT", shipped, "2026-01-01", "2027-12-31", []string{"2026-12-25 -> 2026-12-28"}},
		{"a single day outside", "SEKALI 2026-12-07; TETAP", shipped, "2026-12-08", "2027-12-31", nil},
		{"within its bounds, both included", "MINGGUAN SENIN; TETAP; 2026-11-09..2026-11-23", ordinary, "2026-01-01", "2027-12-31", []string{"2026-11-09", "2026-11-16", "2026-11-23"}},
		{"with a beginning alone", "MINGGUAN SENIN; TETAP; 2026-11-10..", ordinary, "2026-11-01", "2026-11-30", []string{"2026-11-16", "2026-11-23", "2026-11-30"}},
		{"nothing is moved past the end", "HARI_KE 1 SENIN; MINGGU_BERIKUT; ..2020-06-05", pancasila, "2020-05-01", "2020-12-31", []string{"2020-05-04"}},
		{"nothing that was planned before the beginning is moved in", "HARI_KE 1 SENIN; MINGGU_BERIKUT; 2020-06-02..", pancasila, "2020-05-01", "2020-07-31", []string{"2020-07-06"}},
		{"backwards", "MINGGUAN SENIN; TETAP", ordinary, "2026-11-30", "2026-11-01", nil},
		{"at the beginning of all days", "MINGGUAN SENIN; TETAP", ordinary, "0001-01-01", "0001-01-09", []string{"0001-01-01", "0001-01-08"}},
		{"at the end of all days", "TANGGAL 31; HARI_KERJA_BERIKUT", closedOn(t, calendar.National, "9999-12-31"), "9999-10-01", "9999-12-31", []string{"9999-10-31 -> 9999-11-01", "9999-11-30"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := held(parsed(t, tt.rule).Between(day(t, tt.from), day(t, tt.to), tt.calendar))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestADispensationMovesARuleIfTheOfficeSaysSo(t *testing.T) {
	t.Parallel()
	days := []calendar.Day{{Date: day(t, "2026-06-01"), Kind: calendar.BaliDispensation, Name: "x", Source: "x"}}
	closed := calendar.NewWithOptions(days, calendar.Options{DispensationIsOff: true})
	got := held(parsed(t, "HARI_KE 1 SENIN; MINGGU_BERIKUT").Between(day(t, "2026-06-01"), day(t, "2026-06-30"), closed))
	if diff := cmp.Diff([]string{"2026-06-01 -> 2026-06-08"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTheNextOccurrence(t *testing.T) {
	t.Parallel()
	var everyPancasila []string
	for year := 2020; year < 2030; year++ {
		everyPancasila = append(everyPancasila, calendar.NewDate(year, time.June, 1).String())
	}
	off := closedOn(t, calendar.National, everyPancasila...)
	tests := []struct{ name, rule, after, want string }{
		{"the day after", "MINGGUAN SENIN; TETAP", "2026-11-22", "2026-11-23"},
		{"strictly after", "MINGGUAN SENIN; TETAP", "2026-11-23", "2026-11-30"},
		{"one that was planned before", "HARI_KE 1 SENIN; MINGGU_BERIKUT", "2020-06-01", "2020-06-08"},
		{"a year from now", "TAHUNAN 11-22; TETAP", "2026-11-22", "2027-11-22"},
		{"a single day far away", "SEKALI 2040-01-02; TETAP", "2026-11-22", "2040-01-02"},
		{"a rule that begins far away", "MINGGUAN SENIN; TETAP; 2040-01-01..", "2026-11-22", "2040-01-02"},
		{"a single day that is over", "SEKALI 2026-11-22; TETAP", "2026-11-22", ""},
		{"a rule that has ended", "MINGGUAN SENIN; TETAP; ..2026-11-29", "2026-11-23", ""},
		{"a holiday every year", "TAHUNAN 06-01; LEWATI", "2020-01-01", ""},
		{"no rule", "", "2020-01-01", ""},
		{"after the last of all days", "MINGGUAN SENIN; TETAP", "9999-12-31", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var rule calendar.Rule
			if tt.rule != "" {
				rule = parsed(t, tt.rule)
			}
			got, ok := rule.Next(day(t, tt.after), off)
			if got.Date.String() != tt.want || ok != (tt.want != "") {
				t.Errorf("got %v and %v, want %q", got, ok, tt.want)
			}
		})
	}
}

func TestARuleThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	monday := calendar.Rule{Kind: calendar.MonthWeekday, Weekday: time.Monday, Nth: 1, Shift: calendar.NextWeek}
	tests := []struct {
		name   string
		change func(*calendar.Rule)
		want   calendar.RuleReason
	}{
		{"none", func(r *calendar.Rule) { *r = calendar.Rule{} }, calendar.RuleKindUnknown},
		{"a kind that nobody knows", func(r *calendar.Rule) { r.Kind = "HARIAN" }, calendar.RuleKindUnknown},
		{"a fifth Monday", func(r *calendar.Rule) { r.Nth = 5 }, calendar.RuleNth},
		{"no Monday", func(r *calendar.Rule) { r.Nth = 0 }, calendar.RuleNth},
		{"the last but one Monday", func(r *calendar.Rule) { r.Nth = -2 }, calendar.RuleNth},
		{"an eighth day of the week", func(r *calendar.Rule) { r.Weekday = 7 }, calendar.RuleWeekday},
		{"weekly on no day", func(r *calendar.Rule) { r.Kind, r.Weekday = calendar.Weekly, -1 }, calendar.RuleWeekday},
		{"the 32nd", func(r *calendar.Rule) { r.Kind, r.Day = calendar.MonthDay, 32 }, calendar.RuleDay},
		{"the 0th", func(r *calendar.Rule) { r.Kind, r.Day = calendar.MonthDay, 0 }, calendar.RuleDay},
		{"a single day without a date", func(r *calendar.Rule) { r.Kind = calendar.Once }, calendar.RuleDateMissing},
		{"yearly without a date", func(r *calendar.Rule) { r.Kind = calendar.Yearly }, calendar.RuleDateMissing},
		{"no shift", func(r *calendar.Rule) { r.Shift = "" }, calendar.RuleShiftUnknown},
		{"an end before the beginning", func(r *calendar.Rule) { r.From, r.Until = day(t, "2026-11-02"), day(t, "2026-11-01") }, calendar.RuleBounds},
		{"a single day before the beginning", func(r *calendar.Rule) {
			r.Kind, r.Date, r.From = calendar.Once, day(t, "2026-11-01"), day(t, "2026-11-02")
		}, calendar.RuleBounds},
	}
	if err := monday.Check(); err != nil {
		t.Fatalf("the rule of the apel is refused: %v", err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rule := monday
			tt.change(&rule)
			refused, ok := errors.AsType[*calendar.RuleError](rule.Check())
			if !ok || refused.Reason != tt.want {
				t.Errorf("got %v, want the reason %q", refused, tt.want)
			}
			if got := rule.Between(day(t, "2026-01-01"), day(t, "2026-12-31"), calendar.New(nil)); len(got) > 0 {
				t.Errorf("it takes place all the same: %v", got)
			}
		})
	}
}

func TestRulePropertiesHoldInAnyCalendar(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rule, c := anyRule().Draw(t, "rule"), anyCalendar().Draw(t, "calendar")
		from := near().Draw(t, "from")
		to := from.AddDays(rapid.IntRange(0, 120).Draw(t, "length"))
		all := rule.Between(from, to, c)
		for i, o := range all {
			if o.Date.Before(from) || o.Date.After(to) || i > 0 && !all[i-1].Date.Before(o.Date) {
				t.Fatalf("%v is out of order or of range in %v", o, all)
			}
			if wrong := wrongly(rule, o, c); wrong != "" {
				t.Fatalf("%v of %v %s", o, rule, wrong)
			}
		}
	})
}

// wrongly says which promise of a rule an occurrence breaks.
func wrongly(r calendar.Rule, o calendar.Occurrence, c *calendar.Calendar) string {
	switch {
	case o.Date.Before(o.Planned), o.Planned.Before(r.From), !r.Until.IsZero() && o.Date.After(r.Until):
		return "leaves its bounds"
	case r.Shift != calendar.Keep && !c.IsWorking(o.Date):
		return "is held on a day off"
	case o.Moved() && c.IsWorking(o.Planned):
		return "is moved without need"
	case r.Shift == calendar.NextWeek && o.Date.Weekday() != o.Planned.Weekday():
		return "is moved to another weekday"
	}
	return ""
}

func TestAWindowOfARuleIsAPartOfALongerOne(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rule, c := anyRule().Draw(t, "rule"), anyCalendar().Draw(t, "calendar")
		from := near().Draw(t, "from")
		middle := from.AddDays(rapid.IntRange(0, 60).Draw(t, "middle"))
		to := middle.AddDays(rapid.IntRange(1, 60).Draw(t, "to"))
		parts := slices.Concat(rule.Between(from, middle, c), rule.Between(middle.AddDays(1), to, c))
		if diff := cmp.Diff(rule.Between(from, to, c), parts); diff != "" {
			t.Fatalf("%v (-whole +parts):\n%s", rule, diff)
		}
		var first calendar.Occurrence
		if len(parts) > 0 {
			first = parts[0]
		}
		if next, _ := rule.Next(from.AddDays(-1), c); len(parts) > 0 && next != first {
			t.Fatalf("next is %v, the first of all is %v", next, first)
		}
	})
}

// anyRule draws rules that can be, around the turn of 2027 to 2028.
func anyRule() *rapid.Generator[calendar.Rule] {
	return rapid.Custom(func(t *rapid.T) calendar.Rule {
		r := calendar.Rule{
			Kind:  rapid.SampledFrom(calendar.RuleKinds()).Draw(t, "kind"),
			Shift: rapid.SampledFrom(calendar.Shifts()).Draw(t, "shift"),
		}
		weekday := time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday"))
		switch r.Kind {
		case calendar.Once:
			r.Date = near().Draw(t, "date")
			return r
		case calendar.Yearly:
			r.Date = calendar.NewDate(2000, 1, 1).AddDays(rapid.IntRange(0, 365).Draw(t, "day of the year"))
		case calendar.Weekly:
			r.Weekday = weekday
		case calendar.MonthDay:
			r.Day = rapid.IntRange(1, 31).Draw(t, "day")
		case calendar.MonthWeekday:
			r.Weekday, r.Nth = weekday, rapid.SampledFrom([]int{1, 2, 3, 4, calendar.Last}).Draw(t, "nth")
		}
		if rapid.Bool().Draw(t, "begins") {
			r.From = near().Draw(t, "from")
		}
		if rapid.Bool().Draw(t, "ends") {
			r.Until = near().Filter(func(d calendar.Date) bool { return !d.Before(r.From) }).Draw(t, "until")
		}
		return r
	})
}

func parsed(t *testing.T, text string) calendar.Rule {
	t.Helper()
	r, err := calendar.ParseRule(text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

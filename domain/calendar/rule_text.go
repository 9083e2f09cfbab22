package calendar

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// anyLeapYear stands for the year of a Yearly rule that was read: it has every
// day.
const anyLeapYear = 2000

// weekdayWords are the days of the week as rules write them.
func weekdayWords() []string {
	return []string{"MINGGU", "SENIN", "SELASA", "RABU", "KAMIS", "JUMAT", "SABTU"}
}

// String writes the rule in one line for the database and the answers of forms:
// what comes back, what becomes of a day off, and the bounds if there are any,
// as in "HARI_KE 1 SENIN; MINGGU_BERIKUT; 2026-01-01..". [ParseRule] reads it.
func (r Rule) String() string {
	text := strings.TrimSpace(string(r.Kind)+" "+r.days()) + "; " + string(r.Shift)
	if r.From.IsZero() && r.Until.IsZero() {
		return text
	}
	return text + "; " + r.From.String() + ".." + r.Until.String()
}

// days writes which days come back.
func (r Rule) days() string {
	switch r.Kind {
	case Once:
		return r.Date.String()
	case Weekly:
		return weekdayWord(r.Weekday)
	case MonthDay:
		return strconv.Itoa(r.Day)
	case MonthWeekday:
		return strconv.Itoa(r.Nth) + " " + weekdayWord(r.Weekday)
	case Yearly:
		return fmt.Sprintf("%02d-%02d", int(r.Date.month), r.Date.day)
	}
	return ""
}

func weekdayWord(w time.Weekday) string {
	if !isDayOfWeek(w) {
		return "?"
	}
	return weekdayWords()[w]
}

// ParseRule reads what [Rule.String] wrote, and nothing else: no other spaces,
// no other order. The year of a Yearly rule is any. Its errors are *[RuleError].
func ParseRule(text string) (Rule, error) {
	parts := strings.Split(text, "; ")
	if len(parts) != 2 && len(parts) != 3 {
		return Rule{}, &RuleError{Reason: RuleSyntax, Text: text}
	}
	kind, days, _ := strings.Cut(parts[0], " ")
	r := Rule{Kind: RuleKind(kind), Shift: Shift(parts[1])}
	if !r.readDays(days) || len(parts) == 3 && !r.readBounds(parts[2]) {
		return Rule{}, &RuleError{Reason: RuleSyntax, Text: text}
	}
	if reason := cmp.Or(r.wrongDay(), r.wrongBounds()); reason != "" {
		return Rule{}, &RuleError{Reason: reason, Text: text}
	}
	if r.String() != text {
		return Rule{}, &RuleError{Reason: RuleSyntax, Text: text}
	}
	return r, nil
}

// readDays reads which days come back.
func (r *Rule) readDays(text string) bool {
	var err error
	switch r.Kind {
	case Once:
		r.Date, err = ParseDate(text)
	case Yearly:
		r.Date, err = ParseDate(fmt.Sprintf("%d-%s", anyLeapYear, text))
	case Weekly:
		r.Weekday = weekdayOf(text)
	case MonthDay:
		r.Day, err = strconv.Atoi(text)
	case MonthWeekday:
		nth, day, _ := strings.Cut(text, " ")
		r.Weekday = weekdayOf(day)
		r.Nth, err = strconv.Atoi(nth)
	}
	return err == nil
}

// weekdayOf is the day of the week with a name; one that no week has if there
// is none.
func weekdayOf(word string) time.Weekday {
	return time.Weekday(slices.Index(weekdayWords(), word))
}

// readBounds reads "2026-01-01..2026-12-31", where either may be missing.
func (r *Rule) readBounds(text string) bool {
	from, until, ok := strings.Cut(text, "..")
	if !ok || text == ".." {
		return false
	}
	fromErr, untilErr := r.From.UnmarshalText([]byte(from)), r.Until.UnmarshalText([]byte(until))
	return fromErr == nil && untilErr == nil
}

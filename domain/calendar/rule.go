package calendar

import (
	"fmt"
	"time"
)

// RuleKind says how a rule comes back, in the words of the database.
type RuleKind string

// The ways in which something comes back.
const (
	// Once is a single day.
	Once RuleKind = "SEKALI"
	// Weekly is a day of every week.
	Weekly RuleKind = "MINGGUAN"
	// MonthDay is a day of every month by its number; a shorter month has it on
	// its last day.
	MonthDay RuleKind = "TANGGAL"
	// MonthWeekday is the n-th weekday of every month: the first Monday.
	MonthWeekday RuleKind = "HARI_KE"
	// Yearly is a day of every year; the 29th of February is the 28th in a year
	// that has none.
	Yearly RuleKind = "TAHUNAN"
)

// RuleKinds lists every kind.
func RuleKinds() []RuleKind { return []RuleKind{Once, Weekly, MonthDay, MonthWeekday, Yearly} }

// Shift says what becomes of a day that is no working day.
type Shift string

// What becomes of a day on which the office does not work. A dispensation for
// Hindu staff is a working day here, unless the [Options] say otherwise.
const (
	// Keep holds it all the same.
	Keep Shift = "TETAP"
	// Skip leaves it out.
	Skip Shift = "LEWATI"
	// NextWorking moves it to the first working day after it.
	NextWorking Shift = "HARI_KERJA_BERIKUT"
	// NextWeek moves it to the same weekday of the next week in which that is a
	// working day, as the apel of Monday 1 June 2020 was held on 8 June. What is
	// weekly anyhow is left out: the next week has its own.
	NextWeek Shift = "MINGGU_BERIKUT"
)

// Shifts lists every shift.
func Shifts() []Shift { return []Shift{Keep, Skip, NextWorking, NextWeek} }

// Last is the Nth of the last such weekday of a month.
const Last = -1

// Rule says on which days something takes place that comes back. Rules can be
// compared by ==; fields that the kind does not use are left zero.
type Rule struct {
	Kind    RuleKind
	Date    Date         // Once; Yearly: month and day, the year does not count
	Weekday time.Weekday // Weekly, MonthWeekday
	Nth     int          // MonthWeekday: 1..4 or Last
	Day     int          // MonthDay: 1..31
	Shift   Shift
	// From and Until bound it, both included: neither the planned day nor the
	// day to which it is moved lies outside. Zero: no bound.
	From, Until Date
}

// Occurrence is one day on which something takes place.
type Occurrence struct {
	Planned Date // as the rule says: what the occurrence is known by
	Date    Date // on which it is held
}

// Moved reports whether it is not held on the planned day.
func (o Occurrence) Moved() bool { return o.Planned != o.Date }

// RuleReason says what is wrong with a rule.
type RuleReason string

// The reasons for which [Rule.Check] and [ParseRule] refuse a rule.
const (
	RuleKindUnknown  RuleReason = "kind"
	RuleDateMissing  RuleReason = "date"
	RuleWeekday      RuleReason = "weekday"
	RuleNth          RuleReason = "nth"
	RuleDay          RuleReason = "day"
	RuleShiftUnknown RuleReason = "shift"
	RuleBounds       RuleReason = "bounds" // it ends before it begins, or a single day lies outside
	RuleSyntax       RuleReason = "syntax" // a text that is no rule
)

// RuleError is a rule that cannot be used.
type RuleError struct {
	Reason RuleReason
	Text   string // as ParseRule was given it; empty otherwise
}

// Error describes the refusal to a developer.
func (e *RuleError) Error() string {
	if e.Text == "" {
		return fmt.Sprintf("rule is refused for its %s", e.Reason)
	}
	return fmt.Sprintf("rule %.80q is refused for its %s", e.Text, e.Reason)
}

// Check reports what is wrong with the rule, a *[RuleError].
func (r Rule) Check() error {
	reason := r.wrongDay()
	if reason == "" {
		reason = r.wrongBounds()
	}
	if reason != "" {
		return &RuleError{Reason: reason}
	}
	return nil
}

// wrongDay says what is wrong with the days that the rule names.
func (r Rule) wrongDay() RuleReason {
	switch r.Kind {
	case Once, Yearly:
		if r.Date.IsZero() {
			return RuleDateMissing
		}
	case Weekly:
		if !isDayOfWeek(r.Weekday) {
			return RuleWeekday
		}
	case MonthDay:
		if r.Day < 1 || r.Day > 31 {
			return RuleDay
		}
	case MonthWeekday:
		if !isDayOfWeek(r.Weekday) {
			return RuleWeekday
		}
		if r.Nth != Last && (r.Nth < 1 || r.Nth > 4) {
			return RuleNth
		}
	default:
		return RuleKindUnknown
	}
	return ""
}

func isDayOfWeek(w time.Weekday) bool { return w >= time.Sunday && w <= time.Saturday }

// wrongBounds says what is wrong with the shift and the bounds.
func (r Rule) wrongBounds() RuleReason {
	switch r.Shift {
	case Keep, Skip, NextWorking, NextWeek:
	default:
		return RuleShiftUnknown
	}
	if !r.From.IsZero() && !r.Until.IsZero() && r.Until.Before(r.From) {
		return RuleBounds
	}
	if r.Kind == Once && !r.within(r.Date) {
		return RuleBounds
	}
	return ""
}

// within reports whether a day lies within the bounds.
func (r Rule) within(d Date) bool {
	return !d.Before(r.From) && (r.Until.IsZero() || !d.After(r.Until))
}

// Package recurrence knows how people say when something comes back: the
// fields of a form from whose answers a rule is made, and the field for an
// hour. Announcements and apel use it.
package recurrence

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/text"
)

// The ends of the keys of the answers; what a form calls them stands before.
const (
	keyKind    = "kind"
	keyWeekday = "weekday"
	keyNth     = "nth"
	keyDay     = "day"
	keyDate    = "date"
	keyShift   = "shift"
)

// Form makes the fields of a rule.
type Form struct {
	Prefix string // of the keys, short: buttons carry them
	// Kinds that can be chosen, and shifts; none: all that come back.
	Kinds  []calendar.RuleKind
	Shifts []calendar.Shift
	Days   bot.Days // to choose the day of a year from
	Skip   func(a bot.Answers) bool
}

func says(name text.Label) bot.Question {
	return func(context.Context, *bot.Request, bot.Answers) (bot.Phrase, error) { return name, nil }
}

func (f Form) kinds() []calendar.RuleKind {
	if len(f.Kinds) > 0 {
		return f.Kinds
	}
	return []calendar.RuleKind{calendar.Weekly, calendar.MonthWeekday, calendar.MonthDay, calendar.Yearly}
}

func (f Form) shifts() []calendar.Shift {
	if len(f.Shifts) > 0 {
		return f.Shifts
	}
	return []calendar.Shift{calendar.Keep, calendar.Skip, calendar.NextWorking, calendar.NextWeek}
}

// Fields are the fields: the kind, what it needs, and what becomes of a day off.
func (f Form) Fields() []bot.Field {
	return []bot.Field{
		choice(f.Prefix+keyKind, "kind", f.skipUnless(), f.kinds(), 1, func(k calendar.RuleKind) bot.Phrase { return text.RuleKindLabel{Kind: k} }),
		choice(f.Prefix+keyNth, "nth", f.skipUnless(calendar.MonthWeekday), []nth{1, 2, 3, 4, calendar.Last}, 3,
			func(n nth) bot.Phrase { return text.RuleNthLabel{Nth: int(n)} }),
		choice(f.Prefix+keyWeekday, "weekday", f.skipUnless(calendar.MonthWeekday, calendar.Weekly), week(), 3,
			func(d weekday) bot.Phrase { return text.RuleWeekdayLabel{Day: time.Weekday(d)} }),
		bot.NumberField{
			Key: f.Prefix + keyDay, Label: text.Label("field.recurrence.day"), Ask: says("recurrence.ask_day"), Min: 1, Max: 31,
			Quick: []int{1, 5, 10, 17, 25}, Skip: f.skipUnless(calendar.MonthDay),
		}.Field(),
		bot.DateField{
			Key: f.Prefix + keyDate, Label: text.Label("field.recurrence.date"), Ask: says("recurrence.ask_date"), Days: f.Days,
			Skip: f.skipUnless(calendar.Yearly, calendar.Once),
		}.Field(),
		choice(f.Prefix+keyShift, "shift", f.skipUnless(), f.shifts(), 1, func(s calendar.Shift) bot.Phrase { return text.RuleShiftLabel{Shift: s} }),
	}
}

// nth and weekday are numbers that an answer writes.
type (
	nth     int
	weekday time.Weekday
)

func (n nth) String() string     { return strconv.Itoa(int(n)) }
func (d weekday) String() string { return strconv.Itoa(int(d)) }

func week() []weekday { return []weekday{1, 2, 3, 4, 5, 6, 0} }

// choice is a question that is answered by one of some values.
func choice[T any](key, name string, skip func(bot.Answers) bool, values []T, perRow int, label func(T) bot.Phrase) bot.Field {
	options := make([]bot.Option, 0, len(values))
	for _, v := range values {
		options = append(options, bot.Option{Label: label(v), Value: fmt.Sprint(v)})
	}
	return bot.ChoiceField{
		Key: key, Label: text.Label("field.recurrence." + name), Ask: says(text.Label("recurrence.ask_" + name)), PerRow: perRow, Skip: skip,
		Options: func(context.Context, *bot.Request, bot.Answers) ([]bot.Option, error) { return options, nil },
	}.Field()
}

// skipUnless leaves a field out where the kind has no need of it; no kinds:
// every one needs it.
func (f Form) skipUnless(kinds ...calendar.RuleKind) func(bot.Answers) bool {
	return func(a bot.Answers) bool {
		if f.Skip != nil && f.Skip(a) {
			return true
		}
		return len(kinds) > 0 && !slices.Contains(kinds, calendar.RuleKind(a[f.Prefix+keyKind]))
	}
}

// Rule reads the rule from the answers.
func (f Form) Rule(a bot.Answers) (calendar.Rule, error) {
	r := calendar.Rule{Kind: calendar.RuleKind(a[f.Prefix+keyKind]), Shift: calendar.Shift(a[f.Prefix+keyShift])}
	number := func(key string) int {
		n, err := strconv.Atoi(a[f.Prefix+key])
		if err != nil {
			return -99 // no rule has it: Check refuses it
		}
		return n
	}
	switch r.Kind {
	case calendar.Weekly:
		r.Weekday = time.Weekday(number(keyWeekday))
	case calendar.MonthWeekday:
		r.Weekday, r.Nth = time.Weekday(number(keyWeekday)), number(keyNth)
	case calendar.MonthDay:
		r.Day = number(keyDay)
	case calendar.Yearly, calendar.Once:
		date, err := calendar.ParseDate(a[f.Prefix+keyDate])
		if err != nil {
			return r, err
		}
		r.Date = date
	}
	return r, r.Check()
}

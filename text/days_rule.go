package text

import (
	"fmt"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// RuleName says on which days something comes back, and what becomes of it on
// a day off: Senin pertama tiap bulan, digeser ke Senin berikutnya bila libur.
func RuleName(r calendar.Rule) string {
	return ruleDays(r) + ruleShift(r) + ruleBounds(r)
}

// ruleDays says on which days something comes back.
func ruleDays(r calendar.Rule) string {
	switch r.Kind {
	case calendar.Once:
		return weekday(r.Date.Weekday()) + " " + PlainDate(r.Date)
	case calendar.Weekly:
		return "tiap " + weekday(r.Weekday)
	case calendar.MonthDay:
		if r.Day > 28 {
			return fmt.Sprintf("tiap tanggal %d (atau hari terakhir bulan yang lebih pendek)", r.Day)
		}
		return fmt.Sprintf("tiap tanggal %d", r.Day)
	case calendar.MonthWeekday:
		return fmt.Sprintf("%s %s tiap bulan", weekday(r.Weekday), nthName(r.Nth))
	case calendar.Yearly:
		return fmt.Sprintf("tiap tanggal %d %s", r.Date.Day(), month(r.Date.Month()))
	}
	return string(r.Kind)
}

// nthName names which of the same weekdays of a month is meant.
func nthName(nth int) string {
	if nth == calendar.Last {
		return "terakhir"
	}
	return [...]string{"pertama", "kedua", "ketiga", "keempat"}[nth-1]
}

// ruleShift says what becomes of a day on which the office does not work.
func ruleShift(r calendar.Rule) string {
	switch r.Shift {
	case calendar.Skip:
		return ", ditiadakan bila libur"
	case calendar.NextWorking:
		return ", digeser ke hari kerja berikutnya bila libur"
	case calendar.NextWeek:
		return nextWeek(r)
	case calendar.Keep:
		if r.Kind != calendar.Once {
			return ", juga bila libur"
		}
	}
	return ""
}

func nextWeek(r calendar.Rule) string {
	switch r.Kind {
	case calendar.Weekly:
		return ", ditiadakan bila libur"
	case calendar.MonthWeekday:
		return ", digeser ke " + weekday(r.Weekday) + " berikutnya bila libur"
	case calendar.Once:
		return ", digeser ke " + weekday(r.Date.Weekday()) + " berikutnya bila libur"
	case calendar.MonthDay, calendar.Yearly:
	}
	return ", digeser satu minggu bila libur"
}

// ruleBounds says from when to when it comes back.
func ruleBounds(r calendar.Rule) string {
	from, until := r.From, r.Until
	switch {
	case r.Kind == calendar.Once || from.IsZero() && until.IsZero():
		return ""
	case until.IsZero():
		return ", mulai " + PlainDate(from)
	case from.IsZero():
		return ", sampai " + PlainDate(until)
	}
	return ", dari " + PlainDate(from) + " sampai " + PlainDate(until)
}

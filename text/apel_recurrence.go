package text

import (
	"fmt"
	"strings"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// apelRule says on which days something is held: Senin pertama tiap bulan,
// digeser ke Senin berikutnya bila libur.
func apelRule(r calendar.Rule) string {
	said := apelDays(r)
	if r.Kind != calendar.Once {
		switch r.Shift {
		case calendar.Skip:
			said += ", ditiadakan bila libur"
		case calendar.NextWorking:
			said += ", digeser ke hari kerja berikutnya bila libur"
		case calendar.NextWeek:
			said += ", digeser ke minggu berikutnya bila libur"
			if r.Kind == calendar.MonthWeekday {
				said = apelDays(r) + ", digeser ke " + weekday(r.Weekday) + " berikutnya bila libur"
			}
		case calendar.Keep:
		}
	}
	if !r.Until.IsZero() {
		said += ", sampai " + PlainDate(r.Until)
	}
	return said
}

func apelDays(r calendar.Rule) string {
	switch r.Kind {
	case calendar.Once:
		return date(r.Date)
	case calendar.Weekly:
		return "Tiap " + weekday(r.Weekday)
	case calendar.MonthDay:
		return fmt.Sprintf("Tiap tanggal %d", r.Day)
	case calendar.MonthWeekday:
		return weekday(r.Weekday) + " " + strings.ToLower(apelNth(r.Nth)) + " tiap bulan"
	case calendar.Yearly:
		return fmt.Sprintf("Tiap %d %s", r.Date.Day(), month(r.Date.Month()))
	}
	return string(r.Kind)
}

package recurrence

import (
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
)

// Answers are those from which [Form.Rule] makes the rule, but for its
// bounds: to begin a form with a rule as it is.
func (f Form) Answers(r calendar.Rule) bot.Answers {
	a := bot.Answers{f.Prefix + keyKind: string(r.Kind), f.Prefix + keyShift: string(r.Shift)}
	switch r.Kind {
	case calendar.Weekly:
		a[f.Prefix+keyWeekday] = strconv.Itoa(int(r.Weekday))
	case calendar.MonthWeekday:
		a[f.Prefix+keyWeekday], a[f.Prefix+keyNth] = strconv.Itoa(int(r.Weekday)), strconv.Itoa(r.Nth)
	case calendar.MonthDay:
		a[f.Prefix+keyDay] = strconv.Itoa(r.Day)
	case calendar.Yearly, calendar.Once:
		a[f.Prefix+keyDate] = r.Date.String()
	}
	return a
}

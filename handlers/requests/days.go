package requests

import (
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/request"
)

// spanFrom are the days from a first one to the end of next year, opened at
// the month of another.
func spanFrom(today, open calendar.Date) bot.Span {
	return bot.Span{Today: today, First: today, Last: calendar.NewDate(today.Year()+1, time.December, 31), Open: open}
}

// marked tells of each day which special ones fall on it, and who is away.
func marked(cal *calendar.Calendar, own, others []request.Absence) func(calendar.Date) bot.DayMark {
	return func(d calendar.Date) bot.DayMark {
		day := request.Period{From: d, To: d}
		mark := bot.DayMark{Special: cal.Observed(d)}
		for _, a := range own {
			mark.Own = mark.Own || a.Period.Meets(day)
		}
		for _, a := range others {
			if a.Period.Meets(day) {
				mark.Others++
			}
		}
		return mark
	}
}

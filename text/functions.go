package text

import (
	"fmt"
	"html/template"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
)

// functions are what the templates may call.
func (w *Words) functions(zone *time.Location) template.FuncMap {
	return template.FuncMap{
		// What a person wrote: always through one of these two.
		"line":  line,
		"lines": lines,

		"date":         date,
		"dayName":      dayName,
		"plainDate":    PlainDate,
		"shortDate":    shortDate,
		"relative":     relative,
		"due":          due,
		"clock":        func(t time.Time) string { return clock(t, zone) },
		"clockSeconds": func(t time.Time) string { return clockSeconds(t, zone) },
		"shortMoment":  func(t time.Time) string { return shortMoment(t, zone) },
		"shortDay":     func(t time.Time, today calendar.Date) string { return shortDate(calendar.DateOf(t, zone), today) },
		"moment":       func(t time.Time) string { return Moment(t, zone) },
		"greeting":     func(t time.Time) string { return greeting(t, zone) },
		"stop":         stop,
		"number":       number,
		"size":         size,
		"add":          func(a, b int) int { return a + b },

		"state":   StateName,
		"speed":   SpeedName,
		"secrecy": SecrecyName,
		"filter":  filterName,
		"short":   shortFilterName,

		"letterFilter": letterFilterName,
		"duration":     DurationName,
		"capacity":     CapacityName,
		"role":         roleName,
		"position":     PositionTitle,

		"rule":             RuleName,
		"specialKindTitle": SpecialKind,
		"span":             spanName,
		"bothDays":         bothDays,

		"actingDays":  actingDays,
		"actingState": actingState,
		"entry":       entryName,
		"signed":      signed,
		"year":        yearName,

		"duty": DutyName,

		"say": w.say,
		"why": w.why,
	}
}

// requestFunctions are what the templates about requests may call.
func requestFunctions() template.FuncMap {
	return template.FuncMap{
		"leave":        leaveName,
		"balance":      balanceText,
		"charges":      chargesText,
		"kind":         KindName,
		"title":        RequestTitle,
		"requestState": requestState,
		"stateMark":    stateMark,
		"choice":       choiceName,
		"choiceMark":   choiceMark,
		"stage":        stageName,
		"askField":     askField,
		"period":       periodName,
		"shortPeriod":  shortPeriod,
		"hours":        hoursName,
		"minutes":      minutes,
		"length":       length,
		"days":         daysOf,
		"names":        names,
		"local":        DialledPhone,
	}
}

// why words an error within a phrase: [Worded] says whether it can.
func (w *Words) why(err error) (template.HTML, error) {
	p, worded := w.Wording(err)
	if !worded {
		return "", fmt.Errorf("no wording: %w", err)
	}
	return w.say(p)
}

// say words a phrase within another.
func (w *Words) say(p bot.Phrase) (template.HTML, error) {
	said, err := w.Render(p)
	return template.HTML(said), err //nolint:gosec // it comes out of html/template, escaped
}

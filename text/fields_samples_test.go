package text_test

import (
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/text"
)

// fieldSamples are what the fields of forms say by themselves.
func fieldSamples() []sample {
	question := text.AskReason{AgendaNumber: 412, Limit: 500}
	month := bot.CalendarQuestion{
		Question: question, Month: calendar.NewDate(2026, time.December, 1),
		Legend: []bot.DaySign{
			bot.DayPlain, bot.DayToday, bot.DayChosen, bot.DayNational, bot.DayJoint, bot.DayOffice, bot.DayBali, bot.DayRite, bot.DayOwn,
			bot.DayOthers, bot.DayClosed, bot.DayOutside, bot.DayWeekend,
		},
		Special: []calendar.Day{
			{Date: calendar.NewDate(2026, time.December, 24), Kind: calendar.JointLeave, Name: "Cuti bersama <Natal>"},
			{Date: calendar.NewDate(2026, time.December, 25), Kind: calendar.National, Name: "Kelahiran Yesus Kristus"},
		},
	}
	bare := bot.CalendarQuestion{Question: question, Month: month.Month}
	period, begun, whole := month, month, month
	period.Period, begun.Period, whole.Period = true, true, true
	begun.First, begun.Line = calendar.NewDate(2026, time.December, 15), text.Label("field.report")
	whole.First, whole.Last, whole.Line = begun.First, calendar.NewDate(2026, time.December, 17), begun.Line
	return append([]sample{
		{"calendar for a day", month},
		{"calendar of an ordinary month", bare},
		{"calendar for a period", period},
		{"calendar for a period that has its first day", begun},
		{"calendar for a period that has both days", whole},
		{"question for the beginning of hours", bot.HoursQuestion{Question: question}},
		{"question for the end of hours", bot.HoursQuestion{Question: question, Until: true, From: 13 * 60}},
		{"button of an hour", bot.HourLabel{Minute: 450}},
		{"button of a number", bot.NumberLabel{Number: 14}},
		{"button turned on", bot.ChosenLabel{Label: text.Label("field.report"), On: true}},
		{"button turned off", bot.ChosenLabel{Label: text.Label("field.report")}},
		{"head of a column", bot.WeekdayLabel{Day: time.Sunday}},
		{"name of a month", bot.MonthLabel{Month: month.Month}},
		{"button of the month before", bot.TurnLabel{Month: month.Month}},
		{"button of the month after", bot.TurnLabel{Month: calendar.NewDate(2026, time.August, 1), Forward: true}},
		{"button of an ordinary day", bot.DayLabel{Day: 7}},
		{"button of a chosen day", bot.DayLabel{Day: 15, Sign: bot.DayChosen}},
		{"button of a day outside", bot.DayLabel{Day: 15, Sign: bot.DayOutside}},
		{"button of today", bot.DayLabel{Day: 15, Sign: bot.DayToday}},
	}, personSamples(question)...)
}

func personSamples(question bot.Phrase) []sample {
	people := []bot.Person{
		{ID: 1, Name: "Ni Wayan Suartini, S.Sos.", Position: "Analis Arsip", Unit: "Subbagian Umum"},
		{ID: 2, Name: "I Ketut <Rai>", Unit: "Sekretariat"},
	}
	return []sample{
		{"question for a person, nobody suggested", bot.PersonQuestion{Question: question}},
		{"question for a person, with suggestions", bot.PersonQuestion{Question: question, People: people, Total: 2}},
		{"question for a person, found", bot.PersonQuestion{Question: question, Search: "way<an", People: people, Total: 18, Before: 8}},
		{"question for a person, nobody found", bot.PersonQuestion{Question: question, Search: "zzz"}},
		{"question for several people", bot.PersonQuestion{Question: question, Several: true, People: people, Total: 2, Chosen: people}},
		{"button of somebody", bot.PersonLabel{Number: 12, Person: people[0]}},
		{"which page of people", bot.PageOf{Page: 2, Pages: 5}},
		{"button of somebody chosen", bot.PersonLabel{Number: 2, Person: people[1], On: true}},
	}
}

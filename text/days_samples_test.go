package text_test

import (
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/officedays"
	"github.com/gelis-bali/gelis/text"
)

func christmas() calendar.Day {
	return calendar.Day{Date: calendar.NewDate(2026, time.December, 25), Kind: calendar.National, Name: "Hari Raya <Natal>", Source: "SKB 1497/2/5 tahun 2025"}
}

func galungan() calendar.Day {
	return calendar.Day{Date: calendar.NewDate(2027, time.January, 13), Kind: calendar.PawukonDay, Name: "PENAMPAHAN GALUNGAN", Source: "perhitungan Pawukon"}
}

func ramadan() calendar.Hours {
	return calendar.Hours{
		From: calendar.NewDate(2027, time.February, 8), Until: calendar.NewDate(2027, time.March, 9), Name: "Ramadan <1448> H", Source: "SE 5 tahun 2027",
		MonThu: calendar.RamadanSpan(), Fri: calendar.Span{From: 480, To: 900},
	}
}

func officeDaySamples() []sample {
	december := calendar.NewDate(2026, time.December, 1)
	joint := calendar.Day{Date: calendar.NewDate(2026, time.December, 24), Kind: calendar.JointLeave, Name: "Cuti bersama Natal", Source: "SKB"}
	moon := calendar.Day{Date: calendar.NewDate(2026, time.December, 23), Kind: calendar.Purnama, Name: "PURNAMA", Source: "perhitungan"}
	var many []text.OfficeDay
	for i := range 31 {
		many = append(many, text.OfficeDay{Day: christmas(), Number: i + 1})
	}
	hours := []officedays.Hours{{ID: 1, Hours: ramadan()}}
	return []sample{
		{"a month for everyone", text.OfficeMonth{Month: december, Today: today(), Works: true, Hours: calendar.OrdinaryHours().MonThu, Days: []text.OfficeDay{{Day: moon}, {Day: joint}, {Day: christmas()}}}},
		{"a month for whoever may change it", text.OfficeMonth{Month: december, Today: today(), Works: true, Hours: calendar.RamadanSpan(), Period: "Ramadan", Missing: 2027, MayChange: true, Proposals: 3, News: text.Label("days.added"), Days: []text.OfficeDay{{Day: moon}, {Day: joint, Number: 1}, {Day: christmas(), Number: 2}}}},
		{"a month without special days, on a day off", text.OfficeMonth{Month: december, Today: today(), Missing: 2027}},
		{"a month full of days", text.OfficeMonth{Month: december, Today: today(), Works: true, Days: many, MayChange: true}},
		{"card of a day", text.OfficeDayCard{Day: christmas()}},
		{"question whether to remove a day", text.OfficeDayCard{Day: christmas(), Asks: true}},
		{"question for the name of a day", text.AskDayName{Limit: 120}},
		{"question for the source of a day", text.AskDaySource{Limit: 120}},
		{"question for the name of other hours", text.AskHoursName{Limit: 120}},
		{"a day before it is saved", text.ConfirmDay{Day: christmas()}},
		{"a change before it is saved", text.ConfirmDay{Day: christmas(), Changed: true, Works: true}},
		{"computed days", text.Offers{Items: []calendar.Day{galungan(), galungan()}, Offset: 5, Total: 7, Today: today()}},
		{"computed moons", text.Offers{Items: []calendar.Day{moon}, Moons: true, Total: 1, Today: today(), News: text.Label("days.ignored")}},
		{"no computed days", text.Offers{Today: today()}},
		{"a computed day", text.OfferCard{Day: galungan(), Today: today()}},
		{"other hours", text.OfficeHours{Ordinary: calendar.OrdinaryHours(), Items: hours, News: text.Label("days.hours.added")}},
		{"no other hours", text.OfficeHours{Ordinary: calendar.OrdinaryHours()}},
		{"question whether to remove other hours", text.AskRemoveHours{Hours: ramadan()}},
		{"other hours before they are saved", text.ConfirmHours{Hours: ramadan()}},
		{"calendar.decree", text.DecreeNotice{Year: 2027}},
		{"button of a kind of day", text.DayKindLabel{Kind: calendar.BaliDispensation}},
		{"button of computed days", text.OffersLabel{Count: 12}},
		{"button of no computed days", text.OffersLabel{}},
	}
}

// wordedDays are the errors about the calendar.
func wordedDays() map[string]error {
	return map[string]error{
		"officedays.ErrNotWhole":    officedays.ErrNotWhole,
		"officedays.ErrNoSuchDay":   officedays.ErrNoSuchDay,
		"officedays.ErrNoSuchHours": officedays.ErrNoSuchHours,
		"officedays.ErrChanged":     officedays.ErrChanged,
		"officedays.ErrTwice":       officedays.ErrTwice,
		"officedays.ErrNotProposed": officedays.ErrNotProposed,
		"officedays.ErrKind":        officedays.ErrKind,
		"officedays.ErrName":        officedays.ErrName,
		"officedays.ErrLong":        officedays.ErrLong,
		"officedays.ErrFarDay":      officedays.ErrFarDay,
		"officedays.ErrSpan":        officedays.ErrSpan,
		"officedays.ErrBackwards":   officedays.ErrBackwards,
		"officedays.ErrOverlap":     officedays.ErrOverlap,
		"calendar.RuleError":        &calendar.RuleError{Reason: calendar.RuleBounds},
	}
}

package main

import (
	"strings"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/telegramtest"
)

// specialDays says what an office in Bali knows of a day: holidays by decree,
// and the days of the Balinese calendar.
func specialDays(zone *time.Location) func(time.Time) []telegramtest.Day {
	office := calendar.New(calendar.Shipped())
	return func(now time.Time) []telegramtest.Day {
		var days []telegramtest.Day
		for _, d := range office.Observed(calendar.DateOf(now, zone)) {
			days = append(days, telegramtest.Day{Kind: string(d.Kind), Name: d.Name})
		}
		return days
	}
}

// dutyNames are what a visitor reads; the page has them in other languages.
var dutyNames = map[string]string{
	"digest":    "Morning summary",
	"deadlines": "Overdue dispositions",
}

// dutyName is a duty's name for visitors. One that has none yet is called as
// the program calls it.
func dutyName(duty string) string {
	if name, ok := dutyNames[duty]; ok {
		return name
	}
	words := strings.ReplaceAll(duty, "-", " ")
	return strings.ToUpper(words[:min(1, len(words))]) + words[min(1, len(words)):]
}

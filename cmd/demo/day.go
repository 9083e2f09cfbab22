package main

import (
	"context"
	"strings"
	"time"

	"github.com/gelis-bali/gelis/cmd/internal/app"
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

// places says where an office gathers: those places that are in use.
func places(gelis *app.App) func(context.Context) ([]telegramtest.Fence, error) {
	return func(ctx context.Context) ([]telegramtest.Fence, error) {
		all, err := gelis.Places(ctx)
		var fences []telegramtest.Fence
		for _, p := range all {
			if p.Active {
				fences = append(fences, telegramtest.Fence{Name: p.Name, Latitude: p.Latitude, Longitude: p.Longitude, Radius: p.Radius})
			}
		}
		return fences, err
	}
}

// dutyNames are what a visitor reads; the page has them in other languages.
var dutyNames = map[string]string{
	"digest":          "Morning summary",
	"deadlines":       "Overdue dispositions",
	"escalations":     "Superiors told what is late",
	"apel.remind":     "Apel reminder",
	"apel.open":       "Apel attendance opens",
	"apel.close":      "Apel attendance closes",
	"apel.day_end":    "Apel: end of the day",
	"apel.reconcile":  "Apel schedule brought up to date",
	"announce":        "Scheduled announcement",
	"calendar.decree": "Reminder of the holiday decree",
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

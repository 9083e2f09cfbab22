package calendar

import (
	"slices"
	"strings"
)

// The kinds of computed Balinese days. They are proposals: what a decree or a
// circular says wins, and none of them closes the office by itself.
const (
	// PawukonDay is a day of the cycle of 210 days, such as Galungan.
	PawukonDay Kind = "PAWUKON"
	// Purnama is the day of the full moon.
	Purnama Kind = "PURNAMA"
	// Tilem is the day of the dark moon.
	Tilem Kind = "TILEM"
)

// Sources of the computed days.
const (
	pawukonSource = "perhitungan Pawukon"
	lunarSource   = "perhitungan penanggal dan panglong"
)

// pawukonLength is the length of the cycle: 30 wuku of seven days.
const pawukonLength = 210

// pawukonDays are the days of the cycle that the office observes, by their
// number in it, from 0, Redite Sinta.
var pawukonDays = map[int]string{ //nolint:gochecknoglobals // a table that nobody changes
	3:   "PAGERWESI",
	72:  "PENAMPAHAN GALUNGAN",
	73:  "GALUNGAN",
	74:  "UMANIS GALUNGAN",
	82:  "PENAMPAHAN KUNINGAN",
	83:  "KUNINGAN",
	209: "SARASWATI",
}

// lunarFrom is the first day for which the reckoning of the moon holds: the
// reform of the Balinese calendar of 2000.
func lunarFrom() Date { return NewDate(2000, 1, 6) }

// Pawukon returns the number of a day in the cycle of 210 days: 0 is Redite of
// wuku Sinta, 209 Saniscara of wuku Watugunung.
func Pawukon(d Date) int {
	return modulo(d.Sub(NewDate(1970, 1, 1))+32, pawukonLength)
}

// Moon returns what the reckoning of the moon says of a day: Purnama, Tilem or
// "". It is "" for all days before 6 January 2000. Nyepi and Siwaratri depend on
// the month, which is decreed, not computed.
//
// A lunar day (tithi) is left out every 63 days (ngunaratri): then the 14th and
// the 15th fall on one day.
func Moon(d Date) Kind {
	if d.Before(lunarFrom()) {
		return ""
	}
	diff := d.Sub(NewDate(2000, 1, 18))
	r := modulo(12+diff+ceilDiv(diff, 63), 30)
	waning := r == 0 || r > 15
	day := r % 15
	if day == 0 {
		day = 15
	}
	twice := modulo(diff, 63) == 0
	switch {
	case day != 15 && (day != 14 || !twice):
		return ""
	case waning:
		return Tilem
	}
	return Purnama
}

// Balinese returns the computed days that fall on d: at most one of the
// Pawukon and one of the moon. A day before 2000 has none.
func Balinese(d Date) []Day {
	var days []Day
	if d.Before(lunarFrom()) {
		return nil
	}
	if name, ok := pawukonDays[Pawukon(d)]; ok {
		days = append(days, Day{Date: d, Kind: PawukonDay, Name: name, Source: pawukonSource})
	}
	if moon := Moon(d); moon != "" {
		days = append(days, Day{Date: d, Kind: moon, Name: string(moon), Source: lunarSource})
	}
	return days
}

// SpecialDays returns every special day of a year, decreed and computed, by
// date, the weightiest first.
func (c *Calendar) SpecialDays(year int) []Day {
	now := c.Snapshot()
	var days []Day
	for d := NewDate(year, 1, 1); d.Year() == year; d = d.AddDays(1) {
		days = append(days, now.On(d)...)
		days = append(days, Balinese(d)...)
	}
	return days
}

// named says whether a decreed day has the name of a computed one, so that a
// reader is not told of it twice.
func named(decreed []Day, computed Day) bool {
	return slices.ContainsFunc(decreed, func(d Day) bool {
		return strings.Contains(strings.ToUpper(d.Name), computed.Name)
	})
}

// Observed returns what a person calls a day: the decreed days, and the
// computed ones that no decree names already.
func (c *Calendar) Observed(d Date) []Day {
	days := c.On(d)
	for _, computed := range Balinese(d) {
		if !named(days, computed) {
			days = append(days, computed)
		}
	}
	return days
}

func modulo(n, m int) int { return (n%m + m) % m }

// ceilDiv divides and rounds up, also below zero.
func ceilDiv(n, by int) int { return (n + by - 1 - modulo(n+by-1, by)) / by }

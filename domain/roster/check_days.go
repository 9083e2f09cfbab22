package roster

import (
	"strings"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// DayKey is the natural key of a special day: upper and lower case of the name
// do not differ.
type DayKey struct {
	Date calendar.Date
	Kind calendar.Kind
	Name string // in lower case
}

// KeyOfDay is the natural key of a special day.
func KeyOfDay(d calendar.Day) DayKey {
	return DayKey{Date: d.Date, Kind: d.Kind, Name: strings.ToLower(d.Name)}
}

func (c checking) checkHolidays() []Fault {
	rule := ruling{sheet: Holidays}
	seen := map[DayKey]int{}
	for i, d := range c.Days {
		rule.index = i
		if !d.Date.IsZero() && d.Kind != "" && d.Name != "" {
			once(&rule, seen, KeyOfDay(d), "name", d.Name)
		}
	}
	return rule.faults
}

package text

import (
	"strconv"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/registry"
)

// Period is a stretch of days that people choose by its name.
type Period string

// The periods.
const (
	Always    Period = "all"
	LastMonth Period = "30" // days
	ThisYear  Period = "year"
	LastYear  Period = "last"
)

// Periods are all periods, in the order in which they are offered.
func Periods() []Period { return []Period{Always, LastMonth, ThisYear, LastYear} }

// Days are the first and the last day of a period; zero where it has no bound.
func (p Period) Days(today calendar.Date) (from, until calendar.Date) {
	const month = 30
	year := func(y int) (calendar.Date, calendar.Date) {
		return calendar.NewDate(y, time.January, 1), calendar.NewDate(y, time.December, 31)
	}
	switch p {
	case LastMonth:
		return today.AddDays(1 - month), today
	case ThisYear:
		return year(today.Year())
	case LastYear:
		return year(today.Year() - 1)
	case Always:
	}
	return calendar.Date{}, calendar.Date{}
}

// PeriodLabel is the button of a period.
type PeriodLabel struct {
	Period  Period
	Current bool
}

// Phrase names the template.
func (PeriodLabel) Phrase() string { return "label.period" }

// SearchFilterLabel is the button of a filter of a search.
type SearchFilterLabel struct {
	Filter  registry.SearchFilter
	Current bool
}

// Phrase names the template.
func (SearchFilterLabel) Phrase() string { return "label.search_filter" }

// OnlyUnitLabel is the button that narrows a search to a unit.
type OnlyUnitLabel struct{ Name string }

// Phrase names the template.
func (OnlyUnitLabel) Phrase() string { return "label.only_unit" }

// SearchResult is a page of what was found.
type SearchResult struct {
	Found  registry.Found
	Words  string
	Filter registry.SearchFilter
	Period Period
	Today  calendar.Date
}

// Phrase names the template.
func (SearchResult) Phrase() string { return "search.result" }

// Narrowed reports whether a filter or a period leaves something out.
func (s SearchResult) Narrowed() bool {
	return s.Filter != registry.FoundAll || (s.Period != Always && s.Period != "")
}

// FiguresCard is the figures of a head.
type FiguresCard struct{ registry.Figures }

// Phrase names the template.
func (FiguresCard) Phrase() string { return "figures.card" }

// mostUnits is how many units a message lists: more are in the table.
const mostUnits = 15

// Listed are the units that the message lists.
func (c FiguresCard) Listed() []registry.UnitFigures { return c.Units[:min(len(c.Units), mostUnits)] }

// Omitted counts those that it does not.
func (c FiguresCard) Omitted() int { return len(c.Units) - len(c.Listed()) }

// DurationName is a duration as people say it: 3 jam, 2 hari 4 jam.
func DurationName(d time.Duration) string {
	hours := int(d.Round(time.Hour) / time.Hour)
	days, rest := hours/24, hours%24
	switch {
	case hours == 0:
		return "kurang dari 1 jam"
	case days == 0:
		return strconv.Itoa(hours) + " jam"
	case rest == 0:
		return strconv.Itoa(days) + " hari"
	}
	return strconv.Itoa(days) + " hari " + strconv.Itoa(rest) + " jam"
}

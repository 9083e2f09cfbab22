package text

import (
	"fmt"
	"html/template"
	"strconv"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

// dateNames are the names of weekdays and months in a style of dates.
type dateNames struct {
	weekdays [7]string
	months   [12]string
}

// namesOf are the names of a style; ok is false for the usual one.
func namesOf(style staff.DateStyle) (n dateNames, ok bool) {
	switch style {
	case staff.BalineseDates:
		n.weekdays = [...]string{"Redite", "Soma", "Anggara", "Buda", "Wraspati", "Sukra", "Saniscara"}
		for m := range n.months {
			n.months[m] = month(time.Month(m + 1))
		}
		return n, true
	case staff.EnglishDates:
		for d := range n.weekdays {
			n.weekdays[d] = time.Weekday(d).String()
		}
		for m := range n.months {
			n.months[m] = time.Month(m + 1).String()
		}
		return n, true
	case staff.IndonesianDates:
	}
	return n, false
}

func (n dateNames) weekday(d calendar.Date) string { return n.weekdays[d.Weekday()] }
func (n dateNames) month(m time.Month) string      { return n.months[m-1] }
func (n dateNames) shortMonth(m time.Month) string { return n.shorten(n.month(m), shortMonth(m)) }
func (n dateNames) shortDay(d time.Weekday) string { return n.weekdays[d][:3] }
func (n dateNames) monthYear(d calendar.Date) string {
	return n.month(d.Month()) + " " + strconv.Itoa(d.Year())
}

// shorten keeps the usual short form of a usual name.
func (n dateNames) shorten(name, usual string) string {
	if n.weekdays[0] == time.Sunday.String() {
		return name[:3]
	}
	return usual
}

func (n dateNames) plain(d calendar.Date) string {
	if d.IsZero() {
		return "-"
	}
	return fmt.Sprintf("%d %s %d", d.Day(), n.month(d.Month()), d.Year())
}

func (n dateNames) date(d calendar.Date) string {
	if d.IsZero() {
		return "-"
	}
	return n.weekday(d) + ", " + n.plain(d)
}

func (n dateNames) short(d, today calendar.Date) string {
	if d.IsZero() {
		return "-"
	}
	said := fmt.Sprintf("%s, %d %s", n.shortDay(d.Weekday()), d.Day(), n.shortMonth(d.Month()))
	if d.Year() != today.Year() {
		said += " " + strconv.Itoa(d.Year())
	}
	return said
}

func (n dateNames) moment(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return "-"
	}
	return n.date(calendar.DateOf(t, zone)) + " " + clock(t, zone)
}

func (n dateNames) shortMoment(t time.Time, zone *time.Location) string {
	local := t.In(zone)
	return fmt.Sprintf("%d %s %02d.%02d", local.Day(), n.shortMonth(local.Month()), local.Hour(), local.Minute())
}

func (n dateNames) period(p request.Period) string {
	if p.From.IsZero() || p.To.IsZero() || p.From == p.To {
		return n.date(p.From)
	}
	return n.date(p.From) + " – " + n.date(p.To)
}

// functions are those of the templates that write dates, in this style.
func (n dateNames) functions(zone *time.Location) template.FuncMap {
	return template.FuncMap{
		"date":        n.date,
		"plainDate":   n.plain,
		"shortDate":   n.short,
		"shortDay":    func(t time.Time, today calendar.Date) string { return n.short(calendar.DateOf(t, zone), today) },
		"moment":      func(t time.Time) string { return n.moment(t, zone) },
		"shortMoment": func(t time.Time) string { return n.shortMoment(t, zone) },
		"period":      n.period,
		"actingDays":  func(from, until calendar.Date) string { return n.period(request.Period{From: from, To: until}) },
		"monthYear":   n.monthYear,
		"monthAbbr":   func(d calendar.Date) string { return n.month(d.Month())[:3] },
		"dayAbbr":     n.shortDay,
	}
}

var _ bot.StyledWords = (*Words)(nil)

// In gives the words with dates in a style; for one that is unknown, the usual
// words.
func (w *Words) In(style string) bot.Words {
	if styled, ok := w.styled[staff.DateStyle(style)]; ok {
		return styled
	}
	return w
}

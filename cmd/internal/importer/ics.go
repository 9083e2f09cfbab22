package importer

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// longestEvent is how many days an event of a calendar file may last: a
// mistyped end would otherwise fill years.
const longestEvent = 31

// readICS reads the whole-day events of a calendar file (RFC 5545) as rows: the
// kind out of CATEGORIES, or of the name before a colon; the name out of
// SUMMARY; the source out of DESCRIPTION, or the name of the calendar. A row's
// number is that of the line on which its event begins; an event of several days
// is as many rows.
func readICS(content []byte) ([]row, *Mistake) {
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	if !utf8.Valid(content) || !strings.HasPrefix(string(content), "BEGIN:VCALENDAR") {
		return nil, &Mistake{Problem: "is no calendar file", Mend: "export the calendar as .ics again, or write the days into holidays.csv"}
	}
	rows := []row{{number: 1, cells: []string{"date", "kind", "name", "source"}}}
	var event *icsEvent
	source := ""
	for _, p := range icsLines(content) {
		switch {
		case p.name == "BEGIN" && p.value == "VEVENT":
			event = &icsEvent{line: p.line}
		case p.name == "END" && p.value == "VEVENT" && event != nil:
			if len(rows) > maxRows {
				return nil, tooManyRows()
			}
			rows = append(rows, event.rows(source)...)
			event = nil
		case p.name == "X-WR-CALNAME":
			source = p.value
		case event != nil:
			event.take(p)
		}
	}
	if event != nil {
		return nil, &Mistake{Row: event.line, Problem: "the event has no end", Mend: "the file is cut off: export the calendar again"}
	}
	return rows, nil
}

// icsProperty is a line of a calendar file, put together where it was folded.
type icsProperty struct {
	line        int
	name, value string
}

func icsLines(content []byte) []icsProperty {
	var all []icsProperty
	var folded strings.Builder // of the property that was read last
	for i, text := range strings.Split(strings.ReplaceAll(string(content), "\r\n", "\n"), "\n") {
		if goesOn := strings.HasPrefix(text, " ") || strings.HasPrefix(text, "\t"); goesOn && len(all) > 0 {
			folded.WriteString(text[1:])
			continue
		}
		if len(all) > 0 {
			all[len(all)-1].value += folded.String()
			folded.Reset()
		}
		name, value, _ := strings.Cut(text, ":")
		name, _, _ = strings.Cut(name, ";")
		all = append(all, icsProperty{line: i + 1, name: strings.ToUpper(name), value: value})
	}
	if len(all) > 0 {
		all[len(all)-1].value += folded.String()
	}
	plain := strings.NewReplacer(`\\`, `\`, `\,`, ",", `\;`, ";", `\n`, " ", `\N`, " ")
	for i := range all {
		all[i].value = strings.TrimSpace(plain.Replace(all[i].value))
	}
	return all
}

// icsEvent is an event while it is read.
type icsEvent struct {
	line                                    int
	from, to, kind, name, describe, repeats string
}

func (e *icsEvent) take(p icsProperty) {
	switch p.name {
	case "DTSTART":
		e.from = p.value
	case "RRULE", "RDATE": // a decree names its days
		e.repeats = p.name + ":" + p.value
	case "DTEND":
		e.to = p.value
	case "CATEGORIES":
		e.kind = p.value
	case "SUMMARY":
		e.name = p.value
	case "DESCRIPTION":
		e.describe = p.value
	}
}

// rows are the days of the event. What cannot be read stands in the cells as it
// is, so that it is told like a mistake in any other file.
func (e *icsEvent) rows(source string) []row {
	kind, name := e.kind, e.name
	if before, after, ok := strings.Cut(name, ":"); ok && kind == "" && isKind(before) {
		kind, name = before, trim(after)
	}
	if e.describe != "" {
		source = e.describe
	}
	of := func(date string) row { return row{number: e.line, cells: []string{date, kind, name, source}} }
	first, err := icsDate(e.from)
	if err != nil || e.repeats != "" {
		return []row{of(cmp.Or(e.repeats, e.from))}
	}
	end, err := icsDate(e.to) // the day after the last one
	if err != nil || !end.After(first) {
		end = first.AddDays(1)
	}
	if end.Sub(first) > longestEvent {
		return []row{of(e.from + " to " + e.to)}
	}
	var days []row
	for d := first; d.Before(end); d = d.AddDays(1) {
		days = append(days, of(d.String()))
	}
	return days
}

func isKind(text string) bool {
	word := strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToUpper(trim(text)))
	return slices.Contains(calendar.Kinds(), calendar.Kind(word))
}

// icsDate reads 20270101; an hour behind it does not matter.
func icsDate(value string) (calendar.Date, error) {
	const digits = 8
	if len(value) < digits {
		return calendar.ParseDate(value)
	}
	return calendar.ParseDate(value[:4] + "-" + value[4:6] + "-" + value[6:digits])
}

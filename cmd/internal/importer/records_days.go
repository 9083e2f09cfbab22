package importer

import "github.com/gelis-bali/gelis/domain/calendar"

// maxDay is the most characters of a day's name or source.
const maxDay = 120

func (l line) day() calendar.Day {
	return calendar.Day{
		Date:   l.date("date"),
		Kind:   choice(l, "kind", "", calendar.Kinds()...),
		Name:   l.text("name", maxDay),
		Source: l.text("source", maxDay),
	}
}

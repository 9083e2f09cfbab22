package text

import (
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
)

// ApelRoll is the list of an event: who was there, and who was not.
type ApelRoll struct {
	apel.Roll
	Unit   string     // whose list it is; empty: of several units
	Notice bool       // it is told by itself
	News   bot.Phrase // what has just happened; may be nil
}

// Phrase names the template.
func (ApelRoll) Phrase() string { return "apel.roll" }

// How many units and people one message lists; with more there are only
// figures, and the table has the rest.
const (
	mostRollUnits  = 12
	mostRollPeople = 30
)

// Figures are those of everybody.
func (r ApelRoll) Figures() ApelFigures {
	of, _ := apel.Sum(r.Tally)
	return ApelFigures{Of: of}
}

// People counts everybody who was expected.
func (r ApelRoll) People() int {
	_, people := apel.Sum(r.Tally)
	return people
}

// There counts who was there.
func (r ApelRoll) There() int {
	of, _ := apel.Sum(r.Tally)
	return of[apel.Present] + of[apel.Late]
}

// Units are the figures by unit, where there are several; the first ones.
func (r ApelRoll) Units() []UnitFigures { return unitFigures(r.Tally) }

// MoreUnits counts the others.
func (r ApelRoll) MoreUnits() int { return max(0, len(r.Tally)-mostRollUnits) }

// UnitFigures are the figures of one unit.
type UnitFigures struct {
	Name          string
	There, People int
	Of            ApelFigures
}

func unitFigures(tally []apel.Count) []UnitFigures {
	if len(tally) < 2 {
		return nil
	}
	var list []UnitFigures
	for _, c := range tally[:min(len(tally), mostRollUnits)] {
		_, people := apel.Sum([]apel.Count{c})
		list = append(list, UnitFigures{
			Name: c.UnitName, There: c.Of[apel.Present] + c.Of[apel.Late], People: people, Of: ApelFigures{Of: c.Of},
		})
	}
	return list
}

// Missing are those who were not there, or came late, if so few were expected
// that one message can name them all.
func (r ApelRoll) Missing() []apel.Presence {
	var list []apel.Presence
	for _, p := range r.Presences {
		if p.Status != apel.Present {
			list = append(list, p)
		}
	}
	if len(list) > mostRollPeople {
		return nil
	}
	return list
}

// TooMany reports whether those who were missing are not named.
func (r ApelRoll) TooMany() bool {
	return len(r.Missing()) == 0 && r.Figures().Of[apel.Present] < r.People()
}

// ApelRekap are the figures of a month.
type ApelRekap struct {
	apel.Rekap
	News bot.Phrase // what has just happened; may be nil
}

// Phrase names the template.
func (ApelRekap) Phrase() string { return "rekap.apel" }

// First is the first day of the month.
func (r ApelRekap) First() calendar.Date { return calendar.NewDate(r.Year, r.Month, 1) }

// Held are the events of the month, as many as are listed.
func (r ApelRekap) Held() []apel.Event {
	const most = 8
	return r.Events[:min(len(r.Events), most)]
}

// Figures are those of everybody.
func (r ApelRekap) Figures() ApelFigures { return ApelRoll{Roll: apel.Roll{Tally: r.Tally}}.Figures() }

// Units are the figures by unit, the first ones.
func (r ApelRekap) Units() []UnitFigures { return unitFigures(r.Tally) }

// MoreUnits counts the others.
func (r ApelRekap) MoreUnits() int { return max(0, len(r.Tally)-mostRollUnits) }

// ApelRecords is a page of the figures of a month by person.
type ApelRecords struct {
	Year    int
	Month   time.Month
	Records []apel.Record
	Words   string // that were looked for
	Offset  int
	Total   int
}

// Phrase names the template.
func (ApelRecords) Phrase() string { return "rekap.people" }

// First is the first day of the month.
func (r ApelRecords) First() calendar.Date { return calendar.NewDate(r.Year, r.Month, 1) }

// Rows are the records with their figures.
func (r ApelRecords) Rows() []RecordRow {
	var rows []RecordRow
	for i, one := range r.Records {
		rows = append(rows, RecordRow{Number: r.Offset + i + 1, Record: one, Figures: ApelFigures{Of: one.Of}})
	}
	return rows
}

// RecordRow is one person in a list of figures.
type RecordRow struct {
	apel.Record
	Number  int
	Figures ApelFigures
}

// ConfirmMonth asks whether to close a month.
type ConfirmMonth struct {
	Year  int
	Month time.Month
}

// Phrase names the template.
func (ConfirmMonth) Phrase() string { return "rekap.confirm" }

// First is the first day of the month.
func (m ConfirmMonth) First() calendar.Date { return calendar.NewDate(m.Year, m.Month, 1) }

// AskMark asks whom to mark by hand, as what, or why.
type AskMark struct {
	Event apel.Event
	Who   *apel.Presence // nil: it is asked for
	As    apel.Status    // known once the reason is asked for
	Why   bool           // the reason is asked for
	Limit int
}

// Phrase names the template.
func (AskMark) Phrase() string { return "apel.mark" }

// Marked says what was marked by hand.
type Marked struct{ Presence apel.Presence }

// Phrase names the template.
func (Marked) Phrase() string { return "apel.marked" }

// ApelSheet says which table or picture follows.
type ApelSheet struct{ Picture bool }

// Phrase names the template.
func (ApelSheet) Phrase() string { return "apel.sheet" }

// ApelTitle stands above the picture of an event's figures.
func ApelTitle(e apel.Event, unit string) string {
	title := e.Name + ", " + date(e.Date)
	if unit != "" {
		title += ": " + unit
	}
	return title
}

// RekapTitle stands above the picture of a month's figures.
func RekapTitle(m calendar.Date) string { return "Rekap apel " + Month(m) }

// BarsNote stands below the picture of figures.
func BarsNote() string {
	return "Berketerangan: izin, sakit, dinas luar, cuti, diklat, tugas belajar, piket"
}

package text

import (
	"strings"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/officedays"
)

// OfficeDay is a special day in a list; Number is that of its button, 0 where
// there is none.
type OfficeDay struct {
	calendar.Day
	Number int
}

// Means says by whose decree the day is special, empty where its name does.
func (d OfficeDay) Means() string {
	if kind := specialKind(d.Kind); !strings.HasPrefix(strings.ToLower(d.Name), kind) {
		return kind
	}
	return ""
}

// OfficeMonth is what /libur shows: today, and the special days of a month.
type OfficeMonth struct {
	Month     calendar.Date // its first day
	Days      []OfficeDay
	Today     calendar.Date
	Works     bool          // the office works today
	Hours     calendar.Span // in which it does
	Period    string        // why the hours are other than the ordinary ones; empty: they are not
	Missing   int           // year without a decree; 0: none
	MayChange bool
	Proposals int        // computed days to be looked at
	News      bot.Phrase // what has just happened; may be nil
}

// Phrase names the template.
func (OfficeMonth) Phrase() string { return "days.month" }

// OfficeDayCard shows one day to whoever may change it.
type OfficeDayCard struct {
	calendar.Day
	Asks bool // whether to take it out
}

// Phrase names the template.
func (OfficeDayCard) Phrase() string { return "days.card" }

// AskDayName asks for the name of a day.
type AskDayName struct{ Limit int }

// Phrase names the template.
func (AskDayName) Phrase() string { return "days.ask.name" }

// AskDaySource asks for the decree of a day, or of a time with other hours.
type AskDaySource struct{ Limit int }

// Phrase names the template.
func (AskDaySource) Phrase() string { return "days.ask.source" }

// AskHoursName asks for the name of a time with other hours.
type AskHoursName struct{ Limit int }

// Phrase names the template.
func (AskHoursName) Phrase() string { return "days.ask.hours_name" }

// ConfirmDay shows a day before it stands in the calendar.
type ConfirmDay struct {
	calendar.Day
	Changed bool // it stands there already
	Works   bool // the office works on it then
}

// Phrase names the template.
func (ConfirmDay) Phrase() string { return "days.confirm" }

// Offers is a page of the computed Balinese days that wait to be looked at.
type Offers struct {
	Items  []calendar.Day
	Moons  bool // Purnama and Tilem, otherwise the days of the Pawukon
	Offset int
	Total  int
	Today  calendar.Date
	News   bot.Phrase // what has just happened; may be nil
}

// Phrase names the template.
func (Offers) Phrase() string { return "days.offers" }

// OfferCard shows one computed Balinese day.
type OfferCard struct {
	calendar.Day
	Today calendar.Date
}

// Phrase names the template.
func (OfferCard) Phrase() string { return "days.offer" }

// OfficeHours lists the times with other hours.
type OfficeHours struct {
	Ordinary calendar.Hours
	Items    []officedays.Hours
	News     bot.Phrase // what has just happened; may be nil
}

// Phrase names the template.
func (OfficeHours) Phrase() string { return "days.hours" }

// AskRemoveHours asks whether the ordinary hours are to hold again.
type AskRemoveHours struct{ calendar.Hours }

// Phrase names the template.
func (AskRemoveHours) Phrase() string { return "days.hours.remove" }

// ConfirmHours shows a time with other hours before it holds.
type ConfirmHours struct{ calendar.Hours }

// Phrase names the template.
func (ConfirmHours) Phrase() string { return "days.hours.confirm" }

// DecreeNotice tells that a year has no decree of holidays.
type DecreeNotice struct{ Year int }

// Phrase names the template.
func (DecreeNotice) Phrase() string { return "notice.calendar.decree" }

// specialKind says by whose decree a day is special.
func specialKind(k calendar.Kind) string {
	switch k {
	case calendar.National:
		return "libur nasional"
	case calendar.JointLeave:
		return "cuti bersama"
	case calendar.OfficeOwn:
		return "libur kantor"
	case calendar.BaliDispensation:
		return "dispensasi umat Hindu"
	case calendar.PawukonDay, calendar.Purnama, calendar.Tilem:
		return "menurut perhitungan"
	}
	return string(k)
}

// SpecialKind is the kind of a day as a button or a word of its own has it.
func SpecialKind(k calendar.Kind) string {
	name := specialKind(k)
	return strings.ToUpper(name[:1]) + name[1:]
}

// DayKindLabel is the button of a kind of day.
type DayKindLabel struct{ Kind calendar.Kind }

// Phrase names the template.
func (DayKindLabel) Phrase() string { return "label.days.kind" }

// OffersLabel is the button that leads to the computed days, with how many
// there are.
type OffersLabel struct{ Count int }

// Phrase names the template.
func (OffersLabel) Phrase() string { return "label.days.offers" }

// spanName writes a time of a day: 07.30–16.30.
func spanName(s calendar.Span) string { return minuteName(s.From) + "–" + minuteName(s.To) }

// bothDays writes from when to when other hours hold.
func bothDays(h calendar.Hours) string {
	if h.From == h.Until {
		return PlainDate(h.From)
	}
	return PlainDate(h.From) + " sampai " + PlainDate(h.Until)
}

// calendars words the errors of package officedays.
func calendars() []wording {
	return []wording{
		is(officedays.ErrNotWhole, "error.days.whole"),
		is(officedays.ErrNoSuchDay, "error.days.none"),
		is(officedays.ErrNoSuchHours, "error.days.no_hours"),
		is(officedays.ErrChanged, "error.days.changed"),
		is(officedays.ErrTwice, "error.days.twice"),
		is(officedays.ErrNotProposed, "error.days.not_proposed"),
		is(officedays.ErrKind, "error.days.kind"),
		is(officedays.ErrName, "error.days.name"),
		is(officedays.ErrLong, "error.days.long"),
		is(officedays.ErrFarDay, "error.days.far"),
		is(officedays.ErrSpan, "error.days.span"),
		is(officedays.ErrBackwards, "error.days.backwards"),
		is(officedays.ErrOverlap, "error.days.overlap"),
		as[*calendar.RuleError]("error.days.rule"),
	}
}

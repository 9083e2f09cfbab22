package leave

import (
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// The limits of the kinds of leave.
const (
	annualYears    = 1  // of service (PP 11/2017 art. 311)
	longYears      = 5  // of service, and between two long leaves (III.B.1)
	longMonths     = 3  // (III.B.1)
	maternMonths   = 3  // (III.D; PPPK: Peraturan BKN 7/2022 art. 18)
	maternChildren = 3  // the first to the third (III.D)
	importMonths   = 1  // (III.E)
	sickMonths     = 12 // (PP 11/2017 art. 320 as changed by PP 17/2020)
	sickMonthsPPPK = 1  // (Peraturan BKN 7/2022 art. 15)
	doctorsDays    = 14 // a doctor's letter is enough up to these
	daysBack       = 3  // working days for which leave may be asked afterwards: an assumption of the office
)

// Check judges a leave by the rules of its kind: who may take it, after which
// service, how long, with which documents. Whether annual leave has days enough
// is for [Record.Take]; which day it may begin at the earliest depends on the
// office's calendar and is for [CheckStart], which holds beside this; what long
// leave has to do with other leave is for [Record.CheckLong].
func Check(t Type, k staff.Kind, since, from, to, today calendar.Date, workingDays, documents, child int) error {
	if from.IsZero() || to.Before(from) {
		return ErrBackwards
	}
	if !t.startsLate() && from.Before(today) {
		return &StartError{Type: t, Earliest: today}
	}
	c := checking{Type: t, kind: k, since: since, from: from, to: to, documents: documents}
	switch t {
	case Annual:
		return c.annual(workingDays)
	case Long:
		return c.long()
	case Sick:
		return c.sick()
	case Maternity:
		return c.maternity(child)
	case Important:
		return c.important()
	case Unpaid:
		return ErrUnpaid
	}
	return ErrNoSuchType
}

// startsLate reports whether a leave may have begun before it is asked for:
// illness, a birth that comes early and a death in the family are not foreseen.
func (t Type) startsLate() bool { return slices.Contains([]Type{Sick, Maternity, Important}, t) }

// Earliest is the first day on which a leave that is asked for today may begin.
func Earliest(t Type, today calendar.Date, cal *calendar.Calendar) calendar.Date {
	if !t.startsLate() {
		return today
	}
	return cal.AddWorkingDays(today, -daysBack)
}

// CheckStart refuses a leave that begins before [Earliest] with a *[StartError].
func CheckStart(t Type, from, today calendar.Date, cal *calendar.Calendar) error {
	if earliest := Earliest(t, today, cal); from.Before(earliest) {
		return &StartError{Type: t, Earliest: earliest}
	}
	return nil
}

// Need says whether a leave comes with a document.
type Need string

// The needs.
const (
	NoDocument  Need = "TIDAK"
	MayDocument Need = "BOLEH" // where the reason asks for one; who decides judges it
	Document    Need = "WAJIB"
)

// Needs tells whether a leave of the kind comes with a document: sick leave
// with a doctor's letter, leave for important reasons with a hospital's or a
// neighbourhood's, long leave before five years with the schedule of the
// pilgrimage.
func (t Type) Needs() Need {
	switch t {
	case Sick:
		return Document
	case Long, Maternity, Important:
		return MayDocument
	case Annual, Unpaid:
	}
	return NoDocument
}

// checking is a leave that is judged.
type checking struct {
	Type
	kind            staff.Kind
	since, from, to calendar.Date
	documents       int
}

// annual: after one year of service (III.A.1), at least one working day (III.A.3).
func (c checking) annual(workingDays int) error {
	if workingDays < 1 {
		return ErrNoWorkingDay
	}
	return c.served(annualYears)
}

// long: for PNS (III.B.1), after five years of service but for the first
// pilgrimage, whose schedule is a document (III.B.4); a fourth child is a
// reason of the same sort (III.D).
func (c checking) long() error {
	if c.kind == staff.PPPK {
		return &KindError{Type: c.Type, Kind: c.kind}
	}
	if err := c.served(longYears); err != nil && c.documents == 0 {
		return err
	}
	return c.within(longMonths)
}

// sick: with a doctor's letter (III.C; PP 11/2017 art. 320), above fourteen
// days with one of a government doctor. The days are those of the calendar.
func (c checking) sick() error {
	if c.documents == 0 {
		return &DocumentError{Type: c.Type, Government: c.to.Sub(c.from) >= doctorsDays}
	}
	if c.kind == staff.PPPK {
		return c.within(sickMonthsPPPK)
	}
	return c.within(sickMonths)
}

// maternity: for the first three children (III.D; PP 49/2018 for PPPK).
func (c checking) maternity(child int) error {
	if err := CheckChild(child); err != nil {
		return err
	}
	return c.within(maternMonths)
}

// CheckChild refuses maternity leave for a child that it is not given for, a
// *ChildError.
func CheckChild(child int) error {
	if child < 1 || child > maternChildren {
		return &ChildError{Child: child}
	}
	return nil
}

// important: for PNS (III.E).
func (c checking) important() error {
	if c.kind == staff.PPPK {
		return &KindError{Type: c.Type, Kind: c.kind}
	}
	return c.within(importMonths)
}

// served refuses a leave that begins before so many years of service are over.
func (c checking) served(years int) error {
	if from := yearsLater(c.since, years); from.IsZero() || c.from.Before(from) {
		return &ServiceError{Type: c.Type, Years: years, From: from}
	}
	return nil
}

// within refuses a leave that lasts longer than so many months.
func (c checking) within(months int) error {
	if until := LastOf(c.from, months); c.to.After(until) {
		return &LengthError{Type: c.Type, Until: until}
	}
	return nil
}

// LongUntil is the last day of a long leave that begins on a day: three months,
// less the working days of annual leave taken in the same year (III.B.3). As in
// the regulation's example, those are counted back from the same day three
// months later.
func (r Record) LongUntil(from calendar.Date, cal *calendar.Calendar) calendar.Date {
	if taken := sum(r.Charges, Charge{Year: from.Year()}); taken > 0 {
		return cal.AddWorkingDays(from.AddMonths(longMonths), -taken)
	}
	return LastOf(from, longMonths)
}

// CheckLong judges a long leave beside the other leave of a record: five years
// lie between two long leaves (III.B.2), and annual leave of the same year
// makes it shorter. It returns a *[ServiceError] or a *[LengthError].
func (r Record) CheckLong(from, to calendar.Date, cal *calendar.Calendar) error {
	if next := r.nextLong(); from.Before(next) {
		return &ServiceError{Type: Long, Years: longYears, From: next}
	}
	if until := r.LongUntil(from, cal); to.After(until) {
		return &LengthError{Type: Long, Until: until}
	}
	return nil
}

// nextLong is the first day on which another long leave may begin.
func (r Record) nextLong() calendar.Date {
	var next calendar.Date
	for _, year := range r.LongYears {
		next = later(next, calendar.NewDate(year+longYears, time.January, 1))
	}
	for _, end := range r.LongEnds {
		next = later(next, yearsLater(end, longYears).AddDays(1))
	}
	return next
}

func later(a, b calendar.Date) calendar.Date {
	if b.After(a) {
		return b
	}
	return a
}

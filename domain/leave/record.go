package leave

import (
	"slices"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// The figures of annual leave, in working days.
const (
	// Entitlement of a year (PP 11/2017 art. 312, Peraturan BKN 24/2017 III.A.2;
	// PP 49/2018 art. 78 for PPPK).
	Entitlement = 12
	// MaxCarried of one year's unused days go over to the next (III.A.9).
	MaxCarried = 6
	// MaxOlder are all days of earlier years that a year can have, so that they
	// are 24 with its own (III.A.10 and III.A.12).
	MaxOlder = 12
)

// Record is all that one employee's annual leave is computed from. Nothing
// else is kept: to give days back is to leave their charges out.
type Record struct {
	Kind    staff.Kind
	Since   calendar.Date // of service, see [ServiceSince]
	Entries []Entry
	// Charges are of requests that are open or approved.
	Charges []Charge
	// Postponed are the charges of requests that were postponed, as they were
	// when they were asked for.
	Postponed []Charge
	// LongYears are the years in which a long leave began.
	LongYears []int
	// LongEnds are the last days of those leaves, as far as they are known:
	// the next one may begin five years later. They may be left out.
	LongEnds []calendar.Date
}

// Balance is what may be spent in a year, after all charges. Days that charges
// of later years rely on are not in it. Nothing is left in a year in which a
// long leave was taken (III.B.2).
func (r Record) Balance(year int) Balance {
	b := r.account(year).balance()
	if !r.spentAfter(year) {
		return b
	}
	for asked := b.Total(); asked > 0; asked-- {
		if charges := b.split(asked); !r.spoils(year, charges) {
			return only(year, charges)
		}
	}
	return only(year, nil)
}

// spentAfter reports whether days of a later year are charged.
func (r Record) spentAfter(year int) bool {
	return slices.ContainsFunc(r.Charges, func(c Charge) bool { return c.Year > year })
}

// spoils reports whether further charges of a year take away what charges of
// later years rely on.
func (r Record) spoils(year int, charges []Charge) bool {
	with := r.with(charges)
	last := year
	for _, c := range r.Charges {
		last = max(last, c.Year)
	}
	for later := year + 1; later <= last; later++ {
		if with.account(later).overdrawn() > r.account(later).overdrawn() {
			return true
		}
	}
	return false
}

// with is the record after further charges.
func (r Record) with(charges []Charge) Record {
	r.Charges = slices.Concat(r.Charges, charges)
	return r
}

// EntitledFrom is the first day on which annual leave may be taken: after one
// year of service without a break (PP 11/2017 art. 311, III.A.1; PP 49/2018
// art. 78).
func (r Record) EntitledFrom() calendar.Date { return yearsLater(r.Since, 1) }

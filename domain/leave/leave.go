// Package leave knows the rules of leave for state employees: which kinds
// there are and who may take them, how many days somebody has, out of which
// year they come, and how they are given back.
//
// Sources: PP 11/2017 as changed by PP 17/2020, and Peraturan BKN 24/2017 as
// changed by 7/2021, for PNS; PP 49/2018 for PPPK. The article stands above
// the code that applies it.
package leave

// Type is a kind of leave.
type Type string

// The kinds of leave (Peraturan BKN 24/2017, part III). Unpaid leave (CLTN)
// is decided by the PPK alone with BKN's approval: it is known here only to
// be explained, never to be taken.
const (
	Annual    Type = "TAHUNAN"
	Long      Type = "BESAR"
	Sick      Type = "SAKIT"
	Maternity Type = "MELAHIRKAN"
	Important Type = "ALASAN_PENTING"
	Unpaid    Type = "CLTN"
)

// Types lists the kinds that can be asked for, in the order of the form.
func Types() []Type { return []Type{Annual, Long, Sick, Maternity, Important} }

// Charge is a number of annual leave days that a request takes, by the year
// in which they are spent and the year whose entitlement they come from.
type Charge struct {
	Year   int // in which the days are spent
	Source int // the year that they were earned in: Year, Year-1 or Year-2
	Days   int // working days
}

// Source is what is left of one year's entitlement.
type Source struct {
	Year int
	Days int // working days
}

// Balance is what somebody may spend in a year, the oldest source first.
type Balance struct {
	Year    int
	Sources []Source // of Year-2, Year-1 and Year, always all three
}

// Total counts all days that may be spent.
func (b Balance) Total() int {
	total := 0
	for _, s := range b.Sources {
		total += s.Days
	}
	return total
}

// Entry is one fact about somebody's annual leave in a year, as the books of
// the personnel office have it.
type Entry struct {
	Year int // the entitlement that it is about
	Kind EntryKind
	Days int // working days; a correction may be negative
}

// EntryKind says what an entry tells.
type EntryKind string

// The kinds of entries.
const (
	Opening    EntryKind = "SALDO_AWAL" // days left of that year's entitlement when Gelis began; replaces what is computed
	Correction EntryKind = "KOREKSI"    // by the personnel office, with a reason
	Postponed  EntryKind = "DITANGGUHKAN"
)

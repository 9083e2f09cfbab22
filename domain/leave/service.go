package leave

import (
	"strconv"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// ServiceSince is the day from which service counts. The NIP of a PNS tells the
// month of appointment. That of a PPPK tells the year of the contract only:
// the day is that of the first assignment, as far as it lies in that year.
func ServiceSince(nip staff.NIP, kind staff.Kind, first calendar.Date) calendar.Date {
	year, month, ok := appointment(nip)
	if !ok {
		return first
	}
	if kind == staff.PNS {
		if month < time.January || month > time.December {
			return first
		}
		return calendar.NewDate(year, month, 1)
	}
	earliest, latest := calendar.NewDate(year, time.January, 1), calendar.NewDate(year, time.December, 31)
	switch {
	case first.IsZero() || first.After(latest):
		return latest
	case first.Before(earliest):
		return earliest
	}
	return first
}

// appointment reads digits 9 to 14.
func appointment(nip staff.NIP) (year int, month time.Month, ok bool) {
	const digits = 18
	if len(nip) != digits {
		return 0, 0, false
	}
	year, yearErr := strconv.Atoi(string(nip[8:12]))
	number, monthErr := strconv.Atoi(string(nip[12:14]))
	return year, time.Month(number), yearErr == nil && monthErr == nil
}

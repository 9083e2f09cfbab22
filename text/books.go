package text

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
)

// LeaveStatement is somebody's annual leave in a year.
type LeaveStatement struct {
	request.Statement
	Own   bool // it is the reader's
	Today calendar.Date
	News  bot.Phrase // what has just happened; may be nil
}

// Phrase names the template.
func (LeaveStatement) Phrase() string { return "books.statement" }

// LeaveSource is what is left of one year's entitlement, with what it is.
type LeaveSource struct {
	leave.Source
	Age int // in years: 0 is the year itself
}

// Sources are those of the balance, the newest first.
func (s LeaveStatement) Sources() []LeaveSource {
	var list []LeaveSource
	for _, source := range slices.Backward(s.Balance.Sources) {
		list = append(list, LeaveSource{Source: source, Age: s.Year - source.Year})
	}
	return list
}

// How many bookings and leaves a statement shows, the newest first.
const (
	mostBookings = 6
	mostTaken    = 8
)

// Bookings are the newest entries, as many as are shown.
func (s LeaveStatement) Bookings() []request.Booking {
	return s.Entries[max(0, len(s.Entries)-mostBookings):]
}

// Leaves are the last leaves of the year, as many as are shown.
func (s LeaveStatement) Leaves() []request.Taken {
	return s.Requests[max(0, len(s.Requests)-mostTaken):]
}

// Hidden counts the entries and leaves that are not shown.
func (s LeaveStatement) Hidden() int {
	return len(s.Entries) - len(s.Bookings()) + len(s.Requests) - len(s.Leaves())
}

// YearLabel is a button that leads to a year.
type YearLabel struct {
	Year   int
	Before bool // the year lies before the one that is shown
	After  bool
}

// Phrase names the template.
func (YearLabel) Phrase() string { return "label.year" }

// UnitLabel is the button of a unit.
type UnitLabel struct{ Name string }

// Phrase names the template.
func (UnitLabel) Phrase() string { return "label.unit" }

// AskCorrection asks for the year of a correction, or for its days once the
// year is known.
type AskCorrection struct {
	Name    string
	Year    int            // 0: it is asked for
	Balance *leave.Balance // of that year
}

// Phrase names the template.
func (AskCorrection) Phrase() string { return "books.correct" }

// AskCorrectionReason asks why the books are corrected.
type AskCorrectionReason struct{ Limit int }

// Phrase names the template.
func (AskCorrectionReason) Phrase() string { return "books.reason" }

// ConfirmCorrection shows a correction before it is made.
type ConfirmCorrection struct {
	Name    string
	Year    int
	Days    int
	Reason  string
	Balance leave.Balance
}

// Phrase names the template.
func (ConfirmCorrection) Phrase() string { return "books.confirm" }

// LeaveSheet says whose table follows.
type LeaveSheet struct {
	Unit   string
	Year   int
	People int
}

// Phrase names the template.
func (LeaveSheet) Phrase() string { return "books.sheet" }

// CorrectedNotice tells an employee that the books were corrected.
type CorrectedNotice struct{ Year, Days int }

// Phrase names the template.
func (CorrectedNotice) Phrase() string { return "notice.leave.corrected" }

// entryName names an entry of the books.
func entryName(k leave.EntryKind) string {
	switch k {
	case leave.Opening:
		return "saldo awal"
	case leave.Correction:
		return "koreksi"
	case leave.Postponed:
		return "ditangguhkan"
	}
	return string(k)
}

// signed writes a number of days that are given or taken: +3, −2.
func signed(n int) string {
	if n > 0 {
		return "+" + number(n)
	}
	if n < 0 {
		return "−" + number(-n)
	}
	return number(n)
}

// yearName writes a year, which has no dot between thousands.
func yearName(year int) string { return strconv.Itoa(year) }

// Service writes how long somebody has served: 12 tahun 3 bulan. Of whom no
// first day is known it is a dash.
func Service(since, today calendar.Date) string {
	if since.IsZero() || since.After(today) {
		return "-"
	}
	const year = 12
	months := (today.Year()-since.Year())*year + int(today.Month()) - int(since.Month())
	if today.Day() < since.Day() {
		months--
	}
	if months < year {
		return number(months) + " bulan"
	}
	return fmt.Sprintf("%d tahun %d bulan", months/year, months%year)
}

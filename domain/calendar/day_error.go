package calendar

import (
	"fmt"
	"strings"
)

// DayReason says what is wrong with a row of a file of days.
type DayReason string

// The reasons for which [ParseDays] refuses a row or a file.
const (
	DayHeader       DayReason = "header"         // the first line does not name the columns
	DayColumns      DayReason = "columns"        // a row of too few or too many fields
	DayQuotes       DayReason = "quotes"         // quotes that do not match
	DayDate         DayReason = "date"           // not written as 2026-08-18
	DayDoesNotExist DayReason = "does not exist" // a date that no calendar has
	DayKind         DayReason = "kind"           // none of Kinds
	DayEmpty        DayReason = "empty"          // no name or no source
	DayUnreadable   DayReason = "unreadable"     // control characters, or not UTF-8
	DayRepeated     DayReason = "repeated"       // the same date, kind and name a second time
)

// DayError is one mistake in a file of days: where it stands, what stands there
// and why it cannot be used.
type DayError struct {
	Line   int    // the first line of the file is 1
	Column string // the column's name; empty where the whole row is meant
	Value  string // as written; empty where nothing is
	Reason DayReason
}

// Error names the place, the value and the mend.
func (e *DayError) Error() string {
	place := fmt.Sprintf("line %d", e.Line)
	if e.Column != "" {
		place += ", column " + e.Column
	}
	return fmt.Sprintf("%s: %.80q: %s", place, e.Value, e.mend())
}

// mend says to whoever keeps the file what to write instead.
func (e *DayError) mend() string {
	switch e.Reason {
	case DayHeader:
		return "begin the file with the line " + strings.Join(columns(), ",")
	case DayColumns:
		return fmt.Sprintf("write %d fields with commas between, in quotes if they hold a comma", len(columns()))
	case DayQuotes:
		return `close the quotes, and write "" for a quote within quotes`
	case DayDate:
		return "write the date as 2026-08-18"
	case DayDoesNotExist:
		return "there is no such day, correct the month or the day"
	case DayKind:
		return fmt.Sprintf("write one of %v", Kinds())
	case DayEmpty:
		return "write what is missing"
	case DayUnreadable:
		return "write plain text in UTF-8, without control characters"
	case DayRepeated:
		return "remove the row, it is there already"
	}
	return string(e.Reason)
}

// Package disposition knows the life of an incoming letter (surat masuk)
// after it was registered: who disposes it to whom, what a recipient may do
// with a branch of it, when it is late, and when the letter is complete.
//
// Everything here is pure: no clock, no database, no wording.
package disposition

import (
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Speed is how urgent a letter is.
type Speed string

// The speeds (sifat penyelesaian), written on the letter.
const (
	Ordinary   Speed = "BIASA"
	Urgent     Speed = "SEGERA"
	VeryUrgent Speed = "SANGAT_SEGERA"
)

// Secrecy is how secret a letter is; it is another axis than its speed.
type Secrecy string

// The degrees of secrecy (sifat keamanan).
const (
	Open       Secrecy = "BIASA"
	Restricted Secrecy = "TERBATAS"
	Secret     Secrecy = "RAHASIA"
	TopSecret  Secrecy = "SANGAT_RAHASIA"
)

// StaysInOffice reports whether nothing of the letter but its agenda number
// may travel through Telegram.
func (s Secrecy) StaysInOffice() bool { return s == Secret || s == TopSecret }

// Protected reports whether messages about the letter may not be forwarded.
func (s Secrecy) Protected() bool { return s != Open }

// LetterID identifies a letter.
type LetterID int64

// Letter is a registered incoming letter.
type Letter struct {
	ID             LetterID
	UnitID         staff.UnitID
	UnitName       string
	AgendaYear     int
	AgendaNumber   int // counted per unit and year, never used twice
	Number         string
	Date           calendar.Date
	Received       calendar.Date
	Sender         string
	Subject        string
	Summary        string
	Classification string
	Speed          Speed
	Secrecy        Secrecy
	Files          []document.File
	CompletedAt    time.Time // zero while a branch is open
	Version        int       // grows with every change of any branch
	// Who registered it at the desk; zero for imported letters.
	RegisteredBy     staff.EmployeeID
	RegisteredByName string
	RegisteredAt     time.Time
}

// DefaultDeadline is the last day for a disposition sent on a day: the same
// working day for very urgent letters, the next for urgent ones, three
// working days otherwise. What is sent on a day off counts as sent on the next
// working day. (The office's own habit: data, not regulation.)
func DefaultDeadline(s Speed, sent calendar.Date, cal *calendar.Calendar) calendar.Date {
	first := sent
	if !cal.IsWorking(first) {
		first = cal.NextWorking(first)
	}
	switch s {
	case VeryUrgent:
		return first
	case Urgent:
		return cal.AddWorkingDays(first, 1)
	case Ordinary:
	}
	return cal.AddWorkingDays(first, 3)
}

// Mark says how a deadline stands on a day.
type Mark string

// The marks of an open branch.
const (
	OnTime  Mark = ""
	Near    Mark = "near"    // today or within two days
	Overdue Mark = "overdue" // the day has passed
)

// nearDays is how many days before the deadline a branch is marked near.
const nearDays = 2

// MarkOf compares a deadline with today. Without a deadline nothing is late.
func MarkOf(deadline, today calendar.Date) Mark {
	switch {
	case deadline.IsZero():
		return OnTime
	case today.After(deadline):
		return Overdue
	case !today.AddDays(nearDays).Before(deadline):
		return Near
	}
	return OnTime
}

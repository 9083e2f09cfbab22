package text

import (
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/request"
)

// Month names a month with its year: Desember 2026.
func Month(d calendar.Date) string { return fmt.Sprintf("%s %d", month(d.Month()), d.Year()) }

// WeekdayLetters shortens a day of the week to two letters, for the head of a calendar.
func WeekdayLetters(d time.Weekday) string {
	return [...]string{"Mg", "Sn", "Sl", "Rb", "Km", "Jm", "Sb"}[d]
}

// KindName names a kind of request.
func KindName(k request.Kind) string {
	switch k {
	case request.Leave:
		return "Cuti"
	case request.Permit:
		return "Izin"
	case request.Travel:
		return "Dinas luar"
	case request.Overtime:
		return "Lembur"
	}
	return string(k)
}

// KindLetter stands for a kind of request where there is room for one letter.
func KindLetter(k request.Kind) string { return KindName(k)[:1] }

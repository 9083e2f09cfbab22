package text

import (
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// weekday names a day of the week.
func weekday(d time.Weekday) string {
	return [...]string{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"}[d]
}

// month names a month.
func month(m time.Month) string {
	return [...]string{
		"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli",
		"Agustus", "September", "Oktober", "November", "Desember",
	}[m-1]
}

// shortMonth shortens a month to three letters.
func shortMonth(m time.Month) string {
	if m == time.August {
		return "Agu"
	}
	return month(m)[:3]
}

// date writes a day in full: Senin, 23 November 2026. No date is a dash.
func date(d calendar.Date) string {
	if d.IsZero() {
		return "-"
	}
	return weekday(d.Weekday()) + ", " + PlainDate(d)
}

// PlainDate writes a day as letters are dated: 23 November 2026.
func PlainDate(d calendar.Date) string {
	if d.IsZero() {
		return "-"
	}
	return fmt.Sprintf("%d %s %d", d.Day(), month(d.Month()), d.Year())
}

// shortDate writes a day for a list: Sen, 23 Nov; with its year unless that is
// today's: Sen, 4 Jan 2027.
func shortDate(d, today calendar.Date) string {
	if d.IsZero() {
		return "-"
	}
	short := fmt.Sprintf("%s, %d %s", weekday(d.Weekday())[:3], d.Day(), shortMonth(d.Month()))
	if d.Year() != today.Year() {
		short += fmt.Sprintf(" %d", d.Year())
	}
	return short
}

// clock writes an instant's hour: pukul 14.05 WITA.
func clock(t time.Time, zone *time.Location) string {
	local := t.In(zone)
	name, _ := local.Zone()
	return fmt.Sprintf("pukul %02d.%02d %s", local.Hour(), local.Minute(), name)
}

// Moment writes an instant: Senin, 23 November 2026 pukul 14.05 WITA.
func Moment(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return "-"
	}
	return date(calendar.DateOf(t, zone)) + " " + clock(t, zone)
}

// clockSeconds writes an instant's second: pukul 14.05.30.
func clockSeconds(t time.Time, zone *time.Location) string {
	return "pukul " + t.In(zone).Format("15.04.05")
}

// shortMoment writes an instant where there is little room: 23 Nov 14.05.
func shortMoment(t time.Time, zone *time.Location) string {
	local := t.In(zone)
	return fmt.Sprintf("%d %s %02d.%02d", local.Day(), shortMonth(local.Month()), local.Hour(), local.Minute())
}

// relative says how far a day is from today: hari ini, besok, kemarin, 3 hari
// lagi, 3 hari yang lalu.
func relative(d, today calendar.Date) string {
	switch days := d.Sub(today); {
	case days == 0:
		return "hari ini"
	case days == 1:
		return "besok"
	case days == -1:
		return "kemarin"
	case days > 0:
		return number(days) + " hari lagi"
	default:
		return number(-days) + " hari yang lalu"
	}
}

// due says how a deadline stands: hari ini, besok, 3 hari lagi, terlambat 3 hari.
func due(deadline, today calendar.Date) string {
	if late := today.Sub(deadline); late > 0 {
		return "terlambat " + number(late) + " hari"
	}
	return relative(deadline, today)
}

// greeting is the greeting of the hour.
func greeting(t time.Time, zone *time.Location) string {
	switch hour := t.In(zone).Hour(); {
	case hour < 4:
		return "Selamat malam"
	case hour < 11:
		return "Selamat pagi"
	case hour < 15:
		return "Selamat siang"
	case hour < 19:
		return "Selamat sore"
	default:
		return "Selamat malam"
	}
}

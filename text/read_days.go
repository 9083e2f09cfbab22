package text

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// The shapes of what people type.
var (
	shapeUntil    = regexp.MustCompile(`\s*(?:\bsampai dengan\b|\bsampai\b|\bhingga\b|\bs\s?[./]?\s?d\b\.?|[–—~]|\s-\s)\s*`)
	shapeISO      = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	shapeDay      = regexp.MustCompile(`^(\d{1,2})(?:[ ./-]+(\d{1,2}|[a-z]{3,9})\.?(?:[ ./-]+(\d{4}|\d{2}))?)?$`)
	shapeSides    = regexp.MustCompile(`^([^-]+)-([^-]+)$`)
	shapeTwo      = regexp.MustCompile(`^(\d{1,2})-(\d{1,2})$`)
	shapeWeekday  = regexp.MustCompile(`\b(?:hari |tanggal |tgl\.? ?|senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu)\b,?\s*`)
	shapeClock    = regexp.MustCompile(`^(\d{1,2})(?:[.:]?(\d{2}))?$`)
	shapeHourWord = regexp.MustCompile(`\b(?:pukul|jam|wita)\b\.?`)
)

// typedDay is a day as somebody typed it; what was left out is 0.
type typedDay struct{ day, month, year int }

// ReadDays reads a day as people write it (15/12/2026, 15 12, 15 Des, besok,
// 15), or a first and a last one (15-17 Des, 28 Des s.d. 3 Jan). A day without
// a year is the next one, or one of the last two months.
func (w *Words) ReadDays(text string, today calendar.Date) (first, last calendar.Date, ok bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	if len(text) > 60 {
		return first, last, false
	}
	if day, known := relativeDay(text, today); known {
		return day, day, true
	}
	text = strings.TrimSpace(shapeWeekday.ReplaceAllString(text, ""))
	if sides := shapeUntil.Split(text, -1); len(sides) == 2 {
		return readSides(sides[0], sides[1], today)
	}
	if shapeTwo.MatchString(text) {
		return readTwo(text, today)
	}
	if sides := shapeSides.FindStringSubmatch(text); sides != nil {
		if first, last, ok = readSides(sides[1], sides[2], today); ok {
			return first, last, true
		}
	}
	day, ok := readDay(text, today)
	return day, day, ok
}

// relativeDay reads a day that is told by its distance from today.
func relativeDay(text string, today calendar.Date) (calendar.Date, bool) {
	days, known := map[string]int{"hari ini": 0, "sekarang": 0, "besok": 1, "esok": 1, "lusa": 2, "kemarin": -1}[text]
	return today.AddDays(days), known
}

// readTwo reads two bare numbers: days of one month, or a day and a month.
// What could be both is neither.
func readTwo(text string, today calendar.Date) (first, last calendar.Date, ok bool) {
	n := shapeTwo.FindStringSubmatch(text)
	left, right := atoi(n[1]), atoi(n[2])
	switch {
	case left <= right && right <= 12:
		return first, last, false
	case left <= right:
		return readSides(n[1], n[2], today)
	}
	first, ok = typedDay{day: left, month: right}.next(today)
	return first, first, ok
}

// readSides reads a first and a last day; the first one borrows month and
// year of the last one.
func readSides(from, to string, today calendar.Date) (first, last calendar.Date, ok bool) {
	if day, known := relativeDay(from, today); known {
		last, ok = readDay(to, day)
		return day, last, ok && !last.Before(day)
	}
	left, leftFine := typed(from)
	right, rightFine := typed(to)
	if !leftFine || !rightFine {
		return first, last, false
	}
	borrowed := left.month == 0
	if borrowed {
		left.month, left.year = right.month, right.year
	}
	switch {
	case right.year != 0 && left.year == 0:
		last, ok = right.exact()
		first = left.upTo(last)
	default:
		if first, ok = left.next(today); ok {
			last, ok = right.from(first)
		}
	}
	apart := last.Sub(first)
	return first, last, ok && !first.IsZero() && apart >= 0 && apart < 366 && (!borrowed || apart < 31)
}

// lookBack is how many days back a day without a year is looked for.
const lookBack = 60

// readDay reads one day.
func readDay(text string, today calendar.Date) (calendar.Date, bool) {
	if day, known := relativeDay(text, today); known {
		return day, true
	}
	t, ok := typed(text)
	if !ok {
		return calendar.Date{}, false
	}
	return t.next(today)
}

// typed takes a day apart.
func typed(text string) (typedDay, bool) {
	text = strings.TrimSpace(text)
	if shapeISO.MatchString(text) {
		return typedDay{day: atoi(text[8:]), month: atoi(text[5:7]), year: atoi(text[:4])}, true
	}
	part := shapeDay.FindStringSubmatch(text)
	if part == nil {
		return typedDay{}, false
	}
	t := typedDay{day: atoi(part[1]), month: atoi(part[2]), year: atoi(part[3])}
	if part[2] != "" && t.month == 0 {
		t.month = monthNamed(part[2])
	}
	if len(part[3]) == 2 {
		t.year += 2000
	}
	return t, part[2] == "" || t.month >= 1 && t.month <= 12
}

// monthNamed finds a month by its name or the beginning of it; 0: none.
func monthNamed(name string) int {
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(month(m)), name) {
			return int(m)
		}
	}
	return map[string]int{"agt": 8, "ags": 8, "nop": 11, "nopember": 11, "pebruari": 2, "peb": 2}[name]
}

// exact is the day when nothing was left out and it exists.
func (t typedDay) exact() (calendar.Date, bool) {
	if t.year == 0 || t.month == 0 || t.day == 0 {
		return calendar.Date{}, false
	}
	d := calendar.NewDate(t.year, time.Month(t.month), t.day)
	return d, d.Day() == t.day && d.Month() == time.Month(t.month)
}

// next is the day that is meant today.
func (t typedDay) next(today calendar.Date) (calendar.Date, bool) {
	if t.month == 0 {
		return t.from(today)
	}
	return t.from(today.AddDays(-lookBack))
}

// from is the first day on or after another one that fits what was typed.
func (t typedDay) from(earliest calendar.Date) (calendar.Date, bool) {
	if t.year != 0 {
		return t.exact()
	}
	for months := range 13 {
		m := calendar.NewDate(earliest.Year(), earliest.Month()+time.Month(months), 1)
		if t.month != 0 && m.Month() != time.Month(t.month) {
			continue
		}
		d, exists := typedDay{day: t.day, month: int(m.Month()), year: m.Year()}.exact()
		if exists && !d.Before(earliest) {
			return d, true
		}
	}
	return calendar.Date{}, false
}

// upTo is the last day on or before another one that fits what was typed.
func (t typedDay) upTo(latest calendar.Date) calendar.Date {
	for _, year := range []int{latest.Year(), latest.Year() - 1} {
		d, exists := typedDay{day: t.day, month: t.month, year: year}.exact()
		if exists && !d.After(latest) {
			return d
		}
	}
	return calendar.Date{}
}

// atoi reads digits; anything else is 0.
func atoi(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// ReadHours reads hours as people write them (13.00-15.30, 13:00 s.d. 15:30,
// 13-15) in minutes from midnight; of a single hour, from is -1.
func (w *Words) ReadHours(text string) (from, to int, ok bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	if len(text) > 60 {
		return 0, 0, false
	}
	text = strings.TrimSpace(shapeHourWord.ReplaceAllString(text, ""))
	sides := shapeUntil.Split(text, -1)
	if len(sides) == 1 {
		sides = strings.Split(text, "-")
	}
	switch len(sides) {
	case 1:
		to, ok = readHour(sides[0])
		return -1, to, ok
	case 2:
		from, fromFine := readHour(sides[0])
		to, toFine := readHour(sides[1])
		return from, to, fromFine && toFine && from < to
	}
	return 0, 0, false
}

func readHour(text string) (int, bool) {
	part := shapeClock.FindStringSubmatch(strings.TrimSpace(text))
	if part == nil {
		return 0, false
	}
	hour, minute := atoi(part[1]), atoi(part[2])
	return hour*60 + minute, minute < 60 && hour*60+minute <= 24*60
}

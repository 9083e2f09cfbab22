package importer

import (
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// Days of Excel's calendar that a date of an office can be: 1927 to 9999.
const (
	firstSerial = 10_000
	lastSerial  = 2_958_465
)

const (
	dateMend = "write the date as 2026-08-18 (year-month-day), or as a real date of Excel"
	timeMend = "write day and hour as 2026-08-18 09:30, or as a real date and time of Excel"
)

// date reads a day.
func (l line) date(column string) calendar.Date {
	value := l.value(column)
	if value == "" {
		return calendar.Date{}
	}
	if t, ok := l.serial(value); ok {
		return calendar.DateOf(t, time.UTC)
	}
	date, err := calendar.ParseDate(withoutMidnight(value))
	if err != nil {
		l.wrong(column, value, dateProblem(err), suggestion(value, dateMend))
	}
	return date
}

// instant reads a day with its hour in the office's zone.
func (l line) instant(column string, zone *time.Location) time.Time {
	value := l.value(column)
	if value == "" {
		return time.Time{}
	}
	if t, ok := l.serial(value); ok {
		y, m, d := t.Date()
		return time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), 0, zone)
	}
	text := strings.Replace(value, "T", " ", 1)
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02 15.04"} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil && t.Year() > 0 {
			return t
		}
	}
	l.wrong(column, value, "is not a day with its hour", timeMend)
	return time.Time{}
}

// serial reads a date as Excel keeps it: the number of days since 1900, with
// the hour behind the point. What it returns is in no zone.
func (l line) serial(value string) (time.Time, bool) {
	days, err := strconv.ParseFloat(value, 64)
	if !l.excel || err != nil || !(days >= firstSerial && days < lastSerial) {
		return time.Time{}, false
	}
	t, err := excelize.ExcelDateToTime(days, l.since1904)
	if err != nil || math.IsNaN(days) {
		return time.Time{}, false
	}
	return t.Round(time.Second), true
}

// withoutMidnight leaves out the hour that programs write behind a bare day.
func withoutMidnight(value string) string {
	for _, tail := range []string{" 00:00:00", "T00:00:00", "T00:00:00Z", " 00:00"} {
		if day, ok := strings.CutSuffix(value, tail); ok {
			return day
		}
	}
	return value
}

func dateProblem(err error) string {
	if wrong, ok := errors.AsType[*calendar.DateError](err); ok && wrong.Reason == calendar.DateDoesNotExist {
		return "is a day that does not exist"
	}
	return "is not a date"
}

// suggestion writes a day of the Indonesian order, 18/08/2026, as it should be
// written. It is only offered: the same digits mean another day elsewhere.
func suggestion(value, otherwise string) string {
	parts := regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$`).FindStringSubmatch(value)
	if parts == nil {
		return otherwise
	}
	day, month := ("0" + parts[1])[len(parts[1])-1:], ("0" + parts[2])[len(parts[2])-1:]
	iso := parts[3] + "-" + month + "-" + day
	if _, err := calendar.ParseDate(iso); err != nil {
		return otherwise
	}
	return "if it is day/month/year write " + iso + " (year-month-day)"
}

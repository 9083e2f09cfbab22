package main

import (
	"encoding/csv"
	"fmt"
	"io"

	"github.com/gelis-bali/gelis/domain/calendar"
)

type calendarCommand struct {
	Year int `arg:"" help:"Year of the Gregorian calendar, 2000 or later."`
}

// Run prints the special days of a year: date,kind,name,source.
func (c *calendarCommand) Run(out io.Writer) error {
	const first, last = 2000, 9999
	if c.Year < first || c.Year > last {
		return fmt.Errorf("calendar %d: Balinese days are computed from %d to %d; name such a year", c.Year, first, last)
	}
	sheet := csv.NewWriter(out)
	rows := [][]string{{"date", "kind", "name", "source"}}
	for _, day := range calendar.New(calendar.Shipped()).SpecialDays(c.Year) {
		rows = append(rows, []string{day.Date.String(), string(day.Kind), day.Name, day.Source})
	}
	if err := sheet.WriteAll(rows); err != nil {
		return fmt.Errorf("print the calendar of %d: %w", c.Year, err)
	}
	return nil
}

package calendar

import (
	_ "embed" // the days that are shipped
	"fmt"
	"strings"
)

//go:embed holidays_2026.csv
var shipped string

// Shipped returns the days that come with the program, those of 2026: national
// holidays and joint leave by SKB 1497/2, 2 and 5 of 2025, dispensations by
// letter B-253 of 2025 of Ditjen Bimas Hindu. It panics if that file is broken,
// which a test rules out.
func Shipped() []Day {
	days, err := ParseDays(strings.NewReader(shipped))
	if err != nil {
		panic(fmt.Errorf("shipped days: %w", err))
	}
	return days
}

package calendar

import (
	"fmt"
	"time"
)

// DateReason says why a text is not a date.
type DateReason string

const (
	// DateFormat is a text that is not four digits, two and two, with hyphens between.
	DateFormat DateReason = "format"
	// DateDoesNotExist is a well written day that no calendar has, such as 2026-02-30.
	DateDoesNotExist DateReason = "does not exist"
)

// DateError is a text that [ParseDate] refuses.
type DateError struct {
	Text   string
	Reason DateReason
}

// Error describes the refusal to a developer, with the beginning of the text.
func (e *DateError) Error() string {
	if e.Reason == DateDoesNotExist {
		return fmt.Sprintf("date %.20q does not exist", e.Text)
	}
	return fmt.Sprintf("date %.20q is not written as 2026-08-18", e.Text)
}

// ParseDate reads a day as ISO 8601 writes it, 2026-08-18, and nothing else: no
// spaces, no other order, no missing zeros. Its errors are *[DateError].
func ParseDate(text string) (Date, error) {
	if !isISO(text) {
		return Date{}, &DateError{Text: text, Reason: DateFormat}
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Year() < firstYear {
		return Date{}, &DateError{Text: text, Reason: DateDoesNotExist}
	}
	return fromTime(t), nil
}

// isISO reports whether the text has the shape dddd-dd-dd.
func isISO(text string) bool {
	if len(text) != len(time.DateOnly) {
		return false
	}
	for i, r := range []byte(text) {
		hyphen := i == 4 || i == 7
		if hyphen && r != '-' || !hyphen && (r < '0' || r > '9') {
			return false
		}
	}
	return true
}

// MarshalText writes the day as [Date.String] does, the zero Date as nothing.
func (d Date) MarshalText() ([]byte, error) {
	return []byte(d.String()), nil
}

// UnmarshalText reads what MarshalText wrote. Its errors are *[DateError].
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

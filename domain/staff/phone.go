package staff

import (
	"log/slog"
	"strings"
)

// Phone is an Indonesian telephone number, digits only, with the country code
// and without a plus: 6281234567890. Logs never carry it: slog prints ***.
type Phone string

// A number without its country code has 8 digits (a small town's landline) to 12
// (the longest mobile number).
const (
	countryCode       = "62"
	minNationalDigits = 8
	maxNationalDigits = 12
)

// PhoneReason says why a text is no telephone number.
type PhoneReason string

// The reasons for which a text is refused.
const (
	PhoneNotDigits PhoneReason = "not digits" // something else than digits, separators and a plus in front
	PhoneTooShort  PhoneReason = "too short"
	PhoneTooLong   PhoneReason = "too long"
	PhoneForeign   PhoneReason = "foreign" // another country's number, or a start that none here has
)

// PhoneError is a text that [ParsePhone] refuses. Value is for the person who
// wrote it: Error leaves it out.
type PhoneError struct {
	Reason PhoneReason
	Value  string
}

// Error names the reason and never the value.
func (e *PhoneError) Error() string { return "phone refused: " + string(e.Reason) }

// ParsePhone reads a number as people and lists write it: +62 812-3456-7890,
// 0812 3456 7890, 62812..., and 812... as a spreadsheet leaves it that took
// the number's leading zero away. Its errors are *[PhoneError].
func ParsePhone(text string) (Phone, error) {
	number := withoutPunctuation(text)
	switch {
	case strings.HasPrefix(number, "00"):
		number = "+" + number[2:]
	case strings.HasPrefix(number, "0"):
		number = "+" + countryCode + number[1:]
	case strings.HasPrefix(number, "8"):
		number = "+" + countryCode + number
	}
	return parseInternational(number, text)
}

// ParseContactPhone reads the number of a contact that Telegram hands over. It
// always begins with the country code, with a plus or without. [ParsePhone] must not be
// used for it: it would take a number of Japan, 81 90..., for the Indonesian
// mobile number 081 90... Its errors are *[PhoneError].
func ParseContactPhone(text string) (Phone, error) {
	return parseInternational(withoutPunctuation(text), text)
}

func withoutPunctuation(text string) string {
	return withoutSeparators(text, "-.()\u2010\u2011\u2012\u2013\u2014\u2212")
}

// parseInternational reads a number that begins with a country code; text is
// what the person wrote.
func parseInternational(number, text string) (Phone, error) {
	digits := strings.TrimPrefix(number, "+")
	national, ours := strings.CutPrefix(digits, countryCode)
	national = strings.TrimPrefix(national, "0") // +62 (0)812...
	var reason PhoneReason
	switch {
	case !allDigits(digits):
		reason = PhoneNotDigits
	case !ours && len(digits) >= minNationalDigits, strings.HasPrefix(national, "0"):
		reason = PhoneForeign
	case len(national) < minNationalDigits:
		reason = PhoneTooShort
	case len(national) > maxNationalDigits:
		reason = PhoneTooLong
	default:
		return Phone(countryCode + national), nil
	}
	return "", &PhoneError{Reason: reason, Value: text}
}

// SameAs reports whether both are one number, digit by digit. No number is the
// same as none.
func (p Phone) SameAs(other Phone) bool { return p != "" && p == other }

// LogValue keeps the number out of logs.
func (p Phone) LogValue() slog.Value { return slog.StringValue("***") }

package staff

import (
	"log/slog"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// NIP is the number of an employee (nomor induk pegawai; of a PPPK the nomor
// induk PPPK): 18 digits without separators. It tells the birth date and opens
// the way to linking an account, so logs never carry it: slog prints ***.
//
// Its parts are the birth date (8 digits), the year and month of appointment (6),
// the sex (1) and a sequence (3). Of a PPPK the month's two digits are a contract
// number instead. There is no check digit.
type NIP string

const nipDigits = 18

// NIPReason says why a text is no NIP.
type NIPReason string

// The reasons for which [ParseNIP] refuses a text, in the order in which they
// are looked for.
const (
	NIPNotDigits         NIPReason = "not digits"                // something else than digits and separators
	NIPTooShort          NIPReason = "too short"                 // fewer than 18 digits
	NIPTooLong           NIPReason = "too long"                  // more than 18 digits
	NIPBirthDate         NIPReason = "birth date does not exist" // digits 1 to 8: no such day, or one to come
	NIPAppointment       NIPReason = "appointment month"         // digits 9 to 14: no such year or month
	NIPAppointmentFuture NIPReason = "appointment in the future" // digits 9 to 14 are later than today
	NIPSex               NIPReason = "sex"                       // digit 15 is neither 1 nor 2
	NIPSequence          NIPReason = "sequence"                  // digits 16 to 18 are 000
)

// NIPError is a text that [ParseNIP] refuses. Value is for the person who wrote
// it: Error leaves it out, because it may be most of somebody's NIP.
type NIPError struct {
	Reason NIPReason
	Value  string
}

// Error names the reason and never the value.
func (e *NIPError) Error() string { return "nip refused: " + string(e.Reason) }

// ParseNIP reads a NIP as people write it, with spaces or dots anywhere. A civil
// servant (PNS) has a month of appointment, a PPPK a contract number in its place
// that may be any two digits. Neither birth nor appointment may be after today.
// Its errors are *[NIPError].
func ParseNIP(text string, civilServant bool, today calendar.Date) (NIP, error) {
	digits := withoutSeparators(text, ".")
	reason := checkDigits(digits)
	if reason == "" {
		reason = checkParts(digits, civilServant, today)
	}
	if reason != "" {
		return "", &NIPError{Reason: reason, Value: text}
	}
	return NIP(digits), nil
}

func checkDigits(digits string) NIPReason {
	switch {
	case !allDigits(digits):
		return NIPNotDigits
	case len(digits) < nipDigits:
		return NIPTooShort
	case len(digits) > nipDigits:
		return NIPTooLong
	}
	return ""
}

// checkParts looks at the parts of 18 digits.
func checkParts(digits string, civilServant bool, today calendar.Date) NIPReason {
	birth, err := calendar.ParseDate(digits[:4] + "-" + digits[4:6] + "-" + digits[6:8])
	if err != nil || birth.After(today) {
		return NIPBirthDate
	}
	if reason := checkAppointment(digits[8:14], civilServant, today); reason != "" {
		return reason
	}
	if digits[14] != '1' && digits[14] != '2' {
		return NIPSex
	}
	if digits[15:] == "000" {
		return NIPSequence
	}
	return ""
}

// checkAppointment looks at the year and month of appointment; of a PPPK only at
// the year.
func checkAppointment(digits string, civilServant bool, today calendar.Date) NIPReason {
	year, month := digits[:4], "01"
	if civilServant {
		month = digits[4:]
	}
	begins, err := calendar.ParseDate(year + "-" + month + "-01")
	if err != nil {
		return NIPAppointment
	}
	if begins.After(today) {
		return NIPAppointmentFuture
	}
	return ""
}

// String returns the 18 digits as they are kept.
func (n NIP) String() string { return string(n) }

// Spaced returns the NIP as documents print it, such as 19630312 199102 1 005.
func (n NIP) Spaced() string {
	if len(n) != nipDigits {
		return string(n)
	}
	return string(n[:8] + " " + n[8:14] + " " + n[14:15] + " " + n[15:])
}

// Last4 returns the last four digits, by which a person confirms a link; nothing
// if there is no whole NIP, and nothing must never count as confirmed.
func (n NIP) Last4() string {
	if len(n) != nipDigits {
		return ""
	}
	return string(n[nipDigits-4:])
}

// LogValue keeps the NIP out of logs.
func (n NIP) LogValue() slog.Value { return slog.StringValue("***") }

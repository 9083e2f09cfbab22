package importer

import (
	"errors"
	"strconv"
	"strings"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

const asText = `format the whole column as text ("Teks") and enter the number again with all its digits`

// nip reads the NIP of somebody who may be PNS or PPPK.
func (l line) nip(column string, today calendar.Date) staff.NIP {
	value := l.digits(column)
	if value == "" {
		return ""
	}
	nip, err := staff.ParseNIP(value, false, today)
	l.nipMistake(column, value, err)
	return nip
}

// digits is the text of a cell of digits, without the apostrophe by which a
// spreadsheet is told that it is text. A number that the spreadsheet has
// rounded is noted.
func (l line) digits(column string) string {
	value := strings.TrimLeft(l.value(column), "'‘’")
	if isRounded(value) {
		l.wrong(column, value, "is a number that the spreadsheet has rounded", asText)
		return ""
	}
	return value
}

// isRounded reports whether a number is written with an exponent, such as 1,96303E+17.
func isRounded(value string) bool {
	if !strings.ContainsAny(value, "eE") {
		return false
	}
	_, err := strconv.ParseFloat(strings.Replace(value, ",", ".", 1), 64)
	return err == nil
}

func (l line) nipMistake(column, value string, err error) {
	if refused, ok := errors.AsType[*staff.NIPError](err); ok {
		problem, mend := nipWords(refused.Reason)
		l.wrong(column, value, problem, mend)
	}
}

func nipWords(reason staff.NIPReason) (problem, mend string) {
	switch reason {
	case staff.NIPNotDigits:
		return "has something else than digits", "write the 18 digits of the NIP"
	case staff.NIPTooShort:
		return "has fewer than 18 digits", "write all 18 digits; if zeros are gone, " + asText
	case staff.NIPTooLong:
		return "has more than 18 digits", "write the 18 digits of the NIP"
	case staff.NIPBirthDate:
		return "begins with a birth date that does not exist", "digits 1 to 8 are year, month and day of birth: look at the decree"
	case staff.NIPAppointment:
		return "has no month of appointment in digits 9 to 14", "write year and month; for a PPPK set kind to PPPK"
	case staff.NIPAppointmentFuture:
		return "says an appointment that is yet to come", "digits 9 to 14 are year and month of appointment: look at the decree"
	case staff.NIPSex:
		return "has neither 1 nor 2 as digit 15", "digit 15 is 1 for a man and 2 for a woman: look at the decree"
	case staff.NIPSequence:
		return "ends with 000", "a spreadsheet keeps 15 digits only: " + asText
	}
	return "is no NIP", "look at the decree"
}

// phone reads a telephone number; there may be none.
func (l line) phone(column string) staff.Phone {
	value := l.digits(column)
	if value == "" {
		return ""
	}
	phone, err := staff.ParsePhone(value)
	if refused, ok := errors.AsType[*staff.PhoneError](err); ok {
		problem, mend := phoneWords(refused.Reason)
		l.wrong(column, value, problem, mend)
	}
	return phone
}

func phoneWords(reason staff.PhoneReason) (problem, mend string) {
	switch reason {
	case staff.PhoneNotDigits:
		return "has something else than digits", "write one number, as 0812 3456 7890"
	case staff.PhoneTooShort:
		return "is too short for a telephone number", "write all digits, as 0812 3456 7890"
	case staff.PhoneTooLong:
		return "is too long for a telephone number", "write one number, as 0812 3456 7890"
	case staff.PhoneForeign:
		return "is not an Indonesian number", "write a number that begins with 0 or +62, or leave it empty"
	}
	return "is no telephone number", "write it as 0812 3456 7890"
}

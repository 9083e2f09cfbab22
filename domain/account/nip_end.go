package account

import "errors"

// ErrNIPEnd: the end of a NIP is written with other than four digits.
var ErrNIPEnd = errors.New("end of NIP is not four digits")

// CheckNIPEnd says whether a text can be the last four digits of a NIP, so
// that a slip of the finger does not count as a failed try.
func CheckNIPEnd(end string) error {
	if len(end) != 4 {
		return ErrNIPEnd
	}
	for _, digit := range end {
		if digit < '0' || digit > '9' {
			return ErrNIPEnd
		}
	}
	return nil
}

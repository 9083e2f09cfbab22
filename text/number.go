package text

import (
	"strconv"
	"strings"

	"github.com/gelis-bali/gelis/domain/staff"
)

// number writes a number with dots between thousands: 12.345.
func number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	groups := []string{}
	for len(digits) > 3 {
		groups = append([]string{digits[len(digits)-3:]}, groups...)
		digits = digits[:len(digits)-3]
	}
	return sign + strings.Join(append([]string{digits}, groups...), ".")
}

// DialledPhone writes a number as people dial it: 0812 3456 7890.
func DialledPhone(p staff.Phone) string {
	digits := "0" + strings.TrimPrefix(string(p), "62")
	var groups []string
	for len(digits) > 4 {
		groups, digits = append(groups, digits[:4]), digits[4:]
	}
	return strings.Join(append(groups, digits), " ")
}

// size writes how large a file is: 512 byte, 34 KB, 1,2 MB.
func size(bytes int) string {
	const kilo, mega = 1 << 10, 1 << 20
	switch {
	case bytes < kilo:
		return number(bytes) + " byte"
	case bytes < mega:
		return number(bytes/kilo) + " KB"
	}
	tenths := bytes * 10 / mega
	if tenths%10 == 0 {
		return number(tenths/10) + " MB"
	}
	return number(tenths/10) + "," + strconv.Itoa(tenths%10) + " MB"
}

package staff

import (
	"strings"
	"unicode"
)

// withoutSeparators leaves out what people put between digits and what copying
// brings along: white space of any kind, the invisible marks of writing direction
// and joining, and the separators named.
func withoutSeparators(text, separators string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(separators, r) {
			return -1
		}
		return r
	}, text)
}

// allDigits reports whether the text has no character but 0 to 9.
func allDigits(text string) bool {
	return strings.Trim(text, "0123456789") == ""
}

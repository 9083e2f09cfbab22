package text

import (
	"sort"
	"strings"
	"unicode"
)

// What a person wrote is shown literally, but may not disturb what stands
// around it: control characters are left out, and marks of writing direction
// act on the own line only.

// line words a fact that a person wrote as one line of at most limit units.
func line(limit int, s string) string {
	return isolate(shorten(limit, strings.Join(strings.Fields(printable(s)), " ")))
}

// lines words a fact that a person wrote, with its lines. The marks that keep
// the writing direction of each line count within the limit.
func lines(limit int, s string) string {
	s = strings.TrimSpace(printable(s))
	tooLong := func(room int) bool { return units(isolateLines(shorten(room, s))) > limit }
	room := limit
	if tooLong(room) {
		room = max(0, sort.Search(limit, tooLong)-1)
	}
	return isolateLines(shorten(room, s))
}

// printable leaves out control characters and broken UTF-8; of the directions
// of writing only so many marks are kept as any real text needs.
func printable(s string) string {
	const enough = 16
	s = strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\r\n", "\n")
	marks := 0
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r):
			return -1
		case directs(r):
			marks++
			if marks > enough {
				return -1
			}
		}
		return r
	}, s)
}

// The marks that open and close a stretch of its own writing direction
// (Unicode Standard Annex 9).
const (
	embedFirst, embedLast     = '\u202a', '\u202e'
	isolateFirst, isolateOpen = '\u2066', '\u2068' // LRI, RLI, FSI
	isolateClose              = '\u2069'           // PDI
)

func directs(r rune) bool {
	return r >= embedFirst && r <= embedLast || r >= isolateFirst && r <= isolateClose
}

// isolateLines keeps the writing direction of each line within the line.
func isolateLines(s string) string {
	rows := strings.Split(s, "\n")
	for i := range rows {
		rows[i] = isolate(rows[i])
	}
	return strings.Join(rows, "\n")
}

// isolate keeps the writing direction of a line within the line's own
// stretch, however many marks it opens or closes too many.
func isolate(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return directs(r) || rightToLeft(r) }) {
		return s
	}
	open, missing := 0, 0
	for _, r := range s {
		switch {
		case r >= isolateFirst && r <= isolateOpen:
			open++
		case r == isolateClose && open > 0:
			open--
		case r == isolateClose:
			missing++
		}
	}
	return strings.Repeat(string(isolateOpen), missing+1) + s + strings.Repeat(string(isolateClose), open+1)
}

func rightToLeft(r rune) bool {
	return r == '\u200f' || r == '\u061c' || unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
}

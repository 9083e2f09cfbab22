package text

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

const ellipsis = "…"

// units counts a text as Telegram does: in UTF-16 code units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// shorten cuts a text to at most limit UTF-16 units, the ellipsis included,
// between words where it can and never within a grapheme. It works on what
// was written, before escaping, so that no tag or entity is ever cut.
func shorten(limit int, s string) string {
	if units(s) <= limit {
		return s
	}
	head, _ := cut(s, limit-units(ellipsis))
	return strings.TrimRightFunc(head, func(r rune) bool { return unicode.IsSpace(r) || r == ',' }) + ellipsis
}

// cut splits a text after at most limit UTF-16 units, at the last white space
// of the second half if there is any, else between graphemes. A single
// grapheme longer than the limit is cut within, rather than never.
func cut(s string, limit int) (head, tail string) {
	used, grapheme, space := 0, 0, 0
	var before rune
	for i, r := range s {
		if used > 0 && !joins(before, r) && !oddFlag(s[:i], r) {
			grapheme = i
			if unicode.IsSpace(r) && used > limit/2 {
				space = i
			}
		}
		used += max(1, utf16.RuneLen(r))
		if used > limit {
			_, first := utf8.DecodeRuneInString(s)
			end := cmp.Or(space, grapheme, i, first)
			return s[:end], s[end:]
		}
		before = r
	}
	return s, ""
}

// joins reports whether r belongs to the same grapheme as the rune before it:
// marks, joiners, variation selectors, skin tones and tags.
func joins(before, r rune) bool {
	const joiner = '\u200d'
	switch {
	case before == joiner || r == joiner:
		return true
	case before == '\r' && r == '\n':
		return true
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc):
		return true
	case r >= 0x1f3fb && r <= 0x1f3ff, r >= 0xe0020 && r <= 0xe007f:
		return true
	}
	return false
}

// oddFlag reports whether r is the second of the two letters of a flag.
func oddFlag(head string, r rune) bool {
	if !flagLetter(r) {
		return false
	}
	letters := 0
	for head != "" {
		last, n := utf8.DecodeLastRuneInString(head)
		if !flagLetter(last) {
			break
		}
		letters++
		head = head[:len(head)-n]
	}
	return letters%2 == 1
}

func flagLetter(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }

// split cuts a long text into pieces of at most limit UTF-16 units.
func split(limit int, s string) []string {
	var pieces []string
	for s != "" {
		head, tail := cut(s, limit)
		pieces = append(pieces, strings.TrimFunc(head, unicode.IsSpace))
		s = strings.TrimLeftFunc(tail, unicode.IsSpace)
	}
	return pieces
}

// stop is the full stop after a fact that ends a sentence; nothing where the
// fact brings it along, as a title does: S.E.
func stop(fact string) string {
	if strings.HasSuffix(strings.TrimSpace(fact), ".") {
		return ""
	}
	return "."
}

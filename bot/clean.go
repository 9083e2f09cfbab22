package bot

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// CleanText takes out of what a person sent all that cannot be seen and may
// mislead: NUL and other control characters (line ends and tabs stay), marks
// that turn the direction of writing, and characters without width. A joiner
// stays between characters that need it, such as the parts of an emoji.
// Nothing else is changed, so that everything is shown as it was written.
func CleanText(s string) string {
	if isPlain(s) {
		return strings.TrimSpace(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	previous := rune(0)
	for i, r := range s {
		switch {
		case isJoiner(r):
			next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
			if !joins(previous) || !joins(next) {
				continue
			}
		case isHidden(r):
			continue
		}
		b.WriteRune(r)
		previous = r
	}
	return strings.TrimSpace(b.String())
}

// isPlain reports whether there is nothing to look for: most texts.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f {
			return false
		}
	}
	return true
}

func isHidden(r rune) bool {
	switch {
	case r == '\n', r == '\t':
		return false
	case isControl(r), r == utf8.RuneError:
		return true
	case r == 0x00ad, r == 0x034f, r == 0x061c, r == 0x115f, r == 0x1160, r == 0x17b4, r == 0x17b5, r == 0x180e, r == 0x3164, r == 0xffa0, r == 0xfeff:
		return true // soft hyphen, fillers and marks that have no width
	case r >= 0x200b && r <= 0x200f, r >= 0x2028 && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r >= 0xfff9 && r <= 0xfffb:
		return true // zero width, separators, directions, annotations
	}
	return false
}

func isJoiner(r rune) bool { return r == 0x200c || r == 0x200d }

// joins reports whether a joiner beside r means something: in scripts with
// joined letters, and between the parts of an emoji.
func joins(r rune) bool {
	return r > 0x2ff && r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsSymbol(r))
}

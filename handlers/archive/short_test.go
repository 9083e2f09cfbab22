package archive

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// What a button carries is the beginning of what was typed, and fits.
func FuzzShortWordsFitIntoAButton(f *testing.F) {
	for _, typed := range []string{
		"rapat", "undangan rapat koordinasi pembangunan desa", strings.Repeat("é", 40), "a  b\tc", "", " ", "👩‍👧👩‍👧👩‍👧👩‍👧👩‍👧", "\xff\xfe" + strings.Repeat("y", 40),
	} {
		f.Add(typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		got := short(typed)
		plain := strings.Join(strings.Fields(typed), " ")
		if len(got) > maxWords || !strings.HasPrefix(plain, got) || (got == "" && plain != "" && utf8.ValidString(plain)) {
			t.Fatalf("%q is cut to %q", typed, got)
		}
		if utf8.ValidString(plain) && !utf8.ValidString(got) {
			t.Fatalf("%q is cut within a character: %q", typed, got)
		}
	})
}

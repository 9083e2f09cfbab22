package registry

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// Whatever is typed, nothing of it can be an operator of the search: terms are
// letters and digits, and few.
func FuzzTermsAreWordsAlone(f *testing.F) {
	for _, typed := range []string{
		"pembangunan", "agenda 42/2026", "a' OR 1=1 --", "rapat & !desa | (x <-> y):*", "\x00\xff", "ＲＡＰＡＴ", "İIı", "٣٤/٢٠٢٦",
		strings.Repeat("x", 5000), "\u200b\u202e", "👩‍👧 rapat", "e\u0301", "42/2026", "agenda", "agenda 0", "agenda 99999999999999999999",
	} {
		f.Add(typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		list := terms(typed)
		if len(list) > maxTerms {
			t.Fatalf("%d terms", len(list))
		}
		for _, term := range list {
			if !isWord(term) {
				t.Fatalf("term %q of %q", term, typed)
			}
		}
		if len(list) > 0 {
			isAgenda(t, list)
		}
	})
}

func isWord(term string) bool {
	other := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	return term != "" && utf8.ValidString(term) && utf8.RuneCountInString(term) <= maxLetter && !strings.ContainsFunc(term, other)
}

func isAgenda(t *testing.T, list []string) {
	t.Helper()
	number, year := agendaIn(list)
	if number < 0 || number > 1_000_000 || (number == 0 && year != 0) || (year != 0 && (year < 1900 || year > 9999)) {
		t.Fatalf("%q is taken for agenda number %d of %d", list, number, year)
	}
}

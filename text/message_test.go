package text_test

import (
	"html"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
)

var tag = regexp.MustCompile(`</?([a-z-]*)[^>]*>`)

// checkMessage holds a rendered phrase against what Telegram accepts: known
// tags, closed in order, everything else escaped, at most 4096 UTF-16 units.
func checkMessage(t *testing.T, name, said string) {
	t.Helper()
	var open []string
	rest := tag.ReplaceAllStringFunc(said, func(found string) string {
		element := tag.FindStringSubmatch(found)[1]
		switch {
		case !slices.Contains([]string{"b", "i", "u", "code"}, element):
			t.Errorf("%s: unknown tag %s", name, found)
		case !strings.HasPrefix(found, "</"):
			open = append(open, element)
		case len(open) == 0 || open[len(open)-1] != element:
			t.Errorf("%s: %s closes nothing", name, found)
		default:
			open = open[:len(open)-1]
		}
		return ""
	})
	if len(open) > 0 || strings.ContainsAny(rest, "<>") {
		t.Errorf("%s: tags are left open or escaped badly: %.200q", name, said)
	}
	checkPlain(t, name, html.UnescapeString(rest))
}

func checkPlain(t *testing.T, name, plain string) {
	t.Helper()
	if n := len(utf16.Encode([]rune(plain))); n == 0 || n >= 4096 {
		t.Errorf("%s: %d UTF-16 units", name, n)
	}
	if !utf8.ValidString(plain) || strings.ContainsFunc(plain, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) {
		t.Errorf("%s: broken UTF-8 or control characters", name)
	}
	for line := range strings.Lines(plain) {
		depth := 0
		for _, r := range line {
			switch {
			case r >= '\u2066' && r <= '\u2068':
				depth++
			case r == '\u2069':
				depth--
			case r >= '\u202a' && r <= '\u202e' && depth < 1:
				t.Errorf("%s: a direction mark acts on the whole line: %.80q", name, line)
			}
			if depth < 0 {
				break
			}
		}
		if depth != 0 {
			t.Errorf("%s: isolates are not closed: %.80q", name, line)
		}
	}
}

// withText puts a text into every string that a phrase has, and makes its
// lists long.
func withText(p bot.Phrase, s string) bot.Phrase {
	copied := deepCopy(reflect.ValueOf(p), s)
	return copied.Interface().(bot.Phrase)
}

const longList = 5

func deepCopy(v reflect.Value, s string) reflect.Value {
	made := reflect.New(v.Type()).Elem()
	made.Set(v)
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() {
			made.SetString(s)
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			inner := deepCopy(v.Elem(), s)
			if v.Kind() == reflect.Pointer {
				made.Set(inner.Addr())
			} else {
				made.Set(inner)
			}
		}
	case reflect.Slice:
		if v.Len() > 0 {
			made.Set(reflect.MakeSlice(v.Type(), 0, v.Len()))
			for i := range v.Len() {
				made.Set(reflect.Append(made, deepCopy(v.Index(i), s)))
			}
			for keyed := hasID(v); !keyed && made.Len() < longList; {
				made.Set(reflect.Append(made, deepCopy(v.Index(0), s)))
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && !(v.Type().Field(i).Name == "Branch" && v.Field(i).Kind() == reflect.Pointer) {
				made.Field(i).Set(deepCopy(v.Field(i), s))
			}
		}
		relink(made)
	default:
	}
	return made
}

// hasID reports whether the elements are told apart by their ids, so that
// more of the same would be something else.
func hasID(v reflect.Value) bool {
	e := v.Type().Elem()
	return e == reflect.TypeFor[disposition.Disposition]() || e == reflect.TypeFor[*disposition.Branch]()
}

// relink makes the branch of a copied view one of the copied dossier.
func relink(made reflect.Value) {
	if v, ok := made.Addr().Interface().(*disposition.View); ok {
		v.Branch = v.Branches[len(v.Branches)-1]
	}
}

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
		if !contained(line) {
			t.Errorf("%s: direction marks act beyond their own stretch: %.80q", name, line)
		}
	}
}

// contained reports whether the marks of writing direction act only within
// isolates that the line closes.
func contained(line string) bool {
	depth := 0
	for _, r := range line {
		switch {
		case r >= '\u2066' && r <= '\u2068':
			depth++
		case r == '\u2069':
			depth--
		case r >= '\u202a' && r <= '\u202e' && depth == 0:
			return false
		}
		if depth < 0 {
			return false
		}
	}
	return depth == 0
}

// withText puts a text into every string that a phrase has, and makes its
// lists long.
func withText(p bot.Phrase, s string) bot.Phrase {
	return filler{s}.fill(reflect.ValueOf(p)).Interface().(bot.Phrase)
}

// longList is how long lists become whose elements are not told apart by ids.
const longList = 5

// filler copies values deeply with its text in every string.
type filler struct{ text string }

func (f filler) fill(v reflect.Value) reflect.Value {
	if v.Type() == reflect.TypeFor[string]() {
		return reflect.ValueOf(f.text)
	}
	made := reflect.New(v.Type()).Elem()
	made.Set(v)
	fillers := map[reflect.Kind]func(made, v reflect.Value){
		reflect.Pointer: f.pointer, reflect.Interface: f.inner, reflect.Slice: f.slice, reflect.Struct: f.fields,
	}
	if fill, known := fillers[v.Kind()]; known {
		fill(made, v)
	}
	return made
}

func (f filler) pointer(made, v reflect.Value) {
	if !v.IsNil() {
		made.Set(reflect.New(v.Type().Elem()))
		made.Elem().Set(f.fill(v.Elem()))
	}
}

// inner leaves errors alone: their wording is tested by itself.
func (f filler) inner(made, v reflect.Value) {
	if !v.IsNil() && v.Type() != reflect.TypeFor[error]() {
		made.Set(f.fill(v.Elem()))
	}
}

func (f filler) slice(made, v reflect.Value) {
	if v.Len() == 0 {
		return
	}
	made.Set(reflect.MakeSlice(v.Type(), 0, v.Len()))
	for i := range v.Len() {
		made.Set(reflect.Append(made, f.fill(v.Index(i))))
	}
	element := v.Type().Elem()
	if element == reflect.TypeFor[disposition.Disposition]() || element == reflect.TypeFor[*disposition.Branch]() {
		return // more of the same would be another tree
	}
	for made.Len() < longList {
		made.Set(reflect.Append(made, f.fill(v.Index(0))))
	}
}

func (f filler) fields(made, v reflect.Value) {
	for i := range v.NumField() {
		if v.Type().Field(i).IsExported() {
			made.Field(i).Set(f.fill(v.Field(i)))
		}
	}
	// The branch of a view is one of its dossier's own.
	if view, ok := reflect.TypeAssert[*disposition.View](made.Addr()); ok {
		view.Branch, _ = view.Dossier.Branch(view.Branch.ID)
	}
}

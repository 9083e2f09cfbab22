package apel_test

import (
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/apel"
)

func TestDigitsAreReadWithWhatPeoplePutBetweenThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"123456": "123456", " 123 456\n": "123456", "123-456": "123456", "1.2.3.4.5.6": "123456", "000000": "000000",
		"12345": "", "1234567": "", "12345a": "", "": "", "１２３４５６": "", "+123456": "",
	} {
		got, ok := apel.ParseDigits(text)
		if got != want || ok != (want != "") {
			t.Errorf("%q: got %q, %v", text, got, ok)
		}
	}
}

func TestLinksAreReadAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	event := apel.Event{ID: 9_000_000_000, Secret: []byte("x")}
	link := apel.Link(event.ID, event.Token(1))
	if len(link) > 64 || strings.Trim(link, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") != "" {
		t.Errorf("Telegram does not take %q", link)
	}
	if id, token, ok := apel.ParseLink(link); id != event.ID || token != event.Token(1) || !ok {
		t.Errorf("%q is read as %d, %q, %v", link, id, token, ok)
	}
	for _, bad := range []string{
		"", "h", "h1", "h1_", "1_AAAAAAAAAAAAAAAA", "h0_AAAAAAAAAAAAAAAA", "h01_AAAAAAAAAAAAAAAA", "h-1_AAAAAAAAAAAAAAAA",
		"h1_AAAAAAAAAAAAAAA", "h1_AAAAAAAAAAAAAAA1", "h99999999999999999999_AAAAAAAAAAAAAAAA",
	} {
		if id, token, ok := apel.ParseLink(bad); ok {
			t.Errorf("%q is read as %d, %q", bad, id, token)
		}
	}
}

func TestEachStepAndEachEventHasItsOwnCodes(t *testing.T) {
	t.Parallel()
	one, two := apel.Event{ID: 1, Secret: []byte("one")}, apel.Event{ID: 2, Secret: []byte("one")}
	seen := map[string]bool{}
	for step := range int64(50) {
		for _, code := range []string{one.Token(step), two.Token(step)} {
			if seen[code] || len(code) != 16 {
				t.Errorf("token %q of step %d", code, step)
			}
			seen[code] = true
		}
		if len(one.Digits(step)) != 6 {
			t.Errorf("digits %q", one.Digits(step))
		}
	}
}

func TestACodeIsGoodForItsStepAndTheNext(t *testing.T) {
	t.Parallel()
	begin := at(7, 7, 0)
	tests := []struct {
		name  string
		after time.Duration
		good  bool
	}{
		{"at once", 0, true},
		{"at the end of its step", 29 * time.Second, true},
		{"in the step after", 30 * time.Second, true},
		{"at the end of the step after", 59 * time.Second, true},
		{"two steps after", time.Minute, false},
		{"before its step", -time.Second, false},
	}
	for _, tt := range tests {
		for _, scanned := range []bool{false, true} {
			o := open()
			o.set(begin)
			p, way := o.code(), apel.ByCode
			if scanned {
				p, way = apel.Proof{Event: 1, Token: o.events[0].Token(apel.StepAt(begin))}, apel.ByQR
			}
			o.set(begin.Add(tt.after))
			view, err := o.CheckIn(t.Context(), crowd()["self"], p)
			if tt.good != (err == nil) || tt.good && view.Mine.Way != way {
				t.Errorf("%s, scanned %v: %v, %+v", tt.name, scanned, err, view.Mine)
			}
		}
	}
}

func FuzzParseDigits(f *testing.F) {
	for _, seed := range []string{"123456", " 12 34 56", "١٢٣٤٥٦", "123.456-", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		digits, ok := apel.ParseDigits(text)
		if ok && (len(digits) != 6 || strings.Trim(digits, "0123456789") != "") || !ok && digits != "" {
			t.Errorf("%q is read as %q, %v", text, digits, ok)
		}
		if again, _ := apel.ParseDigits(digits); ok && again != digits {
			t.Errorf("%q is not read as itself", digits)
		}
	})
}

func FuzzParseLink(f *testing.F) {
	for _, seed := range []string{"h1_AAAAAAAAAAAAAAAA", "h01_AAAAAAAAAAAAAAAA", "h_", "h1_aaaaaaaaaaaaaaaa", "h9223372036854775807_ABCDEFGHIJKLMNOP"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, payload string) {
		id, token, ok := apel.ParseLink(payload)
		if ok && apel.Link(id, token) != payload || !ok && (id != 0 || token != "") {
			t.Errorf("%q is read as %d, %q, %v", payload, id, token, ok)
		}
	})
}

package account_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/domain/account"
)

const plain = "Kode-Rahasia_0123456789"

// letter holds a code as people hold it: itself, behind a pointer, in a list.
type letter struct {
	Code   account.Secret
	Behind *account.Secret
	Many   []account.Secret
	Any    any
	Named  map[string]account.Secret
}

func held() letter {
	s := account.Secret(plain)
	return letter{Code: s, Behind: &s, Many: []account.Secret{s}, Any: s, Named: map[string]account.Secret{"code": s}}
}

// prints are all ways in which something is made text.
func prints(t *testing.T, what any) map[string]string {
	t.Helper()
	out := map[string]string{"Sprint": fmt.Sprint(what), "Sprintln": fmt.Sprintln(what), "error": fmt.Errorf("link %v: %w", what, errors.New("no")).Error()}
	// Two verbs are missing, %p and %w: fmt asks no method for them, and go vet refuses them for a text.
	for verb := range strings.FieldsSeq("%v %+v %#v %s %q %+q %#q %x %X %d %o %b %t %c %U %e %f %g %T %5s %-40v %.3s %08d") {
		out[verb] = fmt.Sprintf(verb, what)
	}
	for name, marshal := range map[string]func(any) ([]byte, error){"json": json.Marshal, "xml": xml.Marshal} {
		text, _ := marshal(what) // xml has no maps: what it wrote before counts all the same
		out[name] = string(text)
	}
	for name, handler := range map[string]func(*bytes.Buffer) slog.Handler{
		"slog text": func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
		"slog json": func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
	} {
		var b bytes.Buffer
		slog.New(handler(&b)).Info("link", "what", what, slog.Group("in", "code", what))
		out[name] = b.String()
	}
	return out
}

// tells reports whether the code stands in a text, in letters, hex or numbers.
func tells(text string) bool {
	forms := []string{plain[:6], fmt.Sprintf("%x", plain), fmt.Sprintf("%X", plain), fmt.Sprintf("%v", []byte(plain))}
	return slices.ContainsFunc(forms, func(form string) bool { return strings.Contains(text, form) })
}

func TestASecretNeverPrints(t *testing.T) {
	t.Parallel()
	secret := account.Secret(plain)
	for name, what := range map[string]any{
		"itself": secret, "behind a pointer": &secret, "in a struct": held(), "in a struct behind a pointer": new(held()),
		"in a list of structs": []letter{held()},
	} {
		for way, text := range prints(t, what) {
			if tells(text) {
				t.Errorf("%s, by %s: %s", name, way, text)
			}
		}
	}
	for _, way := range []string{"Sprint", "%v", "%+v", "%#v", "%s", "%q", "%d"} {
		if got := prints(t, secret)[way]; got != "***" {
			t.Errorf("by %s: %s", way, got)
		}
	}
	if got := prints(t, secret)["json"]; got != `"***"` {
		t.Errorf("by json: %s", got)
	}
	if secret.String() != "***" || secret.GoString() != "***" || secret.LogValue().String() != "***" {
		t.Error("asked directly, it tells")
	}
}

func TestASecretIsRevealedToTheLinkAlone(t *testing.T) {
	t.Parallel()
	if got := account.Secret(plain).Reveal(); got != plain {
		t.Errorf("got %s", got)
	}
}

func TestANewCodeIsRandomAndFitsADeepLink(t *testing.T) {
	t.Parallel()
	fits := regexp.MustCompile(`^[A-Za-z0-9_-]{22,64}$`) // what Telegram allows, and 128 bits need
	seen := map[string]bool{}
	for range 1000 {
		code, err := account.NewCode()
		if err != nil {
			t.Fatal(err)
		}
		if !fits.MatchString(code.Reveal()) || seen[code.Reveal()] {
			t.Fatalf("%q, seen before: %v", code.Reveal(), seen[code.Reveal()])
		}
		seen[code.Reveal()] = true
	}
}

func TestTheDatabaseKeepsTheSHA256OfACode(t *testing.T) {
	t.Parallel()
	const want = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" // FIPS 180-2, "abc"
	if got := account.Secret("abc").Hash(); got != want {
		t.Errorf("got %s", got)
	}
}

// Package handlerstest lets the tests of conversations hold a reply against
// what a person sees, and talk with the bot over a Telegram.
package handlerstest

import (
	"flag"
	"fmt"
	"html"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/text"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Zone is the office's.
func Zone() *time.Location { return time.FixedZone("WITA", 8*60*60) }

// Shows holds a reply, as a person sees it, against testdata/NAME.golden. Its
// buttons must lead somewhere and fit into what Telegram takes.
func Shows(t *testing.T, router *bot.Router, name string, reply bot.Reply, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	for r := &reply; r != nil; r = r.Then {
		if err := router.CheckReply(*r); err != nil {
			t.Error(err)
		}
	}
	path := filepath.Join("testdata", name+".golden")
	got := seen(t, reply)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got; go test -update writes it):\n%s", path, diff)
	}
}

// seen writes a reply down as a person sees it, with what the buttons carry.
func seen(t *testing.T, r bot.Reply) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintln(&b, "---", strings.Join(manner(r), ", "))
	if r.Text != nil {
		fmt.Fprintln(&b, Plain(t, r.Text))
	}
	for _, row := range r.Buttons {
		for _, button := range row {
			carried := strings.Join(append([]string{button.Action}, button.Args...), "|")
			fmt.Fprintf(&b, "[%s %s%s] ", Plain(t, button.Label), carried, style(button))
		}
		fmt.Fprintln(&b)
	}
	for _, a := range r.Attachments {
		content, err := a.Open(t.Context())
		if strings.HasPrefix(a.MIME, "image/") && len(content) > 0 { // a picture is looked at where it is drawn
			content = []byte("a picture")
		}
		fmt.Fprintf(&b, "file: %s %q %v\n", a.Name, content, err)
	}
	if r.Toast != nil {
		fmt.Fprintln(&b, "toast:", Plain(t, r.Toast))
	}
	if r.Begin != nil {
		fmt.Fprintf(&b, "form %s", r.Begin.Form)
		for _, key := range slices.Sorted(maps.Keys(r.Begin.Answers)) {
			fmt.Fprintf(&b, " %s=%s", key, r.Begin.Answers[key])
		}
		fmt.Fprintln(&b)
	}
	if r.Then != nil {
		b.WriteString(seen(t, *r.Then))
	}
	return b.String()
}

func manner(r bot.Reply) []string {
	list := []string{"new message"}
	if r.Edit {
		list[0] = "in place"
	}
	for _, m := range []struct {
		is   bool
		name string
	}{
		{r.Protect, "protected"},
		{r.Forget, "forget the card"},
		{r.Keyboard != nil && r.Keyboard.Remove, "without keyboard"},
		{r.Keyboard != nil && r.Keyboard.RequestContact != nil, "asks for the contact"},
	} {
		if m.is {
			list = append(list, m.name)
		}
	}
	if r.Card != nil {
		list = append(list, fmt.Sprintf("card of %s in version %d", r.Card.Subject, r.Card.Version))
	}
	return list
}

func style(b bot.Button) string {
	if b.Style == bot.Plain {
		return ""
	}
	return " " + string(b.Style)
}

var tags = regexp.MustCompile(`</?[a-z]+>`)

// Plain is what a person reads of a phrase.
func Plain(t *testing.T, p bot.Phrase) string {
	t.Helper()
	words, err := text.New(Zone())
	if err != nil {
		t.Fatal(err)
	}
	said, err := words.Render(p)
	if err != nil {
		t.Fatal(err)
	}
	return html.UnescapeString(tags.ReplaceAllString(said, ""))
}

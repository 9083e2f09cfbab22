package text_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/text"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestPhrasesReadAsTheGoldenFilesSay(t *testing.T) {
	t.Parallel()
	words := newWords(t)
	for name, group := range map[string][]sample{
		"home": homeSamples(), "list": listSamples(), "card": cardSamples(), "notice": noticeSamples(), "forms": formSamples(), "fields": fieldSamples(),
		"home_requests": homeRequestSamples(), "requests": requestSamples(), "ask": askSamples(), "decide": decideSamples(), "request_notices": requestNoticeSamples(),
		"acting": actingSamples(), "books": bookSamples(), "unit_calendar": calendarSamples(), "days": officeDaySamples(),
		"apel": apelSamples(), "apel_rules": apelRuleSamples(),
		"audience": audienceSamples(), "announce": announceSamples(), "settings": settingsSamples(),
		"dispose": disposeSamples(), "trail": trailSamples(), "letters": letterSamples(), "search": searchSamples(),
		"labels": labelSamples(t), "errors": errorSamples(t),
	} {
		var b strings.Builder
		for _, s := range group {
			said, err := words.Render(s.phrase)
			if err != nil {
				t.Errorf("%s: %v", s.name, err)
			}
			fmt.Fprintf(&b, "=== %s\n%s\n\n", s.name, said)
		}
		golden(t, name, b.String())
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
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

func TestEveryPhraseIsAcceptedByTelegram(t *testing.T) {
	t.Parallel()
	words := newWords(t)
	for _, s := range append(append(samples(), labelSamples(t)...), errorSamples(t)...) {
		said, err := words.Render(s.phrase)
		if err != nil {
			t.Errorf("%s: %v", s.name, err)
			continue
		}
		checkMessage(t, s.name, said)
	}
}

func TestWhatPeopleWroteIsEscapedAndNeverTooLong(t *testing.T) {
	t.Parallel()
	words := newWords(t)
	for name, hostile := range map[string]string{
		"tags":                     strings.Repeat(`<b>x</i> & "y" '&lt;' </code>`, 400),
		"long lines":               strings.Repeat("kata ", 3000),
		"one long word":            strings.Repeat("x", 9000),
		"many lines":               strings.Repeat("a\n\n\n\nb\n", 2000),
		"emoji":                    strings.Repeat("👩🏽‍💻🇮🇩", 1500),
		"direction marks":          strings.Repeat("\u202ekebalik\u2067\u2069\u2069", 500),
		"right to left":            strings.Repeat("שלום ", 1500),
		"many right-to-left lines": strings.Repeat("ש\n", 1500),
		"zero width, NUL":          strings.Repeat("a\u200b\x00\x1b\ufeff", 1500),
		"broken UTF-8":             strings.Repeat("\xff\xc3x", 1500),
		"marks on a rune":          "a" + strings.Repeat("\u0301", 6000),
		"template actions":         strings.Repeat("{{.Letter}}", 500),
	} {
		for _, s := range samples() {
			said, err := words.Render(withText(s.phrase, hostile))
			if err != nil {
				t.Errorf("%s with %s: %v", s.name, name, err)
				continue
			}
			checkMessage(t, s.name+" with "+name, said)
		}
	}
}

func TestSecretPhrasesSayNoMoreThanTheAgendaNumber(t *testing.T) {
	t.Parallel()
	words := newWords(t)
	const sentence = "Surat rahasia, nomor agenda 413, buka di kantor"
	for _, s := range []sample{
		{"card", text.SecretCard{AgendaNumber: 413, State: "SENT"}},
		{"notice", text.SecretNotice{Kind: "disposition.new", AgendaNumber: 413}},
		{"list", text.DispositionList{Page: listOfOneSecret(), Today: today()}},
	} {
		said, err := words.Render(s.phrase)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(said, sentence) || strings.Contains(said, "BOCOR") {
			t.Errorf("%s says %q, want %q and nothing of the letter", s.name, said, sentence)
		}
	}
}

func TestAnUnknownPhraseIsAnError(t *testing.T) {
	t.Parallel()
	if said, err := newWords(t).Render(text.Label("no.such.phrase")); err == nil {
		t.Errorf("Render says %q of a phrase that has no template", said)
	}
}

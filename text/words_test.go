package text_test

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/text"
)

func wita() *time.Location { return time.FixedZone("WITA", 8*60*60) }

func newWords(t *testing.T) *text.Words {
	t.Helper()
	words, err := text.New(wita())
	if err != nil {
		t.Fatal(err)
	}
	return words
}

func TestTheTemplatesParse(t *testing.T) {
	t.Parallel()
	newWords(t)
}

func listOfOneSecret() disposition.Page {
	return disposition.Page{Total: 1, Items: []disposition.Item{{
		Secrecy: disposition.TopSecret, AgendaNumber: 413, Subject: "BOCOR", Sender: "BOCOR", State: disposition.StateSent,
	}}}
}

// readAll reads the files of a folder with that ending, by name.
func readAll(t *testing.T, folder, ending string) map[string]string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*"+ending))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no files %s in %s: %v", ending, folder, err)
	}
	contents := map[string]string{}
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		contents[path] = string(content)
	}
	return contents
}

// Every phrase type of this package and of bot is in the samples, so that the
// tests of this package see it.
func TestEveryPhraseTypeHasASample(t *testing.T) {
	t.Parallel()
	sampled := map[string]bool{}
	for _, s := range append(append(samples(), labelSamples(t)...), errorSamples(t)...) {
		name, _, _ := strings.Cut(reflect.TypeOf(s.phrase).Name(), "[")
		sampled[name] = true
	}
	for _, folder := range []string{".", "../bot"} {
		for path, content := range readAll(t, folder, ".go") {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			for _, m := range phraseMethod.FindAllStringSubmatch(content, -1) {
				if !sampled[m[1]] && m[1] != "Say" { // Say is a Label of bot: TestEverySayingOfTheEdgeHasWords
					t.Errorf("%s: phrase %s has no sample", path, m[1])
				}
			}
		}
	}
}

var (
	phraseMethod = regexp.MustCompile(`func \((?:\w+ )?([A-Z]\w*)(?:\[\w+\])?\) Phrase\(\) string`)
	saying       = regexp.MustCompile(`(?m)^\s*\w+\s+Say = "([^"]+)"`)
)

func TestEverySayingOfTheEdgeHasWords(t *testing.T) {
	t.Parallel()
	words := newWords(t)
	said := saying.FindAllStringSubmatch(readAll(t, "../bot", "phrases.go")["../bot/phrases.go"], -1)
	if len(said) == 0 {
		t.Fatal("bot/phrases.go says nothing: the expression that reads it is wrong")
	}
	for _, m := range said {
		if _, err := words.Render(bot.Say(m[1])); err != nil {
			t.Error(err)
		}
	}
}

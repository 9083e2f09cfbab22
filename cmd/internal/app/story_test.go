package app_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/telegramtest"
)

// TestStory lets the people of testdata/story talk with the whole program.
func TestStory(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/story/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no stories: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			tell(t, file)
		})
	}
}

// tell runs one story up to its first step that does not come true.
func tell(t *testing.T, file string) {
	t.Helper()
	text, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer text.Close()
	steps, err := parseStory(text)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	s := &story{tb: t}
	for _, step := range steps {
		if err := s.play(step); err != nil {
			t.Fatalf("%s:%d: %v", file, step.line, err)
		}
	}
}

// story is a story that is being told.
type story struct {
	*house

	tb    testing.TB
	group *telegramtest.Group
	links []string // that anybody was sent, oldest first
}

// play does one step, or checks it.
func (s *story) play(st step) error {
	if s.house == nil && st.who != dayline {
		s.house = opened(s.tb, furnishing{})
	}
	return st.do(s, st)
}

// dayline stands for nobody: the line that says on which day a story begins.
const dayline = "day"

// patterns are all that a story can say; testdata/story/README.md explains them.
func patterns() []pattern {
	p := func(form string, do deed) pattern { return pattern{regexp.MustCompile(`^(?s)` + form + `$`), do} }
	return []pattern{
		p(`(day): (.+)`, (*story).begin),
		p(`()linked: (.+)`, (*story).linked),
		p(`()clock: (.+)`, (*story).move),
		p(`()group: (.+)`, (*story).gather),
		p(`()the office imports (\S+)`, (*story).imported),
		p(`bot -> (\w+): (nothing)`, (*story).expectNothing),
		p(`bot -> (\w+): (.+)`, hears("")),
		p(`bot sends -> (\w+): (.+)`, hears(newMessage)),
		p(`bot edits -> (\w+): (.+)`, hears(changedMessage)),
		p(`never -> (\w+): (.+)`, (*story).neverTold),
		p(`toast -> (\w+): (.+)`, (*story).toasted),
		p(`menu -> (\w+): (.+)`, (*story).menu),
		p(`recorded -> (\w+): (.+)`, (*story).recorded),
		p(`(\w+) has a new phone with (\w+)'s number`, (*story).replacePhone),
		p(`(\w+) taps \[(.+)\] again`, act((*persona).tapAgain)),
		p(`(\w+) taps the old \[(.+)\]`, act((*persona).tapGone)),
		p(`(\w+) taps (\w+'s \[.+\])`, act((*persona).tapOther)),
		p(`(\w+) taps \[(.+)\] in the group`, (*story).tapInGroup),
		p(`(\w+) taps \[(.+)\]`, act((*persona).tap)),
		p(`(\w+) forges (.+)`, act((*persona).forge)),
		p(`(\w+) shares (.+) contact`, act((*persona).share)),
		p(`(\w+) shares a live location at (.+)`, act((*persona).shareLive)),
		p(`(\w+) shares a location at (.+)`, act((*persona).sharePlain)),
		p(`(\w+) moves to (.+)`, act((*persona).movesTo)),
		p(`(\w+) forwards (\w+)'s location`, act((*persona).forwardPlace)),
		p(`(\w+) types (\w+)'s code`, act((*persona).typesCode)),
		p(`(\w+) types (\w+)'s code behind /hadir`, act((*persona).typesCodeBehind)),
		p(`(\w+) types another code than (\w+)'s`, act((*persona).typesWrongCode)),
		p(`(\w+) scans (\w+)'s code`, act((*persona).scansCode)),
		p(`(\w+) forwards the (card)`, (*story).forward),
		p(`(\w+) writes with formatting: (.+)`, act((*persona).sayFormatted)),
		p(`(\w+) sends (.+)`, act((*persona).sendFiles)),
		p(`(\w+) opens the (link|earlier link)`, (*story).open),
		p(`(\w+) (blocks) the bot`, act((*persona).block)),
		p(`(\w+) (unblocks) the bot`, act((*persona).unblock)),
		p(`(\w+) edits to: (.+)`, act((*persona).editLast)),
		p(`(\w+) in the group: (.+)`, (*story).sayInGroup),
		p(`(\w+): (.+)`, act((*persona).say)),
	}
}

func names(list string) []string {
	found := strings.Split(list, ",")
	for i := range found {
		found[i] = strings.TrimSpace(found[i])
	}
	return found
}

// begin opens the office on another day.
func (s *story) begin(st step) error {
	s.house = opened(s.tb, furnishing{at: instant(s.tb, st.what)})
	return nil
}

func (s *story) linked(st step) error {
	s.link(names(st.what)...)
	return nil
}

func (s *story) move(st step) error {
	s.quiet()
	s.moveTo(s.later(st.what))
	return nil
}

func (s *story) imported(st step) error {
	return importFolder(s.tb.Context(), s.gelis, filepath.Join("testdata", st.what))
}

// instant reads an instant of the office's clock: 2026-11-24 09.00.
func instant(tb testing.TB, text string) time.Time {
	tb.Helper()
	at, err := time.ParseInLocation("2006-01-02 15.04", text, wita())
	if err != nil {
		tb.Fatal(err)
	}
	return at
}

// later reads an instant, or +31m from now.
func (s *story) later(text string) time.Time {
	s.tb.Helper()
	if span, relative := strings.CutPrefix(text, "+"); relative {
		d, err := time.ParseDuration(span)
		if err != nil {
			s.tb.Fatal(err)
		}
		return s.clock.Now().Add(d)
	}
	return instant(s.tb, text)
}

package app_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
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
	s := &story{}
	if len(steps) > 0 && steps[0].verb == begins {
		s.house = opened(t, furnishing{at: instant(t, steps[0].what)})
		steps = steps[1:]
	} else {
		s.house = opened(t, furnishing{})
	}
	for _, step := range steps {
		if err := s.play(step); err != nil {
			t.Fatalf("%s:%d: %v", file, step.line, err)
		}
	}
}

// story is a story that is being told.
type story struct {
	*house

	group *telegramtest.Group
	links []string // that anybody was sent, oldest first
}

// play does one step, or checks it.
func (s *story) play(st step) error {
	switch st.verb {
	case linked:
		s.link(names(st.what)...)
	case clock:
		s.quiet()
		s.moveTo(s.later(st.what))
	case imported:
		return importFolder(s.tb.Context(), s.gelis, filepath.Join("testdata", st.what))
	case gathers:
		return s.gather(names(st.what))
	case hears, sent, redrawn:
		if st.who == "group" {
			return s.expectInGroup(st)
		}
		return s.expect(s.person(st.who), st)
	case quiet:
		return s.expectNothing(st.who)
	case never, toasted, menu, recorded:
		return s.check(s.person(st.who), st)
	default:
		s.settle()
		return s.act(st)
	}
	return nil
}

func names(list string) []string {
	found := strings.Split(list, ",")
	for i := range found {
		found[i] = strings.TrimSpace(found[i])
	}
	return found
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

// expect waits until the bot says what the step asks for.
func (s *story) expect(p *persona, st step) error {
	var near string // why the last message was none
	_, ok := p.wait(func(m telegramtest.Message) bool {
		why := mismatch(m, st)
		if why != "" {
			near = why
		}
		return why == ""
	})
	if ok {
		return nil
	}
	return fmt.Errorf("%s waits in vain for %q: %s\nthe chat:\n%s", st.who, st.what, near, p.lately())
}

// mismatch says what a message lacks.
func mismatch(m telegramtest.Message, st step) string {
	switch {
	case st.verb == sent && m.Effect != telegramtest.EffectSent:
		return "it is no new message"
	case st.verb == redrawn && m.Effect == telegramtest.EffectSent:
		return "it is a new message"
	}
	if w := missing(m.Plain, st.want.words); w != "" {
		return fmt.Sprintf("%q is missing", w)
	}
	for _, label := range st.want.buttons {
		if !hasButton(m, label) {
			return fmt.Sprintf("there is no [%s]", label)
		}
	}
	for _, label := range st.want.without {
		if hasButton(m, label) {
			return fmt.Sprintf("there is a [%s]", label)
		}
	}
	for _, f := range st.want.flags {
		if !flagged(m, f) {
			return fmt.Sprintf("it is not {%s}", f)
		}
	}
	return ""
}

func hasButton(m telegramtest.Message, label string) bool {
	return slices.ContainsFunc(buttonsOf(m), func(b telegramtest.Button) bool { return b.Text == label })
}

// flagged reports whether a message is what a story says in braces.
func flagged(m telegramtest.Message, flag string) bool {
	kind, name, _ := strings.Cut(flag, " ")
	switch kind {
	case "protected":
		return m.Protected
	case "open":
		return !m.Protected
	case "file":
		return slices.ContainsFunc(m.Attachments, func(a telegramtest.Attachment) bool { return a.Name == name })
	case "key":
		return slices.ContainsFunc(slices.Concat(m.Keyboard...), func(k telegramtest.Key) bool { return k.Text == name })
	case "no": // buttons
		return len(m.Buttons) == 0
	}
	return false
}

// expectNothing waits until all is quiet, and fails if something came that
// the story has not told of.
func (s *story) expectNothing(who string) error {
	s.quiet()
	if who == "group" {
		if m, came := s.heardInGroup(); came {
			return fmt.Errorf("the group was not to hear:\n%s", describe(m))
		}
		return nil
	}
	p := s.person(who)
	p.drain()
	if len(p.inbox) == 0 {
		return nil
	}
	var all strings.Builder
	for _, m := range p.inbox {
		all.WriteString(describe(m) + "\n")
	}
	return fmt.Errorf("%s was not to hear:\n%s", who, all.String())
}

// check looks at what is so by now.
func (s *story) check(p *persona, st step) error {
	switch st.verb {
	case toasted:
		if w := missing(p.answer.Toast, st.want.words); w != "" {
			return fmt.Errorf("the toast lacks %q\nthe chat:\n%s", w, p.lately())
		}
	case never:
		s.quiet()
		return p.neverTold(st.want.words)
	case menu:
		return s.checkMenu(p, st.what)
	default:
		return s.checkRecord(p, st.what)
	}
	return nil
}

// neverTold reports whether words have never stood on somebody's phone.
func (p *persona) neverTold(words []string) error {
	p.drain()
	for _, m := range p.all {
		for _, w := range words {
			if strings.Contains(describe(m), w) {
				return fmt.Errorf("%q was told after all:\n%s", w, describe(m))
			}
		}
	}
	return nil
}

// checkMenu waits until Telegram's menu shows these commands.
func (s *story) checkMenu(p *persona, want string) error {
	var has []string
	s.eventually("the menu of "+p.Name()+" is "+want, func() bool {
		has = nil
		for _, c := range s.telegram.Commands(p.ID()) {
			has = append(has, "/"+c.Name)
		}
		return slices.Equal(has, strings.Fields(want))
	})
	return nil
}

// checkRecord looks for an audit line about the account that no step before
// has found.
func (s *story) checkRecord(p *persona, action string) error {
	var found int64
	for line, err := range s.gelis.Store().AuditLines(s.tb.Context(), p.audited) {
		if err != nil {
			return err
		}
		if string(line.Entry.Action) == action && int64(line.Entry.Account) == p.ID() {
			found = line.Seq
			break
		}
	}
	if found == 0 {
		return fmt.Errorf("the audit log does not have %s of %s", action, p.Name())
	}
	p.audited = found
	return nil
}

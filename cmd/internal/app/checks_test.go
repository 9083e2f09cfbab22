package app_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gelis-bali/gelis/telegramtest"
)

// effect is how a message came about.
type effect string

const (
	newMessage     effect = "a new message"
	changedMessage effect = "a change"
)

// hears waits until the bot says what the step asks for.
func hears(how effect) deed {
	return func(s *story, st step) error {
		want := expected(st.what)
		want.how = how
		if st.who == "group" {
			return s.expectInGroup(want)
		}
		p := s.person(st.who)
		var near string // why the last message was none
		_, ok := p.wait(func(m telegramtest.Message) bool {
			why := want.mismatch(m)
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
}

// mismatch says what a message lacks.
func (e expectation) mismatch(m telegramtest.Message) string {
	if e.how != "" && (e.how == newMessage) != (m.Effect == telegramtest.EffectSent) {
		return "it is not " + string(e.how)
	}
	if w := missing(m.Plain, e.words); w != "" {
		return fmt.Sprintf("%q is missing", w)
	}
	for _, label := range e.buttons {
		if !hasButton(m, label) {
			return fmt.Sprintf("there is no [%s]", label)
		}
	}
	for _, label := range e.without {
		if hasButton(m, label) {
			return fmt.Sprintf("there is a [%s]", label)
		}
	}
	for _, f := range e.flags {
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
func (s *story) expectNothing(st step) error {
	s.quiet()
	if st.who == "group" {
		if m, came := s.heardInGroup(); came {
			return fmt.Errorf("the group was not to hear:\n%s", describe(m))
		}
		return nil
	}
	p := s.person(st.who)
	p.drain()
	if len(p.inbox) == 0 {
		return nil
	}
	var all strings.Builder
	for _, m := range p.inbox {
		all.WriteString(describe(m) + "\n")
	}
	return fmt.Errorf("%s was not to hear:\n%s", st.who, all.String())
}

// toasted looks at the answer to the last tap.
func (s *story) toasted(st step) error {
	p := s.person(st.who)
	if w := missing(p.answer.Toast, expected(st.what).words); w != "" {
		return fmt.Errorf("the toast lacks %q\nthe chat:\n%s", w, p.lately())
	}
	return nil
}

// neverTold reports whether words have never stood on somebody's phone.
func (s *story) neverTold(st step) error {
	s.quiet()
	p := s.person(st.who)
	p.drain()
	for _, m := range p.all {
		for _, w := range expected(st.what).words {
			if strings.Contains(describe(m), w) {
				return fmt.Errorf("%q was told after all:\n%s", w, describe(m))
			}
		}
	}
	return nil
}

// menu waits until Telegram's menu shows these commands.
func (s *story) menu(st step) error {
	p := s.person(st.who)
	s.eventually("the menu of "+st.who+" is "+st.what, func() bool {
		var has []string
		for _, c := range s.telegram.Commands(p.ID()) {
			has = append(has, "/"+c.Name)
		}
		return slices.Equal(has, strings.Fields(st.what))
	})
	return nil
}

// recorded looks for an audit line about the account that no step before has
// found.
func (s *story) recorded(st step) error {
	s.settle() // some lines come after the answer: of a board, once its message is there
	p := s.person(st.who)
	var found int64
	for line, err := range s.gelis.Store().AuditLines(s.tb.Context(), p.audited) {
		if err != nil {
			return err
		}
		if string(line.Entry.Action) == st.what && int64(line.Entry.Account) == p.ID() {
			found = line.Seq
			break
		}
	}
	if found == 0 {
		return fmt.Errorf("the audit log does not have %s of %s", st.what, p.Name())
	}
	p.audited = found
	return nil
}

package app_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
)

// persona is somebody with a phone, and what they have seen on it.
type persona struct {
	*telegramtest.Person

	h       *house
	nip     staff.NIP              // empty for somebody who is not of the office
	inbox   []telegramtest.Message // what the bot did since the person's last act, as far as it was not expected yet
	seen    []pressed              // every button that was ever on this phone
	answer  telegramtest.Answer    // to the last tap
	tapped  pressed                // the last tap
	all     []telegramtest.Message // everything that was ever on this phone
	audited int64                  // the last audit line that a story has looked at
}

// pressed is a button at one place.
type pressed struct {
	label, data string
	message     int64
}

// staffOf reads who is who in an office's folder, by the name in the midst of
// their names by which everybody knows them.
func staffOf(tb testing.TB, folder string) map[string]employee {
	tb.Helper()
	file, err := os.Open(filepath.Join(folder, "staff.csv"))
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	known := map[string]employee{}
	for _, row := range rows[1:] {
		e := employee{nip: staff.NIP(strings.ReplaceAll(row[0], " ", "")), name: row[1], phone: strings.ReplaceAll(row[3], "-", "")}
		for word := range strings.FieldsSeq(e.name) {
			known[strings.Trim(word, ",.")] = e
		}
	}
	return known
}

// person is somebody of the office by the name that everybody calls them, or
// a stranger.
func (h *house) person(name string) *persona {
	if p, here := h.people[name]; here {
		return p
	}
	e, known := h.staff[name]
	if !known {
		e = employee{name: name, phone: fmt.Sprintf("0899%08d", len(h.people))}
	}
	return h.newPhone(name, e)
}

// newPhone gives somebody an account with the employee's number.
func (h *house) newPhone(name string, e employee) *persona {
	p := &persona{h: h, nip: e.nip, Person: h.telegram.Person(telegramtest.Profile{Name: e.name, Phone: "+62" + strings.TrimPrefix(e.phone, "0")})}
	h.people[name] = p
	return p
}

// link lets people open the one-time link that the personnel office gave them.
func (h *house) link(names ...string) {
	h.tb.Helper()
	for _, name := range names {
		p := h.person(name)
		url, err := h.gelis.LinkFor(h.tb.Context(), p.nip)
		if err != nil {
			h.tb.Fatalf("make a link for %s: %v", name, err)
		}
		if err := p.Open(url); err != nil {
			h.tb.Fatalf("%s opens the link: %v", name, err)
		}
		h.quiet()
		p.forget()
	}
}

// drain takes in what the bot has done so far.
func (p *persona) drain() {
	ctx, cancel := context.WithCancel(p.h.tb.Context())
	cancel()
	for {
		m, err := p.Next(ctx)
		if err != nil {
			return
		}
		p.take(m)
	}
}

func (p *persona) take(m telegramtest.Message) {
	p.inbox = append(p.inbox, m)
	p.all = append(p.all, m)
	for _, b := range buttonsOf(m) {
		if b.Data != "" {
			p.seen = append(p.seen, pressed{label: b.Text, data: b.Data, message: m.ID})
		}
	}
}

// forget drops what the person has seen by now.
func (p *persona) forget() {
	p.drain()
	p.inbox = nil
}

// wait hands over the first thing that the bot did, or does soon, and that
// fits. What does not fit stays.
func (p *persona) wait(fits func(telegramtest.Message) bool) (telegramtest.Message, bool) {
	ctx, cancel := p.h.patiently()
	defer cancel()
	for {
		if i := slices.IndexFunc(p.inbox, fits); i >= 0 {
			m := p.inbox[i]
			p.inbox = slices.Delete(p.inbox, i, i+1)
			return m, true
		}
		m, err := p.Next(ctx)
		if err != nil {
			return telegramtest.Message{}, false
		}
		p.take(m)
	}
}

// tap taps the newest button with the label.
func (p *persona) tap(label string) error {
	p.h.tb.Helper()
	p.forget()
	newest, ok := p.button(label)
	if !ok { // of the keyboard below the chat
		if _, err := p.Tap(p.h.tb.Context(), label); err != nil {
			return fmt.Errorf("%w\nthe chat:\n%s", err, p.lately())
		}
		return nil
	}
	return p.press(newest)
}

// button is the newest one with the label.
func (p *persona) button(label string) (pressed, bool) {
	for _, m := range slices.Backward(p.Chat()) {
		for _, b := range buttonsOf(m) {
			if b.Text == label {
				return pressed{label: label, data: b.Data, message: m.ID}, true
			}
		}
	}
	return pressed{}, false
}

// press taps a button, whether it is still there or not.
func (p *persona) press(b pressed) (err error) {
	p.tapped = b
	ctx, cancel := p.h.patiently()
	defer cancel()
	p.answer, err = p.TapForced(ctx, b.message, b.data)
	return err
}

// gone is the button with the label that was on the phone last and is there
// no more.
func (p *persona) gone(label string) (pressed, bool) {
	p.drain()
	for _, b := range slices.Backward(p.seen) {
		if b.label == label && !p.shows(b) {
			return b, true
		}
	}
	return pressed{}, false
}

func (p *persona) shows(b pressed) bool {
	return slices.ContainsFunc(p.Chat(), func(m telegramtest.Message) bool {
		return m.ID == b.message && slices.ContainsFunc(buttonsOf(m), func(is telegramtest.Button) bool { return is.Data == b.data })
	})
}

func buttonsOf(m telegramtest.Message) []telegramtest.Button { return slices.Concat(m.Buttons...) }

// audited lists the audit lines about what an account did.
func (h *house) audited(p *persona, action audit.Action) []audit.Line {
	h.tb.Helper()
	var found []audit.Line
	for line, err := range h.gelis.Store().AuditLines(h.tb.Context(), 0) {
		if err != nil {
			h.tb.Fatalf("read the audit log: %v", err)
		}
		if line.Entry.Action == action && (p == nil || int64(line.Entry.Account) == p.ID()) {
			found = append(found, line)
		}
	}
	return found
}

// describe shows a message as a person reads it.
func describe(m telegramtest.Message) string {
	var b strings.Builder
	fmt.Fprintf(&b, "  %s", m.From)
	if m.Edited {
		b.WriteString(" (edited)")
	}
	if m.Protected {
		b.WriteString(" {protected}")
	}
	fmt.Fprintf(&b, ": %s", strings.ReplaceAll(m.Plain, "\n", "\n       "))
	for _, a := range m.Attachments {
		fmt.Fprintf(&b, " {file %s}", a.Name)
	}
	for _, row := range m.Keyboard {
		for _, k := range row {
			fmt.Fprintf(&b, " {key %s}", k.Text)
		}
	}
	for _, row := range m.Buttons {
		b.WriteString("\n      ")
		for _, button := range row {
			fmt.Fprintf(&b, " [%s]", button.Text)
		}
	}
	return b.String()
}

// lately shows the end of somebody's chat.
func (p *persona) lately() string {
	chat := p.Chat()
	var b strings.Builder
	for _, m := range chat[max(0, len(chat)-4):] {
		b.WriteString(describe(m) + "\n")
	}
	if p.answer.Toast != "" {
		fmt.Fprintf(&b, "  toast: %s\n", p.answer.Toast)
	}
	return b.String()
}

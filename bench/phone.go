package main

import (
	"cmp"
	"strings"
	"time"

	"github.com/gelis-bali/gelis/telegramtest"
)

// What a person does. Of ten updates four look at home, three at the list, two open a card and one takes it into progress;
// where there is no card to open or nothing to begin, they look at home instead.
const (
	doHome  = "/beranda"
	doList  = "/disposisi"
	doOpen  = "open a card"
	doStart = "Proses"
)

func walk() []string {
	return []string{doHome, doList, doOpen, doStart, doHome, doList, doOpen, doHome, doList, doHome}
}

// The buttons that are tapped, by the beginning of their data.
const (
	openData  = "branch.open|"
	startData = "branch.start|"
)

// phone is a person at work. It belongs to the crowd's one goroutine.
type phone struct {
	*telegramtest.Person

	steps  int                  // of the walk, so far
	step   string               // what was done last
	shown  telegramtest.Message // what the bot answered to it
	opened map[string]bool      // by the data of the button
	asked  time.Time            // when the last step was due; zero: it has been answered
}

// next is what the person does next, with the button to tap if it is a tap.
func (p *phone) next() (step, data string) {
	switch step = walk()[p.steps%len(walk())]; step {
	case doOpen:
		data = cmp.Or(p.unopened(), p.button(openData))
	case doStart:
		data = p.button(startData)
	default:
		return step, ""
	}
	if data == "" {
		return doHome, ""
	}
	return step, data
}

// act does the next step, which was due at an instant.
func (p *phone) act(due time.Time) {
	step, data := p.next()
	p.step, p.asked = step, due
	p.steps++
	if data == "" {
		p.Send(step)
		return
	}
	if step == doOpen {
		p.opened[data] = true
	}
	p.TapAsync(p.shown.ID, data)
}

// button is the data of the first button that begins so.
func (p *phone) button(prefix string) string {
	for _, row := range p.shown.Buttons {
		for _, b := range row {
			if strings.HasPrefix(b.Data, prefix) {
				return b.Data
			}
		}
	}
	return ""
}

// unopened is the first card of the list that has not been opened on this phone.
func (p *phone) unopened() string {
	if p.opened == nil {
		p.opened = map[string]bool{}
	}
	for _, row := range p.shown.Buttons {
		for _, b := range row {
			if strings.HasPrefix(b.Data, openData) && !p.opened[b.Data] {
				return b.Data
			}
		}
	}
	return ""
}

// answers reports whether a message is the answer to the last step. All that the bot says to the step has buttons: what
// has none is a refusal.
func (p *phone) answers(m telegramtest.Message) bool {
	if p.asked.IsZero() || m.From != telegramtest.FromBot || isAnnouncement(m) {
		return false
	}
	if p.tapped() {
		return m.ID == p.shown.ID
	}
	return m.ID > p.shown.ID
}

func (p *phone) tapped() bool { return p.step == doOpen || p.step == doStart }

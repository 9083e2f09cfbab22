package text

import (
	"slices"
	"strings"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
)

// Trail is a page of the way of a letter (jejak): every branch that the reader
// may see, the order above the branches that it made.
type Trail struct {
	disposition.Trail
	Page  int // from 0
	pages [][]disposition.Step
}

// NewTrail cuts the way into pages that fit one message each. A page that there
// is not is the last one.
func NewTrail(way disposition.Trail, page int) Trail {
	t := Trail{Trail: way}
	room := 0
	var before disposition.DispositionID
	for _, step := range way.Steps {
		need := t.size(step)
		if step.Disposition.ID != before {
			need += t.orderSize(step.Disposition)
		}
		if last := len(t.pages) - 1; need > room || len(t.pages[last]) == trailSteps {
			t.pages = append(t.pages, nil)
			room = trailLimit
			need = t.size(step) + t.orderSize(step.Disposition)
		}
		last := len(t.pages) - 1
		t.pages[last] = append(t.pages[last], step)
		room, before = room-need, step.Disposition.ID
	}
	t.Page = min(max(0, page), max(0, len(t.pages)-1))
	return t
}

// How much one page of the way holds, and how much of each text it shows, in
// UTF-16 units.
const (
	trailLimit   = 3000
	trailSteps   = 10
	trailTitle   = 80
	trailName    = 40
	trailOrdered = 100
	trailNote    = 100
	// trailWords is what the page says itself beside a fact.
	trailWords = 120
)

func (Trail) size(s disposition.Step) int {
	return min(units(s.Branch.ToTitle), trailTitle) + 2*trailName + trailWords + 2*depthShown
}

func (Trail) orderSize(d disposition.Disposition) int {
	return min(units(d.FromTitle), trailTitle) + trailName + min(units(strings.Join(d.Instructions, ", ")), trailOrdered) +
		min(units(d.Note), trailNote) + trailWords
}

// Phrase names the template.
func (Trail) Phrase() string { return "trail" }

// Pages counts the pages.
func (t Trail) Pages() int { return len(t.pages) }

// Current are the branches of the page.
func (t Trail) Current() []disposition.Step {
	if t.Page >= len(t.pages) {
		return nil
	}
	return t.pages[t.Page]
}

// Before counts the branches on earlier pages.
func (t Trail) Before() int {
	n := 0
	for _, p := range t.pages[:min(t.Page, len(t.pages))] {
		n += len(p)
	}
	return n
}

// TrailLine is a branch in the way of a letter.
type TrailLine struct {
	disposition.Step
	Number int
	Begins bool // its order stands above it
	Secret bool // no more than how far it is
	Today  calendar.Date
}

// Lines are the branches of the page, as they are told.
func (t Trail) Lines() []TrailLine {
	current := t.Current()
	lines := make([]TrailLine, 0, len(current))
	for i, s := range current {
		lines = append(lines, TrailLine{
			Step: s, Number: t.Before() + i + 1, Begins: i == 0 || current[i-1].Disposition.ID != s.Disposition.ID,
			Secret: t.Secret(), Today: t.Today,
		})
	}
	return lines
}

// Secret reports whether the letter stays in the office.
func (t Trail) Secret() bool { return t.Letter.Secrecy.StaysInOffice() }

// depthShown is how deep a branch is drawn: a phone has no room for more.
const depthShown = 6

// Indent is the room before a branch.
func (l TrailLine) Indent() string {
	return strings.Repeat("\u2007", 2*min(max(0, l.Depth), depthShown))
}

// Ordered are the order's instructions, one behind the other.
func (l TrailLine) Ordered() string { return strings.Join(l.Disposition.Instructions, ", ") }

// Act is what was done last with the branch.
func (l TrailLine) Act() disposition.Act {
	b := l.Branch
	switch b.State {
	case disposition.StateRead, disposition.StateForwarded:
		return b.Read
	case disposition.StateProgress:
		return b.Started
	case disposition.StateDone, disposition.StateReturned, disposition.StateCancelled:
		return b.Ended
	case disposition.StateSent:
	}
	return disposition.Act{}
}

// ReadBefore is when the branch was read, if something else was done with it
// since; nil otherwise.
func (l TrailLine) ReadBefore() *time.Time {
	if read := l.Branch.Read.At; !read.IsZero() && l.Act().At.After(read) {
		return &read
	}
	return nil
}

// Tally counts the branches by state, copies apart.
func (t Trail) Tally() []StateCount {
	var tally []StateCount
	for _, state := range []disposition.State{
		disposition.StateSent, disposition.StateRead, disposition.StateProgress, disposition.StateForwarded,
		disposition.StateReturned, disposition.StateDone, disposition.StateCancelled,
	} {
		of := func(s disposition.Step) bool { return s.Branch.State != state || s.Branch.Copy }
		if n := len(slices.DeleteFunc(slices.Clone(t.Steps), of)); n > 0 {
			tally = append(tally, StateCount{State: state, Count: n})
		}
	}
	return tally
}

// StateCount is how many branches are in a state.
type StateCount struct {
	State disposition.State
	Count int
}

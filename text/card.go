package text

import (
	"strings"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
)

// DispositionCard is the card of a branch, for whoever may see it. Never of a
// letter that stays in the office: that is a SecretCard.
type DispositionCard struct {
	disposition.View
	Today calendar.Date
	News  bot.Phrase // what has just happened; may be nil
}

// Phrase names the template.
func (DispositionCard) Phrase() string { return "disposition.card" }

// Order is the disposition that the branch belongs to.
func (c DispositionCard) Order() disposition.Disposition { return c.Disposition(c.Branch) }

// Instructions are the order's instructions as one text, a line each.
func (c DispositionCard) Instructions() string { return bullets(c.Order().Instructions) }

// Way is the chain of dispositions that led here, at most the first and the
// last two before the order itself: more would push the order off the screen.
func (c DispositionCard) Way() []disposition.Disposition {
	way := c.Chain(c.Branch)
	if len(way) > 0 {
		way = way[:len(way)-1]
	}
	if len(way) > 3 {
		way = append([]disposition.Disposition{way[0]}, way[len(way)-2:]...)
	}
	return way
}

// Omitted counts the steps that Way leaves out.
func (c DispositionCard) Omitted() int { return max(0, len(c.Chain(c.Branch))-1-len(c.Way())) }

// Children are the branches into which this one was forwarded, at most as many
// as a small phone shows.
func (c DispositionCard) Children() []*disposition.Branch {
	const most = 5
	var children []*disposition.Branch
	for _, b := range c.Branches {
		if len(children) < most && c.Disposition(b).Parent == c.Branch.ID {
			children = append(children, b)
		}
	}
	return children
}

// Joined writes instructions one behind the other.
func (DispositionCard) Joined(instructions []string) string { return strings.Join(instructions, ", ") }

func bullets(lines []string) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString("• " + strings.Join(strings.Fields(l), " ") + "\n")
	}
	return b.String()
}

// SecretCard is all that travels of a letter that stays in the office.
type SecretCard struct {
	AgendaNumber int
	Copy         bool // for information only
	State        disposition.State
	Deadline     calendar.Date
	Mark         disposition.Mark
	Today        calendar.Date
	News         bot.Phrase // what has just happened; may be nil
}

// Phrase names the template.
func (SecretCard) Phrase() string { return "disposition.secret" }

// Waits reports whether something is left to do.
func (c SecretCard) Waits() bool { return c.State.Waits() && !c.Copy }

// FilesLabel is the button that sends the files of a letter.
type FilesLabel struct{ Count int }

// Phrase names the template.
func (FilesLabel) Phrase() string { return "label.files" }

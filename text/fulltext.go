package text

import (
	"slices"
	"strings"

	"github.com/gelis-bali/gelis/domain/disposition"
)

// pieceLimit is how much of a long text one message holds, in UTF-16 units.
const pieceLimit = 3000

// How much of each long text the card of a branch shows, in UTF-16 units.
const (
	shownSubject      = 250
	shownNumber       = 120
	shownSender       = 150
	shownSummary      = 250
	shownInstructions = 300
	shownNote         = 350
	shownReport       = 550
	shownReason       = 500
)

// FullText is one piece of everything that was written about a branch, with
// nothing left out. Never of a letter that stays in the office.
type FullText struct {
	Parts []FullPart
	Piece int // counted from 1
}

// FullPart is a titled text of a FullText.
type FullPart struct {
	Title Label
	Text  string
}

// NewFullText gathers what was written about a branch.
func NewFullText(v disposition.View, piece int) FullText {
	order := v.Disposition(v.Branch)
	all := []FullPart{
		{"full.subject", v.Letter.Subject},
		{"full.number", v.Letter.Number},
		{"full.sender", v.Letter.Sender},
		{"full.summary", v.Letter.Summary},
		{"full.earlier", earlier(v)},
		{"full.instructions", bullets(order.Instructions)},
		{"full.note", order.Note},
		{"full.report", v.Branch.Report},
		{"full.reason", v.Branch.Reason},
	}
	var parts []FullPart
	for _, p := range all {
		if strings.TrimSpace(p.Text) != "" {
			parts = append(parts, p)
		}
	}
	return FullText{Parts: parts, Piece: piece}
}

// earlier are the orders before the one that the branch belongs to.
func earlier(v disposition.View) string {
	var b strings.Builder
	chain := v.Chain(v.Branch)
	for _, order := range chain[:max(0, len(chain)-1)] {
		b.WriteString(senderTitle(order) + "\n" + bullets(order.Instructions))
		if order.Note != "" {
			b.WriteString(order.Note + "\n")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// senderTitle is who sent an order: a position with its capacity, or the
// registry.
func senderTitle(order disposition.Disposition) string {
	if order.Routing {
		return Registry
	}
	return strings.TrimSpace(CapacityName(order.As) + " " + order.FromTitle)
}

// Phrase names the template.
func (FullText) Phrase() string { return "disposition.full" }

// Pages are the parts, cut and gathered so that each page fits one message.
func (f FullText) Pages() [][]FullPart {
	var pages [][]FullPart
	room := 0
	for _, part := range f.Parts {
		for _, piece := range pieces(printable(part.Text)) {
			need := units(isolateLines(piece)) + longestPartTitle
			if need > room {
				pages = append(pages, nil)
				room = pieceLimit + longestPartTitle
			}
			last := len(pages) - 1
			pages[last] = append(pages[last], FullPart{Title: part.Title, Text: piece})
			room -= need
		}
	}
	return pages
}

// pieces cuts a text so that each piece fits one message together with the
// marks that its lines are given: a line of one letter grows to twice its length.
func pieces(s string) []string {
	if all := split(pieceLimit, s); !slices.ContainsFunc(all, func(p string) bool { return units(isolateLines(p)) > pieceLimit }) {
		return all
	}
	return split(pieceLimit/2, s)
}

// longestPartTitle is what a part's title takes, with the lines around it.
const longestPartTitle = 30

// Current are the parts of the piece that is shown.
func (f FullText) Current() []FullPart {
	pages := f.Pages()
	if f.Piece < 1 || f.Piece > len(pages) {
		return nil
	}
	return pages[f.Piece-1]
}

// Shortened reports whether the card of the branch cannot show all that was
// written, so that a button for the full text makes sense.
func Shortened(v disposition.View) bool {
	order := v.Disposition(v.Branch)
	for _, o := range v.Chain(v.Branch) {
		if o.ID != order.ID && (o.Note != "" || len(o.Instructions) > 1) {
			return true
		}
	}
	return units(v.Letter.Subject) > shownSubject || units(v.Letter.Number) > shownNumber ||
		units(v.Letter.Sender) > shownSender || units(v.Letter.Summary) > shownSummary ||
		units(bullets(order.Instructions)) > shownInstructions || units(order.Note) > shownNote ||
		units(v.Branch.Report) > shownReport || units(v.Branch.Reason) > shownReason
}

package text

import (
	"slices"
	"strings"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
)

// RequestCard is the card of a request, for whoever may see it.
type RequestCard struct {
	request.View
	Today calendar.Date
	News  bot.Phrase // what has just happened; may be nil
}

// Phrase names the template.
func (RequestCard) Phrase() string { return "request.card" }

// Private reports whether the viewer may read what the others may not: the
// reason of an illness, where somebody is during leave, the documents.
func (c RequestCard) Private() bool {
	return slices.Contains([]request.Relation{
		request.IsApplicant, request.IsDecider, request.InChain, request.IsPersonnel,
	}, c.Relation)
}

// Mine reports whether the viewer asked for it.
func (c RequestCard) Mine() bool { return c.Relation == request.IsApplicant }

// Decides reports whether the viewer may give a verdict now. The card says so
// whenever it is drawn: while a verdict of somebody else can still be taken
// back, a card that is drawn anew must not change.
func (c RequestCard) Decides() bool { return slices.Contains(c.Allowed, request.ActionDecide) }

// Chain is the way of the request, a line for each step.
func (c RequestCard) Chain() Chain { return chain(c.Steps, c.Line) }

// Taken are the days of annual leave that the request takes.
func (c RequestCard) Taken() []leave.Charge {
	if !c.State.Occupies() {
		return nil
	}
	return c.Charges
}

// Balances are what is left of annual leave, where that is what was asked for.
func (c RequestCard) Balances() []leave.Balance {
	if c.Leave != leave.Annual || c.Cancels != 0 || !c.Private() || !c.State.Open() {
		return nil
	}
	return c.Balance
}

// Proposed is what a decider proposes while the applicant has to answer it.
func (c RequestCard) Proposed() *request.Verdict {
	if c.State != request.Proposed {
		return nil
	}
	for _, s := range slices.Backward(c.Steps) {
		if s.Verdict != nil && s.Verdict.Choice == request.Change && s.Verdict.Accepted.IsZero() {
			return s.Verdict
		}
	}
	return nil
}

// Decided reports whether anybody has given a verdict.
func (c RequestCard) Decided() bool {
	return slices.ContainsFunc(c.Steps, func(s request.Step) bool { return s.Verdict != nil })
}

// Others are those who are away in the days of the request, as many as a
// small phone shows.
func (c RequestCard) Others() AwayList { return AwayList{Absences: c.Away, Cause: true} }

// Turns are who has the request now, as many as a small phone shows.
func (c RequestCard) Turns() []request.Turn { return c.Waits[:min(len(c.Waits), mostTurns)] }

const mostTurns = 3

// AwayList says who else is away.
type AwayList struct {
	Absences []request.Absence
	Cause    bool // say what for
}

const mostAway = 3

// Shown are the first of them.
func (l AwayList) Shown() []request.Absence { return l.Absences[:min(len(l.Absences), mostAway)] }

// More counts the others.
func (l AwayList) More() int { return len(l.Absences) - len(l.Shown()) }

// Chain is a chain of deciders as it is shown.
type Chain struct {
	Steps []ChainStep
	More  int // steps that are not shown
}

// ChainStep is a step of a chain of deciders as it is shown.
type ChainStep struct {
	request.Step
	Number  int              // those that act at the same time have the same
	Several bool             // others act at the same time
	Holders []request.Holder // of its position today
}

const mostSteps = 5

// chain are the steps of a request, with who holds their positions today.
func chain(steps []request.Step, line request.Line) Chain {
	list := Chain{More: max(0, len(steps)-mostSteps)}
	number, last := 0, -1
	for _, s := range steps[:min(len(steps), mostSteps)] {
		if s.Ordinal != last {
			number, last = number+1, s.Ordinal
		}
		several := slices.ContainsFunc(steps, func(o request.Step) bool { return o.Ordinal == s.Ordinal && o.Slot != s.Slot })
		list.Steps = append(list.Steps, ChainStep{Step: s, Number: number, Several: several, Holders: line[s.Position].Holders})
	}
	return list
}

// Now reports whether the request is at the step.
func (s ChainStep) Now() bool { return !s.Since.IsZero() && s.Verdict == nil && !s.Skipped }

// Elsewhere reports whether who decided did so in another position.
func (s ChainStep) Elsewhere() bool {
	return s.Verdict != nil && s.Verdict.Act.Position != 0 && s.Verdict.Act.Position != s.Position
}

const mostHolders = 2

// names are who holds a position: I Gede Agung (Plh.), at most two.
func names(holders []request.Holder) string {
	var list []string
	for _, h := range holders[:min(len(holders), mostHolders)] {
		name := line(40, h.Name)
		if as := CapacityName(h.As); as != "" {
			name = as + " " + name
		}
		list = append(list, name)
	}
	return strings.Join(list, "; ")
}

// RequestShortened reports whether the card cannot show all that was written,
// so that a button for the full text makes sense.
func RequestShortened(v request.View) bool {
	private := RequestCard{View: v}.Private()
	if private && (units(v.Reason) > shownRequestReason || units(v.Address) > shownAddress) {
		return true
	}
	return slices.ContainsFunc(v.Steps, func(s request.Step) bool {
		return s.Verdict != nil && units(s.Verdict.Reason) > shownVerdict
	})
}

// How much of each long text the card of a request shows, in UTF-16 units.
const (
	shownRequestReason = 200
	shownAddress       = 100
	shownVerdict       = 100
)

// NewRequestText gathers what was written about a request, with nothing left out.
func NewRequestText(v request.View, piece int) FullText {
	var parts []FullPart
	if (RequestCard{View: v}).Private() {
		parts = append(parts, FullPart{"full.request", v.Reason}, FullPart{"full.address", v.Address})
	}
	for _, s := range v.Steps {
		if s.Verdict != nil {
			parts = append(parts, FullPart{"full.verdict", choiceName(s.Verdict.Choice) + ", " + s.Title + "\n" + s.Verdict.Reason})
		}
	}
	return FullText{Parts: slices.DeleteFunc(parts, func(p FullPart) bool { return strings.TrimSpace(p.Text) == "" }), Piece: piece}
}

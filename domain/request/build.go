package request

import (
	"slices"

	"github.com/gelis-bali/gelis/domain/staff"
)

// Chain makes the steps of a rule for an applicant: by whom they are decided,
// as the line stands. A position that nobody holds, or that the applicant
// holds, goes on to the next above. ErrNobodyAbove where nobody is left who
// could decide.
func (r Rule) Chain(applicant Applicant, line Line) ([]Step, error) {
	var steps []Step
	for ordinal, rs := range r.Steps {
		for _, who := range rs.Who {
			if step, ok := rs.step(who, applicant, line); ok {
				step.Ordinal = ordinal
				steps = append(steps, step)
			}
		}
	}
	steps = numbered(collapsed(steps))
	if len(steps) == 0 || steps[len(steps)-1].Stage != Decide {
		return nil, ErrNobodyAbove
	}
	return steps, nil
}

// step is the part of one decider.
func (rs RuleStep) step(who Decider, applicant Applicant, line Line) (Step, bool) {
	meant, ok := who.find(applicant.Position, line)
	if !ok {
		return Step{}, false
	}
	post, why, ok := line.Effective(meant.ID, applicant.ID)
	if !ok {
		return Step{}, false
	}
	step := Step{
		Stage: rs.Stage, Mode: rs.Mode, EscalateDays: rs.EscalateDays,
		Position: post.ID, Title: post.Title, UnitName: post.UnitName,
	}
	if why != Straight {
		step.Instead, step.InsteadTitle, step.Why = meant.ID, meant.Title, why
	}
	return step, true
}

// find says which position a decider is, seen from the applicant's. Where the
// line ends before, its head is: nobody stands higher.
func (d Decider) find(from staff.PositionID, line Line) (Post, bool) {
	if d.Way == NamedPosition {
		post, ok := line[d.Position]
		return post, ok
	}
	above := line.above(from)
	if len(above) == 0 {
		return Post{}, false
	}
	i := 0
	switch d.Way {
	case Superior, NamedPosition:
	case SuperiorsAbove:
		i = min(1, len(above)-1)
	case NearestInEchelon:
		i = slices.IndexFunc(above, func(p Post) bool { return rank(p.Echelon) <= rank(d.Echelon) })
		if i < 0 {
			i = len(above) - 1
		}
	}
	return above[i], true
}

// rank orders echelons, the highest first; what is unknown comes last.
func rank(e staff.Echelon) int {
	order := []staff.Echelon{staff.EchelonI, staff.EchelonII, staff.EchelonIII, staff.EchelonIV, staff.Staf}
	if i := slices.Index(order, e); i >= 0 {
		return i
	}
	return len(order)
}

// collapsed leaves out what nobody has to do twice: a consideration by who
// decides later anyway, and the same position a second time.
func collapsed(steps []Step) []Step {
	var kept []Step
	for i, s := range steps {
		again := func(other Step) bool { return other.Position == s.Position && other.Stage == s.Stage }
		decides := func(other Step) bool { return other.Position == s.Position && other.Stage == Decide }
		if slices.ContainsFunc(kept, again) || s.Stage == Consider && slices.ContainsFunc(steps[i+1:], decides) {
			continue
		}
		kept = append(kept, s)
	}
	return kept
}

// numbered counts ordinals and slots anew, without gaps.
func numbered(steps []Step) []Step {
	was, ordinal, slot := -1, -1, 0
	for i := range steps {
		if steps[i].Ordinal != was {
			was, slot = steps[i].Ordinal, 0
			ordinal++
		}
		steps[i].Ordinal, steps[i].Slot = ordinal, slot
		slot++
	}
	return steps
}

package request

import (
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// escalationHour is when on a morning the next level may act as well.
const escalationHour = 8

// turn are the steps whose turn it is, or was last.
func (c Case) turn() []*Step {
	current := -1
	for _, s := range c.Steps {
		if !s.Since.IsZero() {
			current = max(current, s.Ordinal)
		}
	}
	return c.at(current)
}

// at are the steps of one ordinal.
func (c Case) at(ordinal int) []*Step {
	var steps []*Step
	for i := range c.Steps {
		if c.Steps[i].Ordinal == ordinal {
			steps = append(steps, &c.Steps[i])
		}
	}
	return steps
}

// waiting are the steps that a verdict can be given on.
func (c Case) waiting() []*Step {
	if c.State != Waiting {
		return nil
	}
	steps := c.turn()
	if slices.ContainsFunc(steps, func(s *Step) bool { return s.Mode == AnyOf && s.Verdict != nil }) {
		return nil
	}
	return slices.DeleteFunc(steps, func(s *Step) bool { return s.Verdict != nil || s.Skipped })
}

// pending reports whether a verdict can still be taken back.
func (s *Step) pending() bool { return s.Verdict != nil && !s.Verdict.Settled }

// pending are the steps with a verdict in its undo time, the oldest first.
func (c Case) pending() []*Step {
	var steps []*Step
	for i := range c.Steps {
		if c.Steps[i].pending() {
			steps = append(steps, &c.Steps[i])
		}
	}
	slices.SortStableFunc(steps, func(a, b *Step) int { return a.Verdict.Act.At.Compare(b.Verdict.Act.At) })
	return steps
}

// done reports whether nothing is to come from a step.
func (s *Step) done() bool {
	if s.Skipped {
		return true
	}
	return s.Verdict != nil && s.Verdict.Settled && (s.Verdict.Choice != Change || !s.Verdict.Accepted.IsZero())
}

// posts are where somebody may act in a step today: in the place of its
// position, and above it once it was escalated.
func (c Case) posts(s *Step) []Post {
	var posts []Post
	for _, id := range []staff.PositionID{s.Position, s.Escalated} {
		post, _, ok := c.Line.Effective(id, c.Applicant.ID)
		if ok && !slices.ContainsFunc(posts, func(p Post) bool { return p.ID == post.ID }) {
			posts = append(posts, post)
		}
	}
	return posts
}

// entitled reports whether somebody may act in a step today.
func (c Case) entitled(a staff.Actor, s *Step) bool {
	_, _, ok := c.postOf(a, s)
	return ok
}

// postOf finds where somebody may act in a step, and as what.
func (c Case) postOf(a staff.Actor, s *Step) (Post, Holder, bool) {
	for _, post := range c.posts(s) {
		if holder, ok := post.holder(a.ID); ok {
			return post, holder, true
		}
	}
	return Post{}, Holder{}, false
}

// holder finds somebody at a post, as definitive holder before all else.
func (p Post) holder(id staff.EmployeeID) (Holder, bool) {
	var found Holder
	for _, h := range p.Holders {
		if h.ID == id && (found.ID == 0 || h.As == staff.Definitive) {
			found = h
		}
	}
	return found, found.ID != 0
}

// inChain reports whether somebody holds the position of any step today, or
// what stands in its place.
func (c Case) inChain(a staff.Actor) bool {
	return slices.ContainsFunc(c.Steps, func(s Step) bool {
		if c.entitled(a, &s) || c.Line[s.Position].held(a.ID) || c.Line[s.Escalated].held(a.ID) {
			return true
		}
		return s.Verdict != nil && c.Line[s.Verdict.Act.Position].held(a.ID)
	})
}

// begin starts the turn of all steps of one ordinal, and tells who has them.
func (c Case) begin(ordinal int, m Moment, d *Decision) {
	for _, s := range c.at(ordinal) {
		s.start(m)
		c.tellAsked(s, d)
	}
}

// start begins a step's turn, as if nothing had been done in it.
func (s *Step) start(m Moment) {
	s.Since, s.Verdict = m.Now, nil
	s.Escalated, s.EscalatedTitle = 0, ""
	s.EscalateAt = escalation(s.EscalateDays, m)
}

// escalation is when a step that begins now is escalated: at 08.00 of the
// working day after so many working days without an answer.
func escalation(days int, m Moment) time.Time {
	if days <= 0 {
		return time.Time{}
	}
	return m.Calendar.AddWorkingDays(m.Today(), days+1).At(escalationHour, 0, m.Zone).UTC()
}

// lapses reports whether a request ends by itself when its days have passed.
// Leave that may be asked for afterwards does not: what has happened still has
// to be judged.
func (c Case) lapses() bool {
	return c.Kind != Leave || c.Cancels != 0 || !startsLate(c.Leave)
}

// lapseAt is the end of the last day, of a cancellation the beginning of the
// first; zero: never.
func (c Case) lapseAt(zone *time.Location) time.Time {
	switch {
	case !c.lapses():
		return time.Time{}
	case c.Cancels != 0:
		return c.Period.From.At(0, 0, zone).UTC()
	}
	return endOf(c.Period.To, zone)
}

func endOf(d calendar.Date, zone *time.Location) time.Time {
	return d.AddDays(1).At(0, 0, zone).UTC()
}

// wakeAt is the next instant at which Advance does something; zero: never.
func (c Case) wakeAt(m Moment) time.Time {
	if !c.State.Open() {
		return time.Time{}
	}
	var at []time.Time
	for _, s := range c.pending() {
		at = append(at, s.Verdict.Act.At.Add(UndoFor))
	}
	if len(at) == 0 {
		at = append(at, c.lapseAt(m.Zone))
	}
	for _, s := range c.waiting() {
		if s.Escalated == 0 {
			at = append(at, s.EscalateAt)
		}
	}
	at = slices.DeleteFunc(at, time.Time.IsZero)
	if len(at) == 0 {
		return time.Time{}
	}
	return slices.MinFunc(at, time.Time.Compare)
}

package request

import (
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// end closes a request and gives back what it took: charges stay with an
// approved one, and with a postponed one, whose days come on top next year
// (Peraturan BKN 24/2017 III.A.11). Verdicts that have not taken effect by
// then never do.
func (c Case) end(state State, reason string, m Moment, d *Decision) {
	asked := c.turn()
	c.State, c.EndedAt, c.EndReason = state, m.Now, reason
	if state != Approved && state != Postponed {
		c.Charges = nil
	}
	for i := range c.Steps {
		if c.Steps[i].pending() {
			c.Steps[i].Verdict = nil
		}
	}
	d.add(entryOf(audit.RequestEnded, c.ID, m, map[string]string{"state": string(state)}))
	c.tellEnd(asked, d)
	if state == Approved && c.Cancels != 0 {
		c.cancelOriginal(m, d)
	}
}

// cancelOriginal ends the approved request that this one was about.
func (c Case) cancelOriginal(m Moment, d *Decision) {
	original := c.Original
	if original == nil || original.State != Approved {
		return
	}
	original.State, original.EndedAt, original.EndReason = Cancelled, m.Now, c.Reason
	original.Charges, original.CancelledBy = nil, c.ID
	original.Version++
	d.Cancel = original.ID
	d.add(entryOf(audit.RequestEnded, original.ID, m, map[string]string{"state": string(Cancelled)}))
	tellParties(notify.RequestCancelled, original, d)
}

// Withdraw ends an open request, also in the undo time of a verdict, which
// then never takes effect.
func (c Case) Withdraw(by staff.Actor, m Moment) (Decision, error) {
	return c.byApplicant(by, ActionWithdraw, m, func(d *Decision) error {
		c.withdraw(by, m, d)
		return nil
	})
}

func (c Case) withdraw(by staff.Actor, m Moment, d *Decision) {
	c.end(Withdrawn, "", m, d)
	last := &d.Audit[len(d.Audit)-1]
	*last = last.By(by, c.ownHolding(by))
}

// Answer accepts what was proposed, or withdraws the request. What is accepted
// is judged like an ask, and counts as the step's consent.
func (c Case) Answer(by staff.Actor, accept bool, m Moment) (Decision, error) {
	return c.byApplicant(by, ActionAnswer, m, func(d *Decision) error {
		if !accept {
			c.withdraw(by, m, d)
			return nil
		}
		return c.accept(by, m, d)
	})
}

func (c Case) accept(by staff.Actor, m Moment, d *Decision) error {
	step := c.proposed()
	if step == nil {
		return ErrNothingToAnswer
	}
	days, charges, err := c.judgeProposal(step.Verdict.Proposal, m)
	if err != nil {
		return err
	}
	c.Period, c.Days, c.Charges = step.Verdict.Proposal, days, charges
	step.Verdict.Accepted, c.State = m.Now, Waiting
	entry := entryOf(audit.RequestChanged, c.ID, m, map[string]string{"from": c.Period.From.String(), "to": c.Period.To.String()})
	d.add(entry.By(by, c.ownHolding(by)))
	c.askAnew(step, m, d)
	c.proceed(step.Ordinal, m, d)
	return nil
}

// proposed is the step whose proposal waits for the applicant, the first one.
func (c Case) proposed() *Step {
	var first *Step
	for _, s := range c.turn() {
		v := s.Verdict
		if v == nil || v.Choice != Change || !v.Settled || !v.Accepted.IsZero() {
			continue
		}
		if first == nil || v.Act.At.Before(first.Verdict.Act.At) {
			first = s
		}
	}
	return first
}

// askAnew lets those look again who act beside a step on which other days
// were agreed: they consented to the days before.
func (c Case) askAnew(agreed *Step, m Moment, d *Decision) {
	for _, s := range c.at(agreed.Ordinal) {
		if s != agreed && !s.Skipped {
			s.start(m)
			c.tellAsked(s, d)
		}
	}
}

// Nudge reminds whoever has the request.
func (c Case) Nudge(by staff.Actor, m Moment) (Decision, error) {
	return c.byApplicant(by, ActionNudge, m, func(d *Decision) error {
		c.NudgedAt = m.Now
		d.add(entryOf(audit.RequestNudged, c.ID, m, nil).By(by, c.ownHolding(by)))
		for _, s := range c.waiting() {
			c.tellPosts(notify.RequestNudged, s, m.Today().String(), d)
		}
		return nil
	})
}

func (c Case) byApplicant(by staff.Actor, act Action, m Moment, do func(*Decision) error) (Decision, error) {
	d := c.Advance(m)
	if err := c.May(by, act, m); err != nil {
		return Decision{}, err
	}
	if err := do(&d); err != nil {
		return Decision{}, err
	}
	c.changed(m)
	return d, nil
}

func (c Case) ownHolding(by staff.Actor) staff.Holding {
	holding, _ := by.Holds(c.Applicant.Position)
	return holding
}

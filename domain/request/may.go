package request

import (
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/staff"
)

// May reports whether the actor may do this with the request as it stands now,
// with the error that says why not. Buttons are made from it, and every action
// asks it again at the moment of the tap.
func (c Case) May(a staff.Actor, act Action, m Moment) error {
	relation := c.RelationOf(a)
	switch {
	case a.Known() && !a.Active:
		return staff.ErrInactive
	case relation == Nobody:
		return ErrNotYours
	}
	switch act {
	case ActionView:
		return nil
	case ActionDecide:
		_, err := c.stepFor(a, relation)
		return err
	case ActionTakeBack:
		_, err := c.ownVerdict(a, relation, m.Now)
		return err
	case ActionAnswer, ActionWithdraw, ActionAskCancel, ActionNudge:
		if relation != IsApplicant {
			return ErrOnlyApplicant
		}
		return c.mayAsApplicant(act, m)
	case ActionPrint:
		return c.mayPrint()
	case ActionDocument:
		if relation == IsConcerned {
			return ErrWithheld
		}
		return nil
	}
	return ErrNotYours
}

// stepFor finds the step that somebody may give a verdict on now: one of the
// own position before one that was escalated to it.
func (c Case) stepFor(a staff.Actor, relation Relation) (*Step, error) {
	switch {
	case relation == IsApplicant:
		return nil, ErrOwnRequest
	case relation != IsDecider && relation != InChain:
		return nil, ErrOnlyDecider
	case !c.State.Open():
		return nil, c.ended()
	case relation == InChain:
		return nil, c.outOfTurn(a)
	case c.State == Proposed:
		return nil, ErrAwaitsAnswer
	}
	var escalated *Step
	for _, s := range c.waiting() {
		post, _, ok := c.postOf(a, s)
		if ok && post.ID == c.posts(s)[0].ID {
			return s, nil
		}
		if ok && escalated == nil {
			escalated = s
		}
	}
	if escalated != nil {
		return escalated, nil
	}
	return nil, c.decidedBefore(a, c.turn())
}

// outOfTurn says why somebody of the chain may not act now: their step is to
// come, or over.
func (c Case) outOfTurn(a staff.Actor) error {
	var over []*Step
	for i := range c.Steps {
		s := &c.Steps[i]
		mine := c.entitled(a, s) || c.Line[s.Position].held(a.ID)
		if mine && s.Since.IsZero() {
			return ErrNotYourTurn
		}
		if mine {
			over = append(over, s)
		}
	}
	return c.decidedBefore(a, over)
}

// decidedBefore names who was first in these steps, at the actor's own before
// the others.
func (c Case) decidedBefore(a staff.Actor, steps []*Step) error {
	steps = slices.DeleteFunc(slices.Clone(steps), func(s *Step) bool { return s.Verdict == nil })
	if len(steps) == 0 {
		return ErrNotYourTurn
	}
	i := max(0, slices.IndexFunc(steps, func(s *Step) bool { return c.entitled(a, s) }))
	v := steps[i].Verdict
	return &DecidedError{By: v.Act.ByName, Title: v.Act.Title, As: v.Act.As, At: v.Act.At, Choice: v.Choice}
}

// ownVerdict finds the actor's verdict that can still be taken back.
func (c Case) ownVerdict(a staff.Actor, relation Relation, now time.Time) (*Step, error) {
	if relation == IsApplicant || relation == IsPersonnel || relation == IsConcerned {
		return nil, ErrOnlyDecider
	}
	for _, s := range slices.Backward(c.pending()) {
		if s.Verdict.Act.By != a.ID {
			continue
		}
		if !now.Before(s.Verdict.Act.At.Add(UndoFor)) {
			return nil, ErrUndoOver
		}
		return s, nil
	}
	if slices.ContainsFunc(c.Steps, func(s Step) bool { return s.Verdict != nil && s.Verdict.Act.By == a.ID }) {
		return nil, ErrUndoOver
	}
	return nil, ErrNothingToTakeBack
}

func (c Case) mayAsApplicant(act Action, m Moment) error {
	switch {
	case act == ActionAskCancel:
		return c.mayCancel(m)
	case !c.State.Open():
		return c.ended()
	case act == ActionAnswer && c.State != Proposed:
		return ErrNothingToAnswer
	case act == ActionNudge && c.State == Proposed:
		return ErrAwaitsAnswer
	case act == ActionNudge && Moment{Now: c.NudgedAt, Zone: m.Zone}.Today() == m.Today():
		return &NudgedError{At: c.NudgedAt}
	}
	return nil
}

// mayCancel: what was approved is cancelled by a request of its own, one at a
// time, as long as all its days are to come: days that were taken are not given
// back, and what has begun is corrected by the personnel office.
func (c Case) mayCancel(m Moment) error {
	switch {
	case c.Cancels != 0:
		return ErrNotCancellable
	case c.State.Open():
		return ErrNotApproved
	case c.State != Approved:
		return c.ended()
	case c.CancelledBy != 0:
		return ErrCancelOpen
	case !c.Period.From.After(m.Today()):
		return ErrPassed
	}
	return nil
}

// mayPrint: a form is printed when it says what was decided.
func (c Case) mayPrint() error {
	switch c.State {
	case Approved, Refused, Postponed, Cancelled:
		return nil
	case Waiting, Proposed, Withdrawn, Lapsed:
	}
	return ErrNotDecided
}

// ended says how the request ended; by whom where a verdict did.
func (c Case) ended() *EndedError {
	e := &EndedError{State: c.State, At: c.EndedAt}
	if c.State == Approved || c.State == Refused || c.State == Postponed {
		for _, s := range c.Steps {
			if s.Verdict != nil && s.Stage == Decide {
				e.By = s.Verdict.Act.ByName
			}
		}
	}
	return e
}

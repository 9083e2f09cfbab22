package request

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Ruling is what a decider chooses.
type Ruling struct {
	Choice   Choice
	Reason   string
	Proposal Period // of a Change
}

// Choices are what may be chosen on a request: a cancellation is approved or
// refused, all else as its kind says.
func (r *Request) Choices() []Choice {
	if r.Cancels != 0 {
		return []Choice{Approve, Refuse}
	}
	return r.Kind.Choices()
}

// Decide records a verdict on the step whose turn it is. It keeps everybody
// else from deciding that step, and brings about nothing more before it
// settles, UndoFor later. Whoever gives the same verdict again changes nothing:
// a tap can come twice.
func (c Case) Decide(by staff.Actor, r Ruling, m Moment) (Decision, error) {
	d := c.Advance(m)
	if err := c.May(by, ActionDecide, m); err != nil {
		if c.again(by, r) {
			return d, nil
		}
		return Decision{}, err
	}
	step, err := c.stepFor(by, c.RelationOf(by))
	if err != nil {
		return Decision{}, err
	}
	r.Reason = strings.TrimSpace(r.Reason)
	if err := c.checkRuling(r, m); err != nil {
		return Decision{}, err
	}
	act := c.actOf(by, step, m)
	step.Verdict = &Verdict{Choice: r.Choice, Reason: r.Reason, Act: act}
	if r.Choice == Change {
		step.Verdict.Proposal = r.Proposal
	}
	d.add(entryOf(audit.VerdictGiven, c.ID, m, step.facts()).By(by, act.in()))
	c.changed(m)
	return d, nil
}

// again reports whether the actor has just given the same verdict.
func (c Case) again(by staff.Actor, r Ruling) bool {
	return slices.ContainsFunc(c.pending(), func(s *Step) bool {
		return s.Verdict.Act.By == by.ID && s.Verdict.Choice == r.Choice
	})
}

// checkRuling sees that a verdict is one that can be given: all but approval
// need a reason, and other days are judged like those of an ask.
func (c Case) checkRuling(r Ruling, m Moment) error {
	if !slices.Contains(c.Choices(), r.Choice) {
		return ErrChoice
	}
	if r.Choice != Approve && r.Reason == "" {
		return ErrReasonMissing
	}
	if n := utf8.RuneCountInString(r.Reason); n > MaxReason {
		return &TooLongError{Field: FieldReason, Length: n, Limit: MaxReason}
	}
	if r.Choice != Change {
		return nil
	}
	if r.Proposal == c.Period {
		return ErrSameProposal
	}
	_, _, err := c.judgeProposal(r.Proposal, m)
	return err
}

// TakeBack removes the actor's own verdict before it settles: the step waits
// as if nothing had been.
func (c Case) TakeBack(by staff.Actor, m Moment) (Decision, error) {
	if err := c.May(by, ActionTakeBack, m); err != nil {
		return Decision{}, err
	}
	d := c.Advance(m)
	step, err := c.ownVerdict(by, c.RelationOf(by), m.Now)
	if err != nil {
		return Decision{}, err
	}
	d.add(entryOf(audit.VerdictTakenBack, c.ID, m, step.facts()).By(by, step.Verdict.Act.in()))
	step.Verdict = nil
	c.changed(m)
	return d, nil
}

// settle lets a verdict take effect (Peraturan BKN 24/2017 part IV: the atasan
// langsung considers, the PYBMC decides).
func (c Case) settle(s *Step, m Moment, d *Decision) {
	s.Verdict.Settled = true
	d.add(entryOf(audit.VerdictSettled, c.ID, m, s.facts()))
	if s.Mode == AnyOf {
		c.skipOthers(s)
	}
	switch choice := s.Verdict.Choice; {
	case choice == Change:
		c.State = Proposed
		d.tell(notice(notify.RequestProposed, c.ID, stamp(s.Verdict.Act.At)), notify.ToEmployee(c.Applicant.ID))
	case s.Stage == Decide && choice == Refuse:
		c.end(Refused, s.Verdict.Reason, m, d)
	case s.Stage == Decide && choice == Postpone:
		c.end(Postponed, s.Verdict.Reason, m, d)
	default:
		c.proceed(s.Ordinal, m, d)
	}
}

func (c Case) skipOthers(first *Step) {
	for _, s := range c.at(first.Ordinal) {
		s.Skipped = s != first
	}
}

// proceed goes on to the next steps when all of an ordinal are done, and ends
// in approval after the last.
func (c Case) proceed(ordinal int, m Moment, d *Decision) {
	if slices.ContainsFunc(c.at(ordinal), func(s *Step) bool { return !s.done() }) {
		return
	}
	if len(c.at(ordinal+1)) > 0 {
		c.begin(ordinal+1, m, d)
		return
	}
	c.end(Approved, "", m, d)
}

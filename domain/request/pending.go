package request

import (
	"context"

	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Ruling is what a decider chooses.
type Ruling struct {
	Choice   Choice
	Reason   string
	Proposal Period // of a Change
}

// DefaultRules are the chains of an office that imported none.
func DefaultRules() []Rule { return nil }

// Plan judges an ask.
func (f Facts) Plan(a Ask, _ Moment) (Plan, error) { return Plan{Ask: a, Applicant: f.Applicant}, nil }

// Send makes the request of an ask.
func (f Facts) Send(a Ask, _ staff.Actor, _ Moment) (*Request, Decision, error) {
	return &Request{ID: f.ID, Ask: a, Applicant: f.Applicant}, Decision{}, nil
}

// May reports whether the actor may do this with the request as it stands now.
func (c Case) May(_ staff.Actor, _ Action, _ Moment) error { return ErrNotYours }

// Decide records a verdict.
func (c Case) Decide(_ staff.Actor, _ Ruling, _ Moment) (Decision, error) {
	return Decision{}, ErrNotYours
}

// TakeBack removes it.
func (c Case) TakeBack(_ staff.Actor, _ Moment) (Decision, error) { return Decision{}, ErrNotYours }

// Answer accepts or withdraws.
func (c Case) Answer(_ staff.Actor, _ bool, _ Moment) (Decision, error) {
	return Decision{}, ErrNotYours
}

// Withdraw ends an open request.
func (c Case) Withdraw(_ staff.Actor, _ Moment) (Decision, error) { return Decision{}, ErrNotYours }

// Nudge reminds.
func (c Case) Nudge(_ staff.Actor, _ Moment) (Decision, error) { return Decision{}, ErrNotYours }

// Advance moves the request on as far as it is due.
func (c Case) Advance(_ Moment) Decision { return Decision{} }

func (c Case) turn() []*Step                        { return nil }
func (c Case) entitled(_ staff.Actor, _ *Step) bool { return false }
func (c Case) inChain(_ staff.Actor) bool           { return false }
func (b Books) Correct(_ staff.Actor, e leave.Entry, reason, _ string, m Moment) (Booking, Decision, error) {
	return Booking{Entry: e, Reason: reason, At: m.Now}, Decision{}, nil
}

func (d *Desk) view(_ context.Context, _ staff.Actor, c Case) (View, error) {
	return View{Request: c.Request, Line: c.Line}, nil
}

package disposition

import (
	"slices"

	"github.com/gelis-bali/gelis/domain/staff"
)

// Relation says what an actor is to a branch today. Only positions held and
// roles granted on the day count, never what somebody was.
type Relation string

// The relations, the closest first.
const (
	Recipient Relation = "recipient" // holds the position that it is addressed to
	Sender    Relation = "sender"    // holds the position that it came from
	UpChain   Relation = "up_chain"  // holds a position further up its chain
	Registrar Relation = "registrar" // clerk of the unit that registered the letter
	Nobody    Relation = ""
)

// RelationOf finds the closest relation of an actor to a branch.
func (d *Dossier) RelationOf(a staff.Actor, b *Branch) Relation {
	if !a.Known() || !a.Active {
		return Nobody
	}
	if _, ok := a.Holds(b.To); ok {
		return Recipient
	}
	chain := d.Chain(b)
	for i, p := range slices.Backward(chain) {
		if _, ok := a.Holds(p.From); ok {
			if i == len(chain)-1 {
				return Sender
			}
			return UpChain
		}
	}
	if a.HasIn(staff.Clerk, d.Letter.UnitID) {
		return Registrar
	}
	return Nobody
}

// Action is something that can be done with a branch.
type Action string

// The actions on a branch.
const (
	ActionView   Action = "view"
	ActionStart  Action = "start"
	ActionFinish Action = "finish"
	ActionReturn Action = "return"

	ActionDispose  Action = "dispose"   // send it on to positions below
	ActionArchive  Action = "archive"   // there is nothing to dispose
	ActionCancel   Action = "cancel"    // the sender takes it back unread
	ActionRedirect Action = "redirect"  // the sender of a returned or cancelled one sends it elsewhere
	ActionTakeOver Action = "take_over" // the sender of a returned one deals with it
	ActionNudge    Action = "nudge"     // the recipient is asked to hurry
)

// Actions are all actions, in the order in which they are offered.
func Actions() []Action {
	return []Action{
		ActionView, ActionDispose, ActionStart, ActionFinish, ActionArchive, ActionReturn,
		ActionCancel, ActionRedirect, ActionTakeOver, ActionNudge,
	}
}

// May reports whether the actor may do this with the branch as it stands now,
// with the error that says why not. Buttons are made from it, and every
// action asks it again at the moment of the tap.
func (d *Dossier) May(a staff.Actor, act Action, b *Branch) error {
	relation := d.RelationOf(a, b)
	switch {
	case a.Known() && !a.Active:
		return staff.ErrInactive
	case relation == Nobody:
		return ErrNotYours
	case act == ActionView:
		return nil
	case relation != Recipient:
		return ErrOnlyRecipient
	case b.Copy:
		return ErrCopy
	case !b.State.Waits():
		return d.closed(b)
	case act == ActionStart && b.State == StateProgress:
		return d.started(b)
	case act == ActionReturn && d.Letter.Secrecy.StaysInOffice():
		return ErrSecretInOffice
	}
	return nil
}

// started says who began with a branch, and when; of a letter that stays in
// the office only when.
func (d *Dossier) started(b *Branch) *StartedError {
	if d.Letter.Secrecy.StaysInOffice() {
		return &StartedError{At: b.Started.At}
	}
	return &StartedError{By: b.Started.ByName, At: b.Started.At}
}

// closed says who ended a branch, or sent it on, and when; of a letter that
// stays in the office only when.
func (d *Dossier) closed(b *Branch) *ClosedError {
	why := d.endOf(b)
	if d.Letter.Secrecy.StaysInOffice() {
		why.By = ""
	}
	return why
}

func (d *Dossier) endOf(b *Branch) *ClosedError {
	if b.State != StateForwarded {
		return &ClosedError{State: b.State, By: b.Ended.ByName, At: b.Ended.At}
	}
	for _, p := range d.Dispositions {
		if p.Parent == b.ID {
			return &ClosedError{State: b.State, By: p.ByName, At: p.SentAt}
		}
	}
	return &ClosedError{State: b.State}
}

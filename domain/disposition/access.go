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
		switch {
		case !d.sentBy(a, p):
		case i == len(chain)-1:
			return Sender
		case !p.Routing:
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
	}
	switch act {
	case ActionView:
		return nil
	case ActionStart, ActionFinish, ActionReturn, ActionDispose, ActionArchive:
		if relation != Recipient {
			return ErrOnlyRecipient
		}
		return d.mayReceive(a, act, b)
	case ActionCancel, ActionRedirect, ActionTakeOver:
		if !d.sentBy(a, d.Disposition(b)) {
			return ErrOnlySender
		}
		return d.maySend(act, b)
	case ActionNudge:
		return d.mayNudge(a, b)
	}
	return ErrNotYours
}

// sentBy reports whether the actor speaks today for the position that a
// disposition came from, or for the registry if that passed the letter on.
func (d *Dossier) sentBy(a staff.Actor, p Disposition) bool {
	if p.Routing {
		return a.HasIn(staff.Clerk, d.Letter.UnitID)
	}
	_, holds := a.Holds(p.From)
	return holds
}

// mayReceive is for what the recipient of a branch does with it.
func (d *Dossier) mayReceive(a staff.Actor, act Action, b *Branch) error {
	holding, _ := a.Holds(b.To)
	switch {
	case b.Copy:
		return ErrCopy
	case (act == ActionDispose || act == ActionArchive) && !holding.Leads:
		return ErrOnlyHead
	case act == ActionDispose && b.State == StateForwarded: // to others besides
		return nil
	case !b.State.Waits():
		return d.closed(b)
	case act == ActionStart && b.State == StateProgress:
		return d.started(b)
	case act == ActionReturn && d.Letter.Secrecy.StaysInOffice():
		return ErrSecretInOffice
	}
	return nil
}

// maySend is for what the sender of a branch does with it.
func (d *Dossier) maySend(act Action, b *Branch) error {
	if act == ActionCancel {
		return d.mayCancel(b)
	}
	switch {
	case b.Copy:
		return ErrCopy
	case !b.Settled.At.IsZero():
		return &SettledError{By: d.nameOf(b.Settled), At: b.Settled.At}
	case act == ActionTakeOver && b.State != StateReturned, b.State != StateReturned && b.State != StateCancelled:
		return ErrNotReturned
	}
	parent := d.Parent(b)
	switch {
	case parent != nil && parent.State != StateForwarded && !parent.State.Waits():
		return d.closed(parent) // it went on without this one
	case !d.Letter.CompletedAt.IsZero():
		return &ClosedError{State: StateDone, At: d.Letter.CompletedAt}
	case act == ActionTakeOver && parent == nil:
		return ErrNothingAbove
	}
	return nil
}

func (d *Dossier) mayCancel(b *Branch) error {
	switch {
	case b.State == StateSent:
		return nil
	case b.State.Closed():
		return d.closed(b)
	}
	return &ReadError{By: d.nameOf(b.Read), At: b.Read.At}
}

// mayNudge is for the sender of a branch, everybody further up its chain, and
// the registry. That it is done once a day is seen when it is done.
func (d *Dossier) mayNudge(a staff.Actor, b *Branch) error {
	above := func(p Disposition) bool { return d.sentBy(a, p) }
	switch {
	case !a.HasIn(staff.Clerk, d.Letter.UnitID) && !slices.ContainsFunc(d.Chain(b), above):
		return ErrOnlySender
	case b.Copy:
		return ErrCopy
	case !b.State.Waits():
		return d.closed(b)
	}
	return nil
}

// nameOf is who did something; of a letter that stays in the office it is not told.
func (d *Dossier) nameOf(act Act) string {
	if d.Letter.Secrecy.StaysInOffice() {
		return ""
	}
	return act.ByName
}

// started says who began with a branch, and when; of a letter that stays in
// the office only when.
func (d *Dossier) started(b *Branch) *StartedError {
	return &StartedError{By: d.nameOf(b.Started), At: b.Started.At}
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

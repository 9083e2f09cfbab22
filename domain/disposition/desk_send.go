package disposition

import (
	"context"
	"errors"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

var errNotBuilt = errors.New("not built yet")

// Dispose sends a branch on to positions below it.
func (d *Desk) Dispose(_ context.Context, _ staff.Actor, _ BranchID, _ Order, _ string) (Sent, error) {
	return Sent{}, errNotBuilt
}

// Quickly sends a branch on like an earlier one of the same position: to the
// same recipients with the same instructions, due by the default.
func (d *Desk) Quickly(_ context.Context, _ staff.Actor, _ BranchID, _ DispositionID, _ string) (Sent, error) {
	return Sent{}, errNotBuilt
}

// Redirect sends elsewhere what was returned or taken back.
func (d *Desk) Redirect(_ context.Context, _ staff.Actor, _ BranchID, _ Order, _ string) (Sent, error) {
	return Sent{}, errNotBuilt
}

// Archive ends a branch of which there is nothing to dispose.
func (d *Desk) Archive(_ context.Context, _ staff.Actor, _ BranchID, _, _ string) (View, error) {
	return View{}, errNotBuilt
}

// Cancel takes back what its recipient has not read.
func (d *Desk) Cancel(_ context.Context, _ staff.Actor, _ BranchID) (View, error) {
	return View{}, errNotBuilt
}

// TakeOver lets the sender deal with what was returned.
func (d *Desk) TakeOver(_ context.Context, _ staff.Actor, _ BranchID) (View, error) {
	return View{}, errNotBuilt
}

// Nudge asks the recipient to hurry, once on a day.
func (d *Desk) Nudge(_ context.Context, _ staff.Actor, _ BranchID) (View, error) {
	return View{}, errNotBuilt
}

// Line pages through the positions that may be chosen for an act.
func (d *Desk) Line(_ context.Context, _ staff.Actor, _ Action, _ BranchID, _ LineQuery) (LinePage, error) {
	return LinePage{}, errNotBuilt
}

// Seats returns positions that were chosen, in their order, or ErrNotBelow.
func (d *Desk) Seats(_ context.Context, _ staff.Actor, _ Action, _ BranchID, _ []staff.PositionID) ([]Seat, error) {
	return nil, errNotBuilt
}

// Usual returns to whom the sending position sends most often, and the
// combinations that it used last.
func (d *Desk) Usual(_ context.Context, _ staff.Actor, _ Action, _ BranchID) ([]Seat, []Quick, error) {
	return nil, nil, errNotBuilt
}

// Instructions are the office's own, in their order.
func (d *Desk) Instructions(ctx context.Context) ([]Instruction, error) {
	return d.store.Instructions(ctx)
}

// DefaultDeadline is the last day for what is sent now.
func (d *Desk) DefaultDeadline(s Speed) calendar.Date {
	return DefaultDeadline(s, d.clock.Today(), d.calendar)
}

// Trail shows the way of a letter to whoever tapped for it.
func (d *Desk) Trail(_ context.Context, _ staff.Actor, _ LetterID) (Trail, error) {
	return Trail{}, errNotBuilt
}

// LookTrail shows the way of a letter to somebody whose card is drawn anew. It
// is nobody's tap, so a refusal is not audited.
func (d *Desk) LookTrail(_ context.Context, _ staff.Actor, _ LetterID) (Trail, error) {
	return Trail{}, errNotBuilt
}

// Scan finds the branch that the code on a sheet opens for the reader: the own
// one that waits, then an own one, then one that was sent. It is 0 for a
// registrar without one.
func (d *Desk) Scan(_ context.Context, _ staff.Actor, _ LetterID) (BranchID, error) {
	return 0, errNotBuilt
}

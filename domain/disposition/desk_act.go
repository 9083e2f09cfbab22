package disposition

import (
	"context"
	"time"

	"github.com/gelis-bali/gelis/domain/staff"
)

// Archive ends a branch of which there is nothing to dispose; the same once
// ends it only once.
func (d *Desk) Archive(ctx context.Context, by staff.Actor, id BranchID, note, once string) (View, error) {
	return d.change(ctx, by, id, ActionArchive, once, func(dossier *Dossier, now time.Time) (Decision, error) {
		return dossier.Archive(id, note, by, now)
	})
}

// Cancel takes back what its recipient has not read.
func (d *Desk) Cancel(ctx context.Context, by staff.Actor, id BranchID) (View, error) {
	return d.change(ctx, by, id, ActionCancel, "", func(dossier *Dossier, now time.Time) (Decision, error) {
		return dossier.Cancel(id, by, now)
	})
}

// TakeOver lets the sender deal with what was returned.
func (d *Desk) TakeOver(ctx context.Context, by staff.Actor, id BranchID) (View, error) {
	return d.change(ctx, by, id, ActionTakeOver, "", func(dossier *Dossier, now time.Time) (Decision, error) {
		return dossier.TakeOver(id, by, now)
	})
}

// Nudge asks the recipient to hurry, once on a day.
func (d *Desk) Nudge(ctx context.Context, by staff.Actor, id BranchID) (View, error) {
	return d.change(ctx, by, id, ActionNudge, "", func(dossier *Dossier, now time.Time) (Decision, error) {
		return dossier.Nudge(id, by, now, d.clock.Zone)
	})
}

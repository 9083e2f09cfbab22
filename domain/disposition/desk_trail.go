package disposition

import (
	"context"
	"fmt"

	"github.com/gelis-bali/gelis/domain/staff"
)

// Trail shows the way of a letter to whoever tapped for it. A refusal is audited.
func (d *Desk) Trail(ctx context.Context, by staff.Actor, letter LetterID) (Trail, error) {
	trail, err := d.LookTrail(ctx, by, letter)
	if err != nil {
		return Trail{}, d.refusedOf(ctx, by, ActionView, SubjectOfLetter(letter), err)
	}
	return trail, nil
}

// LookTrail shows the way of a letter to somebody whose card is drawn anew. It
// is nobody's tap, so a refusal is not audited.
func (d *Desk) LookTrail(ctx context.Context, by staff.Actor, letter LetterID) (Trail, error) {
	dossier, err := d.store.Letter(ctx, letter)
	if err != nil {
		return Trail{}, fmt.Errorf("load the trail of letter %d: %w", letter, err)
	}
	trail, err := dossier.trail(by, d.clock.Today(), d.clock.Zone)
	if err != nil {
		return Trail{}, fmt.Errorf("show the trail of letter %d: %w", letter, err)
	}
	return trail, nil
}

// Scan finds the branch that the code on a sheet opens for the reader: the own
// one that waits, then an own one, then one that was sent. It is 0 for a
// registrar without one.
func (d *Desk) Scan(ctx context.Context, by staff.Actor, letter LetterID) (BranchID, error) {
	dossier, err := d.store.Letter(ctx, letter)
	if err == nil {
		var id BranchID
		if id, err = dossier.scanned(by); err == nil {
			return id, nil
		}
	}
	return 0, d.refusedOf(ctx, by, ActionView, SubjectOfLetter(letter), fmt.Errorf("scan letter %d: %w", letter, err))
}

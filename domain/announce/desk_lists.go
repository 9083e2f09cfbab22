package announce

import (
	"context"
	"fmt"

	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Read notes that the actor has read an issue; first is false the second time.
func (d *Desk) Read(ctx context.Context, by staff.Actor, id IssueID) (first bool, err error) {
	first, err = d.store.MarkRead(ctx, id, by.ID, d.clock.Now())
	if err != nil {
		return false, d.refused(ctx, by, "read", id, err)
	}
	return first, nil
}

// Readers pages through who got an issue, for its author and the
// personnel office.
func (d *Desk) Readers(ctx context.Context, by staff.Actor, id IssueID, unreadOnly bool, offset, limit int) ([]Reader, int, error) {
	_, a, err := d.load(ctx, id)
	if err == nil {
		err = d.may(ctx, by, a, toReaders)
	}
	if err != nil {
		return nil, 0, d.refused(ctx, by, "readers", id, fmt.Errorf("list who got issue %d: %w", id, err))
	}
	return d.store.Readers(ctx, id, unreadOnly, offset, limit)
}

// Written pages through the announcements that the actor looks after.
func (d *Desk) Written(ctx context.Context, by staff.Actor, offset, limit int) ([]Progress, int, error) {
	units, err := d.unitsOf(ctx, by)
	if err != nil {
		return nil, 0, err
	}
	return d.store.Written(ctx, by.ID, units, offset, limit)
}

// Received pages through what the actor got or muted.
func (d *Desk) Received(ctx context.Context, by staff.Actor, offset, limit int) ([]Received, int, error) {
	return d.store.Received(ctx, by.ID, offset, limit)
}

// Got is one of the announcements that the actor got or muted.
func (d *Desk) Got(ctx context.Context, by staff.Actor, id IssueID) (Received, error) {
	const page = 100
	for offset := 0; ; offset += page {
		list, total, err := d.store.Received(ctx, by.ID, offset, page)
		if err != nil {
			return Received{}, fmt.Errorf("look for issue %d: %w", id, err)
		}
		for _, r := range list {
			if r.Issue == id {
				return r, nil
			}
		}
		if len(list) == 0 || offset+page >= total {
			return Received{}, d.refused(ctx, by, "show", id, ErrNotYours)
		}
	}
}

// Content reads a file of an announcement that was shown to the actor.
func (d *Desk) Content(ctx context.Context, id document.ID) (document.Content, error) {
	return d.store.Content(ctx, id)
}

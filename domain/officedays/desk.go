package officedays

import (
	"context"
	"errors"
	"fmt"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Store keeps the calendar.
type Store interface {
	// Book loads all that stands in the calendar.
	Book(ctx context.Context) (Book, error)
	// UpdateBook locks the calendar, lets decide judge all that stands in it, and
	// saves the change with its audit lines in one transaction. A once that was
	// used already changes nothing; decide is not called then.
	UpdateBook(ctx context.Context, once string, decide func(Book) (Change, error)) error
}

// Auditor writes a line that belongs to no change: a refusal.
type Auditor interface {
	RecordAudit(ctx context.Context, e audit.Entry) error
}

// Desk is what an employee does about the calendar.
type Desk struct {
	store Store
	audit Auditor
	clock calendar.Clock
}

// NewDesk makes the service over its store, audit log and clock.
func NewDesk(store Store, auditor Auditor, clock calendar.Clock) *Desk {
	return &Desk{store: store, audit: auditor, clock: clock}
}

// Today is the office's day.
func (d *Desk) Today() calendar.Date { return d.clock.Today() }

// Book loads all that stands in the calendar. Everybody may read it.
func (d *Desk) Book(ctx context.Context) (Book, error) {
	book, err := d.store.Book(ctx)
	if err != nil {
		return Book{}, fmt.Errorf("read the calendar: %w", err)
	}
	return book, nil
}

// Add puts a day into the calendar, once for each draft.
func (d *Desk) Add(ctx context.Context, by staff.Actor, day calendar.Day, once string) error {
	return d.update(ctx, by, once, "add_day", func(b Book) (Change, error) { return b.Add(day, by, d.clock) })
}

// Replace changes a day as it was in a version.
func (d *Desk) Replace(ctx context.Context, by staff.Actor, id ID, version int, day calendar.Day, once string) error {
	return d.update(ctx, by, once, "change_day", func(b Book) (Change, error) { return b.Replace(id, version, day, by, d.clock) })
}

// Remove takes a day out of the calendar.
func (d *Desk) Remove(ctx context.Context, by staff.Actor, id ID) error {
	return d.update(ctx, by, "", "remove_day", func(b Book) (Change, error) { return b.Remove(id, by, d.clock) })
}

// Confirm makes a computed Balinese day one of the calendar.
func (d *Desk) Confirm(ctx context.Context, by staff.Actor, p Computed, as calendar.Kind) error {
	return d.update(ctx, by, "", "confirm_day", func(b Book) (Change, error) { return b.Confirm(p, as, by, d.clock) })
}

// Ignore puts a computed Balinese day aside.
func (d *Desk) Ignore(ctx context.Context, by staff.Actor, p Computed) error {
	return d.update(ctx, by, "", "ignore_day", func(b Book) (Change, error) { return b.Ignore(p, by, d.clock) })
}

// AddHours gives the office other hours for a time, once for each draft.
func (d *Desk) AddHours(ctx context.Context, by staff.Actor, h calendar.Hours, once string) error {
	return d.update(ctx, by, once, "add_hours", func(b Book) (Change, error) { return b.AddHours(h, by, d.clock) })
}

// RemoveHours lets the ordinary hours hold again.
func (d *Desk) RemoveHours(ctx context.Context, by staff.Actor, id HoursID) error {
	return d.update(ctx, by, "", "remove_hours", func(b Book) (Change, error) { return b.RemoveHours(id, by, d.clock) })
}

// update changes the book. Whoever may not is noted in the audit log; mistakes
// in what somebody wrote are no refusals.
func (d *Desk) update(ctx context.Context, by staff.Actor, once, act string, decide func(Book) (Change, error)) error {
	err := d.store.UpdateBook(ctx, once, decide)
	if err == nil {
		return nil
	}
	err = fmt.Errorf("%s of the calendar: %w", act, err)
	for code, refusal := range map[string]error{"not_whole": ErrNotWhole, "inactive": staff.ErrInactive} {
		if errors.Is(err, refusal) {
			return errors.Join(err, d.audit.RecordAudit(ctx, audit.Entry{
				At: d.clock.Now(), Actor: by.ID, Account: by.Account, Action: audit.ActionRefused,
				Facts: map[string]string{"action": act, "reason": code},
			}))
		}
	}
	return err
}

package request

import (
	"context"
	"fmt"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Form is what the official leave form tells beside the request itself.
type Form struct {
	View
	Now   leave.Balance // of the year of the leave, as it is today
	Since calendar.Date // of service; zero: unknown
}

// Form makes the official form of a leave that was decided, for whoever may
// see the request. ErrNotDecided as long as nobody has; other requests than
// leave have no such form, and are refused with ErrNotYours.
func (d *Desk) Form(ctx context.Context, by staff.Actor, id ID) (Form, error) {
	view, err := d.May(ctx, by, ActionPrint, id)
	if err != nil {
		return Form{}, err
	}
	if view.Kind != Leave {
		return Form{}, fmt.Errorf("print request %d, which is no leave: %w", id, ErrNotYours)
	}
	books, err := d.store.Books(ctx, view.Applicant.ID)
	if err != nil {
		return Form{}, fmt.Errorf("load the books for the form of request %d: %w", id, err)
	}
	record := books.Record()
	return Form{View: view, Now: record.Balance(view.Period.From.Year()), Since: record.Since}, nil
}

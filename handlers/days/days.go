// Package days holds the conversations about the office's calendar: /libur for
// everyone, and for whoever is in charge of the whole office the changes of its
// days and hours. As in all of handlers, a handler parses its arguments, calls
// one service, and answers with a Reply.
package days

import (
	"context"
	"fmt"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/officedays"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

// The names of the actions that buttons carry.
const (
	actionMonth       = "days"               // first day of the month; none: this one
	actionOpen        = "days.open"          // day
	actionAdd         = "days.add"           // nothing
	actionChange      = "days.change"        // day
	actionRemove      = "days.remove"        // day
	actionRemoveYes   = "days.remove.ok"     // day
	actionOffers      = "days.offers"        // offset, moons
	actionOffer       = "days.offer"         // date, kind
	actionConfirm     = "days.offer.as"      // date, kind, kind that it becomes
	actionIgnore      = "days.offer.no"      // date, kind
	actionHours       = "days.hours"         // nothing
	actionHoursAdd    = "days.hours.add"     // nothing
	actionHoursRemove = "days.hours.end"     // hours
	actionHoursYes    = "days.hours.end.yes" // hours
)

// Desk is what employees do about the calendar; an *officedays.Desk.
type Desk interface {
	Reader
	DayDesk
	HoursDesk
}

// Reader reads the calendar.
type Reader interface {
	Today() calendar.Date
	Book(ctx context.Context) (officedays.Book, error)
}

// DayDesk changes days.
type DayDesk interface {
	Add(ctx context.Context, by staff.Actor, day calendar.Day, once string) error
	Replace(ctx context.Context, by staff.Actor, id officedays.ID, version int, day calendar.Day, once string) error
	Remove(ctx context.Context, by staff.Actor, id officedays.ID) error
	Confirm(ctx context.Context, by staff.Actor, p officedays.Computed, as calendar.Kind) error
	Ignore(ctx context.Context, by staff.Actor, p officedays.Computed) error
}

// HoursDesk changes the times with other hours.
type HoursDesk interface {
	AddHours(ctx context.Context, by staff.Actor, h calendar.Hours, once string) error
	RemoveHours(ctx context.Context, by staff.Actor, id officedays.HoursID) error
}

// Parts are what the conversations are made from.
type Parts struct {
	Desk Desk
	// Changed is called after each change of the calendar, so that what is
	// reckoned from it follows at once.
	Changed func(ctx context.Context) error
}

// Days are the conversations about the calendar.
type Days struct{ Parts }

// New makes the conversations.
func New(p Parts) *Days { return &Days{p} }

// Register adds /libur with its buttons, the forms of a day and of other
// hours, and the notice of a missing decree.
func (d *Days) Register(rt *bot.Router) {
	rt.Command(bot.Command{Name: "libur", Help: text.Label("command.days"), For: staff.Everyone, Handler: d.show})
	rt.Action(actionMonth, staff.Everyone, d.turn)
	for name, handler := range map[string]bot.Handler{
		actionOpen: d.open, actionAdd: d.add, actionChange: d.change, actionRemove: d.askRemove, actionRemoveYes: d.remove,
		actionOffers: d.offers, actionOffer: d.offer, actionConfirm: d.confirmOffer, actionIgnore: d.ignore,
		actionHours: d.hours, actionHoursAdd: d.addHours, actionHoursRemove: d.askRemoveHours, actionHoursYes: d.removeHours,
	} {
		rt.Action(name, staff.PersonnelOrAdmin, handler)
	}
	rt.Form(d.dayForm())
	rt.Form(d.hoursForm())
	rt.Notice(notify.DecreeMissing, d.tellDecree)
}

// mine reads the calendar for somebody who may change it.
func (d *Days) mine(ctx context.Context, by staff.Actor) (officedays.Book, error) {
	book, err := d.Desk.Book(ctx)
	if err == nil && !book.MayChange(by) {
		err = officedays.ErrNotWhole
	}
	return book, err
}

// changed lets what is reckoned from the calendar follow a change that was
// made, or passes on why there was none.
func (d *Days) changed(ctx context.Context, err error) error {
	if err != nil {
		return err
	}
	if err := d.Changed(ctx); err != nil {
		return fmt.Errorf("follow a change of the calendar: %w", err)
	}
	return nil
}

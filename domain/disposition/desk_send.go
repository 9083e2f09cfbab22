package disposition

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Dispose sends a branch on to positions below it; the same once sends it only
// once. Without a deadline it is due by the speed of the letter.
func (d *Desk) Dispose(ctx context.Context, by staff.Actor, id BranchID, o Order, once string) (Sent, error) {
	return d.send(ctx, by, ActionDispose, id, o, once, (*Dossier).Dispose)
}

// Redirect sends elsewhere what was returned or taken back; the same once sends
// it only once.
func (d *Desk) Redirect(ctx context.Context, by staff.Actor, id BranchID, o Order, once string) (Sent, error) {
	return d.send(ctx, by, ActionRedirect, id, o, once, (*Dossier).Redirect)
}

// Quickly sends a branch on like an earlier one of the same position: to the
// same recipients with the same instructions, due by the speed of the letter.
func (d *Desk) Quickly(ctx context.Context, by staff.Actor, id BranchID, quick DispositionID, once string) (Sent, error) {
	const far = 50 // a button may be older than the last few
	view, err := d.May(ctx, by, ActionDispose, id)
	if err != nil {
		return Sent{}, err
	}
	_, quicks, err := d.line.Usual(ctx, view.Branch.To, far)
	if err != nil {
		return Sent{}, fmt.Errorf("find what was sent before branch %d: %w", id, err)
	}
	i := slices.IndexFunc(quicks, func(q Quick) bool { return q.ID == quick })
	if i < 0 {
		return Sent{}, d.refused(ctx, by, ActionDispose, id, ErrNotBelow)
	}
	o := Order{To: idsOf(quicks[i].To), Copies: idsOf(quicks[i].Copies), Instructions: quicks[i].Instructions}
	if view.Letter.Secrecy.StaysInOffice() {
		o.Instructions = nil
	}
	return d.Dispose(ctx, by, id, o, once)
}

func idsOf(seats []Seat) []staff.PositionID {
	ids := make([]staff.PositionID, len(seats))
	for i, seat := range seats {
		ids[i] = seat.ID
	}
	return ids
}

type sender func(*Dossier, BranchID, Sending, staff.Actor, time.Time) (Decision, error)

// send carries out an order. Whether the actor may is decided under the lock:
// an order that comes again with its once is answered like the first time.
func (d *Desk) send(ctx context.Context, by staff.Actor, act Action, id BranchID, o Order, once string, do sender) (Sent, error) {
	dossier, err := d.store.Dossier(ctx, id)
	if err != nil {
		return Sent{}, d.refused(ctx, by, act, id, err)
	}
	b, err := dossier.allowed(by, ActionView, id)
	if err != nil {
		return Sent{}, d.refused(ctx, by, act, id, err)
	}
	s, err := d.sending(ctx, dossier, act, b, o)
	if err != nil {
		return Sent{}, err
	}
	now, sent := d.clock.Now(), DispositionID(0)
	change := Change{Branch: id, Once: once, NewBranches: len(s.To) + len(s.Copies)}
	saved, err := d.store.UpdateDossier(ctx, change, func(locked *Dossier) (Decision, error) {
		sent = locked.Numbers.Disposition
		return do(locked, id, s, by, now)
	})
	if err != nil {
		return Sent{}, d.refused(ctx, by, act, id, err)
	}
	view, err := d.view(by, saved, id)
	if err != nil {
		return Sent{}, d.refused(ctx, by, act, id, err)
	}
	return view.sent(act, sent, by), nil
}

// sending finds the seats of an order's recipients. Of far too many none is
// looked for: the order is refused whoever they are.
func (d *Desk) sending(ctx context.Context, dossier *Dossier, act Action, b *Branch, o Order) (Sending, error) {
	s := Sending{Order: o.tidy(), Today: d.clock.Today()}
	if s.Deadline.IsZero() {
		s.Deadline = DefaultDeadline(dossier.Letter.Speed, s.Today, d.calendar)
	}
	if len(s.To)+len(s.Copies) > MaxRecipients {
		s.To, s.Copies = s.To[:min(len(s.To), MaxRecipients+1)], s.Copies[:min(len(s.Copies), MaxRecipients+1)]
		return s, nil
	}
	var err error
	s.Seats, err = d.seats(ctx, dossier, act, b, slices.Concat(s.To, s.Copies))
	return s, err
}

// sent finds what was just sent; sent before, it is the last of the same sender.
func (v View) sent(act Action, id DispositionID, by staff.Actor) Sent {
	out := Sent{View: v}
	was := v.Disposition(v.Branch)
	for _, p := range v.Dispositions {
		after := act == ActionDispose && p.Parent == v.Branch.ID ||
			act == ActionRedirect && p.Parent == was.Parent && p.From == was.From && p.ID != was.ID
		if p.ID == id || id == 0 && after && p.By == by.ID && !p.SentAt.Before(out.Disposition.SentAt) {
			out.Disposition = p
		}
	}
	for _, b := range v.Branches {
		if b.Disposition == out.Disposition.ID {
			out.Branches = append(out.Branches, b)
		}
	}
	return out
}

// DefaultDeadline is the last day for what is sent now.
func (d *Desk) DefaultDeadline(s Speed) calendar.Date {
	return DefaultDeadline(s, d.clock.Today(), d.calendar)
}

package disposition

import (
	"context"
	"fmt"
	"slices"

	"github.com/gelis-bali/gelis/domain/staff"
)

// usual is how many of the usual recipients and combinations are offered.
const usual = 6

// Line pages through the positions that may be chosen for an act: those below
// the sending position, or of the unit whose registry passes the letter on.
func (d *Desk) Line(ctx context.Context, by staff.Actor, act Action, id BranchID, q LineQuery) (LinePage, error) {
	view, err := d.May(ctx, by, act, id)
	if err != nil {
		return LinePage{}, err
	}
	q.Offset = max(0, q.Offset)
	var page LinePage
	if from := view.source(act, view.Branch); from == 0 {
		page, err = d.line.InUnit(ctx, view.Letter.UnitID, q)
	} else {
		page, err = d.line.Below(ctx, from, q)
	}
	if err != nil {
		return LinePage{}, fmt.Errorf("find who may receive branch %d: %w", id, err)
	}
	return page, nil
}

// Seats returns positions that were chosen, in their order, or ErrNotBelow.
func (d *Desk) Seats(ctx context.Context, by staff.Actor, act Action, id BranchID, ids []staff.PositionID) ([]Seat, error) {
	view, err := d.May(ctx, by, act, id)
	if err != nil {
		return nil, err
	}
	seats, err := d.seats(ctx, view.Dossier, act, view.Branch, ids)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if !slices.ContainsFunc(seats, func(s Seat) bool { return s.ID == id }) {
			return nil, d.refused(ctx, by, act, view.Branch.ID, ErrNotBelow)
		}
	}
	return seats, nil
}

// Usual returns to whom the sending position sends most often, and the
// combinations that it used last. The registry has none.
func (d *Desk) Usual(ctx context.Context, by staff.Actor, act Action, id BranchID) ([]Seat, []Quick, error) {
	view, err := d.May(ctx, by, act, id)
	if err != nil {
		return nil, nil, err
	}
	from := view.source(act, view.Branch)
	if from == 0 {
		return nil, nil, nil
	}
	seats, quicks, err := d.line.Usual(ctx, from, usual)
	if err != nil {
		return nil, nil, fmt.Errorf("find the usual recipients of position %d: %w", from, err)
	}
	if !view.Letter.Secrecy.StaysInOffice() {
		quicks = slices.DeleteFunc(quicks, func(q Quick) bool { return len(q.Instructions) == 0 })
	}
	return seats, quicks, nil
}

// Instructions are the office's own, in their order.
func (d *Desk) Instructions(ctx context.Context) ([]Instruction, error) {
	all, err := d.store.Instructions(ctx)
	if err != nil {
		return nil, fmt.Errorf("load the instructions of the office: %w", err)
	}
	return all, nil
}

// seats returns those of ids that may be chosen for an act.
func (d *Desk) seats(ctx context.Context, dossier *Dossier, act Action, b *Branch, ids []staff.PositionID) ([]Seat, error) {
	var seats []Seat
	var err error
	if from := dossier.source(act, b); from == 0 {
		seats, err = d.line.SeatsInUnit(ctx, dossier.Letter.UnitID, ids)
	} else {
		seats, err = d.line.SeatsBelow(ctx, from, ids)
	}
	if err != nil {
		return nil, fmt.Errorf("find %d recipients of branch %d: %w", len(ids), b.ID, err)
	}
	return seats, nil
}

// source is the position that an act sends from; 0 is the registry.
func (d *Dossier) source(act Action, b *Branch) staff.PositionID {
	if act == ActionRedirect {
		return d.Disposition(b).From
	}
	return b.To
}

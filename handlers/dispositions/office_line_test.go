package dispositions

import (
	"context"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
)

// The cabinet knows nobody below anybody.

func (c *cabinet) Letter(_ context.Context, id disposition.LetterID) (*disposition.Dossier, error) {
	if c.dossier.Letter.ID != id {
		return nil, disposition.ErrNoSuchLetter
	}
	return c.dossier, c.fails
}

func (c *cabinet) Instructions(context.Context) ([]disposition.Instruction, error) {
	return []disposition.Instruction{{ID: 1, Wording: "Tindak lanjuti"}}, c.fails
}

func (c *cabinet) Below(context.Context, staff.PositionID, disposition.LineQuery) (disposition.LinePage, error) {
	return disposition.LinePage{}, c.fails
}

func (c *cabinet) SeatsBelow(context.Context, staff.PositionID, []staff.PositionID) ([]disposition.Seat, error) {
	return nil, c.fails
}

func (c *cabinet) InUnit(context.Context, staff.UnitID, disposition.LineQuery) (disposition.LinePage, error) {
	return disposition.LinePage{}, c.fails
}

func (c *cabinet) SeatsInUnit(context.Context, staff.UnitID, []staff.PositionID) ([]disposition.Seat, error) {
	return nil, c.fails
}

func (c *cabinet) Usual(context.Context, staff.PositionID, int) ([]disposition.Seat, []disposition.Quick, error) {
	return nil, nil, c.fails
}

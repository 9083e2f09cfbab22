package store

import (
	"context"
	"errors"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
)

var errNotBuilt = errors.New("not built yet")


// Instructions are the office's own, in their order.
func (s *Store) Instructions(_ context.Context) ([]disposition.Instruction, error) {
	return nil, errNotBuilt
}

// Below pages through the positions that report to one.
func (s *Store) Below(_ context.Context, _ staff.PositionID, _ disposition.LineQuery) (disposition.LinePage, error) {
	return disposition.LinePage{}, errNotBuilt
}

// SeatsBelow returns those of some positions that stand below one.
func (s *Store) SeatsBelow(_ context.Context, _ staff.PositionID, _ []staff.PositionID) ([]disposition.Seat, error) {
	return nil, errNotBuilt
}

// InUnit pages through the positions of a unit and of all units below it.
func (s *Store) InUnit(_ context.Context, _ staff.UnitID, _ disposition.LineQuery) (disposition.LinePage, error) {
	return disposition.LinePage{}, errNotBuilt
}

// SeatsInUnit returns those of some positions that belong to a unit or to one below it.
func (s *Store) SeatsInUnit(_ context.Context, _ staff.UnitID, _ []staff.PositionID) ([]disposition.Seat, error) {
	return nil, errNotBuilt
}

// Usual returns to whom a position sends most often, and what it sent last.
func (s *Store) Usual(_ context.Context, _ staff.PositionID, _ int) ([]disposition.Seat, []disposition.Quick, error) {
	return nil, nil, errNotBuilt
}

// BranchesOverdue finds what waits and was due between two days, both included.
func (s *Store) BranchesOverdue(_ context.Context, _, _ calendar.Date) ([]disposition.LateBranch, error) {
	return nil, nil
}

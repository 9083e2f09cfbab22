package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// Request loads a request with the line of its positions, or returns request.ErrNoSuchRequest.
func (s *Store) Request(ctx context.Context, id request.ID) (request.Case, error) {
	c, err := s.loadCase(ctx, s.queries, id)
	if err != nil {
		return request.Case{}, fmt.Errorf("load request %d: %w", id, err)
	}
	return c, nil
}

// loadCase loads a request, the one that it is to cancel, and the line of their positions, without the books.
func (s *Store) loadCase(ctx context.Context, q *sqlc.Queries, id request.ID) (request.Case, error) {
	r, err := loadRequest(ctx, q, id)
	if err != nil {
		return request.Case{}, err
	}
	c := request.Case{Request: r}
	if r.Cancels != 0 {
		if c.Original, err = loadRequest(ctx, q, r.Cancels); err != nil {
			return request.Case{}, fmt.Errorf("load request %d, which is to be cancelled: %w", r.Cancels, err)
		}
	}
	c.Line, err = s.loadLine(ctx, q, positionsOf(r))
	return c, err
}

// positionsOf are all positions that a request has to do with.
func positionsOf(r *request.Request) []staff.PositionID {
	positions := []staff.PositionID{r.Applicant.Position}
	for _, step := range r.Steps {
		positions = append(positions, step.Position, step.Instead, step.Escalated)
	}
	return positions
}

// loadRequest needs no transaction: it reads until the steps are those of the request's version.
func loadRequest(ctx context.Context, q *sqlc.Queries, id request.ID) (*request.Request, error) {
	for {
		row, err := q.LoadRequest(ctx, int64(id))
		if errors.Is(err, pgx.ErrNoRows) {
			return nil, request.ErrNoSuchRequest
		}
		if err != nil {
			return nil, err
		}
		steps, err := q.LoadRequestSteps(ctx, int64(id))
		if err != nil {
			return nil, fmt.Errorf("load its steps: %w", err)
		}
		if len(steps) > 0 && steps[0].Version != row.Version {
			continue // it was changed between the two
		}
		r, err := requestOf(row)
		if err != nil {
			return nil, fmt.Errorf("read it: %w", err)
		}
		r.Steps = alike(steps, stepOf)
		return r, nil
	}
}

func requestOf(row sqlc.LoadRequestRow) (*request.Request, error) {
	r := &request.Request{
		ID: request.ID(row.ID), Version: int(row.Version), Applicant: applicantOf(row), State: request.State(row.State),
		Days: int(row.Days), SentAt: row.SentAt, EndedAt: orZero(row.EndedAt), EndReason: row.EndReason,
		NudgedAt: orZero(row.NudgedAt), WakeAt: orZero(row.WakeAt), CancelledBy: request.ID(row.CancelledBy),
		Ask: request.Ask{
			Kind: request.Kind(row.Kind), Leave: leave.Type(orZero(row.LeaveType)), Permit: request.PermitType(orZero(row.PermitType)),
			Period: request.Period{From: dayOf(&row.FromDay), To: dayOf(&row.ToDay)},
			Hours:  request.Hours{From: int(row.FromMinute), To: int(row.ToMinute)},
			Reason: row.Reason, Address: row.Address, Phone: row.Phone, Child: int(row.Child),
			Trip:    request.Trip{From: row.TripFrom, To: row.TripTo, Vehicle: row.TripVehicle, Budget: row.TripBudget},
			Cancels: request.ID(orZero(row.CancelsID)),
		},
	}
	var err error
	r.Files, err = filesOf(row.Files)
	err = errors.Join(err, listOf(row.People, &r.People), listOf(row.Charges, &r.Charges))
	return r, err
}

// listOf reads a list; an empty one is nil.
func listOf[T any](column []byte, into *[]T) error {
	if err := json.Unmarshal(column, into); err != nil {
		return err
	}
	if len(*into) == 0 {
		*into = nil
	}
	return nil
}

func applicantOf(row sqlc.LoadRequestRow) request.Applicant {
	return request.Applicant{
		Employee: staff.Employee{
			ID: staff.EmployeeID(row.ApplicantID), NIP: staff.NIP(row.Nip), Name: row.Name, Kind: staff.Kind(row.Employment),
			Active: row.Active,
		},
		Position: staff.PositionID(row.PositionID), Title: row.Title, Unit: staff.UnitID(row.UnitID), UnitName: row.UnitName,
		Echelon: staff.Echelon(row.Eselon),
	}
}

func stepOf(row sqlc.LoadRequestStepsRow) request.Step {
	step := request.Step{
		Ordinal: int(row.Ordinal), Slot: int(row.Slot), Stage: request.Stage(row.Stage), Mode: request.Mode(row.Mode),
		Position: staff.PositionID(row.PositionID), Title: row.Title, UnitName: row.UnitName,
		Instead: staff.PositionID(orZero(row.InsteadID)), InsteadTitle: row.InsteadTitle, Why: request.Detour(orZero(row.Why)),
		Since: orZero(row.Since), EscalateDays: int(row.EscalateDays), EscalateAt: orZero(row.EscalateAt),
		Escalated: staff.PositionID(orZero(row.EscalatedID)), EscalatedTitle: row.EscalatedTitle, Skipped: row.Skipped,
	}
	if row.Choice == nil {
		return step
	}
	step.Verdict = &request.Verdict{
		Choice: request.Choice(*row.Choice), Reason: row.Reason, Settled: row.Settled, Accepted: orZero(row.AcceptedAt),
		Proposal: request.Period{From: dayOf(row.ProposalFrom), To: dayOf(row.ProposalTo)},
		Act: request.Act{
			At: orZero(row.ActAt), By: staff.EmployeeID(orZero(row.ActBy)), ByName: orZero(row.ActName),
			ByNIP: staff.NIP(orZero(row.ActNip)), Position: staff.PositionID(orZero(row.ActPositionID)), Title: row.ActTitle,
			As: staff.Capacity(orZero(row.ActAs)),
		},
	}
	return step
}

// loadLine loads positions and all above them, with who holds them today. 0 is no position.
func (s *Store) loadLine(ctx context.Context, q *sqlc.Queries, positions []staff.PositionID) (request.Line, error) {
	rows, err := q.LineOf(ctx, dayColumn(s.clock.Today()), numbers(positions))
	if err != nil {
		return nil, fmt.Errorf("load the line of %d positions: %w", len(positions), err)
	}
	line := make(request.Line, len(rows))
	for _, row := range rows {
		post := request.Post{
			Position: staff.Position{
				ID: staff.PositionID(row.ID), Title: row.Title, UnitID: staff.UnitID(row.UnitID), UnitName: row.UnitName,
			},
			Echelon: staff.Echelon(row.Eselon), Superior: staff.PositionID(orZero(row.SuperiorID)),
		}
		if err := listOf(row.Holders, &post.Holders); err != nil {
			return nil, fmt.Errorf("read who holds position %d: %w", row.ID, err)
		}
		line[post.ID] = post
	}
	return line, nil
}

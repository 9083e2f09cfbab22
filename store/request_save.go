package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// rememberedCase is what has to be known of a case to tell later what changed.
type rememberedCase struct {
	request, original rememberedRequest
}

type rememberedRequest struct {
	version int
	state   request.State
	period  request.Period
	hours   request.Hours
	charges []leave.Charge
	wakeAt  time.Time
}

func rememberCase(c request.Case) rememberedCase {
	before := rememberedCase{request: rememberRequest(c.Request)}
	if c.Original != nil {
		before.original = rememberRequest(c.Original)
	}
	return before
}

func rememberRequest(r *request.Request) rememberedRequest {
	return rememberedRequest{
		version: r.Version, state: r.State, period: r.Period, hours: r.Hours, charges: slices.Clone(r.Charges), wakeAt: r.WakeAt,
	}
}

// addRequest saves a new request with all that belongs to it.
func addRequest(ctx context.Context, q *sqlc.Queries, r *request.Request, once string) error {
	if err := q.AddRequest(ctx, requestRow(r, once)); err != nil {
		return err
	}
	people := []int64{int64(r.Applicant.ID)}
	for _, p := range r.People {
		people = append(people, int64(p.ID))
	}
	if err := q.AddRequestPeople(ctx, int64(r.ID), people); err != nil {
		return fmt.Errorf("add %d people: %w", len(people), err)
	}
	if err := addRequestFiles(ctx, q, r); err != nil {
		return fmt.Errorf("add %d files: %w", len(r.Files), err)
	}
	if err := saveSteps(ctx, q, r); err != nil {
		return err
	}
	if err := saveCharges(ctx, q, nil, r); err != nil {
		return err
	}
	return keepPeople(ctx, q, r.ID)
}

// saveRequest saves what can change of a request that nobody else has changed: under its lock nobody should have, and if
// somebody did, by hand or by another program, ErrConflict says so.
func saveRequest(ctx context.Context, q *sqlc.Queries, before rememberedRequest, r *request.Request) error {
	if r.Version == before.version {
		return nil
	}
	saved, err := q.SaveRequest(ctx, changedRow(r, before.version))
	if err != nil {
		return err
	}
	if saved == 0 {
		return ErrConflict
	}
	if err := saveSteps(ctx, q, r); err != nil {
		return err
	}
	if err := saveCharges(ctx, q, before.charges, r); err != nil {
		return err
	}
	if r.State == before.state && r.Period == before.period && r.Hours == before.hours {
		return nil
	}
	return keepPeople(ctx, q, r.ID)
}

// keepPeople keeps the time of a request for its people, or gives it back.
func keepPeople(ctx context.Context, q *sqlc.Queries, id request.ID) error {
	if err := q.KeepPeople(ctx, int64(id)); err != nil {
		return fmt.Errorf("keep the time of its people: %w", err)
	}
	return nil
}

func saveSteps(ctx context.Context, q *sqlc.Queries, r *request.Request) error {
	rows := make([]sqlc.SaveRequestStepParams, len(r.Steps))
	for i, step := range r.Steps {
		rows[i] = stepRow(r, step)
	}
	var failed error
	q.SaveRequestStep(ctx, rows).Exec(func(i int, err error) {
		if err != nil && failed == nil {
			failed = fmt.Errorf("save step %d.%d: %w", rows[i].Ordinal, rows[i].Slot, err)
		}
	})
	return failed
}

func saveCharges(ctx context.Context, q *sqlc.Queries, before []leave.Charge, r *request.Request) error {
	if slices.Equal(before, r.Charges) {
		return nil
	}
	row := sqlc.AddChargesParams{Request: int64(r.ID)}
	for _, c := range r.Charges {
		row.Years = append(row.Years, int32(c.Year))       //nolint:gosec // a year
		row.Sources = append(row.Sources, int32(c.Source)) //nolint:gosec // a year
		row.Days = append(row.Days, int32(c.Days))         //nolint:gosec // at most 24
	}
	if err := errors.Join(q.RemoveCharges(ctx, int64(r.ID)), q.AddCharges(ctx, row)); err != nil {
		return fmt.Errorf("save %d charges: %w", len(r.Charges), err)
	}
	return nil
}

func addRequestFiles(ctx context.Context, q *sqlc.Queries, r *request.Request) error {
	if len(r.Files) == 0 {
		return nil
	}
	rows := make([]sqlc.AddRequestFileParams, len(r.Files))
	for i, file := range r.Files {
		rows[i] = sqlc.AddRequestFileParams{Request: int64(r.ID), Ordinal: int32(i), File: string(file.ID), Name: file.Name}
	}
	var failed error
	q.AddRequestFile(ctx, rows).Exec(func(i int, err error) {
		if err != nil && failed == nil {
			failed = fmt.Errorf("add file %s: %w", rows[i].File, err)
		}
	})
	return failed
}

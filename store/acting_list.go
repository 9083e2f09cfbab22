package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/gelis-bali/gelis/domain/acting"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// Appointment loads an appointment, or returns acting.ErrNoSuchAppointment.
func (s Acting) Appointment(ctx context.Context, id acting.ID) (acting.Appointment, error) {
	a, err := loadAppointment(ctx, s.queries, id)
	if err != nil {
		return acting.Appointment{}, fmt.Errorf("load appointment %d: %w", id, err)
	}
	return a, nil
}

func loadAppointment(ctx context.Context, q *sqlc.Queries, id acting.ID) (acting.Appointment, error) {
	row, err := q.LoadAppointment(ctx, int64(id))
	if err != nil {
		return acting.Appointment{}, noAppointment(err)
	}
	return appointmentOf(sqlc.ListAppointmentsRow(row)), nil
}

func appointmentOf(row sqlc.ListAppointmentsRow) acting.Appointment {
	return acting.Appointment{
		ID: acting.ID(row.ID),
		Position: staff.Position{
			ID: staff.PositionID(row.PositionID), Title: row.Title, UnitID: staff.UnitID(row.UnitID), UnitName: row.UnitName,
		},
		Deputy: staff.Employee{
			ID: staff.EmployeeID(row.DeputyID), NIP: staff.NIP(row.Nip), Name: row.Name, Kind: staff.Kind(row.Employment),
			Active: row.Active,
		},
		As: staff.Capacity(row.Kind), From: dayOf(&row.FromDay), Until: dayOf(&row.UntilDay), By: staff.EmployeeID(row.ByID),
		At: row.At, Revoked: row.Revoked, EndedBy: staff.EmployeeID(orZero(row.EndedBy)), EndedAt: orZero(row.EndedAt),
	}
}

// Appointments lists those that are in force or coming, by their first day.
func (s Acting) Appointments(ctx context.Context, q acting.Query) ([]acting.Appointment, error) {
	rows, err := s.queries.ListAppointments(ctx, sqlc.ListAppointmentsParams{
		Today: dayColumn(q.Today), Positions: numbers(q.Positions), Units: numbers(q.Units), Employee: int64(q.Employee),
	})
	if err != nil {
		return nil, fmt.Errorf("list appointments from %s on: %w", q.Today, err)
	}
	return alike(rows, appointmentOf), nil
}

// Posts finds positions of units in whose title or definitive holder's name all words of a text are, those that others
// report to first.
func (s Acting) Posts(ctx context.Context, units []staff.UnitID, text string, today calendar.Date, limit int) ([]acting.Post, error) {
	rows, err := s.queries.FindPosts(ctx, sqlc.FindPostsParams{
		Today: dayColumn(today), Units: numbers(units), Words: wordsOf(text), AtMost: int32(limit), //nolint:gosec // pages
	})
	if err != nil {
		return nil, fmt.Errorf("find positions of %d units: %w", len(units), err)
	}
	return alike(rows, func(r sqlc.FindPostsRow) acting.Post {
		return acting.Post{
			Position: staff.Position{ID: staff.PositionID(r.ID), Title: r.Title, UnitID: staff.UnitID(r.UnitID), UnitName: r.UnitName},
			Holder:   r.Holder, HolderID: staff.EmployeeID(r.HolderID),
		}
	}), nil
}

// wordsOf are the words that somebody looks for.
func wordsOf(text string) []string { return strings.Fields(storable(text)) }

// Candidates finds active staff in whose name or position all words of a text are, those of a unit and of what is below it
// first.
func (s Acting) Candidates(ctx context.Context, unit staff.UnitID, text string, today calendar.Date, limit int) ([]acting.Candidate, error) {
	rows, err := s.queries.FindCandidates(ctx, sqlc.FindCandidatesParams{
		Today: dayColumn(today), Unit: int64(unit), Words: wordsOf(text), AtMost: int32(limit), //nolint:gosec // pages
	})
	if err != nil {
		return nil, fmt.Errorf("find staff around unit %d: %w", unit, err)
	}
	return alike(rows, func(r sqlc.FindCandidatesRow) acting.Candidate {
		return acting.Candidate{ID: staff.EmployeeID(r.ID), Name: r.Name, Title: r.Title, UnitName: r.UnitName, SameUnit: r.SameUnit}
	}), nil
}

// Workload counts what waits at a position.
func (s Acting) Workload(ctx context.Context, position staff.PositionID) (acting.Workload, error) {
	row, err := s.queries.WorkloadOf(ctx, int64(position))
	if err != nil {
		return acting.Workload{}, fmt.Errorf("count what waits at position %d: %w", position, err)
	}
	return acting.Workload{Dispositions: int(row.Dispositions), Requests: int(row.Requests)}, nil
}

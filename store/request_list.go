package store

import (
	"context"
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// Mine pages through what an employee asked for: open ones first, the newest first.
func (s *Store) Mine(ctx context.Context, employee staff.EmployeeID, offset, limit int) (request.Page, error) {
	rows, err := s.queries.ListMine(ctx, int64(employee), int32(offset), int32(limit)) //nolint:gosec // pages
	if err != nil {
		return request.Page{}, fmt.Errorf("list the requests of employee %d: %w", employee, err)
	}
	if len(rows) > 0 || offset == 0 {
		return s.pageOf(ctx, rows)
	}
	total, err := s.queries.CountMine(ctx, int64(employee))
	if err != nil {
		return request.Page{}, fmt.Errorf("count the requests of employee %d: %w", employee, err)
	}
	return request.Page{Total: int(total)}, nil
}

// WaitingFor pages through what waits for a verdict of an actor at an instant, the longest waiting first.
func (s *Store) WaitingFor(ctx context.Context, by staff.Actor, now time.Time, offset, limit int) (request.Page, error) {
	rows, err := s.queries.ListWaitingRequests(ctx, sqlc.ListWaitingRequestsParams{
		Positions: numbers(by.PositionIDs()), Employee: int64(by.ID), Today: dayColumn(s.clock.Today()), Now: now,
		Skip: int32(offset), PageSize: int32(limit), //nolint:gosec // pages
	})
	if err != nil {
		return request.Page{}, fmt.Errorf("list what waits for employee %d: %w", by.ID, err)
	}
	if len(rows) > 0 || offset == 0 {
		return s.pageOf(ctx, alike(rows, func(r sqlc.ListWaitingRequestsRow) sqlc.ListMineRow {
			return sqlc.ListMineRow{
				ID: r.ID, Kind: r.Kind, LeaveType: r.LeaveType, PermitType: r.PermitType, CancelsID: r.CancelsID, Name: r.Name,
				UnitName: r.UnitName, FromDay: r.FromDay, ToDay: r.ToDay, FromMinute: r.FromMinute, ToMinute: r.ToMinute,
				Days: r.Days, State: r.State, SentAt: r.SentAt, ApplicantID: r.ApplicantID, PositionID: r.PositionID,
				Since: &r.Since, Total: r.Total,
			}
		}))
	}
	total, err := s.CountWaitingFor(ctx, by, now)
	return request.Page{Total: total}, err
}

// CountWaitingFor counts what waits for a verdict of an actor at an instant.
func (s *Store) CountWaitingFor(ctx context.Context, by staff.Actor, now time.Time) (int, error) {
	count, err := s.queries.CountWaitingRequests(ctx, sqlc.CountWaitingRequestsParams{
		Positions: numbers(by.PositionIDs()), Employee: int64(by.ID), Today: dayColumn(s.clock.Today()), Now: now,
	})
	if err != nil {
		return 0, fmt.Errorf("count what waits for employee %d: %w", by.ID, err)
	}
	return int(count), nil
}

// pageOf reads a page, and finds the title of the position that has each request now, as the domain does.
func (s *Store) pageOf(ctx context.Context, rows []sqlc.ListMineRow) (request.Page, error) {
	var page request.Page
	positions := make([]staff.PositionID, 0, len(rows))
	for _, row := range rows {
		if row.PositionID != 0 {
			positions = append(positions, staff.PositionID(row.PositionID))
		}
	}
	var line request.Line
	if len(positions) > 0 {
		var err error
		if line, err = s.loadLine(ctx, s.queries, positions); err != nil {
			return page, err
		}
	}
	for _, row := range rows {
		item := itemOfRequest(row)
		if post, _, ok := line.Effective(staff.PositionID(row.PositionID), staff.EmployeeID(row.ApplicantID)); ok {
			item.At = post.Title
		}
		page.Items, page.Total = append(page.Items, item), int(row.Total)
	}
	return page, nil
}

func itemOfRequest(row sqlc.ListMineRow) request.Item {
	return request.Item{
		ID: request.ID(row.ID), Kind: request.Kind(row.Kind), Leave: leave.Type(orZero(row.LeaveType)),
		Permit: request.PermitType(orZero(row.PermitType)), Cancels: request.ID(orZero(row.CancelsID)), Applicant: row.Name,
		UnitName: row.UnitName, Period: periodOf(row.FromDay, row.ToDay),
		Hours: request.Hours{From: int(row.FromMinute), To: int(row.ToMinute)}, Days: int(row.Days),
		State: request.State(row.State), SentAt: row.SentAt, Since: orZero(row.Since),
	}
}

// Away lists who of the staff of units, and of all below them, is away in a period, or will be if it is approved, by day
// and name. Whoever works overtime is not away.
func (s *Store) Away(ctx context.Context, units []staff.UnitID, p request.Period) ([]request.Absence, error) {
	below, err := s.unitsBelow(ctx, units)
	if err != nil {
		return nil, err
	}
	rows, err := s.queries.AwayIn(ctx, sqlc.AwayInParams{
		Units: below, Today: dayColumn(s.clock.Today()),
		FromDay: dayColumn(p.From), UntilDay: dayColumn(p.To.AddDays(1)),
	})
	if err != nil {
		return nil, fmt.Errorf("find who of %d units is away from %s to %s: %w", len(units), p.From, p.To, err)
	}
	return alike(rows, absenceOf), nil
}

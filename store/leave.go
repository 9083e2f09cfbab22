package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// Books loads what is written about the leave of an employee, or returns staff.ErrNoSuchEmployee.
func (s *Store) Books(ctx context.Context, employee staff.EmployeeID) (request.Books, error) {
	books, err := s.loadBooksOf(ctx, s.queries, employee, 0)
	if err != nil {
		return request.Books{}, fmt.Errorf("load the books of employee %d: %w", employee, err)
	}
	return books, nil
}

// BooksByNIP loads what is written about the leave of the employee with a NIP, or returns staff.ErrNoSuchEmployee.
func (s *Store) BooksByNIP(ctx context.Context, nip staff.NIP) (request.Books, error) {
	row, err := s.queries.EmployeeByNIP(ctx, string(nip))
	if errors.Is(err, pgx.ErrNoRows) {
		return request.Books{}, staff.ErrNoSuchEmployee
	}
	if err != nil {
		return request.Books{}, fmt.Errorf("find employee by NIP: %w", err)
	}
	return s.Books(ctx, staff.EmployeeID(row.ID))
}

// BooksIn loads the books of the active staff of a unit and of those below it, by name.
func (s *Store) BooksIn(ctx context.Context, unit staff.UnitID) ([]request.Books, error) {
	people, err := s.queries.StaffIn(ctx, dayColumn(s.clock.Today()), int64(unit))
	if err != nil {
		return nil, fmt.Errorf("find the staff of unit %d: %w", unit, err)
	}
	books, err := s.loadBooks(ctx, s.queries, people, 0)
	if err != nil {
		return nil, fmt.Errorf("load the books of unit %d: %w", unit, err)
	}
	return books, nil
}

// UpdateBooks locks an employee, lets decide make an entry, and saves it with its audit lines and messages in one
// transaction. A once that is not empty makes the entry once for ever: when it is made already, decide is not called.
func (s *Store) UpdateBooks(ctx context.Context, nip staff.NIP, once string,
	decide func(request.Books) (request.Booking, request.Decision, error),
) (request.Books, error) {
	var saved request.Books
	err := s.inOnceTx(ctx, func(tx Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		var err error
		if saved, err = s.lockBooks(ctx, q, nip); err != nil {
			return nil, err
		}
		if err := s.submit(ctx, q, once); err != nil {
			return nil, err
		}
		booking, decision, err := decide(saved)
		if err != nil {
			return nil, err
		}
		if err := addEntry(ctx, q, saved.Employee.ID, booking, decision.Audit); err != nil {
			return nil, err
		}
		if saved, err = s.loadBooksOf(ctx, q, saved.Employee.ID, 0); err != nil {
			return nil, err
		}
		return decision.Audit, s.addNotices(ctx, tx, q, decision.Messages)
	})
	if err != nil {
		return request.Books{}, fmt.Errorf("update the books of an employee: %w", err)
	}
	return saved, nil
}

func (s *Store) lockBooks(ctx context.Context, q *sqlc.Queries, nip staff.NIP) (request.Books, error) {
	id, err := q.LockEmployeeByNIP(ctx, string(nip))
	if errors.Is(err, pgx.ErrNoRows) {
		return request.Books{}, staff.ErrNoSuchEmployee
	}
	if err != nil {
		return request.Books{}, err
	}
	return s.loadBooksOf(ctx, q, staff.EmployeeID(id), 0)
}

// addEntry saves an entry. Who made it is who is accountable for it.
func addEntry(ctx context.Context, q *sqlc.Queries, employee staff.EmployeeID, b request.Booking, lines []audit.Entry) error {
	row := sqlc.AddLeaveEntryParams{
		Employee: int64(employee), Year: int32(b.Year), Kind: string(b.Kind), Days: int32(b.Days), Reason: b.Reason, At: b.At, //nolint:gosec // a year and days
	}
	if len(lines) > 0 {
		row.By = orNull(int64(lines[0].Actor))
	}
	if err := q.AddLeaveEntry(ctx, row); err != nil {
		return fmt.Errorf("add an entry of %d: %w", b.Year, err)
	}
	return nil
}

// Taken lists the leave of an employee that spends days in a year or is in it, by its first day, whatever became of it but
// withdrawals.
func (s *Store) Taken(ctx context.Context, employee staff.EmployeeID, year int) ([]request.Taken, error) {
	rows, err := s.queries.TakenIn(ctx, sqlc.TakenInParams{
		Employee: int64(employee), Year: int32(year), //nolint:gosec // a year
		FirstDay: dayColumn(calendar.NewDate(year, time.January, 1)), LastDay: dayColumn(calendar.NewDate(year, time.December, 31)),
	})
	if err != nil {
		return nil, fmt.Errorf("list the leave of employee %d in %d: %w", employee, year, err)
	}
	taken := make([]request.Taken, len(rows))
	for i, row := range rows {
		taken[i].Item = itemOfRequest(sqlc.ListMineRow{
			ID: row.ID, Kind: row.Kind, LeaveType: row.LeaveType, PermitType: row.PermitType, CancelsID: row.CancelsID, Name: row.Name,
			UnitName: row.UnitName, FromDay: row.FromDay, ToDay: row.ToDay, FromMinute: row.FromMinute, ToMinute: row.ToMinute,
			Days: row.Days, State: row.State, SentAt: row.SentAt,
		})
		if err := listOf(row.Charges, &taken[i].Charges); err != nil {
			return nil, fmt.Errorf("read what request %d takes: %w", row.ID, err)
		}
	}
	return taken, nil
}

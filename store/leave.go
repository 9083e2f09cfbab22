package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/leave"
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
	repeated := false
	err := s.inAuditedTx(ctx, func(tx Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		id, err := q.LockEmployeeByNIP(ctx, string(nip))
		if errors.Is(err, pgx.ErrNoRows) {
			err = staff.ErrNoSuchEmployee
		}
		if err != nil {
			return nil, err
		}
		if saved, err = s.loadBooksOf(ctx, q, staff.EmployeeID(id), 0); err != nil {
			return nil, err
		}
		first, err := s.submit(ctx, q, once)
		if err != nil || !first {
			repeated = err == nil
			return nil, err
		}
		booking, decision, err := decide(saved)
		if err != nil {
			return nil, err
		}
		if err := addEntry(ctx, q, id, booking, decision.Audit); err != nil {
			return nil, err
		}
		if saved, err = s.loadBooksOf(ctx, q, staff.EmployeeID(id), 0); err != nil {
			return nil, err
		}
		return decision.Audit, s.addNotices(ctx, tx, q, decision.Messages)
	})
	if err == nil && repeated {
		err = s.waitForDisk(ctx)
	}
	if err != nil {
		return request.Books{}, fmt.Errorf("update the books of an employee: %w", err)
	}
	return saved, nil
}

// addEntry saves an entry. Who made it is who is accountable for it.
func addEntry(ctx context.Context, q *sqlc.Queries, employee int64, b request.Booking, lines []audit.Entry) error {
	row := sqlc.AddLeaveEntryParams{
		Employee: employee, Year: int32(b.Year), Kind: string(b.Kind), Days: int32(b.Days), Reason: b.Reason, At: b.At, //nolint:gosec // a year and days
	}
	if len(lines) > 0 {
		row.By = orNull(int64(lines[0].Actor))
	}
	if err := q.AddLeaveEntry(ctx, row); err != nil {
		return fmt.Errorf("add an entry of %d: %w", b.Year, err)
	}
	return nil
}

func (s *Store) loadBooksOf(ctx context.Context, q *sqlc.Queries, employee staff.EmployeeID, but request.ID) (request.Books, error) {
	books, err := s.loadBooks(ctx, q, []int64{int64(employee)}, but)
	if err != nil {
		return request.Books{}, err
	}
	if len(books) == 0 {
		return request.Books{}, staff.ErrNoSuchEmployee
	}
	return books[0], nil
}

// loadBooks loads the books of employees, by name, as if one request were not there. The number of queries is the same for
// any number of employees.
func (s *Store) loadBooks(ctx context.Context, q *sqlc.Queries, employees []int64, but request.ID) ([]request.Books, error) {
	owners, err := q.BookOwners(ctx, dayColumn(s.clock.Today()), employees)
	if err != nil {
		return nil, fmt.Errorf("load whose books they are: %w", err)
	}
	books := alike(owners, booksOf)
	of := make(map[int64]*request.Books, len(books))
	for i := range books {
		of[int64(books[i].Employee.ID)] = &books[i]
	}
	entries, err := q.EntriesOf(ctx, employees)
	if err != nil {
		return nil, fmt.Errorf("load their entries: %w", err)
	}
	for _, row := range entries {
		b := of[row.EmployeeID]
		b.Entries = append(b.Entries, bookingOf(row))
	}
	charges, err := q.ChargesOf(ctx, employees, int64(but))
	if err != nil {
		return nil, fmt.Errorf("load what requests take: %w", err)
	}
	for _, row := range charges {
		addCharge(of[row.ApplicantID], row)
	}
	return books, s.addAbsences(ctx, q, of, employees, but)
}

func booksOf(row sqlc.BookOwnersRow) request.Books {
	return request.Books{
		Since: dayOf(&row.Since),
		Employee: request.Applicant{
			Employee: staff.Employee{
				ID: staff.EmployeeID(row.ID), NIP: staff.NIP(row.Nip), Name: row.Name, Kind: staff.Kind(row.Kind), Active: row.Active,
			},
			Position: staff.PositionID(row.PositionID), Title: row.Title, Unit: staff.UnitID(row.UnitID), UnitName: row.UnitName,
			Echelon: staff.Echelon(row.Eselon),
		},
	}
}

func bookingOf(row sqlc.EntriesOfRow) request.Booking {
	return request.Booking{
		Entry:  leave.Entry{Year: int(row.Year), Kind: leave.EntryKind(row.Kind), Days: int(row.Days)},
		Reason: row.Reason, By: orZero(row.ByName), At: row.At,
	}
}

func addCharge(b *request.Books, row sqlc.ChargesOfRow) {
	c := leave.Charge{Year: int(row.Year), Source: int(row.Source), Days: int(row.Days)}
	if row.Postponed {
		b.Postponed = append(b.Postponed, c)
	} else {
		b.Charges = append(b.Charges, c)
	}
}

// addAbsences adds when employees are away, from two years back on, and all their long leaves.
func (s *Store) addAbsences(ctx context.Context, q *sqlc.Queries, of map[int64]*request.Books, employees []int64, but request.ID) error {
	since := calendar.NewDate(s.clock.Today().Year()-2, time.January, 1)
	absences, err := absencesOf(ctx, q, employees, since, but)
	if err != nil {
		return err
	}
	for _, a := range absences {
		b := of[int64(a.Employee)]
		if a.Leave == leave.Long {
			b.LongYears, b.LongEnds = append(b.LongYears, a.Period.From.Year()), append(b.LongEnds, a.Period.To)
		}
		if !a.Period.To.Before(since) {
			b.Absences = append(b.Absences, a)
		}
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

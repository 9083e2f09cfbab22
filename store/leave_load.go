package store

import (
	"context"
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

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
	absences, err := absencesOf(ctx, q, employees, calendar.NewDate(s.clock.Today().Year()-2, time.January, 1), but)
	if err != nil {
		return err
	}
	for _, a := range absences {
		b := of[int64(a.Employee)]
		b.Absences = append(b.Absences, a)
	}
	long, err := q.LongLeavesOf(ctx, employees, int64(but))
	if err != nil {
		return fmt.Errorf("find long leaves of %d employees: %w", len(employees), err)
	}
	for _, row := range long {
		b := of[row.ApplicantID]
		b.LongYears, b.LongEnds = append(b.LongYears, row.FromDay.Year()), append(b.LongEnds, dayOf(&row.ToDay))
	}
	return nil
}

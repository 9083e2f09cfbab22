package request

import (
	"context"
	"fmt"

	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Statement is somebody's annual leave in a year, as the books have it.
type Statement struct {
	Employee Applicant
	Year     int
	Entries  []Booking // of the year and the two before it
	Requests []Taken   // empty in Statements
	Taken    int       // working days of annual leave, open or approved
	Balance  leave.Balance
}

// Record is what annual leave is computed from.
func (b Books) Record() leave.Record {
	entries := make([]leave.Entry, 0, len(b.Entries))
	for _, e := range b.Entries {
		entries = append(entries, e.Entry)
	}
	return leave.Record{
		Kind:      b.Employee.Kind,
		Since:     leave.ServiceSince(b.Employee.NIP, b.Employee.Kind, b.Since),
		Entries:   entries,
		Charges:   b.Charges,
		Postponed: b.Postponed,
		LongYears: b.LongYears,
		LongEnds:  b.LongEnds,
	}
}

// Statement is the yearly statement of an employee: the actor's own where nip
// is empty, anybody's for the personnel office of the unit.
func (d *Desk) Statement(ctx context.Context, by staff.Actor, nip staff.NIP, year int) (Statement, error) {
	books, err := d.booksFor(ctx, by, nip)
	if err != nil {
		return Statement{}, fmt.Errorf("make a statement of leave in %d: %w", year, err)
	}
	statement := books.statement(year)
	statement.Requests, err = d.store.Taken(ctx, books.Employee.ID, year)
	if err != nil {
		return Statement{}, fmt.Errorf("list the leave of employee %d in %d: %w", books.Employee.ID, year, err)
	}
	return statement, nil
}

// Statements are those of a unit with everything below it, for its personnel office.
func (d *Desk) Statements(ctx context.Context, by staff.Actor, unit staff.UnitID, year int) ([]Statement, error) {
	if !by.Active || !by.HasIn(staff.Personnel, unit) {
		return nil, fmt.Errorf("make the statements of unit %d: %w", unit, staff.ErrNotAllowed)
	}
	all, err := d.store.BooksIn(ctx, unit)
	if err != nil {
		return nil, fmt.Errorf("load the books of unit %d: %w", unit, err)
	}
	statements := make([]Statement, 0, len(all))
	for _, books := range all {
		statements = append(statements, books.statement(year))
	}
	return statements, nil
}

// Correct enters a correction of an employee's days of a year, with its
// reason; the same once enters it only once. The employee is told.
func (d *Desk) Correct(ctx context.Context, by staff.Actor, nip staff.NIP, year, days int, reason, once string) error {
	m := d.moment()
	_, err := d.store.UpdateBooks(ctx, nip, once, func(b Books) (Booking, Decision, error) {
		return b.Correct(by, leave.Entry{Year: year, Kind: leave.Correction, Days: days}, reason, once, m)
	})
	if err != nil {
		return fmt.Errorf("correct the leave of %d: %w", year, err)
	}
	return nil
}

func (d *Desk) booksFor(ctx context.Context, by staff.Actor, nip staff.NIP) (Books, error) {
	if !by.Active {
		return Books{}, staff.ErrInactive
	}
	if nip == "" || nip == by.NIP {
		return d.store.Books(ctx, by.ID)
	}
	books, err := d.store.BooksByNIP(ctx, nip)
	if err == nil && !by.HasIn(staff.Personnel, books.Employee.Unit) {
		err = staff.ErrNotAllowed
	}
	return books, err
}

func (b Books) statement(year int) Statement {
	s := Statement{Employee: b.Employee, Year: year, Balance: b.Record().Balance(year)}
	for _, e := range b.Entries {
		if e.Year <= year && e.Year >= year-2 {
			s.Entries = append(s.Entries, e)
		}
	}
	for _, c := range b.Charges {
		if c.Year == year {
			s.Taken += c.Days
		}
	}
	return s
}

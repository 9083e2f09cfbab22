package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// holding and grant are how the query words what an actor holds and was granted.
type (
	holding struct {
		Position staff.PositionID `json:"position"`
		Title    string           `json:"title"`
		Unit     staff.UnitID     `json:"unit"`
		UnitName string           `json:"unit_name"`
		Capacity staff.Capacity   `json:"capacity"`
		Leads    bool             `json:"leads"`
	}
	grant struct {
		Role     staff.Role     `json:"role"`
		Unit     staff.UnitID   `json:"unit"`
		UnitName string         `json:"unit_name"`
		Covers   []staff.UnitID `json:"covers"`
	}
)

// Identify tells who an account speaks for, with the positions held and the roles granted today and what they chose, in one
// round trip. It returns staff.ErrUnknownAccount for a stranger, and staff.ErrInactive, beside the bare employee, for somebody
// who has left.
func (s *Store) Identify(ctx context.Context, account staff.AccountID) (staff.Actor, error) {
	actor, err := s.identify(ctx, account, 0)
	if err == nil || errors.Is(err, staff.ErrInactive) || errors.Is(err, staff.ErrUnknownAccount) {
		return actor, err
	}
	return actor, fmt.Errorf("identify account %d: %w", account, err)
}

// Actor is an employee with the positions held and the roles granted today and what they chose. It returns
// staff.ErrNoSuchEmployee where there is none, and staff.ErrInactive, beside the bare employee, for somebody who has left.
func (s *Store) Actor(ctx context.Context, id staff.EmployeeID) (staff.Actor, error) {
	actor, err := s.identify(ctx, 0, id)
	if errors.Is(err, staff.ErrUnknownAccount) {
		err = staff.ErrNoSuchEmployee
	}
	if err != nil {
		return actor, fmt.Errorf("look up employee %d: %w", id, err)
	}
	return actor, nil
}

// identify finds whom an account speaks for, or an employee: one of both is 0.
func (s *Store) identify(ctx context.Context, account staff.AccountID, id staff.EmployeeID) (staff.Actor, error) {
	row, err := s.queries.Identify(ctx, dayColumn(s.clock.Today()), int64(account), int64(id))
	if errors.Is(err, pgx.ErrNoRows) {
		return staff.Actor{}, staff.ErrUnknownAccount
	}
	if err != nil {
		return staff.Actor{}, err
	}
	actor := staff.Actor{
		Employee: staff.Employee{
			ID: staff.EmployeeID(row.ID), NIP: staff.NIP(row.Nip), Name: row.Name, Kind: staff.Kind(row.Kind), Active: row.Active,
		},
		Account: staff.AccountID(row.Account), Unreachable: row.Unreachable,
	}
	if !actor.Active {
		return actor, staff.ErrInactive
	}
	actor.Settings, err = settingsOf(row.Settings)
	if err := errors.Join(err, addHoldings(&actor, row.Holdings, row.Grants)); err != nil {
		return staff.Actor{}, err
	}
	return actor, nil
}

func addHoldings(a *staff.Actor, held, granted []byte) error {
	var holdings []holding
	var grants []grant
	if err := errors.Join(json.Unmarshal(held, &holdings), json.Unmarshal(granted, &grants)); err != nil {
		return err
	}
	for _, h := range holdings {
		a.Holdings = append(a.Holdings, staff.Holding{
			Position: staff.Position{ID: h.Position, Title: h.Title, UnitID: h.Unit, UnitName: h.UnitName},
			Capacity: h.Capacity, Leads: h.Leads,
		})
	}
	for _, g := range grants {
		a.Grants = append(a.Grants, staff.Grant{Role: g.Role, UnitID: g.Unit, UnitName: g.UnitName, Covers: g.Covers})
	}
	return nil
}

// EmployeeByNIP returns an employee and the units in which they hold a position today, or staff.ErrNoSuchEmployee.
func (s *Store) EmployeeByNIP(ctx context.Context, nip staff.NIP) (staff.Employee, []staff.UnitID, error) {
	row, err := s.queries.EmployeeByNIP(ctx, string(nip))
	if errors.Is(err, pgx.ErrNoRows) {
		return staff.Employee{}, nil, staff.ErrNoSuchEmployee
	}
	if err != nil {
		return staff.Employee{}, nil, fmt.Errorf("find employee by NIP: %w", err)
	}
	units, err := s.queries.UnitsOfEmployeeOn(ctx, row.ID, dayColumn(s.clock.Today()))
	if err != nil {
		return staff.Employee{}, nil, fmt.Errorf("find units of employee %d: %w", row.ID, err)
	}
	return employeeOf(sqlc.EmployeesByIDRow(row)), ids[staff.UnitID](units), nil
}

func employeeOf(row sqlc.EmployeesByIDRow) staff.Employee {
	return staff.Employee{
		ID: staff.EmployeeID(row.ID), NIP: staff.NIP(row.Nip), Name: row.Name, Kind: staff.Kind(row.Kind), Active: row.Active,
	}
}

// Employees loads employees by their ids, in the order of those. Who is not found is left out.
func (s *Store) Employees(ctx context.Context, ids []staff.EmployeeID) ([]staff.Employee, error) {
	rows, err := s.queries.EmployeesByID(ctx, numbers(ids))
	if err != nil {
		return nil, fmt.Errorf("load %d employees: %w", len(ids), err)
	}
	found := alike(rows, employeeOf)
	slices.SortFunc(found, func(a, b staff.Employee) int { return cmp.Compare(slices.Index(ids, a.ID), slices.Index(ids, b.ID)) })
	return found, nil
}

// WaitingEmployees lists those with a linked account for whom something waits on a day, or who sent what was due by another
// day and still waits.
func (s *Store) WaitingEmployees(ctx context.Context, today, sentLate calendar.Date) ([]staff.EmployeeID, error) {
	waiting, err := s.queries.WaitingEmployees(ctx, dayColumn(sentLate), dayColumn(today))
	if err != nil {
		return nil, fmt.Errorf("find employees with something waiting: %w", err)
	}
	return ids[staff.EmployeeID](waiting), nil
}

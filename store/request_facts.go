package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// Facts loads what an ask of an employee, in a position, is judged by.
func (s *Store) Facts(ctx context.Context, employee staff.EmployeeID, position staff.PositionID, a request.Ask) (request.Facts, error) {
	facts, err := s.loadFacts(ctx, s.queries, employee, position, a)
	if err != nil {
		return request.Facts{}, fmt.Errorf("load what an ask of employee %d is judged by: %w", employee, err)
	}
	return facts, nil
}

func (s *Store) loadFacts(ctx context.Context, q *sqlc.Queries, employee staff.EmployeeID, position staff.PositionID, a request.Ask,
) (request.Facts, error) {
	var f request.Facts
	var err error
	if a.Cancels != 0 {
		if f.Original, err = loadRequest(ctx, q, a.Cancels); err != nil {
			return f, fmt.Errorf("load request %d, which is to be cancelled: %w", a.Cancels, err)
		}
		a.Kind, a.Period, a.People = f.Original.Kind, f.Original.Period, f.Original.People
	}
	if f.Applicant, err = loadApplicant(ctx, q, employee, position); err != nil {
		return f, err
	}
	if f.Books, err = s.loadBooksOf(ctx, q, employee, 0); err != nil {
		return f, err
	}
	if err := s.addChain(ctx, q, &f, a.Kind); err != nil {
		return f, err
	}
	return f, s.addPeople(ctx, q, &f, a)
}

func loadApplicant(ctx context.Context, q *sqlc.Queries, employee staff.EmployeeID, position staff.PositionID) (request.Applicant, error) {
	row, err := q.LoadApplicant(ctx, int64(employee), int64(position))
	if errors.Is(err, pgx.ErrNoRows) {
		return request.Applicant{}, staff.ErrNoSuchEmployee
	}
	if err != nil {
		return request.Applicant{}, fmt.Errorf("load the applicant: %w", err)
	}
	return request.Applicant{
		Employee: staff.Employee{
			ID: employee, NIP: staff.NIP(row.Nip), Name: row.Name, Kind: staff.Kind(row.Kind), Active: row.Active,
		},
		Position: position, Title: row.Title, Unit: staff.UnitID(row.UnitID), UnitName: row.UnitName,
		Echelon: staff.Echelon(row.Eselon),
	}, nil
}

// addChain adds what the chain is made of: the rules of the kind, the units above the applicant, and the line.
func (s *Store) addChain(ctx context.Context, q *sqlc.Queries, f *request.Facts, kind request.Kind) error {
	rules, err := q.RulesFor(ctx, string(kind))
	if err != nil {
		return fmt.Errorf("load the rules of %s: %w", kind, err)
	}
	f.Rules = rulesOf(rules)
	units, err := q.UnitsAbove(ctx, int64(f.Applicant.Unit))
	if err != nil {
		return fmt.Errorf("find the units above unit %d: %w", f.Applicant.Unit, err)
	}
	f.Units = ids[staff.UnitID](units)
	positions := []staff.PositionID{f.Applicant.Position}
	for _, row := range rules {
		positions = append(positions, staff.PositionID(orZero(row.PositionID)))
	}
	f.Line, err = s.loadLine(ctx, q, positions)
	return err
}

// addPeople adds the others whom an ask is about, and when they are away.
func (s *Store) addPeople(ctx context.Context, q *sqlc.Queries, f *request.Facts, a request.Ask) error {
	if len(a.People) == 0 {
		return nil
	}
	people := peopleOf(a.People)
	rows, err := q.EmployeesByID(ctx, people)
	if err != nil {
		return fmt.Errorf("load %d people: %w", len(people), err)
	}
	f.People = alike(rows, employeeOf)
	f.Others, err = absencesOf(ctx, q, people, mondayOf(a.Period.From), 0)
	return err
}

// mondayOf is the first day of a week, from which on what people do in it counts.
func mondayOf(day calendar.Date) calendar.Date {
	return day.AddDays(-(int(day.Weekday()) + 6) % 7)
}

// addBooks adds what a change of a request is judged by, as if there were no such request.
func (s *Store) addBooks(ctx context.Context, q *sqlc.Queries, c *request.Case) error {
	var err error
	if c.Books, err = s.loadBooksOf(ctx, q, c.Applicant.ID, c.ID); err != nil || len(c.People) == 0 {
		return err
	}
	c.Others, err = absencesOf(ctx, q, peopleOf(c.People), mondayOf(s.clock.Today()), c.ID)
	return err
}

func peopleOf(people []request.Person) []int64 {
	return alike(people, func(p request.Person) int64 { return int64(p.ID) })
}

// rulesOf gathers the rows of each rule, which come in order.
func rulesOf(rows []sqlc.RulesForRow) []request.Rule {
	var rules []request.Rule
	var rule int64
	step := int32(-1)
	for _, row := range rows {
		if row.ID != rule {
			rule, step = row.ID, -1
			rules = append(rules, request.Rule{
				Name: row.Name, Priority: int(row.Priority), Kind: request.Kind(row.Kind), Leave: leave.Type(orZero(row.LeaveType)),
				MinDays: int(row.MinDays), MaxDays: int(row.MaxDays), Echelon: staff.Echelon(orZero(row.Eselon)),
				Unit: staff.UnitID(orZero(row.UnitID)),
			})
		}
		r := &rules[len(rules)-1]
		if row.Ordinal != step {
			step = row.Ordinal
			r.Steps = append(r.Steps, request.RuleStep{
				Stage: request.Stage(row.Stage), Mode: request.Mode(row.Mode), EscalateDays: int(row.EscalateDays),
			})
		}
		s := &r.Steps[len(r.Steps)-1]
		s.Who = append(s.Who, request.Decider{
			Way: request.Way(row.Way), Echelon: staff.Echelon(orZero(row.DeciderEselon)), Position: staff.PositionID(orZero(row.PositionID)),
		})
	}
	return rules
}

// absencesOf lists when people are away from a day on, but for one request.
func absencesOf(ctx context.Context, q *sqlc.Queries, people []int64, since calendar.Date, but request.ID) ([]request.Absence, error) {
	rows, err := q.AbsencesOf(ctx, people, dayColumn(since), int64(but))
	if err != nil {
		return nil, fmt.Errorf("find when %d people are away: %w", len(people), err)
	}
	return alike(rows, func(r sqlc.AbsencesOfRow) request.Absence { return absenceOf(sqlc.AwayInRow(r)) }), nil
}

func absenceOf(row sqlc.AwayInRow) request.Absence {
	return request.Absence{
		Request: request.ID(row.ID), Employee: staff.EmployeeID(row.EmployeeID), Name: row.Name, Unit: staff.UnitID(row.UnitID),
		UnitName: row.UnitName, Kind: request.Kind(row.Kind), Leave: leave.Type(orZero(row.LeaveType)),
		Permit: request.PermitType(orZero(row.PermitType)), Period: periodOf(row.FromDay, row.ToDay),
		Hours: request.Hours{From: int(row.FromMinute), To: int(row.ToMinute)}, Approved: row.Approved,
	}
}

func periodOf(from, to time.Time) request.Period {
	return request.Period{From: dayOf(&from), To: dayOf(&to)}
}

package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/account"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// UpdateLink loads what is known about a try to link, lets decide judge it, and saves the decision, also when decide
// returns an error: a failed try counts. The error of decide is returned as it is.
func (s *Store) UpdateLink(ctx context.Context, t account.Try, decide func(account.Facts) (account.Decision, error)) error {
	var refusal error
	err := s.inAuditedTx(ctx, func(tx Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		facts, candidate, err := lockFacts(ctx, q, t)
		if err != nil {
			return nil, err
		}
		var decision account.Decision
		decision, refusal = decide(facts)
		return decision.Audit, s.saveLink(ctx, tx, q, t, candidate, decision)
	})
	if err != nil {
		return fmt.Errorf("link account %d: %w", t.Account, err)
	}
	return refusal
}

// lockFacts takes the account's turn, then locks whom the try is about and for whom the account has spoken, and only
// then reads: what was read before a lock may have changed.
func lockFacts(ctx context.Context, q *sqlc.Queries, t account.Try) (account.Facts, int64, error) {
	if err := lockAccount(ctx, q, t.Account); err != nil {
		return account.Facts{}, 0, err
	}
	candidate, err := findCandidate(ctx, q, t)
	if err != nil {
		return account.Facts{}, 0, err
	}
	former, err := noneIsZero(q.EmployeeOfAccount(ctx, int64(t.Account)))
	if err != nil {
		return account.Facts{}, 0, err
	}
	if err := q.LockEmployees(ctx, []int64{candidate, former}); err != nil {
		return account.Facts{}, 0, err
	}
	facts, err := readFacts(ctx, q, t, candidate)
	return facts, candidate, err
}

func lockAccount(ctx context.Context, q *sqlc.Queries, id staff.AccountID) error {
	return q.LockAccount(ctx, accountSpace, int64(id))
}

// findCandidate finds the employee that the try is about, 0 if there is none. A telephone number that two share
// identifies neither.
func findCandidate(ctx context.Context, q *sqlc.Queries, t account.Try) (int64, error) {
	if t.Code != "" {
		code, err := q.FindCode(ctx, string(t.Code))
		if errors.Is(err, pgx.ErrNoRows) {
			return 0, nil
		}
		return code.EmployeeID, err
	}
	if t.Phone == "" {
		return 0, nil
	}
	owners, err := q.EmployeesByPhone(ctx, orNull(string(t.Phone)))
	if err != nil || len(owners) != 1 {
		return 0, err
	}
	return owners[0], nil
}

func readFacts(ctx context.Context, q *sqlc.Queries, t account.Try, candidate int64) (account.Facts, error) {
	var facts account.Facts
	failures, err := q.CountFailures(ctx, int64(t.Account), t.Since, orNull(candidate))
	if err != nil {
		return facts, err
	}
	facts.Failures = int(failures)
	former, err := noneIsZero(q.EmployeeOfAccount(ctx, int64(t.Account)))
	if err != nil {
		return facts, err
	}
	facts.Former = staff.EmployeeID(former)
	if candidate == 0 {
		return facts, nil
	}
	replaced, err := noneIsZero(q.AccountOfEmployee(ctx, candidate))
	if err != nil {
		return facts, err
	}
	facts.Replaced = staff.AccountID(replaced)
	return facts, readCandidate(ctx, q, t, candidate, &facts)
}

func readCandidate(ctx context.Context, q *sqlc.Queries, t account.Try, candidate int64, facts *account.Facts) error {
	rows, err := q.EmployeesByID(ctx, []int64{candidate})
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return nil
	}
	if t.Code == "" {
		facts.Employee = employeeOf(rows[0])
		return nil
	}
	code, err := q.FindCode(ctx, string(t.Code))
	if errors.Is(err, pgx.ErrNoRows) {
		return nil // replaced by a newer one while we waited
	}
	if err != nil {
		return err
	}
	facts.Code = &account.Code{Employee: employeeOf(rows[0]), Issued: code.IssuedAt, Used: orZero(code.UsedAt)}
	return nil
}

func (s *Store) saveLink(ctx context.Context, tx Tx, q *sqlc.Queries, t account.Try, candidate int64, d account.Decision) error {
	now := s.clock.Now()
	if d.Failed {
		if err := q.AddFailure(ctx, int64(t.Account), orNull(candidate), now); err != nil {
			return err
		}
	}
	if d.Link != 0 {
		if err := s.makeLink(ctx, tx, q, t, d.Link); err != nil {
			return err
		}
	}
	return s.addNotices(ctx, tx, q, d.Messages)
}

// makeLink lets the account speak for the employee and for nobody else, and sends what was kept for them, but for what
// the home card tells them at this moment.
func (s *Store) makeLink(ctx context.Context, tx Tx, q *sqlc.Queries, t account.Try, employee staff.EmployeeID) error {
	now := s.clock.Now()
	if err := q.RemoveLinks(ctx, int64(t.Account), int64(employee)); err != nil {
		return err
	}
	if err := q.AddLink(ctx, int64(employee), int64(t.Account), now); err != nil {
		return err
	}
	if t.Code != "" {
		if err := q.UseCode(ctx, &now, string(t.Code)); err != nil {
			return err
		}
	}
	id := int64(employee)
	known := alike(notify.ToldAtHome(), func(k notify.Kind) string { return string(k) })
	if err := q.OutdateNotices(ctx, &id, known, now); err != nil {
		return err
	}
	return s.wake(ctx, tx, q, id)
}

// Unlink removes the account's link, if it has one, with the audit line.
func (s *Store) Unlink(ctx context.Context, id staff.AccountID, line audit.Entry) error {
	err := s.inAuditedTx(ctx, func(_ Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		if err := lockAccount(ctx, q, id); err != nil {
			return nil, err
		}
		if err := lockEmployeeOf(ctx, q, id); err != nil {
			return nil, err
		}
		removed, err := q.RemoveLink(ctx, int64(id))
		if err != nil || removed == 0 {
			return nil, err
		}
		return []audit.Entry{line}, nil
	})
	if err != nil {
		return fmt.Errorf("unlink account %d: %w", id, err)
	}
	return nil
}

// AddCode keeps a new code; earlier unused codes of the employee end.
func (s *Store) AddCode(ctx context.Context, employee staff.EmployeeID, hash account.CodeHash, line audit.Entry) error {
	err := s.inAuditedTx(ctx, func(_ Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		if err := q.LockEmployees(ctx, []int64{int64(employee)}); err != nil {
			return nil, err
		}
		if err := q.RemoveUnusedCodes(ctx, int64(employee)); err != nil {
			return nil, err
		}
		return []audit.Entry{line}, q.AddCode(ctx, string(hash), int64(employee), s.clock.Now())
	})
	if err != nil {
		return fmt.Errorf("issue link code for employee %d: %w", employee, err)
	}
	return nil
}

// SetReachable keeps in mind whether somebody has blocked the bot. When they come back, what was kept for them is sent.
func (s *Store) SetReachable(ctx context.Context, id staff.AccountID, reachable bool) error {
	err := s.inTx(ctx, func(tx Tx, q *sqlc.Queries) error {
		if err := lockEmployeeOf(ctx, q, id); err != nil {
			return err
		}
		if !reachable {
			return q.MarkBlocked(ctx, s.clock.Now(), int64(id))
		}
		returned, err := q.MarkReturned(ctx, int64(id))
		if err != nil || returned == 0 {
			return err
		}
		employee, err := q.EmployeeOfAccount(ctx, int64(id))
		if err != nil {
			return err
		}
		return s.wake(ctx, tx, q, employee)
	})
	if err != nil {
		return fmt.Errorf("note whether account %d can be reached: %w", id, err)
	}
	return nil
}

// lockEmployeeOf locks for whom an account speaks, if anybody.
func lockEmployeeOf(ctx context.Context, q *sqlc.Queries, id staff.AccountID) error {
	employee, err := noneIsZero(q.EmployeeOfAccount(ctx, int64(id)))
	if err != nil {
		return err
	}
	return q.LockEmployees(ctx, []int64{employee})
}

// noneIsZero takes no row for a zero.
func noneIsZero(id int64, err error) (int64, error) {
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	return id, err
}

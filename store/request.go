package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// AddRequest locks the people of an ask, loads what it is judged by, lets send make the request, and saves it with its
// audit lines and messages in one transaction. A once that was used already returns the request of the first time.
func (s *Store) AddRequest(ctx context.Context, employee staff.EmployeeID, position staff.PositionID, a request.Ask, once string,
	send func(request.Facts) (*request.Request, request.Decision, error),
) (request.Case, error) {
	var saved request.Case
	repeated := false // it is answered like the first time, so it must be as safe
	err := s.inAuditedTx(ctx, func(tx Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		if err := lockAsk(ctx, q, employee, a); err != nil {
			return nil, err
		}
		known, err := requestOfOnce(ctx, q, once)
		if err != nil {
			return nil, err
		}
		if known != 0 {
			repeated = true
			saved, err = s.loadCase(ctx, q, known)
			return nil, err
		}
		var decision request.Decision
		saved, decision, err = s.send(ctx, q, employee, position, a, once, send)
		if err != nil {
			return nil, err
		}
		return decision.Audit, s.follow(ctx, tx, q, saved, saved.WakeAt, decision)
	})
	if err == nil && repeated {
		err = s.waitForDisk(ctx)
	}
	if err != nil {
		return request.Case{}, fmt.Errorf("add a request of employee %d: %w", employee, overlapOf(err))
	}
	return saved, nil
}

// lockAsk locks those whom an ask is about, so that nobody else asks for them meanwhile, and the request that it is to cancel.
func lockAsk(ctx context.Context, q *sqlc.Queries, employee staff.EmployeeID, a request.Ask) error {
	people := []int64{int64(employee)}
	for _, p := range a.People {
		people = append(people, int64(p.ID))
	}
	if err := q.LockEmployees(ctx, people); err != nil {
		return fmt.Errorf("lock %d people: %w", len(people), err)
	}
	if a.Cancels == 0 {
		return nil
	}
	if _, err := q.LockRequest(ctx, int64(a.Cancels)); err != nil {
		return fmt.Errorf("lock request %d: %w", a.Cancels, err)
	}
	return nil
}

// requestOfOnce finds the request that was sent from a draft already; 0 is none.
func requestOfOnce(ctx context.Context, q *sqlc.Queries, once string) (request.ID, error) {
	if once == "" {
		return 0, nil
	}
	id, err := q.RequestOfOnce(ctx, once)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return 0, fmt.Errorf("find the request of a draft: %w", err)
	}
	return request.ID(id), nil
}

// send makes a request and saves it. Everybody concerned is locked.
func (s *Store) send(ctx context.Context, q *sqlc.Queries, employee staff.EmployeeID, position staff.PositionID, a request.Ask,
	once string, make func(request.Facts) (*request.Request, request.Decision, error),
) (request.Case, request.Decision, error) {
	facts, err := s.loadFacts(ctx, q, employee, position, a)
	if err != nil {
		return request.Case{}, request.Decision{}, err
	}
	id, err := q.NextRequest(ctx)
	if err != nil {
		return request.Case{}, request.Decision{}, fmt.Errorf("take a number: %w", err)
	}
	facts.ID = request.ID(id)
	r, decision, err := make(facts)
	if err != nil {
		return request.Case{}, request.Decision{}, err
	}
	r.ID, r.Version = facts.ID, max(1, r.Version)
	if err := addRequest(ctx, q, r, once); err != nil {
		return request.Case{}, request.Decision{}, fmt.Errorf("save request %d: %w", id, err)
	}
	if a.Cancels != 0 {
		if err := q.TouchRequest(ctx, int64(a.Cancels)); err != nil {
			return request.Case{}, request.Decision{}, fmt.Errorf("note that request %d is to be cancelled: %w", a.Cancels, err)
		}
	}
	c, err := s.loadCase(ctx, q, r.ID)
	return c, decision, err
}

// UpdateRequest locks the people of a request and the request, with the original of a cancellation, lets decide change it,
// and saves all that follows from it in one transaction: what changed, audit lines, messages with their jobs, a job for the
// instant at which it moves on by itself, and jobs that redraw its cards. A once that is not empty makes the change happen
// once for ever: when it has happened already, decide is not called. Returned is the request as saved.
func (s *Store) UpdateRequest(ctx context.Context, id request.ID, once string,
	decide func(request.Case) (request.Decision, error),
) (request.Case, error) {
	var saved request.Case
	repeated := false
	err := s.inAuditedTx(ctx, func(tx Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		var err error
		if saved, err = s.lockCase(ctx, q, id); err != nil {
			return nil, err
		}
		first, err := s.submit(ctx, q, once)
		if err != nil || !first {
			repeated = err == nil
			return nil, err
		}
		before := rememberCase(saved)
		decision, err := decide(saved)
		if err != nil {
			return nil, err
		}
		if err := s.saveCase(ctx, tx, q, before, saved, decision); err != nil {
			return nil, err
		}
		return decision.Audit, nil
	})
	if err == nil && repeated {
		err = s.waitForDisk(ctx)
	}
	if err != nil {
		return request.Case{}, fmt.Errorf("update request %d: %w", id, overlapOf(err))
	}
	return saved, nil
}

// lockCase locks a request, after those whom it is about, and loads it with all that a change of it is judged by.
func (s *Store) lockCase(ctx context.Context, q *sqlc.Queries, id request.ID) (request.Case, error) {
	if err := q.LockPeopleOfRequest(ctx, int64(id)); err != nil {
		return request.Case{}, fmt.Errorf("lock its people: %w", err)
	}
	if _, err := q.LockRequest(ctx, int64(id)); err != nil {
		return request.Case{}, fmt.Errorf("lock it: %w", err)
	}
	c, err := s.loadCase(ctx, q, id)
	if err != nil {
		return request.Case{}, err
	}
	return c, s.addBooks(ctx, q, &c)
}

// saveCase saves what decide changed, of the request and of the one that it cancels.
func (s *Store) saveCase(ctx context.Context, tx Tx, q *sqlc.Queries, before rememberedCase, c request.Case, d request.Decision) error {
	if d.Cancel != 0 && c.Original != nil && c.Original.Version == before.original.version {
		c.Original.Version++
	}
	if err := saveRequest(ctx, q, before.request, c.Request); err != nil {
		return fmt.Errorf("save request %d: %w", c.ID, err)
	}
	if c.Original != nil {
		// What stands on the cards of the original is also what became of its cancellation.
		if c.Original.Version == before.original.version && before.request.state != c.State {
			c.Original.Version++
		}
		if err := saveRequest(ctx, q, before.original, c.Original); err != nil {
			return fmt.Errorf("save request %d, which is to be cancelled: %w", c.Original.ID, err)
		}
	}
	wake := c.WakeAt
	if wake.Equal(before.request.wakeAt) {
		wake = time.Time{} // there is a job for it
	}
	return s.follow(ctx, tx, q, c, wake, d)
}

// follow asks for all that comes after a change: messages, a wake-up call, and cards that are drawn anew.
func (s *Store) follow(ctx context.Context, tx Tx, q *sqlc.Queries, c request.Case, wake time.Time, d request.Decision) error {
	if !wake.IsZero() {
		if err := s.enqueuer.EnqueueWake(ctx, tx, c.ID, wake); err != nil {
			return err
		}
	}
	if err := s.addNotices(ctx, tx, q, d.Messages); err != nil {
		return err
	}
	if err := s.redrawRequest(ctx, tx, q, c.ID); err != nil || c.Cancels == 0 {
		return err
	}
	return s.redrawRequest(ctx, tx, q, c.Cancels)
}

// redrawRequest has the cards of a request drawn anew, where there are any that are behind.
func (s *Store) redrawRequest(ctx context.Context, tx Tx, q *sqlc.Queries, id request.ID) error {
	stale, err := q.RequestWithStaleCards(ctx, int64(id))
	if err != nil {
		return fmt.Errorf("find cards of request %d: %w", id, err)
	}
	if !stale {
		return nil
	}
	return s.enqueuer.EnqueueRedraw(ctx, tx, request.SubjectOf(id))
}

// overlapOf gives the domain's name to what the database refuses: somebody has another request at that time.
func overlapOf(err error) error {
	const exclusionViolation = "23P01"
	answer, ok := errors.AsType[*pgconn.PgError](err)
	if ok && answer.Code == exclusionViolation && answer.ConstraintName == "request_person_one_at_a_time" {
		return errors.Join(request.ErrOverlap, err)
	}
	return err
}

// OverdueWakes lists requests that should have moved on by themselves by an instant, the longest overdue first.
func (s *Store) OverdueWakes(ctx context.Context, now time.Time, limit int) ([]request.ID, error) {
	overdue, err := s.queries.OverdueWakes(ctx, &now, int32(min(limit, 10_000))) //nolint:gosec // bounded
	if err != nil {
		return nil, fmt.Errorf("find requests that should have moved on by %s: %w", now.UTC().Format(time.RFC3339), err)
	}
	return ids[request.ID](overdue), nil
}

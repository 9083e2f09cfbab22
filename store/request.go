package store

import (
	"cmp"
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
	err := s.inOnceTx(ctx, func(tx Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		if err := lockAsk(ctx, q, employee, a); err != nil {
			return nil, err
		}
		var err error
		if saved, err = s.requestOfOnce(ctx, q, once); err != nil {
			return nil, err
		}
		facts, err := s.loadFacts(ctx, q, employee, position, a)
		if err != nil {
			return nil, err
		}
		var decision request.Decision
		if saved, decision, err = s.send(ctx, q, facts, once, send); err != nil {
			return nil, err
		}
		return decision.Audit, s.follow(ctx, tx, q, saved, saved.WakeAt, decision)
	})
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

// requestOfOnce loads the request that was sent from a draft already, with errRepeated, if there is one.
func (s *Store) requestOfOnce(ctx context.Context, q *sqlc.Queries, once string) (request.Case, error) {
	if once == "" {
		return request.Case{}, nil
	}
	id, err := q.RequestOfOnce(ctx, once)
	if errors.Is(err, pgx.ErrNoRows) {
		return request.Case{}, nil
	}
	if err != nil {
		return request.Case{}, fmt.Errorf("find the request of a draft: %w", err)
	}
	c, err := s.loadCase(ctx, q, request.ID(id))
	return c, cmp.Or(err, errRepeated)
}

// send makes a request and saves it. Everybody concerned is locked.
func (s *Store) send(ctx context.Context, q *sqlc.Queries, facts request.Facts, once string,
	judge func(request.Facts) (*request.Request, request.Decision, error),
) (request.Case, request.Decision, error) {
	id, err := q.NextRequest(ctx)
	if err != nil {
		return request.Case{}, request.Decision{}, fmt.Errorf("take a number: %w", err)
	}
	facts.ID = request.ID(id)
	r, decision, err := judge(facts)
	if err != nil {
		return request.Case{}, request.Decision{}, err
	}
	if err := addRequest(ctx, q, r, once); err != nil {
		return request.Case{}, request.Decision{}, fmt.Errorf("save request %d: %w", id, err)
	}
	if r.Cancels != 0 {
		if err := q.TouchRequest(ctx, int64(r.Cancels)); err != nil {
			return request.Case{}, request.Decision{}, fmt.Errorf("note that request %d is to be cancelled: %w", r.Cancels, err)
		}
	}
	c, err := s.loadCase(ctx, q, facts.ID)
	return c, decision, err
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

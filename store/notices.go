package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// How long a message is kept for somebody who cannot be reached. Older ones are history by the time they are back: the
// lists say what still waits.
const (
	keepReminders = 24 * time.Hour
	keepOthers    = 7 * 24 * time.Hour
)

// envelope is a message for one recipient.
type envelope struct {
	notify.Message
	employee staff.EmployeeID
	account  staff.AccountID
}

// addNotices stores messages, one row for each recipient, and a job for each row. What a recipient has been told by the
// same key before is left out.
func (s *Store) addNotices(ctx context.Context, tx Tx, q *sqlc.Queries, messages []notify.Message) error {
	if len(messages) == 0 {
		return nil
	}
	envelopes, err := s.address(ctx, q, messages)
	if err != nil || len(envelopes) == 0 {
		return err
	}
	now := s.clock.Now()
	params := sqlc.AddNoticesParams{CreatedAt: now}
	for _, e := range envelopes {
		if err := addEnvelope(&params, e, now); err != nil {
			return err
		}
	}
	rows, err := q.AddNotices(ctx, params)
	if err != nil {
		return fmt.Errorf("store %d notices: %w", len(envelopes), err)
	}
	return s.enqueue(ctx, tx, alike(rows, func(r sqlc.AddNoticesRow) sqlc.StuckNoticesRow { return sqlc.StuckNoticesRow(r) }))
}

// address finds the recipients: who holds a position, or keeps a registry, is decided at this moment. Sorted by key, see AddNotices.
func (s *Store) address(ctx context.Context, q *sqlc.Queries, messages []notify.Message) ([]envelope, error) {
	holders, err := s.holders(ctx, q, messages)
	if err != nil {
		return nil, err
	}
	var envelopes []envelope
	for _, m := range messages {
		told := holders[m.To.Position]
		switch {
		case m.To.Clerks != 0:
			if told, err = clerks(ctx, q, m.To.Clerks); err != nil {
				return nil, err
			}
		case m.To.Position == 0:
			envelopes = append(envelopes, envelope{Message: m, employee: m.To.Employee, account: m.To.Account})
			continue
		}
		for _, employee := range told {
			if employee != m.To.Except {
				envelopes = append(envelopes, envelope{Message: m, employee: employee})
			}
		}
	}
	slices.SortFunc(envelopes, func(a, b envelope) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.employee, b.employee), cmp.Compare(a.account, b.account))
	})
	return unmuted(ctx, q, envelopes)
}

// clerks are those who keep the registry of a unit.
func clerks(ctx context.Context, q *sqlc.Queries, unit staff.UnitID) ([]staff.EmployeeID, error) {
	found, err := q.ClerksOf(ctx, int64(unit))
	if err != nil {
		return nil, fmt.Errorf("find the clerks of unit %d: %w", unit, err)
	}
	return ids[staff.EmployeeID](found), nil
}

func (s *Store) holders(ctx context.Context, q *sqlc.Queries, messages []notify.Message) (map[staff.PositionID][]staff.EmployeeID, error) {
	var positions []int64
	for _, m := range messages {
		if m.To.Position != 0 {
			positions = append(positions, int64(m.To.Position))
		}
	}
	if len(positions) == 0 {
		return nil, nil //nolint:nilnil // nobody to look for
	}
	slices.Sort(positions)
	rows, err := q.HoldersOn(ctx, slices.Compact(positions), dayColumn(s.clock.Today()))
	if err != nil {
		return nil, fmt.Errorf("find holders of %d positions: %w", len(positions), err)
	}
	holders := map[staff.PositionID][]staff.EmployeeID{}
	for _, row := range rows {
		position := staff.PositionID(row.PositionID)
		holders[position] = append(holders[position], staff.EmployeeID(row.EmployeeID))
	}
	return holders, nil
}

func addEnvelope(p *sqlc.AddNoticesParams, e envelope, now time.Time) error {
	facts, err := factsColumn(e.Facts)
	if err != nil {
		return fmt.Errorf("write facts of notice %s: %w", e.Key, err)
	}
	notBefore := e.NotBefore
	if notBefore.Before(now) {
		notBefore = now
	}
	p.Keys = append(p.Keys, e.Key)
	p.Employees = append(p.Employees, int64(e.employee))
	p.Accounts = append(p.Accounts, int64(e.account))
	p.Kinds = append(p.Kinds, string(e.Kind))
	p.Classes = append(p.Classes, string(e.Class))
	p.SubjectKinds = append(p.SubjectKinds, string(e.Subject.Kind))
	p.SubjectIds = append(p.SubjectIds, e.Subject.ID)
	p.Facts = append(p.Facts, facts)
	p.NotBefores = append(p.NotBefores, notBefore)
	p.NotAfters = append(p.NotAfters, e.NotAfter)
	return nil
}

// enqueue asks for stored notices to be sent.
func (s *Store) enqueue(ctx context.Context, tx Tx, rows []sqlc.StuckNoticesRow) error {
	if len(rows) == 0 {
		return nil
	}
	now := s.clock.Now()
	jobs := make([]NoticeJob, len(rows))
	for i, row := range rows {
		jobs[i] = NoticeJob{ID: notify.NoticeID(row.ID), Bulk: notify.Class(row.Class).Bulk()}
		if row.NotBefore.After(now) {
			jobs[i].NotBefore = row.NotBefore
		}
	}
	return s.enqueuer.EnqueueNotices(ctx, tx, jobs)
}

// wake sends what was kept for an employee who can be reached again. The caller has locked the employee.
func (s *Store) wake(ctx context.Context, tx Tx, q *sqlc.Queries, employee int64) error {
	now := s.clock.Now()
	rows, err := q.WakeUnreachable(ctx, sqlc.WakeUnreachableParams{
		Employee: &employee, Now: now, RemindersSince: now.Add(-keepReminders), OthersSince: now.Add(-keepOthers),
	})
	if err != nil {
		return fmt.Errorf("wake notices of employee %d: %w", employee, err)
	}
	if err := s.wakeCopies(ctx, tx, q, employee); err != nil {
		return err
	}
	return s.enqueue(ctx, tx, alike(rows, func(r sqlc.WakeUnreachableRow) sqlc.StuckNoticesRow { return sqlc.StuckNoticesRow(r) }))
}

// RequeueStuck asks again for notices that have been due for longer than a while and that no sender has, and for redraws of
// cards that have been behind for longer: whatever happened to their jobs, they must arrive. What was asked for is not
// asked for again until it is as late anew. It returns how many it found.
func (s *Store) RequeueStuck(ctx context.Context, longerThan time.Duration) (int, error) {
	const atMost = 1000
	found := 0
	err := s.inTx(ctx, func(tx Tx, q *sqlc.Queries) error {
		now := s.clock.Now()
		rows, err := q.StuckNotices(ctx, &now, now.Add(-longerThan), atMost)
		if err != nil {
			return err
		}
		if err := s.enqueue(ctx, tx, rows); err != nil {
			return err
		}
		subjects, err := q.ForgottenCards(ctx, longerThan.Seconds(), atMost)
		if err != nil {
			return err
		}
		found = len(rows) + len(subjects)
		for _, row := range subjects {
			subject := notify.Subject{Kind: notify.SubjectKind(row.SubjectKind), ID: row.SubjectID}
			if err := s.enqueuer.EnqueueRedraw(ctx, tx, subject); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("requeue stuck notices and redraws: %w", err)
	}
	return found, nil
}

// redrawSoon asks for the cards of branches to be drawn anew in a moment: more of the same may come.
func (s *Store) redrawSoon(ctx context.Context, tx Tx, branches []int64) error {
	for _, id := range branches {
		if err := s.enqueuer.EnqueueRedrawSoon(ctx, tx, disposition.SubjectOf(disposition.BranchID(id))); err != nil {
			return err
		}
	}
	return nil
}

// redraw asks for the cards of branches to be drawn anew.
func (s *Store) redraw(ctx context.Context, tx Tx, branches []int64) error {
	for _, id := range branches {
		if err := s.enqueuer.EnqueueRedraw(ctx, tx, disposition.SubjectOf(disposition.BranchID(id))); err != nil {
			return err
		}
	}
	return nil
}

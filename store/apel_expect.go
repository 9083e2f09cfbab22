package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// Expect brings the presences of an event up to date: rows for everybody in its scope on its day, marks of approved
// absences where nothing else is known, no rows of those who left the scope and of whom nothing is known. It gives all of
// them to tell, stores the messages that tell returns, and notes who is reminded for the first time. It has the event for
// as long as it takes, so two never tell at the same time. An event that was called off or is over is left as it is.
func (s Apel) Expect(ctx context.Context, id apel.EventID,
	tell func(apel.Event, []apel.Presence) ([]notify.Message, error),
) ([]apel.Presence, error) {
	var all []apel.Presence
	err := s.inTx(ctx, func(tx Tx, q *sqlc.Queries) error {
		e, err := lockApelEvent(ctx, q, id)
		if err != nil {
			return err
		}
		if e.State == apel.Planned {
			if err := s.refresh(ctx, tx, q, e); err != nil {
				return err
			}
		}
		if all, err = loadPresences(ctx, q, id, []int64{}); err != nil || tell == nil || e.State != apel.Planned {
			return err
		}
		messages, err := tell(e, all)
		if err != nil {
			return err
		}
		if err := s.noteTold(ctx, q, id, all, messages); err != nil {
			return err
		}
		return s.addNotices(ctx, tx, q, messages)
	})
	if err != nil {
		return nil, fmt.Errorf("bring the presences of apel %d up to date: %w", id, err)
	}
	return all, nil
}

func lockApelEvent(ctx context.Context, q *sqlc.Queries, id apel.EventID) (apel.Event, error) {
	_, err := q.LockApelEvent(ctx, int64(id))
	if errors.Is(err, pgx.ErrNoRows) {
		return apel.Event{}, apel.ErrNoSuchEvent
	}
	if err != nil {
		return apel.Event{}, fmt.Errorf("lock it: %w", err)
	}
	return loadApelEvent(ctx, q, id)
}

// refresh adds, marks and takes away the rows of an event.
func (s Apel) refresh(ctx context.Context, tx Tx, q *sqlc.Queries, e apel.Event) error {
	in, err := s.scopeOn(ctx, q, e)
	if err != nil {
		return err
	}
	if err := q.ExpectApel(ctx, expectRow(e.ID, 0, in)); err != nil {
		return fmt.Errorf("add who is in its scope: %w", err)
	}
	err = q.DropApelPresences(ctx, sqlc.DropApelPresencesParams{
		Event: int64(e.ID), Today: in.Today, Everyone: in.Everyone, Units: in.Units, Eselons: in.Eselons, Kinds: in.Kinds, People: in.People,
	})
	if err != nil {
		return fmt.Errorf("take away who left its scope: %w", err)
	}
	return s.markAbsences(ctx, tx, q, e.ID)
}

func expectRow(id apel.EventID, who staff.EmployeeID, in sqlc.InScopeParams) sqlc.ExpectApelParams {
	return sqlc.ExpectApelParams{
		Event: int64(id), Who: int64(who), Today: in.Today, Everyone: in.Everyone, Units: in.Units, Eselons: in.Eselons,
		Kinds: in.Kinds, People: in.People,
	}
}

// markAbsences writes down who is away with an approved request.
func (s Apel) markAbsences(ctx context.Context, tx Tx, q *sqlc.Queries, id apel.EventID) error {
	marked, err := q.MarkApelAbsences(ctx, s.clock.Now(), int64(id))
	if err != nil {
		return fmt.Errorf("mark who is away: %w", err)
	}
	if marked == 0 {
		return nil
	}
	return s.redrawApel(ctx, tx, q, id)
}

// expect adds the row of one person, if they are in the scope of an event.
func (s Apel) expect(ctx context.Context, q *sqlc.Queries, id apel.EventID, who staff.EmployeeID) error {
	e, err := loadApelEvent(ctx, q, id)
	if err != nil {
		return err
	}
	in, err := s.scopeOn(ctx, q, e)
	if err != nil {
		return err
	}
	if err := q.ExpectApel(ctx, expectRow(id, who, in)); err != nil {
		return fmt.Errorf("add who is in its scope: %w", err)
	}
	return nil
}

// noteTold notes of whom a reminder is the first, in the rows and in what was loaded of them.
func (s Apel) noteTold(ctx context.Context, q *sqlc.Queries, id apel.EventID, all []apel.Presence, messages []notify.Message) error {
	reminded := map[staff.EmployeeID]bool{}
	for _, m := range messages {
		if m.Kind == notify.ApelReminder {
			reminded[m.To.Employee] = true
		}
	}
	now := s.clock.Now()
	var first []staff.EmployeeID
	for i := range all {
		if p := &all[i]; reminded[p.Employee.ID] && p.ToldAt.IsZero() {
			p.ToldAt = now
			first = append(first, p.Employee.ID)
		}
	}
	if len(first) == 0 {
		return nil
	}
	if err := q.NoteApelTold(ctx, now, int64(id), numbers(first)); err != nil {
		return fmt.Errorf("note that %d are told: %w", len(first), err)
	}
	return nil
}

// Settle locks an event and lets settle end it. What is open of it then becomes unexplained. If settle writes no audit line
// nothing changes: it was settled before, or called off.
func (s Apel) Settle(ctx context.Context, id apel.EventID, settle func(apel.Event) (apel.Event, apel.Decision, error)) error {
	err := s.inAuditedTx(ctx, func(tx Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		e, err := lockApelEvent(ctx, q, id)
		if err != nil {
			return nil, err
		}
		e, decision, err := settle(e)
		if err != nil || len(decision.Audit) == 0 {
			return nil, err
		}
		if err := s.markAbsences(ctx, tx, q, id); err != nil {
			return nil, err
		}
		if _, err := q.CloseApelOpen(ctx, e.ClosedAt, int64(id)); err != nil {
			return nil, fmt.Errorf("close what is open: %w", err)
		}
		if err := saveApelEvent(ctx, q, e); err != nil {
			return nil, fmt.Errorf("save it: %w", err)
		}
		if err := s.addNotices(ctx, tx, q, decision.Messages); err != nil {
			return nil, err
		}
		return slices.Clone(decision.Audit), s.redrawApel(ctx, tx, q, id)
	})
	if err != nil {
		return fmt.Errorf("settle apel %d: %w", id, err)
	}
	return nil
}

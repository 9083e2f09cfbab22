package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// Presence loads what is known of somebody at an event. Of somebody in its scope of whom there is no row yet that is
// nothing, in version 0; of anybody else apel.ErrNotExpected.
func (s Apel) Presence(ctx context.Context, id apel.EventID, who staff.EmployeeID) (apel.Presence, error) {
	row, err := s.queries.ApelPresence(ctx, int64(id), int64(who))
	if err == nil {
		return presenceOf(sqlc.ApelPresencesRow(row)), nil
	}
	if errors.Is(err, pgx.ErrNoRows) {
		var p apel.Presence
		if p, err = s.candidate(ctx, id, who); err == nil {
			return p, nil
		}
	}
	return apel.Presence{}, fmt.Errorf("load the presence of employee %d at apel %d: %w", who, id, err)
}

// candidate is somebody in the scope of an event who has no row yet.
func (s Apel) candidate(ctx context.Context, id apel.EventID, who staff.EmployeeID) (apel.Presence, error) {
	e, err := s.Event(ctx, id)
	if err != nil {
		return apel.Presence{}, err
	}
	in, err := s.scopeOn(ctx, s.queries, e)
	if err != nil {
		return apel.Presence{}, err
	}
	row, err := s.queries.ApelCandidate(ctx, sqlc.ApelCandidateParams{
		Who: int64(who), Today: in.Today, Everyone: in.Everyone, Units: in.Units, Eselons: in.Eselons, Kinds: in.Kinds, People: in.People,
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return apel.Presence{}, apel.ErrNotExpected
	}
	if err != nil {
		return apel.Presence{}, fmt.Errorf("find them in its scope: %w", err)
	}
	return apel.Presence{Event: id, Employee: staff.Member{
		Employee: staff.Employee{ID: who, NIP: staff.NIP(row.Nip), Name: row.Name, Kind: staff.Kind(row.Kind), Active: row.Active},
		Title:    row.Title, UnitID: staff.UnitID(row.UnitID), UnitName: row.UnitName,
	}}, nil
}

// UpdatePresence locks what is known of somebody at an event, or begins it if they are in its scope, lets decide change it,
// and saves it with audit lines and messages in one transaction. Others may do the same for others meanwhile: an event is
// not locked by those who come to it.
func (s Apel) UpdatePresence(ctx context.Context, id apel.EventID, who staff.EmployeeID,
	decide func(apel.Case) (apel.Decision, error),
) (apel.Presence, error) {
	var saved apel.Presence
	err := s.inAuditedTx(ctx, func(tx Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		c, err := s.lockApelCase(ctx, q, id, who)
		if err != nil {
			return nil, err
		}
		before := *c.Presence
		decision, err := decide(c)
		if err != nil {
			return nil, err
		}
		saved = *c.Presence
		if saved == before {
			return decision.Audit, s.addNotices(ctx, tx, q, decision.Messages)
		}
		if err := s.savePresence(ctx, tx, q, saved, before.Version); err != nil {
			return nil, err
		}
		return decision.Audit, s.addNotices(ctx, tx, q, decision.Messages)
	})
	if violated(err, "apel_presence_one_account") {
		err = errors.Join(&apel.TakenError{}, err)
	}
	if err != nil {
		return apel.Presence{}, fmt.Errorf("update the presence of employee %d at apel %d: %w", who, id, err)
	}
	return saved, nil
}

// lockApelCase locks a presence, making it first if need be, and only then loads what a change of it is judged by.
func (s Apel) lockApelCase(ctx context.Context, q *sqlc.Queries, id apel.EventID, who staff.EmployeeID) (apel.Case, error) {
	locked, err := q.LockApelPresence(ctx, monthSpace, int64(id), int64(who))
	if errors.Is(err, pgx.ErrNoRows) {
		if err := s.expect(ctx, q, id, who); err != nil {
			return apel.Case{}, err
		}
		locked, err = q.LockApelPresence(ctx, monthSpace, int64(id), int64(who))
		if errors.Is(err, pgx.ErrNoRows) {
			return apel.Case{}, apel.ErrNotExpected
		}
	}
	if err != nil {
		return apel.Case{}, fmt.Errorf("lock it: %w", err)
	}
	row, err := q.ApelCase(ctx, int64(id), int64(who))
	if err != nil {
		return apel.Case{}, fmt.Errorf("load it: %w", err)
	}
	p := presenceOf(presenceOfCase(row))
	c := apel.Case{
		Presence: &p, LinkedAt: orZero(row.LinkedAt), MonthClosed: row.MonthClosed, Position: staff.PositionID(orZero(locked.PositionID)),
	}
	if c.Event, err = loadApelEvent(ctx, q, id); err != nil {
		return apel.Case{}, err
	}
	c.Line, err = s.loadLine(ctx, q, []staff.PositionID{c.Position})
	return c, err
}

func presenceOfCase(r sqlc.ApelCaseRow) sqlc.ApelPresencesRow {
	return sqlc.ApelPresencesRow{
		EventID: r.EventID, Version: r.Version, EmployeeID: r.EmployeeID, Nip: r.Nip, Name: r.Name, Employment: r.Employment,
		Active: r.Active, Title: r.Title, UnitID: r.UnitID, UnitName: r.UnitName, Status: r.Status, Way: r.Way, At: r.At,
		Account: r.Account, Coming: r.Coming, Excuse: r.Excuse, ExcuseReason: r.ExcuseReason, ExcuseAt: r.ExcuseAt,
		Consent: r.Consent, ConsentBy: r.ConsentBy, ConsentName: r.ConsentName, ConsentTitle: r.ConsentTitle,
		ConsentAt: r.ConsentAt, ToldAt: r.ToldAt, Wrong: r.Wrong, Note: r.Note, MarkedBy: r.MarkedBy,
	}
}

// savePresence saves what nobody else has changed, and has the cards drawn anew that show it.
func (s Apel) savePresence(ctx context.Context, tx Tx, q *sqlc.Queries, p apel.Presence, old int) error {
	cards, err := q.SaveApelPresence(ctx, presenceRow(p, old))
	if errors.Is(err, pgx.ErrNoRows) {
		return ErrConflict
	}
	if err != nil {
		return fmt.Errorf("save it: %w", err)
	}
	if cards.Own {
		if err := s.enqueuer.EnqueueRedraw(ctx, tx, apel.SubjectOf(p.Event)); err != nil {
			return err
		}
	}
	if !cards.Plea {
		return nil
	}
	return s.enqueuer.EnqueueRedraw(ctx, tx, apel.SubjectOfPlea(p.Event, p.Employee.ID))
}

// Mine lists what is known of somebody at events from a day on, the newest first, with the events.
func (s Apel) Mine(ctx context.Context, who staff.EmployeeID, from calendar.Date, limit int) ([]apel.Presence, []apel.Event, error) {
	rows, err := s.queries.MyApelPresences(ctx, int64(who), dayColumn(from), int32(limit)) //nolint:gosec // pages
	if err != nil {
		return nil, nil, fmt.Errorf("list the presences of employee %d: %w", who, err)
	}
	found, err := s.queries.ApelEventsByID(ctx, alike(rows, func(r sqlc.MyApelPresencesRow) int64 { return r.EventID }))
	if err != nil {
		return nil, nil, fmt.Errorf("load %d events: %w", len(rows), err)
	}
	byID := map[int64]apel.Event{}
	for _, row := range found {
		byID[row.ID] = apelEventOf(sqlc.ApelEventsRow(row))
	}
	presences := alike(rows, func(r sqlc.MyApelPresencesRow) apel.Presence { return presenceOf(sqlc.ApelPresencesRow(r)) })
	return presences, alike(rows, func(r sqlc.MyApelPresencesRow) apel.Event { return byID[r.EventID] }), nil
}

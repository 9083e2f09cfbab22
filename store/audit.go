package store

import (
	"context"
	"fmt"
	"iter"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// RecordAudit writes a line that belongs to no change.
func (s *Store) RecordAudit(ctx context.Context, e audit.Entry) error {
	err := s.inAuditedTx(ctx, func(Tx, *sqlc.Queries) ([]audit.Entry, error) { return []audit.Entry{e}, nil })
	if err != nil {
		return fmt.Errorf("record %s: %w", e.Action, err)
	}
	return nil
}

// inAuditedTx is inTx for a change that is audited: the lines that do returns are chained to the log by the commit.
//
// While a transaction has the end of the chain, all others wait for it. So the database itself puts the lines there, as the
// last thing in the commit, gives the end away and waits for the disk only then, together with others. Nothing is lost by
// that: the disk gets commits in their order, so whoever has seen this one and is on disk has taken it along, and who is
// told of it is told after it is there.
func (s *Store) inAuditedTx(ctx context.Context, do func(tx Tx, q *sqlc.Queries) ([]audit.Entry, error)) error {
	audited := false
	err := s.inTx(ctx, func(tx Tx, q *sqlc.Queries) error {
		entries, err := do(tx, q)
		if err != nil {
			return err
		}
		audited = len(entries) > 0
		return appendAudit(ctx, q, entries)
	})
	if err != nil || !audited {
		return err
	}
	return s.waitForDisk(ctx)
}

// waitForDisk returns when everything that was committed before is on disk.
func (s *Store) waitForDisk(ctx context.Context) error {
	if err := s.queries.WaitForDisk(ctx); err != nil {
		return fmt.Errorf("wait until it is on disk: %w", err)
	}
	return nil
}

// appendAudit lets entries be chained to the log when the transaction commits.
func appendAudit(ctx context.Context, q *sqlc.Queries, entries []audit.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	var rows sqlc.AddAuditLinesParams
	for _, e := range entries {
		if err := addLine(&rows, e); err != nil {
			return fmt.Errorf("write audit line of %s: %w", e.Action, err)
		}
	}
	if err := q.AddAuditLines(ctx, rows); err != nil {
		return fmt.Errorf("append to the audit chain: %w", err)
	}
	return nil
}

func addLine(rows *sqlc.AddAuditLinesParams, e audit.Entry) error {
	e.At, e.Facts = e.At.Truncate(time.Microsecond), storableFacts(e.Facts) // what is hashed is what is kept
	rendered, err := audit.Render(e)
	if err != nil {
		return err
	}
	facts, err := factsColumn(e.Facts)
	if err != nil {
		return err
	}
	rows.Numbers = append(rows.Numbers, int32(len(rows.Numbers))) //nolint:gosec // a decision has a handful
	rows.Rendered = append(rows.Rendered, rendered)
	rows.Ats = append(rows.Ats, e.At)
	rows.Actors = append(rows.Actors, int64(e.Actor))
	rows.Accounts = append(rows.Accounts, int64(e.Account))
	rows.Positions = append(rows.Positions, int64(e.Position))
	rows.Capacities = append(rows.Capacities, string(e.Capacity))
	rows.Actions = append(rows.Actions, string(e.Action))
	rows.SubjectKinds = append(rows.SubjectKinds, string(e.Subject.Kind))
	rows.SubjectIds = append(rows.SubjectIds, e.Subject.ID)
	rows.Facts = append(rows.Facts, facts)
	return nil
}

// auditPage is how many lines are read at a time.
const auditPage = 1000

// AuditLines reads the log from the line after a number on, a page at a time, so that a log of any length fits into
// memory. It ends with the first error.
func (s *Store) AuditLines(ctx context.Context, after int64) iter.Seq2[audit.Line, error] {
	return func(yield func(audit.Line, error) bool) {
		for {
			rows, err := s.queries.AuditLinesAfter(ctx, after, auditPage)
			if err != nil {
				yield(audit.Line{}, fmt.Errorf("read audit log after line %d: %w", after, err))
				return
			}
			if !yieldLines(rows, yield) || len(rows) < auditPage {
				return
			}
			after = rows[len(rows)-1].Seq
		}
	}
}

// yieldLines reports whether the reader wants more.
func yieldLines(rows []sqlc.AuditLine, yield func(audit.Line, error) bool) bool {
	for _, row := range rows {
		line, err := lineOf(row)
		if !yield(line, err) || err != nil {
			return false
		}
	}
	return true
}

func lineOf(row sqlc.AuditLine) (audit.Line, error) {
	facts, err := factsOf(row.Facts)
	if err != nil {
		return audit.Line{}, fmt.Errorf("read facts of audit line %d: %w", row.Seq, err)
	}
	return audit.Line{
		Seq: row.Seq, Previous: row.Previous, Hash: row.Hash,
		Entry: audit.Entry{
			At: row.At, Actor: staff.EmployeeID(row.Actor), Account: staff.AccountID(row.Account),
			Position: staff.PositionID(row.Position), Capacity: staff.Capacity(row.Capacity), Action: audit.Action(row.Action),
			Subject: notify.Subject{Kind: notify.SubjectKind(row.SubjectKind), ID: row.SubjectID}, Facts: facts,
		},
	}, nil
}

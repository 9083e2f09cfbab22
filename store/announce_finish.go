package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

const (
	// figuresShownEvery is how often the card of an issue is drawn anew while it is being sent.
	figuresShownEvery = 3 * time.Second
	// copiesWaitFor is how long after an issue began somebody who comes back still gets it. Afterwards it is in their list.
	copiesWaitFor = 24 * time.Hour
)

// FinishCopies records what became of claimed copies, all in one transaction. The account of who has blocked the bot is
// marked, unless they came back since the claim: then their copy waits again. When nothing of an issue waits any more it
// ends, and its author is told, once for ever. Its card is drawn anew every three seconds at most.
func (s *Store) FinishCopies(ctx context.Context, done []announce.CopyDone) error {
	if len(done) == 0 {
		return nil
	}
	err := s.inTx(ctx, func(tx Tx, q *sqlc.Queries) error {
		away, err := s.markGone(ctx, q, done)
		if err != nil {
			return fmt.Errorf("mark who cannot be reached: %w", err)
		}
		finished, err := q.FinishCopies(ctx, s.doneRows(done, away))
		if err != nil {
			return err
		}
		return s.touchIssues(ctx, tx, q, finished, figuresShownEvery)
	})
	if err != nil {
		return fmt.Errorf("record what became of %d copies: %w", len(done), err)
	}
	return nil
}

// markGone marks the accounts that have blocked the bot, and returns the copies whose recipients are out of reach now.
func (s *Store) markGone(ctx context.Context, q *sqlc.Queries, done []announce.CopyDone) ([]int64, error) {
	var copies, employees []int64
	for _, d := range done {
		if d.Outcome == notify.Gone {
			copies, employees = append(copies, int64(d.Copy.ID)), append(employees, int64(d.Copy.Employee))
		}
	}
	if len(copies) == 0 {
		return nil, nil
	}
	if err := q.LockEmployees(ctx, employees); err != nil {
		return nil, err
	}
	return q.MarkGone(ctx, copies, s.clock.Now())
}

func (s *Store) doneRows(done []announce.CopyDone, away []int64) sqlc.FinishCopiesParams {
	now := s.clock.Now()
	rows := sqlc.FinishCopiesParams{At: now}
	for _, d := range done {
		left := slices.Contains(away, int64(d.Copy.ID))
		after := afterDelivery(d, left)
		if d.Copy.Task != announce.Deliver {
			after = afterChange(d, left)
		}
		var notBefore time.Time
		if after.again {
			notBefore = now.Add(d.Retry)
		}
		rows.Ids = append(rows.Ids, int64(d.Copy.ID))
		rows.Attempts = append(rows.Attempts, int32(d.Copy.Attempt)) //nolint:gosec // counts attempts
		rows.States = append(rows.States, string(after.state))
		rows.Causes = append(rows.Causes, storable(d.Cause))
		rows.Versions = append(rows.Versions, int32(after.version)) //nolint:gosec // counts changes
		rows.Behinds = append(rows.Behinds, after.behind)
		rows.NotBefores = append(rows.NotBefores, notBefore)
		rows.Messages = append(rows.Messages, arrayOf(d.Messages))
	}
	return rows
}

// arrayOf writes numbers as PostgreSQL writes an array of them.
func arrayOf(numbers []int) string {
	return "{" + strings.Join(alike(numbers, strconv.Itoa), ",") + "}"
}

// copyAfter is what a copy is after an attempt.
type copyAfter struct {
	state   announce.CopyState
	version int  // that the message shows
	behind  bool // its recipient has to come back first
	again   bool // after a pause
}

// afterDelivery judges an attempt to send. It is sent again only where it surely has not arrived.
func afterDelivery(d announce.CopyDone, away bool) copyAfter {
	switch d.Outcome {
	case notify.Sent:
		return copyAfter{state: announce.CopySent, version: d.Copy.Announcement.Version}
	case notify.Later, notify.Moved:
		if d.Retry > 0 {
			return copyAfter{state: announce.CopyWaiting, again: true}
		}
	case notify.Gone:
		if away {
			return copyAfter{state: announce.CopyUnreachable}
		}
		return copyAfter{state: announce.CopyWaiting, again: true}
	case notify.Unknown:
		return copyAfter{state: announce.CopyUnknown}
	case notify.Obsolete:
		return copyAfter{state: announce.CopyWithdrawn}
	case notify.Defect:
	}
	return copyAfter{state: announce.CopyFailed}
}

// afterChange judges an attempt to amend or retract what was sent. Where that is given up, the message stays as it is.
func afterChange(d announce.CopyDone, away bool) copyAfter {
	after := copyAfter{state: announce.CopySent, version: d.Copy.Announcement.Version}
	switch {
	case d.Outcome == notify.Sent && d.Copy.Task == announce.Retract:
		after.state = announce.CopyWithdrawn
	case d.Outcome == notify.Gone:
		after.behind = away
		after.again = !away
	case d.Retry > 0:
		after.again = true
	}
	if after.again {
		after.version = 0 // whatever it shows, it is not the one that it should
	}
	return after
}

// touchIssues gives issues whose copies have changed a new version, if they are over or were shown last a while ago.
func (s *Store) touchIssues(ctx context.Context, tx Tx, q *sqlc.Queries, issues []int64, every time.Duration) error {
	slices.Sort(issues)
	wanted, err := q.IssuesToTouch(ctx, slices.Compact(issues), every.Seconds())
	if err != nil || len(wanted) == 0 {
		return err
	}
	if _, err := q.LoseCopies(ctx); err != nil { // so that a card that is drawn anew shows them
		return fmt.Errorf("note what was lost: %w", err)
	}
	return s.touch(ctx, tx, q, wanted)
}

// touch gives issues a new version, ends those of which nothing waits any more, and tells their authors. Whoever changes the
// last copies of an issue at the same time waits here, so that the last of them sees that it is over. An issue comes after
// its copies in the order of locks, and before them only for those who change copies that wait.
func (s *Store) touch(ctx context.Context, tx Tx, q *sqlc.Queries, issues []int64) error {
	if err := q.LockIssues(ctx, issues); err != nil {
		return fmt.Errorf("lock %d issues: %w", len(issues), err)
	}
	rows, err := q.TouchIssues(ctx, s.clock.Now(), issues)
	if err != nil {
		return fmt.Errorf("give %d issues a new version: %w", len(issues), err)
	}
	var finished []notify.Message
	for _, row := range rows {
		if row.Finished {
			finished = append(finished, announce.Finished(announce.IssueID(row.ID), staff.EmployeeID(row.AuthorID)))
		}
	}
	if err := s.addNotices(ctx, tx, q, finished); err != nil {
		return err
	}
	return s.redrawIssues(ctx, tx, q, issues)
}

// wakeCopies lets an employee who can be reached again get what was put aside for them less than a day ago, and has their
// messages amended that are behind. Older announcements are in their list: nobody wants yesterday's news at once. The caller
// has locked the employee.
func (s *Store) wakeCopies(ctx context.Context, tx Tx, q *sqlc.Queries, employee int64) error {
	now := s.clock.Now()
	woken, err := q.WakeCopies(ctx, now, employee, now.Add(-copiesWaitFor))
	if err != nil {
		return fmt.Errorf("wake copies of employee %d: %w", employee, err)
	}
	if len(woken) == 0 {
		return nil
	}
	slices.Sort(woken)
	woken = slices.Compact(woken)
	if err := q.LockIssues(ctx, woken); err != nil {
		return err
	}
	if err := q.ReopenIssues(ctx, woken); err != nil {
		return fmt.Errorf("let %d issues go on: %w", len(woken), err)
	}
	return s.redrawIssues(ctx, tx, q, woken)
}

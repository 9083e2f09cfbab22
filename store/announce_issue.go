package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// AddIssue adds an issue of an announcement, once for (announcement, due, repeats); added is false if it is there already.
func (s *Store) AddIssue(ctx context.Context, i announce.Issue) (issue announce.Issue, added bool, err error) {
	id, added, err := s.addIssue(ctx, s.queries, i)
	if err == nil {
		issue, err = loadIssue(ctx, s.queries, id)
	}
	if err != nil {
		return announce.Issue{}, false, fmt.Errorf("add an issue of announcement %d: %w", i.Announcement, err)
	}
	return issue, added, nil
}

func (s *Store) addIssue(ctx context.Context, q *sqlc.Queries, i announce.Issue) (id announce.IssueID, added bool, err error) {
	repeats := orNull(int64(i.Repeats))
	row := sqlc.AddIssueParams{Announcement: int64(i.Announcement), Due: i.Due, Repeats: repeats, State: string(i.State)}
	if hasEnded(i.State) {
		row.EndedAt = orNull(s.clock.Now())
	}
	number, err := q.AddIssue(ctx, row)
	if errors.Is(err, pgx.ErrNoRows) {
		number, err = q.FindIssue(ctx, int64(i.Announcement), i.Due, repeats)
		return announce.IssueID(number), false, err
	}
	return announce.IssueID(number), err == nil, err
}

func hasBegun(s announce.IssueState) bool {
	return s == announce.Sending || s == announce.Stopped || s == announce.Done
}

func hasEnded(s announce.IssueState) bool {
	return s == announce.Done || s == announce.Missed || s == announce.Dropped
}

// BeginIssue makes the copies of an issue that is scheduled, for whoever is in the scope now, or has not read the issue that
// it repeats, and lets it be sent. The second time it does nothing.
func (s *Store) BeginIssue(ctx context.Context, id announce.IssueID, quiet announce.Quiet) error {
	err := s.inTx(ctx, func(tx Tx, q *sqlc.Queries) error {
		if err := q.LockIssues(ctx, []int64{int64(id)}); err != nil {
			return fmt.Errorf("lock it: %w", err)
		}
		return s.begin(ctx, tx, q, id, quiet)
	})
	if err != nil {
		return fmt.Errorf("begin issue %d: %w", id, err)
	}
	return nil
}

// begin makes the copies of an issue that nobody else changes meanwhile.
func (s *Store) begin(ctx context.Context, tx Tx, q *sqlc.Queries, id announce.IssueID, quiet announce.Quiet) error {
	issue, err := loadIssue(ctx, q, id)
	if err != nil || issue.State != announce.Scheduled {
		return err
	}
	return s.sendIssue(ctx, tx, q, issue, quiet)
}

// sendIssue makes the copies of an issue and lets it be sent.
func (s *Store) sendIssue(ctx context.Context, tx Tx, q *sqlc.Queries, issue announce.Issue, quiet announce.Quiet) error {
	a, err := loadAnnouncement(ctx, q, issue.Announcement)
	if err != nil {
		return err
	}
	if err := s.makeCopies(ctx, q, issue, a, quiet); err != nil {
		return fmt.Errorf("make its copies: %w", err)
	}
	issue.State = announce.Sending
	if err := s.saveIssue(ctx, q, issue); err != nil {
		return err
	}
	return s.redrawIssues(ctx, tx, q, []int64{int64(issue.ID)})
}

// makeCopies makes a copy for whoever is to get one. What is urgent goes out at any hour.
func (s *Store) makeCopies(ctx context.Context, q *sqlc.Queries, issue announce.Issue, a announce.Announcement, quiet announce.Quiet) error {
	if a.Urgent {
		quiet.From, quiet.Until = 0, 24*60
	}
	from, until := int32(quiet.From), int32(quiet.Until) //nolint:gosec // minutes of a day
	if issue.Repeats != 0 {
		_, err := q.RepeatCopies(ctx, sqlc.RepeatCopiesParams{
			Issue: int64(issue.ID), Urgent: a.Urgent, Now: s.clock.Now(), FromMinute: from, UntilMinute: until, Repeats: int64(issue.Repeats),
		})
		return err
	}
	in, err := s.scopeOf(ctx, a.Scope)
	if err != nil {
		return err
	}
	_, err = q.MakeCopies(ctx, sqlc.MakeCopiesParams{
		Issue: int64(issue.ID), Urgent: a.Urgent, Now: s.clock.Now(), FromMinute: from, UntilMinute: until,
		Today: in.Today, Everyone: in.Everyone, Units: in.Units, Eselons: in.Eselons, Kinds: in.Kinds, People: in.People,
	})
	return err
}

// saveIssue saves the state of an issue under a new version. When it began and ended is seen to here.
func (s *Store) saveIssue(ctx context.Context, q *sqlc.Queries, i announce.Issue) error {
	row := sqlc.SaveIssueParams{ID: int64(i.ID), State: string(i.State)}
	if hasBegun(i.State) {
		row.BegunAt = orNull(firstOf(i.Begun, s.clock.Now()))
	}
	if hasEnded(i.State) {
		row.EndedAt = orNull(firstOf(i.Ended, s.clock.Now()))
	}
	if err := q.SaveIssue(ctx, row); err != nil {
		return fmt.Errorf("save issue %d: %w", i.ID, err)
	}
	return nil
}

// firstOf is the first instant that is one.
func firstOf(known, other time.Time) time.Time {
	if known.IsZero() {
		return other
	}
	return known
}

// Issue loads an issue with its figures, or returns announce.ErrNoSuchIssue.
func (s *Store) Issue(ctx context.Context, id announce.IssueID) (announce.Issue, error) {
	issue, err := loadIssue(ctx, s.queries, id)
	if err != nil {
		return announce.Issue{}, fmt.Errorf("load issue %d: %w", id, err)
	}
	return issue, nil
}

// UpdateIssue locks an issue, lets change change its state, and saves it; its card is drawn anew. One that is to be sent
// although it had not begun gets its copies now.
func (s *Store) UpdateIssue(ctx context.Context, id announce.IssueID,
	change func(*announce.Issue, announce.Announcement) (announce.Decision, error),
) (announce.Issue, error) {
	var saved announce.Issue
	err := s.inAuditedTx(ctx, func(tx Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		if err := q.LockIssues(ctx, []int64{int64(id)}); err != nil {
			return nil, fmt.Errorf("lock it: %w", err)
		}
		before, err := loadIssue(ctx, q, id)
		if err != nil {
			return nil, err
		}
		a, err := loadAnnouncement(ctx, q, before.Announcement)
		if err != nil {
			return nil, err
		}
		after := before
		decision, err := change(&after, a)
		if err != nil {
			return nil, err
		}
		if err := s.saveIssueChange(ctx, tx, q, before, after); err != nil {
			return nil, err
		}
		if saved, err = loadIssue(ctx, q, id); err != nil {
			return nil, err
		}
		return decision.Audit, s.addNotices(ctx, tx, q, decision.Messages)
	})
	if err != nil {
		return announce.Issue{}, fmt.Errorf("update issue %d: %w", id, err)
	}
	return saved, nil
}

func (s *Store) saveIssueChange(ctx context.Context, tx Tx, q *sqlc.Queries, before, after announce.Issue) error {
	if after.State == announce.Sending && !hasBegun(before.State) {
		return s.sendIssue(ctx, tx, q, after, announce.OfficeHours(s.clock.Zone))
	}
	if err := s.saveIssue(ctx, q, after); err != nil {
		return err
	}
	return s.redrawIssues(ctx, tx, q, []int64{int64(after.ID)})
}

// DueIssues lists scheduled issues that are due by an instant, the oldest first.
func (s *Store) DueIssues(ctx context.Context, by time.Time) ([]announce.Issue, error) {
	due, err := s.queries.DueIssues(ctx, by)
	if err != nil {
		return nil, fmt.Errorf("find issues that are due by %s: %w", by.UTC().Format(time.RFC3339), err)
	}
	return inOrder(ctx, s.queries, due)
}

// inOrder loads issues in a given order.
func inOrder(ctx context.Context, q *sqlc.Queries, wanted []int64) ([]announce.Issue, error) {
	found, err := loadIssues(ctx, q, wanted)
	if err != nil {
		return nil, err
	}
	byID := make(map[int64]announce.Issue, len(found))
	for _, issue := range found {
		byID[int64(issue.ID)] = issue
	}
	return someOf(wanted, func(id int64) announce.Issue { return byID[id] }), nil
}

// ScheduledAfter lists the instants at which issues are due after one, ascending.
func (s *Store) ScheduledAfter(ctx context.Context, after time.Time, limit int) ([]time.Time, error) {
	due, err := s.queries.ScheduledAfter(ctx, after, int32(min(limit, 1000))) //nolint:gosec // bounded
	if err != nil {
		return nil, fmt.Errorf("find when issues are due: %w", err)
	}
	return due, nil
}

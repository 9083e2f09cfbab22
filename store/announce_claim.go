package store

import (
	"context"
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// ClaimCopies takes up to n copies of announcements for one attempt each, which nobody else makes for the time of the lease:
// first what is to be retracted, then what is to be delivered, the urgent before the others, then what is to be amended.
// Delivered are copies of issues that are being sent, when they are due by the office's clock and at an hour at which their
// recipient wants them. The lease is real time. A delivery whose lease is over may have gone out: it is never claimed again,
// and counted as unknown; to retract and to amend is harmless and is tried again.
//
// Fewer than n mean that nothing else can be done now. Then issues are looked through: who cannot be reached is counted so
// without a call, what must wait for another hour does, what was lost is noted, and what is over ends.
func (s *Store) ClaimCopies(ctx context.Context, n int, lease time.Duration) ([]announce.Copy, error) {
	copies, err := s.claimAll(ctx, n, lease)
	if err != nil {
		return nil, fmt.Errorf("claim %d copies: %w", n, err)
	}
	if len(copies) < n {
		if err := s.lookThrough(ctx); err != nil {
			return copies, fmt.Errorf("look through open issues: %w", err)
		}
	}
	return copies, nil
}

// claimAll asks for every task in turn, and loads what the copies say. An error after a part was claimed leaves that to its
// lease, so each task is claimed and loaded in one transaction with the others.
func (s *Store) claimAll(ctx context.Context, n int, lease time.Duration) ([]announce.Copy, error) {
	var copies []announce.Copy
	err := s.inTx(ctx, func(_ Tx, q *sqlc.Queries) error {
		copies = nil
		for _, claim := range []func(context.Context, *sqlc.Queries, int, time.Duration) ([]announce.Copy, error){
			s.claimRetractions, s.claimDeliveries, s.claimAmendments,
		} {
			if len(copies) == n {
				break
			}
			more, err := claim(ctx, q, n-len(copies), lease)
			if err != nil {
				return err
			}
			copies = append(copies, more...)
		}
		return addContents(ctx, q, copies)
	})
	if err != nil {
		return nil, err
	}
	return copies, nil
}

func (s *Store) claimDeliveries(ctx context.Context, q *sqlc.Queries, n int, lease time.Duration) ([]announce.Copy, error) {
	now := s.clock.Now()
	rows, err := q.ClaimDeliveries(ctx, sqlc.ClaimDeliveriesParams{
		LeaseSeconds: lease.Seconds(), Now: now, Minute: s.minuteOf(now), AtMost: int32(n), //nolint:gosec // a batch
	})
	if err != nil {
		return nil, fmt.Errorf("what is to be delivered: %w", err)
	}
	return alike(rows, func(r sqlc.ClaimDeliveriesRow) announce.Copy {
		return announce.Copy{
			ID: announce.CopyID(r.ID), Task: announce.Deliver, Attempt: int(r.Attempt), Issue: announce.IssueID(r.IssueID),
			Employee: staff.EmployeeID(r.EmployeeID), Account: staff.AccountID(r.Account),
		}
	}), nil
}

// minuteOf is the minute of the office's day at an instant.
func (s *Store) minuteOf(at time.Time) int32 {
	at = at.In(s.clock.Zone)
	return int32(at.Hour()*60 + at.Minute()) //nolint:gosec // at most 1439
}

func (s *Store) claimRetractions(ctx context.Context, q *sqlc.Queries, n int, lease time.Duration) ([]announce.Copy, error) {
	return s.claimSent(ctx, q, announce.Retract, n, lease)
}

func (s *Store) claimAmendments(ctx context.Context, q *sqlc.Queries, n int, lease time.Duration) ([]announce.Copy, error) {
	return s.claimSent(ctx, q, announce.Amend, n, lease)
}

// claimSent takes copies that were sent and show what is not so any more.
func (s *Store) claimSent(ctx context.Context, q *sqlc.Queries, task announce.Task, n int, lease time.Duration) ([]announce.Copy, error) {
	rows, err := q.ClaimAmendments(ctx, sqlc.ClaimAmendmentsParams{
		LeaseSeconds: lease.Seconds(), Withdrawn: task == announce.Retract, Now: s.clock.Now(), AtMost: int32(n), //nolint:gosec // a batch
	})
	if err != nil {
		return nil, fmt.Errorf("what was sent and is to be changed: %w", err)
	}
	return alike(rows, func(r sqlc.ClaimAmendmentsRow) announce.Copy {
		return announce.Copy{
			ID: announce.CopyID(r.ID), Task: task, Attempt: int(r.Attempt), Issue: announce.IssueID(r.IssueID),
			Employee: staff.EmployeeID(r.EmployeeID), Account: staff.AccountID(r.Account), SentAt: orZero(r.SentAt),
			Messages: alike(r.MessageIds, func(id int64) int { return int(id) }),
		}
	}), nil
}

// addContents gives copies what they say: those of one announcement share it.
func addContents(ctx context.Context, q *sqlc.Queries, copies []announce.Copy) error {
	if len(copies) == 0 {
		return nil
	}
	seen := map[announce.IssueID]bool{}
	var wanted []int64
	for _, c := range copies {
		if !seen[c.Issue] {
			seen[c.Issue] = true
			wanted = append(wanted, int64(c.Issue))
		}
	}
	issues, err := q.LoadIssues(ctx, wanted)
	if err != nil {
		return fmt.Errorf("load %d issues: %w", len(wanted), err)
	}
	written, err := byAnnouncement(ctx, q, alike(issues, func(r sqlc.LoadIssuesRow) int64 { return r.AnnouncementID }))
	if err != nil {
		return err
	}
	of := map[announce.IssueID]sqlc.LoadIssuesRow{}
	for _, row := range issues {
		of[announce.IssueID(row.ID)] = row
	}
	for i := range copies {
		issue := of[copies[i].Issue]
		copies[i].Repeats = announce.IssueID(orZero(issue.RepeatsID))
		copies[i].Announcement = written[issue.AnnouncementID]
	}
	return nil
}

// atMostLooked is how many copies are put aside at a time.
const atMostLooked = 2000

// lookThrough settles what no broadcaster can do anything about, and ends what is over. It costs one small query while no
// issue is open.
func (s *Store) lookThrough(ctx context.Context) error {
	open, err := s.queries.AnyOpenIssue(ctx)
	if err != nil || !open {
		return err
	}
	if err := s.settleUnreachable(ctx); err != nil {
		return fmt.Errorf("put aside who cannot be reached: %w", err)
	}
	if err := s.hold(ctx); err != nil {
		return fmt.Errorf("hold what is due at another hour: %w", err)
	}
	if err := s.queries.WithdrawWaiting(ctx); err != nil {
		return fmt.Errorf("withdraw what waits: %w", err)
	}
	return s.inTx(ctx, func(tx Tx, q *sqlc.Queries) error {
		if _, err := q.LoseCopies(ctx); err != nil {
			return fmt.Errorf("note what was lost: %w", err)
		}
		over, err := q.OverdueIssues(ctx)
		if err != nil || len(over) == 0 {
			return err
		}
		return s.touch(ctx, tx, q, over)
	})
}

// settleUnreachable counts who cannot be reached. It holds them, so that nobody links an account or comes back between the
// look and the note.
func (s *Store) settleUnreachable(ctx context.Context) error {
	away, err := s.queries.OutOfReach(ctx, s.clock.Now(), atMostLooked)
	if err != nil || len(away) == 0 {
		return err
	}
	return s.inTx(ctx, func(tx Tx, q *sqlc.Queries) error {
		if err := q.ShareEmployees(ctx, alike(away, func(r sqlc.OutOfReachRow) int64 { return r.EmployeeID })); err != nil {
			return err
		}
		settled, err := q.SettleUnreachable(ctx, alike(away, func(r sqlc.OutOfReachRow) int64 { return r.ID }))
		if err != nil || len(settled) == 0 {
			return err
		}
		return s.touchIssues(ctx, tx, q, settled, figuresShownEvery)
	})
}

// hold lets what is due at an hour that its recipient does not want wait for the next one that they do.
func (s *Store) hold(ctx context.Context) error {
	now, today := s.clock.Now(), s.clock.Today()
	return s.queries.HoldCopies(ctx, sqlc.HoldCopiesParams{
		Minute: s.minuteOf(now), Midnight: today.At(0, 0, s.clock.Zone), NextMidnight: today.AddDays(1).At(0, 0, s.clock.Zone),
		Now: now, AtMost: atMostLooked,
	})
}

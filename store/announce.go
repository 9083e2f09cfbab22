package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// AddAnnouncement saves an announcement with its first issue, if it has one, and the audit lines, in one transaction. An
// issue that is due gets its copies at once. A once that was used already returns what became of it the first time. The
// audit lines are about the announcement: where they name no subject's id, it is that of the first issue, or else of the
// announcement.
func (s *Store) AddAnnouncement(ctx context.Context, a announce.Announcement, first *announce.Issue, once string,
	lines []audit.Entry,
) (announce.Announcement, announce.Issue, error) {
	var issue announce.Issue
	var saved announce.Announcement
	err := s.inOnceTx(ctx, func(tx Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		var err error
		if saved, issue, err = s.announcementOfOnce(ctx, q, once); err != nil {
			return nil, err
		}
		id, err := addAnnouncement(ctx, q, a, once)
		if err != nil {
			return nil, err
		}
		if first != nil {
			if issue, err = s.addFirst(ctx, tx, q, id, *first); err != nil {
				return nil, err
			}
		}
		saved, err = loadAnnouncement(ctx, q, id)
		return about(lines, cmp.Or(int64(issue.ID), int64(id))), err
	})
	if err != nil {
		return announce.Announcement{}, announce.Issue{}, fmt.Errorf("add an announcement of employee %d: %w", a.Author, err)
	}
	return saved, issue, nil
}

// about gives audit lines the id that was not known when they were written.
func about(lines []audit.Entry, id int64) []audit.Entry {
	return alike(lines, func(e audit.Entry) audit.Entry {
		if e.Subject.ID == 0 {
			e.Subject.ID = id
		}
		return e
	})
}

// announcementOfOnce loads what was sent from a draft already, with errRepeated, if it was.
func (s *Store) announcementOfOnce(ctx context.Context, q *sqlc.Queries, once string) (announce.Announcement, announce.Issue, error) {
	if once == "" {
		return announce.Announcement{}, announce.Issue{}, nil
	}
	known, err := q.AnnouncementOfOnce(ctx, &once)
	if errors.Is(err, pgx.ErrNoRows) {
		return announce.Announcement{}, announce.Issue{}, nil
	}
	if err != nil {
		return announce.Announcement{}, announce.Issue{}, fmt.Errorf("find the announcement of a draft: %w", err)
	}
	a, err := loadAnnouncement(ctx, q, announce.ID(known))
	if err != nil {
		return a, announce.Issue{}, err
	}
	first, err := noneIsZero(q.FirstIssue(ctx, known))
	if err != nil || first == 0 {
		return a, announce.Issue{}, cmp.Or(err, errRepeated)
	}
	issue, err := loadIssue(ctx, q, announce.IssueID(first))
	return a, issue, cmp.Or(err, errRepeated)
}

// addFirst adds the first issue of an announcement and begins it if it is due.
func (s *Store) addFirst(ctx context.Context, tx Tx, q *sqlc.Queries, id announce.ID, first announce.Issue) (announce.Issue, error) {
	first.Announcement = id
	added, _, err := s.addIssue(ctx, q, first)
	if err != nil {
		return announce.Issue{}, err
	}
	if first.State == announce.Scheduled && !first.Due.After(s.clock.Now()) {
		if err := s.begin(ctx, tx, q, added, announce.OfficeHours(s.clock.Zone)); err != nil {
			return announce.Issue{}, err
		}
	}
	return loadIssue(ctx, q, added)
}

// Announcement loads an announcement, or returns announce.ErrNoSuchAnnouncement.
func (s *Store) Announcement(ctx context.Context, id announce.ID) (announce.Announcement, error) {
	a, err := loadAnnouncement(ctx, s.queries, id)
	if err != nil {
		return announce.Announcement{}, fmt.Errorf("load announcement %d: %w", id, err)
	}
	return a, nil
}

// Repeating lists the announcements that repeat and have not ended.
func (s *Store) Repeating(ctx context.Context) ([]announce.Announcement, error) {
	found, err := s.queries.RepeatingAnnouncements(ctx)
	if err != nil {
		return nil, fmt.Errorf("find repeating announcements: %w", err)
	}
	return loadAnnouncements(ctx, s.queries, found)
}

// UpdateAnnouncement locks an announcement with its issues, lets change change it, and saves it with all that follows: a new
// content gets a new version, which every copy that was sent is brought up to. What was withdrawn is retracted from whoever
// got it and goes out to nobody any more. What has ended or was withdrawn before an issue began drops that issue. Also saved
// is a new state that change gives to one of the issues. Cards of the issues are drawn anew.
func (s *Store) UpdateAnnouncement(ctx context.Context, id announce.ID,
	change func(*announce.Announcement, []announce.Issue) (announce.Decision, error),
) (announce.Announcement, error) {
	var saved announce.Announcement
	err := s.inAuditedTx(ctx, func(tx Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		if err := errors.Join(q.LockAnnouncement(ctx, int64(id)), q.LockIssuesOf(ctx, int64(id))); err != nil {
			return nil, fmt.Errorf("lock it: %w", err)
		}
		before, err := loadAnnouncement(ctx, q, id)
		if err != nil {
			return nil, err
		}
		of, err := q.IssuesOf(ctx, int64(id))
		if err != nil {
			return nil, fmt.Errorf("find its issues: %w", err)
		}
		issues, err := loadIssues(ctx, q, of)
		if err != nil {
			return nil, err
		}
		saved = before
		was := statesOf(issues)
		decision, err := change(&saved, issues)
		if err != nil {
			return nil, err
		}
		if err := s.saveAnnouncement(ctx, q, before, &saved); err != nil {
			return nil, err
		}
		if err := s.saveIssuesOf(ctx, tx, q, saved, issues, was); err != nil {
			return nil, err
		}
		return decision.Audit, s.addNotices(ctx, tx, q, decision.Messages)
	})
	if err != nil {
		return announce.Announcement{}, fmt.Errorf("update announcement %d: %w", id, err)
	}
	return saved, nil
}

func statesOf(issues []announce.Issue) []announce.IssueState {
	return alike(issues, func(i announce.Issue) announce.IssueState { return i.State })
}

// saveAnnouncement saves what changed of an announcement.
func (s *Store) saveAnnouncement(ctx context.Context, q *sqlc.Queries, before announce.Announcement, a *announce.Announcement) error {
	amended := !sameContent(before.Content, a.Content) || before.Withdrawn != a.Withdrawn
	if amended && a.Version == before.Version {
		a.Version++
	}
	err := q.SaveAnnouncement(ctx, sqlc.SaveAnnouncementParams{
		ID: int64(a.ID), Version: int32(a.Version), Html: storable(a.Content.HTML), Album: a.Content.Album, //nolint:gosec // counts changes
		Ended: a.Ended, Withdrawn: a.Withdrawn,
	})
	if err != nil {
		return fmt.Errorf("save it: %w", err)
	}
	if !amended {
		return nil
	}
	return errors.Join(
		q.RemoveAnnouncementFiles(ctx, int64(a.ID)), addAnnouncementFiles(ctx, q, a.ID, a.Content.Files), q.AmendIssues(ctx, int64(a.ID)))
}

// saveIssuesOf saves the issues of an announcement that was changed.
func (s *Store) saveIssuesOf(ctx context.Context, tx Tx, q *sqlc.Queries, a announce.Announcement, issues []announce.Issue,
	was []announce.IssueState,
) error {
	for i := range issues {
		issues[i].State = stateUnder(a, issues[i].State)
		if issues[i].State == was[i] {
			continue
		}
		if err := s.saveIssue(ctx, q, issues[i]); err != nil {
			return err
		}
	}
	if a.Withdrawn {
		if err := q.WithdrawWaiting(ctx); err != nil {
			return fmt.Errorf("withdraw what waits: %w", err)
		}
	}
	if err := q.TouchIssuesOf(ctx, int64(a.ID)); err != nil {
		return fmt.Errorf("give its issues a new version: %w", err)
	}
	return s.redrawIssues(ctx, tx, q, alike(issues, func(i announce.Issue) int64 { return int64(i.ID) }))
}

// stateUnder is the state of an issue of an announcement that may have ended or been withdrawn. What was stopped of one that
// was withdrawn is sent, of nothing: so it ends when all that was under way is known.
func stateUnder(a announce.Announcement, s announce.IssueState) announce.IssueState {
	switch {
	case s == announce.Scheduled && (a.Withdrawn || a.Ended):
		return announce.Dropped
	case s == announce.Stopped && a.Withdrawn:
		return announce.Sending
	}
	return s
}

// redrawIssues has the cards of issues drawn anew, where there are any that are behind.
func (s *Store) redrawIssues(ctx context.Context, tx Tx, q *sqlc.Queries, issues []int64) error {
	stale, err := q.IssuesWithStaleCards(ctx, issues)
	if err != nil {
		return fmt.Errorf("find cards of %d issues: %w", len(issues), err)
	}
	for _, id := range stale {
		if err := s.enqueuer.EnqueueRedraw(ctx, tx, announce.SubjectOf(announce.IssueID(id))); err != nil {
			return err
		}
	}
	return nil
}

// SentSince counts the copies of an issue that were sent since an instant.
func (s *Store) SentSince(ctx context.Context, id announce.IssueID, since time.Time) (int, error) {
	sent, err := s.queries.SentSince(ctx, int64(id), &since)
	if err != nil {
		return 0, fmt.Errorf("count what was sent of issue %d: %w", id, err)
	}
	return int(sent), nil
}

package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// readsShownEvery is how often the card of an issue is drawn anew because it is read.
const readsShownEvery = 10 * time.Second

// MarkRead notes that an employee has read a copy of theirs, and with it what it reminds of or is reminded of by; first is
// false the second time. ErrNotYours where the employee has no copy of it.
func (s *Store) MarkRead(ctx context.Context, id announce.IssueID, who staff.EmployeeID, at time.Time) (first bool, err error) {
	err = s.inTx(ctx, func(tx Tx, q *sqlc.Queries) error {
		read, err := q.MarkRead(ctx, at, int64(who), int64(id))
		if err != nil {
			return err
		}
		if first = slices.Contains(read, int64(id)); first {
			return s.touchIssues(ctx, tx, q, read, readsShownEvery)
		}
		has, err := q.HasCopy(ctx, int64(id), int64(who))
		if err == nil && !has {
			err = announce.ErrNotYours
		}
		return err
	})
	if err != nil {
		return false, fmt.Errorf("note that employee %d has read issue %d: %w", who, id, err)
	}
	return first, nil
}

// Readers pages through the recipients of an issue, or those who have not read it, by unit and name.
func (s *Store) Readers(ctx context.Context, id announce.IssueID, unreadOnly bool, offset, limit int) ([]announce.Reader, int, error) {
	rows, err := s.queries.ReadersOf(ctx, sqlc.ReadersOfParams{
		Issue: int64(id), UnreadOnly: unreadOnly, Today: dayColumn(s.clock.Today()), AtMost: int32(limit), //nolint:gosec // pages
		Skipped: int32(max(0, offset)), //nolint:gosec // see above
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list who got issue %d: %w", id, err)
	}
	total := 0
	if len(rows) > 0 {
		total = int(rows[0].Total)
	}
	return alike(rows, readerOf), total, nil
}

func readerOf(r sqlc.ReadersOfRow) announce.Reader {
	who := memberOf(sqlc.StaffOfUnitsRow{
		ID: r.ID, Nip: r.Nip, Name: r.Name, Kind: r.Kind, Title: r.Title, UnitID: r.UnitID, UnitName: r.UnitName,
	})
	who.Active = r.Active
	return announce.Reader{Who: who, State: announce.CopyState(r.State), SentAt: orZero(r.SentAt), ReadAt: orZero(r.ReadAt)}
}

// Written pages through the announcements of an author and those of units, the newest first, each with the issue that began
// last, or else the next one. How fast it goes is not in it.
func (s *Store) Written(ctx context.Context, author staff.EmployeeID, units []staff.UnitID, offset, limit int) ([]announce.Progress, int, error) {
	rows, err := s.queries.WrittenBy(ctx, sqlc.WrittenByParams{
		Author: int64(author), Units: numbers(units), AtMost: int32(limit), Skipped: int32(max(0, offset)), //nolint:gosec // pages
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list the announcements of employee %d: %w", author, err)
	}
	var announcements, wanted []int64
	for _, row := range rows {
		announcements = append(announcements, row.ID)
		if row.IssueID != 0 {
			wanted = append(wanted, row.IssueID)
		}
	}
	written, err := byAnnouncement(ctx, s.queries, announcements)
	if err != nil {
		return nil, 0, err
	}
	issues, err := inOrder(ctx, s.queries, wanted)
	if err != nil {
		return nil, 0, err
	}
	page := make([]announce.Progress, len(rows))
	total := 0
	for i, row := range rows {
		total = int(row.Total)
		page[i] = announce.Progress{Announcement: written[row.ID]}
		if at := slices.Index(wanted, row.IssueID); at >= 0 {
			page[i].Issue = issues[at]
		}
	}
	return page, total, nil
}

func byAnnouncement(ctx context.Context, q *sqlc.Queries, wanted []int64) (map[int64]announce.Announcement, error) {
	found, err := loadAnnouncements(ctx, q, wanted)
	if err != nil {
		return nil, err
	}
	byID := make(map[int64]announce.Announcement, len(found))
	for _, a := range found {
		byID[int64(a.ID)] = a
	}
	return byID, nil
}

// Received pages through what an employee got, missed or muted, the newest first.
func (s *Store) Received(ctx context.Context, who staff.EmployeeID, offset, limit int) ([]announce.Received, int, error) {
	rows, err := s.queries.ReceivedBy(ctx, int64(who), int32(max(0, offset)), int32(limit)) //nolint:gosec // pages
	if err != nil {
		return nil, 0, fmt.Errorf("list what employee %d got: %w", who, err)
	}
	written, err := byAnnouncement(ctx, s.queries, alike(rows, func(r sqlc.ReceivedByRow) int64 { return r.AnnouncementID }))
	if err != nil {
		return nil, 0, err
	}
	total := 0
	return alike(rows, func(r sqlc.ReceivedByRow) announce.Received {
		total = int(r.Total)
		return announce.Received{
			Issue: announce.IssueID(r.IssueID), Announcement: written[r.AnnouncementID], SentAt: orZero(r.SentAt),
			ReadAt: orZero(r.ReadAt), State: announce.CopyState(r.State),
		}
	}), total, nil
}

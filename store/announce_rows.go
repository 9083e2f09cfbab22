package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// addAnnouncement saves a new announcement with its files.
func addAnnouncement(ctx context.Context, q *sqlc.Queries, a announce.Announcement, once string) (announce.ID, error) {
	row := sqlc.AddAnnouncementParams{
		Once: orNull(once), Version: int32(max(1, a.Version)), AuthorID: int64(a.Author), PositionID: orNull(int64(a.Position)), //nolint:gosec // 1
		Title: a.Title, UnitID: int64(a.Unit), UnitName: a.UnitName, Html: storable(a.Content.HTML), Album: a.Content.Album,
		Everyone: a.Scope.Everyone, Units: numbers(a.Scope.Units), People: numbers(a.Scope.People),
		Eselons: alike(a.Scope.Echelons, func(e staff.Echelon) string { return string(e) }),
		Kinds:   alike(a.Scope.Kinds, func(k staff.Kind) string { return string(k) }),
		At:      orNull(a.Timing.At), Minute: int32(a.Timing.Minute), Urgent: a.Urgent, WrittenAt: a.Written, //nolint:gosec // of a day
	}
	if a.Timing.Rule != nil {
		row.Rule = orNull(a.Timing.Rule.String())
	}
	id, err := q.AddAnnouncement(ctx, row)
	if err != nil {
		return 0, err
	}
	return announce.ID(id), addAnnouncementFiles(ctx, q, announce.ID(id), a.Content.Files)
}

func addAnnouncementFiles(ctx context.Context, q *sqlc.Queries, id announce.ID, files []document.File) error {
	row := sqlc.AddAnnouncementFilesParams{Announcement: int64(id)}
	for i, file := range files {
		row.Ordinals = append(row.Ordinals, int32(i))
		row.Files = append(row.Files, string(file.ID))
		row.Names = append(row.Names, file.Name)
	}
	if err := q.AddAnnouncementFiles(ctx, row); err != nil {
		return fmt.Errorf("add %d files: %w", len(files), err)
	}
	return nil
}

func sameContent(a, b announce.Content) bool {
	return a.HTML == b.HTML && a.Album == b.Album && slices.Equal(a.Files, b.Files)
}

func loadAnnouncement(ctx context.Context, q *sqlc.Queries, id announce.ID) (announce.Announcement, error) {
	found, err := loadAnnouncements(ctx, q, []int64{int64(id)})
	if err != nil {
		return announce.Announcement{}, err
	}
	if len(found) == 0 {
		return announce.Announcement{}, announce.ErrNoSuchAnnouncement
	}
	return found[0], nil
}

// loadAnnouncements loads announcements in the order of their ids.
func loadAnnouncements(ctx context.Context, q *sqlc.Queries, wanted []int64) ([]announce.Announcement, error) {
	if len(wanted) == 0 {
		return nil, nil
	}
	rows, err := q.LoadAnnouncements(ctx, wanted)
	if err != nil {
		return nil, fmt.Errorf("load %d announcements: %w", len(wanted), err)
	}
	found := make([]announce.Announcement, len(rows))
	for i, row := range rows {
		if found[i], err = announcementOf(row); err != nil {
			return nil, fmt.Errorf("read announcement %d: %w", row.ID, err)
		}
	}
	return found, nil
}

func announcementOf(row sqlc.LoadAnnouncementsRow) (announce.Announcement, error) {
	a := announce.Announcement{
		ID: announce.ID(row.ID), Version: int(row.Version), Author: staff.EmployeeID(row.AuthorID), AuthorName: row.AuthorName,
		Position: staff.PositionID(orZero(row.PositionID)), Title: row.Title, Unit: staff.UnitID(row.UnitID), UnitName: row.UnitName,
		Content: announce.Content{HTML: row.Html, Album: row.Album},
		Scope: staff.Scope{
			Everyone: row.Everyone, Units: someOf(row.Units, func(n int64) staff.UnitID { return staff.UnitID(n) }),
			Echelons: someOf(row.Eselons, func(e string) staff.Echelon { return staff.Echelon(e) }),
			Kinds:    someOf(row.Kinds, func(k string) staff.Kind { return staff.Kind(k) }),
			People:   someOf(row.People, func(n int64) staff.EmployeeID { return staff.EmployeeID(n) }),
		},
		Timing: announce.Timing{At: orZero(row.At), Minute: int(row.Minute)},
		Urgent: row.Urgent, Written: row.WrittenAt, Ended: row.Ended, Withdrawn: row.Withdrawn,
	}
	var files, rule error
	a.Content.Files, files = filesOf(row.Files)
	if row.Rule != nil {
		var r calendar.Rule
		r, rule = calendar.ParseRule(*row.Rule)
		a.Timing.Rule = &r
	}
	return a, errors.Join(files, rule)
}

// someOf turns a list into another; none are nil.
func someOf[From, To any](rows []From, turn func(From) To) []To {
	if len(rows) == 0 {
		return nil
	}
	return alike(rows, turn)
}

func loadIssue(ctx context.Context, q *sqlc.Queries, id announce.IssueID) (announce.Issue, error) {
	found, err := loadIssues(ctx, q, []int64{int64(id)})
	if err != nil {
		return announce.Issue{}, err
	}
	if len(found) == 0 {
		return announce.Issue{}, announce.ErrNoSuchIssue
	}
	return found[0], nil
}

// loadIssues loads issues with their figures, in the order of their ids.
func loadIssues(ctx context.Context, q *sqlc.Queries, wanted []int64) ([]announce.Issue, error) {
	if len(wanted) == 0 {
		return nil, nil
	}
	rows, err := q.LoadIssues(ctx, wanted)
	if err != nil {
		return nil, fmt.Errorf("load %d issues: %w", len(wanted), err)
	}
	figures, err := q.Figures(ctx, wanted)
	if err != nil {
		return nil, fmt.Errorf("count the copies of %d issues: %w", len(wanted), err)
	}
	counts := map[int64]announce.Count{}
	for _, row := range figures {
		counts[row.IssueID] = counted(counts[row.IssueID], row)
	}
	return alike(rows, func(r sqlc.LoadIssuesRow) announce.Issue {
		return announce.Issue{
			ID: announce.IssueID(r.ID), Version: int(r.Version), Announcement: announce.ID(r.AnnouncementID), Due: r.Due,
			State: announce.IssueState(r.State), Repeats: announce.IssueID(orZero(r.RepeatsID)), Begun: orZero(r.BegunAt),
			Ended: orZero(r.EndedAt), Count: counts[r.ID],
		}
	}), nil
}

// counted adds the copies of one state to the figures of an issue.
func counted(c announce.Count, row sqlc.FiguresRow) announce.Count {
	copies := int(row.Copies)
	c.People, c.Read, c.Editing = c.People+copies, c.Read+int(row.Read), c.Editing+int(row.Editing)
	switch announce.CopyState(row.State) {
	case announce.CopyWaiting, announce.CopySending:
		c.Waiting += copies
	case announce.CopySent:
		c.Sent += copies
	case announce.CopyUnreachable:
		c.Unreachable += copies
	case announce.CopyFailed:
		c.Failed += copies
	case announce.CopyUnknown:
		c.Unknown += copies
	case announce.CopyMuted:
		c.Muted += copies
	case announce.CopyWithdrawn:
		c.Withdrawn += copies
	}
	return c
}

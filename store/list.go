package store

import (
	"context"
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// finishedAtMost is how far the archive is counted.
const finishedAtMost = disposition.FinishedAtMost

// Count counts what waits for the positions of a query on its day.
func (s *Store) Count(ctx context.Context, q disposition.Query) (disposition.Counts, error) {
	row, err := s.queries.CountAddressed(ctx, sqlc.CountAddressedParams{
		Today: dayColumn(q.Today), LastNear: dayColumn(lastNearDay(q.Today)), Positions: numbers(q.Positions), LateUpTo: dayColumn(q.LateUpTo),
	})
	if err != nil {
		return disposition.Counts{}, fmt.Errorf("count what waits: %w", err)
	}
	return disposition.Counts{
		Waiting: int(row.Waiting), Unread: int(row.Unread), InProgress: int(row.InProgress), Near: int(row.Near),
		Overdue: int(row.Overdue), Copies: int(row.Copies), Forwarded: int(row.Forwarded), Sent: int(row.Sent),
		SentLate: int(row.SentLate),
	}, nil
}

// lastNearDay is the last deadline that is marked near. The rule is the domain's; the database is only told what follows.
func lastNearDay(today calendar.Date) calendar.Date {
	last := today
	for disposition.MarkOf(last.AddDays(1), today) == disposition.Near {
		last = last.AddDays(1)
	}
	return last
}

// List gives a page of what is addressed to positions. What waits comes the most pressing first: overdue, near the
// deadline, unread, then by deadline, then the newest. What is finished comes the newest first, copies the unread first.
func (s *Store) List(ctx context.Context, q disposition.Query) (disposition.Page, error) {
	var rows []sqlc.ListFinishedRow
	var total int
	var err error
	switch q.Filter {
	case disposition.Finished:
		rows, total, err = s.listFinished(ctx, q)
	case disposition.ForKnowledge:
		rows, total, err = s.listCopies(ctx, q)
	case disposition.WithOthers:
		rows, total, err = s.listForwarded(ctx, q)
	case disposition.SentByMe, disposition.SentLate:
		rows, total, err = s.listSent(ctx, q)
	case disposition.All, disposition.Unread, disposition.InProgress, disposition.DueSoon, disposition.Late:
		rows, total, err = s.listWaiting(ctx, q)
	default:
		return disposition.Page{}, fmt.Errorf("list dispositions: no filter %q", q.Filter)
	}
	if err != nil {
		return disposition.Page{}, fmt.Errorf("list dispositions by %s: %w", q.Filter, err)
	}
	page := disposition.Page{Total: total, Offset: q.Offset, Limit: q.Limit}
	for _, row := range rows {
		page.Items = append(page.Items, itemOf(row))
	}
	return page, nil
}

// listWaiting has the total beside each row; only a page behind the last one has to count.
func (s *Store) listWaiting(ctx context.Context, q disposition.Query) ([]sqlc.ListFinishedRow, int, error) {
	rows, err := s.queries.ListWaiting(ctx, sqlc.ListWaitingParams{
		Positions: numbers(q.Positions), Filter: string(q.Filter), Today: dayColumn(q.Today),
		LastNear: dayColumn(lastNearDay(q.Today)), Skip: int32(q.Offset), PageSize: int32(q.Limit), //nolint:gosec // pages
	})
	if err != nil {
		return nil, 0, err
	}
	page, total := withTotal(rows, func(r sqlc.ListWaitingRow) (sqlc.ListFinishedRow, int64) {
		return finishedRow(sqlc.ListForwardedRow(r)), r.Total
	})
	return s.orCounted(ctx, q, page, total)
}

// listForwarded lists what is in the hands of others.
func (s *Store) listForwarded(ctx context.Context, q disposition.Query) ([]sqlc.ListFinishedRow, int, error) {
	rows, err := s.queries.ListForwarded(ctx, numbers(q.Positions), int32(q.Offset), int32(q.Limit)) //nolint:gosec // pages
	if err != nil {
		return nil, 0, err
	}
	page, total := withTotal(rows, func(r sqlc.ListForwardedRow) (sqlc.ListFinishedRow, int64) { return finishedRow(r), r.Total })
	return s.orCounted(ctx, q, page, total)
}

// listSent lists what was sent from positions and is open; for SentLate only what has waited for long.
func (s *Store) listSent(ctx context.Context, q disposition.Query) ([]sqlc.ListFinishedRow, int, error) {
	params := sqlc.ListSentParams{
		Positions: numbers(q.Positions), Skip: int32(q.Offset), PageSize: int32(q.Limit), //nolint:gosec // pages
	}
	if q.Filter == disposition.SentLate {
		day := dayColumn(q.LateUpTo)
		params.UpTo = &day
	}
	rows, err := s.queries.ListSent(ctx, params)
	if err != nil {
		return nil, 0, err
	}
	page, total := withTotal(rows, func(r sqlc.ListSentRow) (sqlc.ListFinishedRow, int64) {
		return finishedRow(sqlc.ListForwardedRow(r)), r.Total
	})
	return s.orCounted(ctx, q, page, total)
}

// withTotal takes the total out of rows that have it beside them.
func withTotal[Row any](rows []Row, read func(Row) (sqlc.ListFinishedRow, int64)) ([]sqlc.ListFinishedRow, int) {
	total := int64(0)
	page := alike(rows, func(r Row) (row sqlc.ListFinishedRow) {
		row, total = read(r)
		return row
	})
	return page, int(total)
}

func finishedRow(r sqlc.ListForwardedRow) sqlc.ListFinishedRow {
	return sqlc.ListFinishedRow{
		ID: r.ID, Version: r.Version, State: r.State, Deadline: r.Deadline, SentAt: r.SentAt, IsCopy: r.IsCopy,
		Subject: r.Subject, Sender: r.Sender, Speed: r.Speed, Secrecy: r.Secrecy, AgendaNumber: r.AgendaNumber,
		AgendaYear: r.AgendaYear, ToTitle: r.ToTitle,
	}
}

// orCounted counts where a page behind the last one has no total beside it.
func (s *Store) orCounted(ctx context.Context, q disposition.Query, page []sqlc.ListFinishedRow, total int) ([]sqlc.ListFinishedRow, int, error) {
	if len(page) > 0 || q.Offset == 0 {
		return page, total, nil
	}
	counts, err := s.Count(ctx, q)
	return nil, totalOf(counts, q.Filter), err
}

func totalOf(c disposition.Counts, f disposition.Filter) int {
	return map[disposition.Filter]int{
		disposition.All: c.Waiting, disposition.Unread: c.Unread, disposition.InProgress: c.InProgress,
		disposition.DueSoon: c.Near, disposition.Late: c.Overdue, disposition.Finished: 0, disposition.ForKnowledge: 0,
		disposition.WithOthers: c.Forwarded, disposition.SentByMe: c.Sent, disposition.SentLate: c.SentLate,
	}[f]
}

func (s *Store) listFinished(ctx context.Context, q disposition.Query) ([]sqlc.ListFinishedRow, int, error) {
	rows, err := s.queries.ListFinished(ctx, sqlc.ListFinishedParams{
		Positions: numbers(q.Positions), Reach: int32(q.Offset + q.Limit), //nolint:gosec // pages
		Skip: int32(q.Offset), PageSize: int32(q.Limit), //nolint:gosec // pages
	})
	if err != nil {
		return nil, 0, err
	}
	total, err := s.queries.CountFinished(ctx, numbers(q.Positions), finishedAtMost)
	return rows, int(total), err
}

func (s *Store) listCopies(ctx context.Context, q disposition.Query) ([]sqlc.ListFinishedRow, int, error) {
	rows, err := s.queries.ListCopies(ctx, sqlc.ListCopiesParams{
		Positions: numbers(q.Positions), Reach: int32(q.Offset + q.Limit), //nolint:gosec // pages
		Skip: int32(q.Offset), PageSize: int32(q.Limit), //nolint:gosec // pages
	})
	if err != nil {
		return nil, 0, err
	}
	counted, err := s.queries.CountCopies(ctx, numbers(q.Positions))
	return alike(rows, func(r sqlc.ListCopiesRow) sqlc.ListFinishedRow { return sqlc.ListFinishedRow(r) }), int(counted.Copies), err
}

// alike turns rows of one query into the equal rows of another.
func alike[From, To any](rows []From, turn func(From) To) []To {
	turned := make([]To, len(rows))
	for i, row := range rows {
		turned[i] = turn(row)
	}
	return turned
}

// itemOf leaves out what must not leave the office.
func itemOf(row sqlc.ListFinishedRow) disposition.Item {
	item := disposition.Item{
		Branch: disposition.BranchID(row.ID), Version: int(row.Version), State: disposition.State(row.State),
		Deadline: dayOf(row.Deadline), SentAt: row.SentAt, Subject: row.Subject, Sender: row.Sender,
		Speed: disposition.Speed(row.Speed), Secrecy: disposition.Secrecy(row.Secrecy),
		AgendaNumber: int(row.AgendaNumber), AgendaYear: int(row.AgendaYear), ToTitle: row.ToTitle, Copy: row.IsCopy,
	}
	if item.Secrecy.StaysInOffice() {
		item.Subject, item.Sender = "", ""
	}
	return item
}

// OpenBranchesDue lists what waits and is due on a day or earlier.
func (s *Store) OpenBranchesDue(ctx context.Context, upTo calendar.Date) ([]disposition.OpenBranch, error) {
	rows, err := s.queries.OpenBranchesDue(ctx, dayColumn(upTo))
	if err != nil {
		return nil, fmt.Errorf("find branches due by %s: %w", upTo, err)
	}
	open := make([]disposition.OpenBranch, len(rows))
	for i, row := range rows {
		open[i] = disposition.OpenBranch{
			ID: disposition.BranchID(row.ID), To: staff.PositionID(row.PositionID), Deadline: dayOf(row.Deadline),
		}
	}
	return open, nil
}

// EmployeesWithOpenCards lists those on whose phones a card of something that waits was shown since an instant.
func (s *Store) EmployeesWithOpenCards(ctx context.Context, since time.Time) ([]staff.EmployeeID, error) {
	employees, err := s.queries.EmployeesWithOpenCards(ctx, since)
	if err != nil {
		return nil, fmt.Errorf("find employees with open cards: %w", err)
	}
	return ids[staff.EmployeeID](employees), nil
}

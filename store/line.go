package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// Instructions are the office's own, in their order.
func (s *Store) Instructions(ctx context.Context) ([]disposition.Instruction, error) {
	rows, err := s.queries.ActiveInstructions(ctx)
	if err != nil {
		return nil, fmt.Errorf("list instructions: %w", err)
	}
	return alike(rows, func(r sqlc.ActiveInstructionsRow) disposition.Instruction {
		return disposition.Instruction{ID: r.ID, Wording: r.Wording}
	}), nil
}

// Below pages through the positions that report to one, or with a search through all that stand below it.
func (s *Store) Below(ctx context.Context, of staff.PositionID, q disposition.LineQuery) (disposition.LinePage, error) {
	within, err := s.queries.PositionsBelow(ctx, ref(of))
	if err != nil {
		return disposition.LinePage{}, fmt.Errorf("find positions below %d: %w", of, err)
	}
	page, err := s.line(ctx, within, q, func() ([]int64, int, error) {
		above := of
		if q.Above != 0 && slices.Contains(within, int64(q.Above)) {
			above = q.Above
		}
		rows, err := s.queries.DirectlyBelow(ctx, ref(above), int32(q.Offset), int32(q.Limit)) //nolint:gosec // pages
		return listed(rows, func(r sqlc.DirectlyBelowRow) (int64, int64) { return r.ID, r.Total }, err)
	})
	if err != nil {
		return page, fmt.Errorf("list positions below %d: %w", of, err)
	}
	return page, nil
}

// InUnit pages through the positions at the top of a unit, through those that report to one of it, or with a search through
// all of the unit and of the units below it.
func (s *Store) InUnit(ctx context.Context, unit staff.UnitID, q disposition.LineQuery) (disposition.LinePage, error) {
	within, err := s.queries.PositionsOfUnit(ctx, int64(unit))
	if err != nil {
		return disposition.LinePage{}, fmt.Errorf("find positions of unit %d: %w", unit, err)
	}
	page, err := s.line(ctx, within, q, func() ([]int64, int, error) {
		if slices.Contains(within, int64(q.Above)) {
			rows, err := s.queries.DirectlyBelow(ctx, ref(q.Above), int32(q.Offset), int32(q.Limit)) //nolint:gosec // pages
			return listed(rows, func(r sqlc.DirectlyBelowRow) (int64, int64) { return r.ID, r.Total }, err)
		}
		rows, err := s.queries.TopOfUnit(ctx, int64(unit), int32(q.Offset), int32(q.Limit)) //nolint:gosec // pages
		return listed(rows, func(r sqlc.TopOfUnitRow) (int64, int64) { return r.ID, r.Total }, err)
	})
	if err != nil {
		return page, fmt.Errorf("list positions of unit %d: %w", unit, err)
	}
	return page, nil
}

// line makes a page of positions: of those within that are searched for, or of those that list finds.
func (s *Store) line(ctx context.Context, within []int64, q disposition.LineQuery, list func() ([]int64, int, error)) (disposition.LinePage, error) {
	page := disposition.LinePage{Offset: q.Offset}
	var found []int64
	var err error
	if words := strings.Fields(q.Search); len(words) > 0 {
		rows, failure := s.queries.SearchPositions(ctx, sqlc.SearchPositionsParams{
			Positions: within, Words: words, Today: dayColumn(s.clock.Today()),
			AtMost: int32(q.Limit), Skipped: int32(q.Offset), //nolint:gosec // pages
		})
		found, page.Total, err = listed(rows, func(r sqlc.SearchPositionsRow) (int64, int64) { return r.ID, r.Total }, failure)
	} else {
		found, page.Total, err = list()
	}
	if err != nil {
		return page, err
	}
	if q.Search == "" && slices.Contains(within, int64(q.Above)) {
		above, err := s.seats(ctx, []int64{int64(q.Above)})
		if err != nil {
			return page, err
		}
		page.Above = above[0]
	}
	page.Seats, err = s.seats(ctx, found)
	return page, err
}

// listed takes ids and their total out of rows.
func listed[Row any](rows []Row, read func(Row) (id, total int64), err error) ([]int64, int, error) {
	var ids []int64
	total := int64(0)
	for _, row := range rows {
		id, all := read(row)
		ids, total = append(ids, id), all
	}
	return ids, int(total), err
}

// SeatsBelow returns those of some positions that stand below one at any depth, in their order.
func (s *Store) SeatsBelow(ctx context.Context, of staff.PositionID, chosen []staff.PositionID) ([]disposition.Seat, error) {
	within, err := s.queries.PositionsBelow(ctx, ref(of))
	if err != nil {
		return nil, fmt.Errorf("find positions below %d: %w", of, err)
	}
	return s.seats(ctx, those(chosen, within))
}

// SeatsInUnit returns those of some positions that belong to a unit or to one below it, in their order.
func (s *Store) SeatsInUnit(ctx context.Context, unit staff.UnitID, chosen []staff.PositionID) ([]disposition.Seat, error) {
	within, err := s.queries.PositionsOfUnit(ctx, int64(unit))
	if err != nil {
		return nil, fmt.Errorf("find positions of unit %d: %w", unit, err)
	}
	return s.seats(ctx, those(chosen, within))
}

// those are the chosen ones among some.
func those(chosen []staff.PositionID, among []int64) []int64 {
	var list []int64
	for _, id := range chosen {
		if slices.Contains(among, int64(id)) {
			list = append(list, int64(id))
		}
	}
	return list
}

// seats are positions with those who hold them today, in the order of their ids.
func (s *Store) seats(ctx context.Context, positions []int64) ([]disposition.Seat, error) {
	if len(positions) == 0 {
		return nil, nil
	}
	rows, err := s.queries.SeatsOf(ctx, dayColumn(s.clock.Today()), positions)
	if err != nil {
		return nil, fmt.Errorf("load %d positions: %w", len(positions), err)
	}
	known := make(map[int64]disposition.Seat, len(rows))
	for _, row := range rows {
		if known[row.ID], err = seatOf(row); err != nil {
			return nil, fmt.Errorf("read position %d: %w", row.ID, err)
		}
	}
	seats := make([]disposition.Seat, 0, len(positions))
	for _, id := range positions {
		if seat, there := known[id]; there {
			seats = append(seats, seat)
		}
	}
	return seats, nil
}

func seatOf(row sqlc.SeatsOfRow) (disposition.Seat, error) {
	seat := disposition.Seat{
		Position: staff.Position{ID: staff.PositionID(row.ID), Title: row.Title, UnitID: staff.UnitID(row.UnitID), UnitName: row.UnitName},
		Below:    int(row.Below),
	}
	var holders []struct {
		Name string         `json:"name"`
		As   staff.Capacity `json:"as"`
	}
	err := json.Unmarshal(row.Holders, &holders)
	for _, h := range holders {
		seat.Holders = append(seat.Holders, disposition.Holder{Name: h.Name, As: h.As})
	}
	return seat, err
}

// usualDays is how far back what a position sent is looked at.
const usualDays = 365

// Usual returns to whom a position sent most often in the last year, and the last different combinations, the newest first:
// as far as all of them stand below it still.
func (s *Store) Usual(ctx context.Context, of staff.PositionID, limit int) ([]disposition.Seat, []disposition.Quick, error) {
	since := s.clock.Now().AddDate(0, 0, -usualDays)
	within, err := s.queries.PositionsBelow(ctx, ref(of))
	if err != nil {
		return nil, nil, fmt.Errorf("find positions below %d: %w", of, err)
	}
	most, err := s.queries.UsualRecipients(ctx, ref(of), since, int32(4*limit)) //nolint:gosec // a few
	if err != nil {
		return nil, nil, fmt.Errorf("find to whom position %d sends: %w", of, err)
	}
	var usual []int64
	for _, row := range most {
		if slices.Contains(within, row.PositionID) && len(usual) < limit {
			usual = append(usual, row.PositionID)
		}
	}
	seats, err := s.seats(ctx, usual)
	if err != nil {
		return nil, nil, err
	}
	quick, err := s.quick(ctx, of, within, limit)
	return seats, quick, err
}

// quick are the last different combinations of a position.
func (s *Store) quick(ctx context.Context, of staff.PositionID, within []int64, limit int) ([]disposition.Quick, error) {
	since := s.clock.Now().AddDate(0, 0, -usualDays)
	rows, err := s.queries.LastSent(ctx, ref(of), since, int32(10*limit)) //nolint:gosec // a few
	if err != nil {
		return nil, fmt.Errorf("find what position %d sent last: %w", of, err)
	}
	below := func(ids []int64) bool {
		return !slices.ContainsFunc(ids, func(id int64) bool { return !slices.Contains(within, id) })
	}
	seen := map[string]bool{}
	var list []disposition.Quick
	for _, row := range rows {
		key := fmt.Sprint(row.Recipients, row.Copies, row.Instructions)
		if len(row.Recipients) == 0 || len(row.Instructions) == 0 || seen[key] || !below(row.Recipients) || !below(row.Copies) {
			continue
		}
		seen[key] = true
		q := disposition.Quick{ID: disposition.DispositionID(row.ID), Instructions: row.Instructions}
		if q.To, err = s.seats(ctx, row.Recipients); err != nil {
			return nil, err
		}
		if q.Copies, err = s.seats(ctx, row.Copies); err != nil {
			return nil, err
		}
		if list = append(list, q); len(list) == limit {
			break
		}
	}
	return list, nil
}

// ref is an id as a column that may be empty.
func ref[T ~int64](id T) *int64 {
	n := int64(id)
	return &n
}

// BranchesOverdue finds what waits and was due between two days, both included.
func (s *Store) BranchesOverdue(ctx context.Context, from, upTo calendar.Date) ([]disposition.LateBranch, error) {
	rows, err := s.queries.BranchesOverdue(ctx, dayColumn(from), dayColumn(upTo))
	if err != nil {
		return nil, fmt.Errorf("find branches overdue since %s: %w", from, err)
	}
	return alike(rows, func(r sqlc.BranchesOverdueRow) disposition.LateBranch {
		return disposition.LateBranch{
			OpenBranch: disposition.OpenBranch{ID: disposition.BranchID(r.ID), To: staff.PositionID(r.PositionID), Deadline: dayOf(r.Deadline)},
			Superior:   staff.PositionID(orZero(r.SuperiorID)),
			FromTitle:  r.FromTitle, ToTitle: r.ToTitle, AgendaNumber: int(r.AgendaNumber), AgendaYear: int(r.AgendaYear),
		}
	}), nil
}

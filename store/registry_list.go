package store

import (
	"context"
	"fmt"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// Letters pages through the letters of some units, those that came last first. Those that are not complete are counted all,
// the others to registry.CountedAtMost.
func (s *Store) Letters(ctx context.Context, q registry.ListQuery) (registry.Page, error) {
	page := registry.Page{Offset: q.Offset}
	var err error
	if page.Counts, err = s.countLetters(ctx, q); err != nil {
		return registry.Page{}, fmt.Errorf("count letters of %d units: %w", len(q.Units), err)
	}
	page.Total = page.Counts[q.Filter]
	found, err := s.pageOfLetters(ctx, q)
	if err != nil {
		return registry.Page{}, fmt.Errorf("find letters of %d units: %w", len(q.Units), err)
	}
	page.Items, err = s.lettersOf(ctx, q, found)
	return page, err
}

func (s *Store) countLetters(ctx context.Context, q registry.ListQuery) (map[registry.Filter]int, error) {
	running, err := s.queries.CountRunning(ctx, dayColumn(q.Today), numbers(q.Units))
	if err != nil {
		return nil, err
	}
	all, err := s.queries.CountReceived(ctx, numbers(q.Units), false, registry.CountedAtMost)
	if err != nil {
		return nil, err
	}
	complete, err := s.queries.CountReceived(ctx, numbers(q.Units), true, registry.CountedAtMost)
	return map[registry.Filter]int{
		registry.Running: int(running.Running), registry.Returned: int(running.Returned), registry.Overdue: int(running.Overdue),
		registry.All: int(all), registry.Complete: int(complete),
	}, err
}

//nolint:gosec // pages
func (s *Store) pageOfLetters(ctx context.Context, q registry.ListQuery) ([]int64, error) {
	switch q.Filter {
	case registry.All, registry.Complete:
		return s.queries.ListReceived(ctx, sqlc.ListReceivedParams{
			Units: numbers(q.Units), OnlyComplete: q.Filter == registry.Complete, Reach: int32(q.Offset + q.Limit),
			Skip: int32(q.Offset), PageSize: int32(q.Limit),
		})
	case registry.Running, registry.Returned, registry.Overdue:
	}
	return s.queries.ListRunning(ctx, sqlc.ListRunningParams{
		Units: numbers(q.Units), Filter: string(q.Filter), Today: dayColumn(q.Today), Skip: int32(q.Offset), PageSize: int32(q.Limit),
	})
}

// SameLetters finds letters of a unit with a number and a sender, the newest first; case, spaces and punctuation do not
// count. Those that stay in the office are never found.
func (s *Store) SameLetters(ctx context.Context, unit staff.UnitID, number, sender string, limit int) ([]registry.Line, error) {
	found, err := s.queries.SameLetters(ctx, sqlc.SameLettersParams{
		Unit: int64(unit), Number: storable(number), Sender: storable(sender), AtMost: int32(limit), //nolint:gosec // a handful
	})
	if err != nil {
		return nil, fmt.Errorf("find the same letter in unit %d: %w", unit, err)
	}
	return s.lettersOf(ctx, registry.ListQuery{Today: s.clock.Today()}, found)
}

// lettersOf loads the lines of letters, in their order.
func (s *Store) lettersOf(ctx context.Context, q registry.ListQuery, letters []int64) ([]registry.Line, error) {
	if len(letters) == 0 {
		return nil, nil
	}
	rows, err := s.queries.LettersOfPage(ctx, dayColumn(q.Today), letters)
	if err != nil {
		return nil, fmt.Errorf("load %d letters: %w", len(letters), err)
	}
	return alike(rows, lineOfLetter), nil
}

func lineOfLetter(row sqlc.LettersOfPageRow) registry.Line {
	line := registry.Line{
		Letter: disposition.LetterID(row.ID), Unit: staff.UnitID(row.UnitID), UnitName: row.UnitName,
		AgendaNumber: int(row.AgendaNumber), AgendaYear: int(row.AgendaYear), Number: row.Number, Date: dayOf(&row.Dated),
		Received: dayOf(&row.Received), Sender: row.Sender, Subject: row.Subject, Speed: disposition.Speed(row.Speed),
		Secrecy: disposition.Secrecy(row.Secrecy), Complete: row.Complete, Returned: row.Returned, Overdue: row.Overdue,
	}
	if len(row.Titles) > 0 {
		line.Where, line.More = row.Titles[0], len(row.Titles)-1
	}
	return line
}

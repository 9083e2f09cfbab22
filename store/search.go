package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// How far each way of looking goes.
const (
	notesAtMost   = 100
	agendaAtMost  = 20
	namesAtMost   = 5
	sendersAtMost = 50
)

// FindLetters finds letters of a reader, the best first. Each way of looking is a condition on what the reader may see and
// finds the newest only, so that it takes no longer for words that hundreds of thousands of letters have; what they found is
// ranked together. The statements are planned for their values: how often a word occurs decides which index is the quicker.
func (s *Store) FindLetters(ctx context.Context, f registry.Finding) (registry.Found, error) {
	var found registry.Found
	err := s.inTx(ctx, func(_ Tx, q *sqlc.Queries) error {
		if err := q.PlanAnew(ctx); err != nil {
			return err
		}
		look := looking{Finding: f, words: tsquery(f.Terms)}
		letters, first, err := look.candidates(ctx, q)
		if err != nil {
			return err
		}
		if len(letters) < f.Offset+f.Limit { // perhaps a name was mistyped
			more, alike, err := look.bySender(ctx, q)
			if err != nil {
				return err
			}
			found.Alike, letters = alike, append(letters, more...)
		}
		return look.rank(ctx, q, letters, first, &found)
	})
	if err != nil {
		return registry.Found{}, fmt.Errorf("find letters: %w", err)
	}
	return found, nil
}

// tsquery asks for all of the terms; the last may be the beginning of a word. Terms are letters and digits only.
func tsquery(terms []string) string { return strings.Join(terms, " & ") + ":*" }

// looking is a search under way.
type looking struct {
	registry.Finding
	words string
}

// since and until bound the day on which a letter was received.
func (l looking) since() time.Time {
	if l.From.IsZero() {
		return dayColumn(calendar.NewDate(1900, time.January, 1))
	}
	return dayColumn(l.From)
}

func (l looking) until() time.Time {
	if l.Until.IsZero() {
		return dayColumn(l.Today.AddDays(366))
	}
	return dayColumn(l.Until)
}

// candidates are the letters that have the words or the agenda number; first are those of the number.
func (l looking) candidates(ctx context.Context, q *sqlc.Queries) (letters, first []int64, err error) {
	if l.Agenda != 0 {
		first, err = q.FindByAgenda(ctx, sqlc.FindByAgendaParams{
			Number: int32(l.Agenda), Year: int32(l.Year), Units: numbers(l.Units), Positions: numbers(l.Positions), AtMost: agendaAtMost, //nolint:gosec // bounded by the domain
		})
		if err != nil {
			return nil, nil, fmt.Errorf("find by agenda number: %w", err)
		}
	}
	letters, err = q.FindLetters(ctx, sqlc.FindLettersParams{
		Positions: numbers(l.Positions), Units: numbers(l.Units), Words: l.words, Since: l.since(), Until: l.until(),
		Unit: int64(l.Unit), Filter: string(l.Filter), Today: dayColumn(l.Today), AtMost: registry.SearchAtMost,
	})
	if err != nil {
		return nil, nil, fmt.Errorf("find by words: %w", err)
	}
	notes, err := q.FindByNote(ctx, notesAtMost, numbers(l.Positions), l.words)
	if err != nil {
		return nil, nil, fmt.Errorf("find by notes: %w", err)
	}
	letters = slices.Concat(letters, first, notes)
	if len(l.Units) > 0 {
		if notes, err = q.FindByNoteInUnits(ctx, numbers(l.Units), l.words, notesAtMost); err != nil {
			return nil, nil, fmt.Errorf("find by notes of units: %w", err)
		}
		letters = append(letters, notes...)
	}
	return letters, first, nil
}

// bySender are letters of senders that are much like what was typed.
func (l looking) bySender(ctx context.Context, q *sqlc.Queries) (letters []int64, alike []string, err error) {
	names, err := q.NamesAlike(ctx, strings.Join(l.Terms, " "), namesAtMost)
	if err != nil || len(names) == 0 {
		return nil, nil, err
	}
	letters, err = q.FindBySender(ctx, sqlc.FindBySenderParams{
		Senders: names, Units: numbers(l.Units), Positions: numbers(l.Positions), AtMost: sendersAtMost,
	})
	if err != nil || len(letters) == 0 {
		return nil, nil, err
	}
	return letters, names, nil
}

// rank makes the page.
func (l looking) rank(ctx context.Context, q *sqlc.Queries, letters, first []int64, found *registry.Found) error {
	slices.Sort(letters)
	letters = slices.Compact(letters)
	rows, err := q.RankLetters(ctx, sqlc.RankLettersParams{
		Positions: numbers(l.Positions), Units: numbers(l.Units), Letters: letters, First: first, Words: l.words,
		Since: l.since(), Until: l.until(), Unit: int64(l.Unit), Filter: string(l.Filter), Today: dayColumn(l.Today),
		Skipped: int32(l.Offset), PageSize: int32(l.Limit), //nolint:gosec // pages
	})
	if err != nil {
		return fmt.Errorf("rank %d letters: %w", len(letters), err)
	}
	found.Offset, found.More = l.Offset, len(letters) >= registry.SearchAtMost
	for _, row := range rows {
		found.Total = int(row.Total)
		found.Items = append(found.Items, registry.Hit{
			Letter: disposition.LetterID(row.ID), Branch: disposition.BranchID(row.Branch), AgendaNumber: int(row.AgendaNumber),
			AgendaYear: int(row.AgendaYear), Unit: staff.UnitID(row.UnitID), UnitName: row.UnitName, Number: row.Number, Subject: row.Subject, Sender: row.Sender,
			Received: dayOf(&row.Received), Speed: disposition.Speed(row.Speed), Secrecy: disposition.Secrecy(row.Secrecy), Complete: row.Complete,
		})
	}
	return nil
}

package store

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// How much is made of what was found beside the words.
const (
	notesAtMost  = 100
	agendaAtMost = 20
	namesAtMost  = 5
)

// reach is how far the ways of looking go. It bounds how long a search takes.
type reach struct {
	rare    int // letters or notes of anybody's, with words that few have
	letters int // the newest of a reader's
	notes   int // the newest of a reader's, and letters of a registry whose notes are read
	senders int // the newest of each sender
}

// usualReach keeps a search well below what somebody waits for without noticing.
func usualReach() reach { return reach{rare: 3000, letters: 4000, notes: 1000, senders: 300} }

// FindLetters finds letters of a reader, the best first. Each way of looking is a condition on what the reader may see and
// looks at so many only, the newest where there are more, so that it takes no longer for words that hundreds of thousands of
// letters have; what they found is ranked together. The statements are planned for their values.
func (s *Store) FindLetters(ctx context.Context, f registry.Finding) (registry.Found, error) {
	return s.findLetters(ctx, f, usualReach())
}

func (s *Store) findLetters(ctx context.Context, f registry.Finding, far reach) (registry.Found, error) {
	var found registry.Found
	err := s.inTx(ctx, func(_ Tx, q *sqlc.Queries) error {
		if err := q.PlanAnew(ctx); err != nil {
			return err
		}
		look := looking{Finding: f, queries: q, reach: far, asked: sought(f.Terms)}
		var err error
		if look.words, err = q.SoughtWords(ctx, look.asked); err != nil {
			return fmt.Errorf("make a query of %d words: %w", len(look.asked), err)
		}
		letters, first, err := look.candidates(ctx)
		if err != nil {
			return err
		}
		if len(letters) < f.Offset+f.Limit { // perhaps a name was mistyped
			more, alike, err := look.bySender(ctx)
			if err != nil {
				return err
			}
			found.Alike, letters = alike, append(letters, more...)
		}
		return look.rank(ctx, letters, first, &found)
	})
	if err != nil {
		return registry.Found{}, fmt.Errorf("find letters: %w", err)
	}
	return found, nil
}

// sought are the terms as PostgreSQL looks for them. They are letters and digits only. The last may be the beginning of a
// word, unless it is so short that every other word begins with it, or a number is looked for.
func sought(terms []string) []string {
	const beginning = 3
	list := slices.Clone(terms)
	isNumber := slices.ContainsFunc(terms, func(t string) bool { return strings.ContainsFunc(t, unicode.IsDigit) })
	if last := len(list) - 1; last >= 0 && !isNumber && utf8.RuneCountInString(list[last]) >= beginning {
		list[last] += ":*"
	}
	return list
}

// looking is a search under way.
type looking struct {
	registry.Finding
	queries *sqlc.Queries
	reach   reach
	asked   []string // the terms
	words   string   // the query that asks for all of them
	more    bool     // there may be older letters that were not looked at
}

// each is the part of a bound that falls to each of so many.
func each(bound, of int) int32 {
	return int32(bound/max(1, of) + 1) //nolint:gosec // bounds are small
}

// since and until bound the day on which a letter was received.
func (l *looking) since() time.Time {
	if l.From.IsZero() {
		return dayColumn(calendar.NewDate(1900, time.January, 1))
	}
	return dayColumn(l.From)
}

func (l *looking) until() time.Time {
	if l.Until.IsZero() {
		return dayColumn(l.Today.AddDays(366))
	}
	return dayColumn(l.Until)
}

// candidates are the letters that have the words or the agenda number; first are those of the number.
func (l *looking) candidates(ctx context.Context) (letters, first []int64, err error) {
	if l.Agenda != 0 {
		first, err = l.queries.FindByAgenda(ctx, sqlc.FindByAgendaParams{
			Number: int32(l.Agenda), Year: int32(l.Year), Units: numbers(l.Units), Positions: numbers(l.Positions), AtMost: agendaAtMost, //nolint:gosec // bounded by the domain
		})
		if err != nil {
			return nil, nil, fmt.Errorf("find by agenda number: %w", err)
		}
	}
	if letters, err = l.byWords(ctx); err != nil {
		return nil, nil, fmt.Errorf("find by words: %w", err)
	}
	notes, err := l.byNotes(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("find by notes: %w", err)
	}
	return slices.Concat(letters, first, notes), first, nil
}

// byWords are letters that have the words.
func (l *looking) byWords(ctx context.Context) ([]int64, error) {
	if l.Filter == registry.FoundWaiting || l.Filter == registry.FoundOverdue {
		return l.queries.FindOpenLetters(ctx, sqlc.FindOpenLettersParams{
			Positions: numbers(l.Positions), Units: numbers(l.Units), Words: l.words, Since: l.since(), Until: l.until(),
			Unit: int64(l.Unit), Filter: string(l.Filter), Today: dayColumn(l.Today), AtMost: registry.SearchAtMost,
		})
	}
	if rare, err := l.areRare(ctx, "letter"); err != nil || !rare {
		return l.walk(ctx, nil, err)
	}
	rows, err := l.queries.FindRareLetters(ctx, sqlc.FindRareLettersParams{
		Positions: numbers(l.Positions), Units: numbers(l.Units), Words: l.words, Since: l.since(), Until: l.until(),
		Unit: int64(l.Unit), AtMost: registry.SearchAtMost, LookedAt: int32(l.reach.rare), //nolint:gosec // small
	})
	if err != nil || int(rows[0].LookedAt) >= l.reach.rare {
		return l.walk(ctx, nil, err)
	}
	return present(rows, func(r sqlc.FindRareLettersRow) int64 { return r.ID }), nil
}

// areRare reports whether few rows of a table are expected to have the words.
func (l *looking) areRare(ctx context.Context, table string) (bool, error) {
	expected, err := l.queries.ExpectedLetters(ctx, table, l.asked)
	if err != nil {
		return false, fmt.Errorf("ask how common the words are in table %s: %w", table, err)
	}
	return expected < int64(l.reach.rare), nil
}

// present are the ids that there are; a row that only counts has none.
func present[R any](rows []R, id func(R) int64) []int64 {
	list := make([]int64, 0, len(rows))
	for _, r := range rows {
		if id(r) != 0 {
			list = append(list, id(r))
		}
	}
	return list
}

// walk looks through the newest letters of the reader for the words or for senders, unless something has failed already.
func (l *looking) walk(ctx context.Context, senders []string, failed error) ([]int64, error) {
	if failed != nil {
		return nil, failed
	}
	last := int64(math.MaxInt64)
	if !l.Until.IsZero() && l.Until.Before(l.Today) {
		var err error
		if last, err = l.queries.LastOfDays(ctx, l.since(), l.until()); err != nil {
			return nil, fmt.Errorf("find the last letter of the period: %w", err)
		}
	}
	l.more = l.more || senders == nil
	return l.queries.WalkLetters(ctx, sqlc.WalkLettersParams{
		Positions: numbers(l.Positions), Units: numbers(l.Units), Words: l.words, Senders: senders, Since: l.since(), Until: l.until(),
		Unit: int64(l.Unit), Last: last, AtMost: registry.SearchAtMost,
		OfPosition: each(l.reach.letters, len(l.Positions)), OfUnit: each(l.reach.letters, len(l.Units)),
	})
}

// byNotes are letters with a note that has the words.
func (l *looking) byNotes(ctx context.Context) ([]int64, error) {
	rare, err := l.areRare(ctx, "disposition")
	if err != nil {
		return nil, err
	}
	if rare {
		rows, err := l.queries.FindRareNotes(ctx, sqlc.FindRareNotesParams{
			Positions: numbers(l.Positions), Units: numbers(l.Units), Words: l.words, AtMost: notesAtMost, LookedAt: int32(l.reach.rare), //nolint:gosec // small
		})
		if err != nil || int(rows[0].LookedAt) < l.reach.rare {
			return present(rows, func(r sqlc.FindRareNotesRow) int64 { return r.LetterID }), err
		}
	}
	return l.queries.WalkNotes(ctx, sqlc.WalkNotesParams{
		Positions: numbers(l.Positions), Units: numbers(l.Units), Words: l.words, AtMost: notesAtMost,
		OfPosition: each(l.reach.notes, len(l.Positions)), OfUnit: each(l.reach.notes, len(l.Units)),
	})
}

// bySender are letters of senders that are much like what was typed: of the newest of each sender, and of the newest of the
// reader.
func (l *looking) bySender(ctx context.Context) (letters []int64, alike []string, err error) {
	names, err := l.queries.NamesAlike(ctx, strings.Join(l.Terms, " "), namesAtMost)
	if err != nil || len(names) == 0 {
		return nil, nil, err
	}
	newest, err := l.queries.FindBySender(ctx, sqlc.FindBySenderParams{
		Senders: names, Units: numbers(l.Units), Positions: numbers(l.Positions), AtMost: registry.SearchAtMost, LookedAt: int32(l.reach.senders), //nolint:gosec // small
	})
	mine, err := l.walk(ctx, names, err)
	if letters = append(newest, mine...); err != nil || len(letters) == 0 {
		return nil, nil, err
	}
	return letters, names, nil
}

// rank makes the page.
func (l *looking) rank(ctx context.Context, letters, first []int64, found *registry.Found) error {
	slices.Sort(letters)
	letters = slices.Compact(letters)
	rows, err := l.queries.RankLetters(ctx, sqlc.RankLettersParams{
		Positions: numbers(l.Positions), Units: numbers(l.Units), Letters: letters, First: first, Words: l.words,
		Since: l.since(), Until: l.until(), Unit: int64(l.Unit), Filter: string(l.Filter), Today: dayColumn(l.Today),
		Skipped: int32(l.Offset), PageSize: int32(l.Limit), //nolint:gosec // pages
	})
	if err != nil {
		return fmt.Errorf("rank %d letters: %w", len(letters), err)
	}
	found.Offset, found.More = l.Offset, l.more || len(letters) >= registry.SearchAtMost
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

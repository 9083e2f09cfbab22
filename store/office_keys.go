package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// KnownKeys tells what the database knows already, as an import has to know it. It reads the whole office at one moment.
func (s *Store) KnownKeys(ctx context.Context) (roster.Keys, error) {
	var keys roster.Keys
	reads := []func(context.Context, *sqlc.Queries, *roster.Keys) error{
		knownUnits, knownPositions, knownStaff, knownAssignments, knownLetters, knownBranches, knownInstructions,
		knownBalances, knownRules, knownApel, knownDays,
	}
	moment := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	err := pgx.BeginTxFunc(ctx, s.pool, moment, func(tx Tx) error {
		q := s.queries.WithTx(tx)
		if err := q.AllowTime(ctx); err != nil {
			return err
		}
		for _, read := range reads {
			if err := read(ctx, q, &keys); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return roster.Keys{}, fmt.Errorf("read what is known: %w", err)
	}
	return keys, nil
}

func knownUnits(ctx context.Context, q *sqlc.Queries, keys *roster.Keys) error {
	rows, err := q.KnownUnits(ctx)
	keys.Units = make(map[string]string, len(rows))
	for _, row := range rows {
		keys.Units[row.Code] = orZero(row.Parent)
	}
	return err
}

func knownPositions(ctx context.Context, q *sqlc.Queries, keys *roster.Keys) error {
	rows, err := q.KnownPositions(ctx)
	keys.Positions = make(map[string]roster.KnownPosition, len(rows))
	for _, row := range rows {
		keys.Positions[row.Code] = roster.KnownPosition{Unit: row.Unit, Superior: orZero(row.Superior)}
	}
	return err
}

func knownStaff(ctx context.Context, q *sqlc.Queries, keys *roster.Keys) error {
	rows, err := q.KnownStaff(ctx)
	keys.Staff = make(map[staff.NIP]roster.KnownEmployee, len(rows))
	for _, row := range rows {
		keys.Staff[staff.NIP(row.Nip)] = roster.KnownEmployee{Phone: staff.Phone(orZero(row.Phone))}
	}
	return err
}

func knownAssignments(ctx context.Context, q *sqlc.Queries, keys *roster.Keys) error {
	rows, err := q.KnownAssignments(ctx)
	for _, row := range rows {
		keys.Assignments = append(keys.Assignments, roster.Assignment{
			NIP: staff.NIP(row.Nip), Position: row.Position, Capacity: staff.Capacity(row.Kind), From: dayOf(&row.FromDay),
			Until: dayOf(row.UntilDay),
		})
	}
	return err
}

func knownLetters(ctx context.Context, q *sqlc.Queries, keys *roster.Keys) error {
	rows, err := q.KnownLetters(ctx)
	keys.Letters = make(map[roster.LetterKey]roster.KnownLetter, len(rows))
	for _, row := range rows {
		key := roster.LetterKey{Unit: row.Unit, Year: int(row.AgendaYear), Number: int(row.AgendaNumber)}
		keys.Letters[key] = roster.KnownLetter{
			Speed: disposition.Speed(row.Speed), Secrecy: disposition.Secrecy(row.Secrecy),
		}
	}
	return err
}

func knownBranches(ctx context.Context, q *sqlc.Queries, keys *roster.Keys) error {
	rows, err := q.KnownBranches(ctx)
	keys.Branches = make(map[roster.BranchKey]roster.KnownBranch, len(rows))
	for _, row := range rows {
		keys.Branches[roster.BranchKey{Disposition: row.Disposition, Position: row.Position}] = roster.KnownBranch{
			Letter: roster.LetterKey{Unit: row.Unit, Year: int(row.AgendaYear), Number: int(row.AgendaNumber)},
			Copy:   row.IsCopy, State: disposition.State(row.State),
		}
	}
	return err
}

func knownInstructions(ctx context.Context, q *sqlc.Queries, keys *roster.Keys) error {
	var err error
	keys.Instructions, err = q.KnownInstructions(ctx)
	return err
}

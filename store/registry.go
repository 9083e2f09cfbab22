package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// AddLetter gives a letter the next agenda number of its unit and year, and ids to it, to its disposition and its branch;
// lets decide say what is told and audited of it; and saves all of it in one transaction. Whoever enters a letter of the
// unit at the same moment waits, so that numbers have no gaps. A once that was used already returns the letter of the first
// time, and decide is not called.
func (s *Store) AddLetter(ctx context.Context, d *disposition.Dossier, once string,
	decide func(*disposition.Dossier) disposition.Decision,
) (*disposition.Dossier, error) {
	var saved *disposition.Dossier
	err := s.inOnceTx(ctx, func(tx Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		if _, err := q.LockUnit(ctx, int64(d.Letter.UnitID)); err != nil {
			return nil, fmt.Errorf("lock unit %d: %w", d.Letter.UnitID, err)
		}
		var err error
		if saved, err = enteredBefore(ctx, q, once); saved != nil || err != nil {
			return nil, errors.Join(errRepeated, err)
		}
		if saved, err = enterLetter(ctx, q, d, once); err != nil {
			return nil, err
		}
		decision := decide(saved)
		return decision.Audit, s.addNotices(ctx, tx, q, decision.Messages)
	})
	if err != nil {
		return nil, fmt.Errorf("enter a letter of unit %d: %w", d.Letter.UnitID, err)
	}
	return saved, nil
}

// enteredBefore returns the letter that a submission entered, nil if there is none.
func enteredBefore(ctx context.Context, q *sqlc.Queries, once string) (*disposition.Dossier, error) {
	if once == "" {
		return nil, nil //nolint:nilnil // no submission, no letter
	}
	letter, err := q.LetterOfSubmission(ctx, &once)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil //nolint:nilnil // no letter, no error
	}
	if err != nil {
		return nil, fmt.Errorf("find the letter of a submission: %w", err)
	}
	return loadDossier(ctx, q, letter)
}

// enterLetter saves a letter under the next number, with its files and the branch that it is passed on to. What an import
// has just taken is passed over: it has its number before anybody could see that.
func enterLetter(ctx context.Context, q *sqlc.Queries, d *disposition.Dossier, once string) (*disposition.Dossier, error) {
	row := letterEntry(d.Letter, once)
	entered, err := q.AddLetter(ctx, row)
	for errors.Is(err, pgx.ErrNoRows) {
		entered, err = q.AddLetter(ctx, row)
	}
	if err != nil {
		return nil, fmt.Errorf("number the letter: %w", err)
	}
	for i, file := range d.Letter.Files {
		err := q.AddLetterFile(ctx, sqlc.AddLetterFileParams{
			Letter: entered.ID, Ordinal: int32(i), File: string(file.ID), Name: storable(file.Name),
		})
		if err != nil {
			return nil, fmt.Errorf("add file %s to letter %d: %w", file.ID, entered.ID, err)
		}
	}
	if err := passOn(ctx, q, entered.ID, d); err != nil {
		return nil, fmt.Errorf("pass letter %d on: %w", entered.ID, err)
	}
	if !d.Letter.Secrecy.StaysInOffice() {
		if err := q.UseCorrespondent(ctx, row.Unit, row.Sender, row.RegisteredAt); err != nil {
			return nil, fmt.Errorf("note who sent letter %d: %w", entered.ID, err)
		}
	}
	return loadDossier(ctx, q, entered.ID)
}

//nolint:gosec // years
func letterEntry(l disposition.Letter, once string) sqlc.AddLetterParams {
	return sqlc.AddLetterParams{
		Unit: int64(l.UnitID), AgendaYear: int32(l.AgendaYear), Number: storable(l.Number), Dated: dayColumn(l.Date),
		Received: dayColumn(l.Received), Sender: storable(l.Sender), Subject: storable(l.Subject), Summary: storable(l.Summary),
		Classification: storable(l.Classification), Speed: string(l.Speed), Secrecy: string(l.Secrecy),
		RegisteredBy: int64(l.RegisteredBy), RegisteredAt: l.RegisteredAt, Once: once,
	}
}

// passOn saves the disposition of the registry with its branches, all of them to act on.
func passOn(ctx context.Context, q *sqlc.Queries, letter int64, d *disposition.Dossier) error {
	aside, err := q.SetNumbersAside(ctx, int32(len(d.Branches))) //nolint:gosec // a handful of branches
	if err != nil {
		return err
	}
	routing := d.Dispositions[0]
	err = q.AddDisposition(ctx, sqlc.AddDispositionParams{
		ID: aside.Disposition, Letter: letter, ByEmployee: orNull(int64(routing.By)), SentAt: routing.SentAt, Routing: true,
	})
	if err != nil {
		return err
	}
	var positions []int64
	for _, b := range d.Branches {
		positions = append(positions, int64(b.To))
	}
	return q.AddBranches(ctx, sqlc.AddBranchesParams{
		Ids: aside.Branches, Disposition: aside.Disposition, Letter: letter, Positions: positions,
		Deadline: dayOrNull(d.Branches[0].Deadline), SentAt: routing.SentAt,
	})
}

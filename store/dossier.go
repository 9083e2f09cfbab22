package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// Dossier loads the letter of a branch with all that became of it, or returns disposition.ErrNoSuchBranch.
func (s *Store) Dossier(ctx context.Context, id disposition.BranchID) (*disposition.Dossier, error) {
	letter, err := s.queries.LetterOfBranch(ctx, int64(id))
	if err != nil {
		return nil, fmt.Errorf("find letter of branch %d: %w", id, noBranch(err))
	}
	return loadDossier(ctx, s.queries, letter)
}

func noBranch(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return disposition.ErrNoSuchBranch
	}
	return err
}

// Letter loads a letter with all that became of it, or returns disposition.ErrNoSuchLetter.
func (s *Store) Letter(ctx context.Context, id disposition.LetterID) (*disposition.Dossier, error) {
	d, err := loadDossier(ctx, s.queries, int64(id))
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, fmt.Errorf("find letter %d: %w", id, disposition.ErrNoSuchLetter)
	}
	return d, err
}

// loadDossier needs no transaction: branches are read first, and what they refer to is older than they are.
func loadDossier(ctx context.Context, q *sqlc.Queries, letter int64) (*disposition.Dossier, error) {
	branches, err := q.LoadBranches(ctx, letter)
	if err != nil {
		return nil, fmt.Errorf("load branches of letter %d: %w", letter, err)
	}
	dispositions, err := q.LoadDispositions(ctx, letter)
	if err != nil {
		return nil, fmt.Errorf("load dispositions of letter %d: %w", letter, err)
	}
	row, err := q.LoadLetter(ctx, letter)
	if err != nil {
		return nil, fmt.Errorf("load letter %d: %w", letter, err)
	}
	d := &disposition.Dossier{}
	if d.Letter, err = letterOf(row); err != nil {
		return nil, fmt.Errorf("read letter %d: %w", letter, err)
	}
	for _, row := range dispositions {
		d.Dispositions = append(d.Dispositions, dispositionOf(row))
	}
	for _, row := range branches {
		branch, err := branchOf(row)
		if err != nil {
			return nil, fmt.Errorf("read branch %d: %w", row.ID, err)
		}
		d.Branches = append(d.Branches, branch)
	}
	return d, nil
}

func letterOf(row sqlc.LoadLetterRow) (disposition.Letter, error) {
	l := disposition.Letter{
		ID: disposition.LetterID(row.ID), UnitID: staff.UnitID(row.UnitID), UnitName: row.UnitName,
		AgendaYear: int(row.AgendaYear), AgendaNumber: int(row.AgendaNumber), Number: row.Number,
		Date: dayOf(&row.Dated), Received: dayOf(&row.Received), Sender: row.Sender, Subject: row.Subject,
		Summary: row.Summary, Classification: row.Classification, Speed: disposition.Speed(row.Speed),
		Secrecy: disposition.Secrecy(row.Secrecy), CompletedAt: orZero(row.CompletedAt), Version: int(row.Version),
		RegisteredBy: staff.EmployeeID(orZero(row.RegisteredBy)), RegisteredByName: orZero(row.RegisteredName),
		RegisteredAt: orZero(row.RegisteredAt),
	}
	var err error
	l.Files, err = filesOf(row.Files)
	return l, err
}

// filesOf reads a list of files; an empty one is nil.
func filesOf(column []byte) ([]document.File, error) {
	var files []document.File
	if err := json.Unmarshal(column, &files); err != nil || len(files) == 0 {
		return nil, err
	}
	return files, nil
}

func dispositionOf(row sqlc.LoadDispositionsRow) disposition.Disposition {
	d := disposition.Disposition{
		ID: disposition.DispositionID(row.ID), Parent: disposition.BranchID(orZero(row.ParentBranchID)),
		From: staff.PositionID(orZero(row.FromPositionID)), FromTitle: orZero(row.FromTitle), By: staff.EmployeeID(orZero(row.ByEmployeeID)),
		ByName: orZero(row.ByName), As: staff.Capacity(orZero(row.AsCapacity)), Note: row.Note, SentAt: row.SentAt, Routing: row.Routing,
	}
	if len(row.Instructions) > 0 {
		d.Instructions = row.Instructions
	}
	return d
}

func branchOf(row sqlc.LoadBranchesRow) (*disposition.Branch, error) {
	b := &disposition.Branch{
		ID: disposition.BranchID(row.ID), Version: int(row.Version), Disposition: disposition.DispositionID(row.DispositionID),
		To: staff.PositionID(row.PositionID), ToTitle: row.ToTitle, ToUnit: row.ToUnit, Copy: row.IsCopy,
		State: disposition.State(row.State), Deadline: dayOf(row.Deadline), Report: row.Report, Reason: row.Reason,
		Read: disposition.Act{
			At: orZero(row.ReadAt), By: staff.EmployeeID(orZero(row.ReadBy)), ByName: orZero(row.ReadName),
			Position: staff.PositionID(orZero(row.ReadPositionID)), As: staff.Capacity(orZero(row.ReadAs)),
		},
		Started: disposition.Act{
			At: orZero(row.StartedAt), By: staff.EmployeeID(orZero(row.StartedBy)), ByName: orZero(row.StartedName),
			Position: staff.PositionID(orZero(row.StartedPositionID)), As: staff.Capacity(orZero(row.StartedAs)),
		},
		Ended: disposition.Act{
			At: orZero(row.EndedAt), By: staff.EmployeeID(orZero(row.EndedBy)), ByName: orZero(row.EndedName),
			Position: staff.PositionID(orZero(row.EndedPositionID)), As: staff.Capacity(orZero(row.EndedAs)),
		},
		Archived: row.Archived,
		Settled: disposition.Act{
			At: orZero(row.SettledAt), By: staff.EmployeeID(orZero(row.SettledBy)), ByName: orZero(row.SettledName),
			Position: staff.PositionID(orZero(row.SettledPositionID)), As: staff.Capacity(orZero(row.SettledAs)),
		},
		Nudged: disposition.Act{
			At: orZero(row.NudgedAt), By: staff.EmployeeID(orZero(row.NudgedBy)), ByName: orZero(row.NudgedName),
			Position: staff.PositionID(orZero(row.NudgedPositionID)), As: staff.Capacity(orZero(row.NudgedAs)),
		},
	}
	var err error
	b.ReportFiles, err = filesOf(row.ReportFiles)
	return b, err
}

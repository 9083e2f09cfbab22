package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// UpdateDossier locks the letter of a branch, lets decide change the dossier, and saves all that follows from it in one
// transaction: changed branches, audit lines, messages with their jobs, and a job for each changed branch that redraws
// its cards. A once that is not empty makes the change happen once for ever: when it has happened already, decide is not
// called. Returned is the dossier as saved.
func (s *Store) UpdateDossier(ctx context.Context, c disposition.Change,
	decide func(*disposition.Dossier) (disposition.Decision, error),
) (*disposition.Dossier, error) {
	var saved *disposition.Dossier
	err := s.inOnceTx(ctx, func(tx Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		letter, err := q.LockLetterOfBranch(ctx, int64(c.Branch))
		if err != nil {
			return nil, noBranch(err)
		}
		if saved, err = loadDossier(ctx, q, letter); err != nil {
			return nil, err
		}
		if err := s.submit(ctx, q, c.Once); err != nil {
			return nil, err
		}
		before := remember(saved)
		decision, err := decide(saved)
		if err != nil {
			return nil, err
		}
		return decision.Audit, s.saveDossier(ctx, tx, q, before, saved, decision.Messages)
	})
	if err != nil {
		return nil, fmt.Errorf("update dossier of branch %d: %w", c.Branch, err)
	}
	return saved, nil
}

// errRepeated says within a transaction that what was to be done was done before.
var errRepeated = errors.New("submitted before")

// inOnceTx is inAuditedTx for what is done once for ever: with errRepeated, do says that it was done before. That is no
// error, and what do found is answered like the first time; so it is waited for until that is on disk.
func (s *Store) inOnceTx(ctx context.Context, do func(tx Tx, q *sqlc.Queries) ([]audit.Entry, error)) error {
	err := s.inAuditedTx(ctx, do)
	if errors.Is(err, errRepeated) {
		return s.waitForDisk(ctx)
	}
	return err
}

// submit takes the key of a submission, or returns errRepeated if it is taken. Without a key nothing is repeated.
func (s *Store) submit(ctx context.Context, q *sqlc.Queries, once string) error {
	if once == "" {
		return nil
	}
	taken, err := q.AddSubmission(ctx, once, s.clock.Now())
	if err == nil && taken == 0 {
		err = errRepeated
	}
	return err
}

// remembered is what has to be known of a dossier to tell later what changed.
type remembered struct {
	complete bool
	versions map[disposition.BranchID]int
	files    map[disposition.BranchID][]document.File
}

func remember(d *disposition.Dossier) remembered {
	r := remembered{
		complete: !d.Letter.CompletedAt.IsZero(),
		versions: map[disposition.BranchID]int{},
		files:    map[disposition.BranchID][]document.File{},
	}
	for _, b := range d.Branches {
		r.versions[b.ID], r.files[b.ID] = b.Version, slices.Clone(b.ReportFiles)
	}
	return r
}

func (s *Store) saveDossier(ctx context.Context, tx Tx, q *sqlc.Queries, before remembered,
	d *disposition.Dossier, messages []notify.Message,
) error {
	if at := d.Letter.CompletedAt; !at.IsZero() && !before.complete {
		if err := q.CompleteLetter(ctx, &at, int64(d.Letter.ID)); err != nil {
			return fmt.Errorf("complete letter %d: %w", d.Letter.ID, err)
		}
	}
	var changed []int64
	for _, b := range d.Branches {
		if b.Version == before.versions[b.ID] {
			continue
		}
		if err := saveBranch(ctx, q, before, b); err != nil {
			return fmt.Errorf("save branch %d: %w", b.ID, err)
		}
		changed = append(changed, int64(b.ID))
	}
	if err := s.addNotices(ctx, tx, q, messages); err != nil {
		return err
	}
	return s.redrawStale(ctx, tx, q, changed)
}

// redrawStale has the cards of changed branches drawn anew, where there are any. A card that is recorded later is known to be
// behind by whoever records it.
func (s *Store) redrawStale(ctx context.Context, tx Tx, q *sqlc.Queries, changed []int64) error {
	stale, err := q.BranchesWithStaleCards(ctx, changed)
	if err != nil {
		return fmt.Errorf("find cards of %d branches: %w", len(changed), err)
	}
	return s.redraw(ctx, tx, stale)
}

// saveBranch saves a branch that nobody else has changed: under the letter's lock nobody should have, and if somebody
// did, by hand or by another program, ErrConflict says so.
func saveBranch(ctx context.Context, q *sqlc.Queries, before remembered, b *disposition.Branch) error {
	saved, err := q.SaveBranch(ctx, branchRow(b, before.versions[b.ID]))
	if err != nil {
		return err
	}
	if saved == 0 {
		return ErrConflict
	}
	if slices.Equal(b.ReportFiles, before.files[b.ID]) {
		return nil
	}
	for i, file := range b.ReportFiles {
		err := q.AddReportFile(ctx, sqlc.AddReportFileParams{
			Branch: int64(b.ID), Ordinal: int32(i), File: string(file.ID), Name: file.Name,
		})
		if err != nil {
			return fmt.Errorf("add file %s to the report: %w", file.ID, err)
		}
	}
	return nil
}

//nolint:gosec // versions grow by one with each tap
func branchRow(b *disposition.Branch, old int) sqlc.SaveBranchParams {
	read, started, ended := actRow(b.Read), actRow(b.Started), actRow(b.Ended)
	return sqlc.SaveBranchParams{
		ID: int64(b.ID), OldVersion: int32(old), Version: int32(b.Version), State: string(b.State),
		Report: b.Report, Reason: b.Reason,
		ReadAt: read.at, ReadBy: read.by, ReadPositionID: read.position, ReadAs: read.as,
		StartedAt: started.at, StartedBy: started.by, StartedPositionID: started.position, StartedAs: started.as,
		EndedAt: ended.at, EndedBy: ended.by, EndedPositionID: ended.position, EndedAs: ended.as,
	}
}

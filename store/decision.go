package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// UpdateDossier locks the letter of a branch, lets decide change the dossier, and saves all that follows from it in one
// transaction: changed branches, new dispositions with theirs, audit lines, messages with their jobs, and jobs that redraw
// the cards of what has changed. A once that is not empty makes the change happen once for ever: when it has happened
// already, decide is not called. Returned is the dossier as saved.
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
		if saved.Numbers, err = setAside(ctx, q, c.NewBranches); err != nil {
			return nil, err
		}
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

// setAside gives numbers for a disposition and so many branches.
func setAside(ctx context.Context, q *sqlc.Queries, branches int) (disposition.Numbers, error) {
	if branches == 0 {
		return disposition.Numbers{}, nil
	}
	row, err := q.SetNumbersAside(ctx, int32(min(branches, 1000))) //nolint:gosec // bounded
	if err != nil {
		return disposition.Numbers{}, fmt.Errorf("set numbers aside for %d branches: %w", branches, err)
	}
	return disposition.Numbers{Disposition: disposition.DispositionID(row.Disposition), Branches: ids[disposition.BranchID](row.Branches)}, nil
}

// remembered is what has to be known of a dossier to tell later what changed.
type remembered struct {
	letter       int // version
	branches     map[disposition.BranchID]disposition.Branch
	dispositions map[disposition.DispositionID]bool
}

func remember(d *disposition.Dossier) remembered {
	r := remembered{
		letter:       d.Letter.Version,
		branches:     make(map[disposition.BranchID]disposition.Branch, len(d.Branches)),
		dispositions: make(map[disposition.DispositionID]bool, len(d.Dispositions)),
	}
	for _, b := range d.Branches {
		was := *b
		was.ReportFiles = slices.Clone(b.ReportFiles)
		r.branches[b.ID] = was
	}
	for _, p := range d.Dispositions {
		r.dispositions[p.ID] = true
	}
	return r
}

// moved reports whether a branch has itself changed, and not only something below it.
func (r remembered) moved(b *disposition.Branch) bool {
	was := r.branches[b.ID]
	return was.State != b.State || was.Read != b.Read || was.Started != b.Started || was.Ended != b.Ended ||
		was.Settled != b.Settled || was.Nudged != b.Nudged
}

func (s *Store) saveDossier(ctx context.Context, tx Tx, q *sqlc.Queries, before remembered,
	d *disposition.Dossier, messages []notify.Message,
) error {
	if err := saveLetter(ctx, q, before.letter, d.Letter); err != nil {
		return err
	}
	moved, touched, err := saveBranches(ctx, q, before, d)
	if err != nil {
		return err
	}
	if err := addNew(ctx, q, before, d); err != nil {
		return err
	}
	if err := s.addNotices(ctx, tx, q, messages); err != nil {
		return err
	}
	if err := s.redrawStale(ctx, tx, q, moved, s.redraw); err != nil {
		return err
	}
	if err := s.redrawStale(ctx, tx, q, touched, s.redrawSoon); err != nil {
		return err
	}
	return s.redrawWay(ctx, tx, q, before.letter, d.Letter)
}

// saveBranches saves the branches that were changed: those that moved themselves, and those that only have something moved
// below them.
func saveBranches(ctx context.Context, q *sqlc.Queries, before remembered, d *disposition.Dossier) (moved, touched []int64, err error) {
	for _, b := range d.Branches {
		was, known := before.branches[b.ID]
		if !known || b.Version == was.Version {
			continue
		}
		if err := saveBranch(ctx, q, was, b); err != nil {
			return nil, nil, fmt.Errorf("save branch %d: %w", b.ID, err)
		}
		if before.moved(b) {
			moved = append(moved, int64(b.ID))
		} else {
			touched = append(touched, int64(b.ID))
		}
	}
	return moved, touched, nil
}

// addNew adds the dispositions that are new.
func addNew(ctx context.Context, q *sqlc.Queries, before remembered, d *disposition.Dossier) error {
	for _, p := range d.Dispositions {
		if before.dispositions[p.ID] {
			continue
		}
		if err := addDisposition(ctx, q, d, p); err != nil {
			return fmt.Errorf("add disposition %d to letter %d: %w", p.ID, d.Letter.ID, err)
		}
	}
	return nil
}

// saveLetter saves what became of the letter as a whole. A letter whose way was not changed is not complete either.
func saveLetter(ctx context.Context, q *sqlc.Queries, old int, l disposition.Letter) error {
	if l.Version == old {
		return nil
	}
	saved, err := q.SaveLetter(ctx, sqlc.SaveLetterParams{
		ID: int64(l.ID), CompletedAt: orNull(l.CompletedAt), Version: int32(l.Version), OldVersion: int32(old), //nolint:gosec // taps
	})
	if err == nil && saved == 0 {
		err = ErrConflict
	}
	if err != nil {
		return fmt.Errorf("save letter %d: %w", l.ID, err)
	}
	return nil
}

// addDisposition adds a disposition with its instructions and branches, however many they are, in a few statements.
func addDisposition(ctx context.Context, q *sqlc.Queries, d *disposition.Dossier, p disposition.Disposition) error {
	err := q.AddDisposition(ctx, sqlc.AddDispositionParams{
		ID: int64(p.ID), Letter: int64(d.Letter.ID), Parent: orNull(int64(p.Parent)), FromPosition: orNull(int64(p.From)),
		ByEmployee: orNull(int64(p.By)), AsCapacity: orNull(string(p.As)), Note: p.Note, SentAt: p.SentAt, Routing: p.Routing,
	})
	if err != nil {
		return err
	}
	if len(p.Instructions) > 0 {
		if err := q.AddInstructions(ctx, int64(p.ID), p.Instructions); err != nil {
			return fmt.Errorf("add its instructions: %w", err)
		}
	}
	for _, isCopy := range []bool{false, true} {
		if err := addBranches(ctx, q, d, p, isCopy); err != nil {
			return fmt.Errorf("add its branches: %w", err)
		}
	}
	return nil
}

func addBranches(ctx context.Context, q *sqlc.Queries, d *disposition.Dossier, p disposition.Disposition, isCopy bool) error {
	params := sqlc.AddBranchesParams{Disposition: int64(p.ID), Letter: int64(d.Letter.ID), IsCopy: isCopy, SentAt: p.SentAt}
	for _, b := range d.Branches {
		if b.Disposition != p.ID || b.Copy != isCopy {
			continue
		}
		params.Ids, params.Positions = append(params.Ids, int64(b.ID)), append(params.Positions, int64(b.To))
		if !b.Deadline.IsZero() {
			day := dayColumn(b.Deadline)
			params.Deadline = &day
		}
	}
	if len(params.Ids) == 0 {
		return nil
	}
	return q.AddBranches(ctx, params)
}

// redrawStale has the cards of changed branches drawn anew, where there are any. A card that is recorded later is known to be
// behind by whoever records it.
func (s *Store) redrawStale(ctx context.Context, tx Tx, q *sqlc.Queries, changed []int64, redraw func(context.Context, Tx, []int64) error) error {
	if len(changed) == 0 {
		return nil
	}
	stale, err := q.BranchesWithStaleCards(ctx, changed)
	if err != nil {
		return fmt.Errorf("find cards of %d branches: %w", len(changed), err)
	}
	return redraw(ctx, tx, stale)
}

// redrawWay has the cards of a letter drawn anew soon, where its way has changed.
func (s *Store) redrawWay(ctx context.Context, tx Tx, q *sqlc.Queries, old int, l disposition.Letter) error {
	if l.Version == old {
		return nil
	}
	stale, err := q.LetterHasCards(ctx, int64(l.ID))
	if err != nil || !stale {
		return err
	}
	return s.enqueuer.EnqueueRedrawSoon(ctx, tx, disposition.SubjectOfLetter(l.ID))
}

// saveBranch saves a branch that nobody else has changed: under the letter's lock nobody should have, and if somebody
// did, by hand or by another program, ErrConflict says so.
func saveBranch(ctx context.Context, q *sqlc.Queries, was disposition.Branch, b *disposition.Branch) error {
	saved, err := q.SaveBranch(ctx, branchRow(b, was.Version))
	if err != nil {
		return err
	}
	if saved == 0 {
		return ErrConflict
	}
	if slices.Equal(b.ReportFiles, was.ReportFiles) {
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
	read, started, ended, settled, nudged := actRow(b.Read), actRow(b.Started), actRow(b.Ended), actRow(b.Settled), actRow(b.Nudged)
	return sqlc.SaveBranchParams{
		ID: int64(b.ID), OldVersion: int32(old), Version: int32(b.Version), State: string(b.State),
		Report: b.Report, Reason: b.Reason,
		ReadAt: read.at, ReadBy: read.by, ReadPositionID: read.position, ReadAs: read.as,
		StartedAt: started.at, StartedBy: started.by, StartedPositionID: started.position, StartedAs: started.as,
		EndedAt: ended.at, EndedBy: ended.by, EndedPositionID: ended.position, EndedAs: ended.as, Archived: b.Archived,
		SettledAt: settled.at, SettledBy: settled.by, SettledPositionID: settled.position, SettledAs: settled.as,
		NudgedAt: nudged.at, NudgedBy: nudged.by, NudgedPositionID: nudged.position, NudgedAs: nudged.as,
	}
}

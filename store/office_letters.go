package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// importLetters saves letters and adds the files that they do not have yet. What shows a letter that has changed is drawn
// anew: it may have become secret.
func (s *Store) importLetters(ctx context.Context, tx Tx, q *sqlc.Queries, letters []roster.Letter) (roster.Tally, error) {
	created, changed := make([]bool, len(letters)), make([]bool, len(letters))
	t := roster.Tally{}
	var failure error
	q.ImportLetter(ctx, alike(letters, letterRow)).QueryRow(func(i int, isNew bool, err error) {
		switch {
		case failure != nil || errors.Is(err, pgx.ErrNoRows):
		case err != nil:
			failure = fmt.Errorf("save letter %s: %w", letters[i].LetterKey, err)
		default:
			created[i], changed[i] = isNew, !isNew
		}
	})
	if failure != nil {
		return t, failure
	}
	for i, letter := range letters {
		added, err := s.importFiles(ctx, q, letter)
		if err != nil {
			return t, fmt.Errorf("save files of letter %s: %w", letter.LetterKey, err)
		}
		switch {
		case created[i]:
			t.Created++
		case changed[i] || added > 0:
			t.Changed++
			if err := s.redrawLetter(ctx, tx, q, letter.LetterKey); err != nil {
				return t, err
			}
		}
	}
	t.Unchanged = len(letters) - t.Created - t.Changed
	return t, importSenders(ctx, q, letters, func(i int) bool { return created[i] || changed[i] })
}

// redrawLetter has the cards of a letter's branches drawn anew.
func (s *Store) redrawLetter(ctx context.Context, tx Tx, q *sqlc.Queries, key roster.LetterKey) error {
	branches, err := q.ChangeBranchesOfLetter(ctx, key.Unit, int32(key.Year), int32(key.Number)) //nolint:gosec // years and agenda numbers
	if err != nil {
		return fmt.Errorf("change branches of letter %s: %w", key, err)
	}
	return s.redraw(ctx, tx, branches)
}

//nolint:gosec // years and agenda numbers
func letterRow(l roster.Letter) sqlc.ImportLetterParams {
	return sqlc.ImportLetterParams{
		Unit: l.Unit, AgendaYear: int32(l.Year), AgendaNumber: int32(l.Number), Number: l.LetterNumber,
		Dated: dayColumn(l.Date), Received: dayColumn(l.Received), Sender: l.Sender, Subject: l.Subject, Summary: l.Summary,
		Classification: l.Classification, Speed: string(l.Speed), Secrecy: string(l.Secrecy),
	}
}

// importFiles returns how many files are new to the letter.
func (s *Store) importFiles(ctx context.Context, q *sqlc.Queries, l roster.Letter) (int, error) {
	if len(l.Files) == 0 {
		return 0, nil
	}
	rows := make([]sqlc.ImportLetterFileParams, len(l.Files))
	for i, file := range l.Files {
		if err := q.AddFile(ctx, s.fileRow(file)); err != nil {
			return 0, err
		}
		rows[i] = sqlc.ImportLetterFileParams{
			Unit: l.Unit, AgendaYear: int32(l.Year), AgendaNumber: int32(l.Number), //nolint:gosec // years and agenda numbers
			File: string(file.ID), Name: file.Name,
		}
	}
	t, err := tallied("files", q.ImportLetterFile(ctx, rows), len(rows))
	return t.Created, err
}

// dispatch is what an import did with dispositions.
type dispatch struct {
	tally   roster.Tally
	created []sqlc.ImportBranchRow // branches that are new
	changed []sqlc.ImportBranchRow // branches that went forward
}

func importDispositions(ctx context.Context, q *sqlc.Queries, dispositions []roster.Disposition) (dispatch, error) {
	added, err := addDispositions(ctx, q, dispositions)
	if err != nil {
		return dispatch{}, err
	}
	result, touched, err := importBranches(ctx, q, dispositions)
	if err != nil {
		return dispatch{}, err
	}
	if err := setParents(ctx, q, dispositions, added); err != nil {
		return dispatch{}, err
	}
	for i := range dispositions {
		switch {
		case added[i]:
			result.tally.Created++
		case touched[i]:
			result.tally.Changed++
		default:
			result.tally.Unchanged++
		}
	}
	letters := alike(slices.Concat(result.created, result.changed), func(r sqlc.ImportBranchRow) int64 { return r.LetterID })
	if err := q.SettleCompletion(ctx, letters); err != nil {
		return dispatch{}, fmt.Errorf("complete letters: %w", err)
	}
	return result, nil
}

// addDispositions adds those that are not known, and says which.
func addDispositions(ctx context.Context, q *sqlc.Queries, dispositions []roster.Disposition) (added []bool, err error) {
	added = make([]bool, len(dispositions))
	q.ImportDisposition(ctx, alike(dispositions, dispositionRow)).QueryRow(func(i int, _ int64, failure error) {
		added[i] = failure == nil
		if failure != nil && !errors.Is(failure, pgx.ErrNoRows) && err == nil {
			err = fmt.Errorf("save disposition %s: %w", dispositions[i].Code, failure)
		}
	})
	return added, err
}

//nolint:gosec // years and agenda numbers
func dispositionRow(d roster.Disposition) sqlc.ImportDispositionParams {
	return sqlc.ImportDispositionParams{
		Code: d.Code, Unit: d.Letter.Unit, AgendaYear: int32(d.Letter.Year), AgendaNumber: int32(d.Letter.Number),
		FromPosition: d.From, ByNip: string(d.By), AsCapacity: string(d.As), Note: d.Note, SentAt: d.SentAt,
		Instructions: d.Instructions,
	}
}

// importBranches says of which dispositions a branch is new or went forward.
func importBranches(ctx context.Context, q *sqlc.Queries, dispositions []roster.Disposition) (dispatch, []bool, error) {
	var rows []sqlc.ImportBranchParams
	var of []int // the disposition of each row
	for i, d := range dispositions {
		for _, b := range d.Branches {
			rows, of = append(rows, importedBranch(d.Code, b)), append(of, i)
		}
	}
	var result dispatch
	var failure error
	touched := make([]bool, len(dispositions))
	q.ImportBranch(ctx, rows).QueryRow(func(i int, row sqlc.ImportBranchRow, err error) {
		switch {
		case failure != nil || errors.Is(err, pgx.ErrNoRows):
			return
		case err != nil:
			failure = fmt.Errorf("save branch of %s to %s: %w", rows[i].Disposition, rows[i].Position, err)
			return
		case row.Created:
			result.created = append(result.created, row)
		default:
			result.changed = append(result.changed, row)
		}
		touched[of[i]] = true
	})
	return result, touched, failure
}

func importedBranch(code string, b roster.Branch) sqlc.ImportBranchParams {
	return sqlc.ImportBranchParams{
		Disposition: code, Position: b.To, IsCopy: b.Copy, Deadline: dayOrNull(b.Deadline), State: string(b.State),
		Report: b.Report, Reason: b.Reason,
		ReadAt: orNull(b.Read.At), ReadBy: string(b.Read.By), ReadAs: orNull(string(b.Read.As)),
		StartedAt: orNull(b.Started.At), StartedBy: string(b.Started.By), StartedAs: orNull(string(b.Started.As)),
		EndedAt: orNull(b.Ended.At), EndedBy: string(b.Ended.By), EndedAs: orNull(string(b.Ended.As)),
	}
}

// setParents says which branch each new disposition forwards.
func setParents(ctx context.Context, q *sqlc.Queries, dispositions []roster.Disposition, added []bool) error {
	var rows []sqlc.SetParentParams
	for i, d := range dispositions {
		if added[i] && d.Parent != (roster.BranchKey{}) {
			rows = append(rows, sqlc.SetParentParams{
				Code: d.Code, ParentDisposition: d.Parent.Disposition, ParentPosition: d.Parent.Position,
			})
		}
	}
	var failure error
	q.SetParent(ctx, rows).Exec(func(i int, err error) {
		if err != nil && failure == nil {
			failure = fmt.Errorf("set parent of disposition %s: %w", rows[i].Code, err)
		}
	})
	return failure
}

// announce tells who is addressed by something new, and redraws the cards of what went forward.
func (s *Store) announce(ctx context.Context, tx Tx, q *sqlc.Queries, sent dispatch, tell bool) error {
	var messages []notify.Message
	oldest := s.clock.Now().Add(-keepOthers)
	for _, row := range sent.created {
		if tell && disposition.State(row.State) == disposition.StateSent && row.SentAt.After(oldest) {
			messages = append(messages, newBranch(row))
		}
	}
	if err := s.addNotices(ctx, tx, q, messages); err != nil {
		return err
	}
	for _, row := range sent.changed {
		if err := s.enqueuer.EnqueueRedraw(ctx, tx, disposition.SubjectOf(disposition.BranchID(row.ID))); err != nil {
			return err
		}
	}
	return nil
}

// newBranch is the message to whoever holds the position that a branch is addressed to.
func newBranch(row sqlc.ImportBranchRow) notify.Message {
	subject := disposition.SubjectOf(disposition.BranchID(row.ID))
	return notify.Message{
		Key: string(notify.DispositionNew) + ":" + subject.String(), To: notify.ToHolders(staff.PositionID(row.PositionID), 0),
		Kind: notify.DispositionNew, Class: notify.Ask, Subject: subject,
	}
}

package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// ImportOffice saves an office in one transaction, each record by its natural key: the same office again changes nothing.
// What the office leaves out stays. Whoever is addressed by a new branch that is unread and was sent within the last week
// is told, and the import leaves one line in the audit log.
//
// The office must have been checked (roster.Office.Check) and sorted (roster.Office.Sort).
func (s *Store) ImportOffice(ctx context.Context, o roster.Office) (roster.Report, error) {
	return s.importOffice(ctx, o, true)
}

// ImportOfficeQuietly is ImportOffice without telling anybody.
func (s *Store) ImportOfficeQuietly(ctx context.Context, o roster.Office) (roster.Report, error) {
	return s.importOffice(ctx, o, false)
}

func (s *Store) importOffice(ctx context.Context, o roster.Office, tell bool) (roster.Report, error) {
	var report roster.Report
	err := s.inAuditedTx(ctx, func(tx Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		if err := q.AllowTime(ctx); err != nil {
			return nil, err
		}
		if err := q.LockImport(ctx, importLock); err != nil {
			return nil, err
		}
		var err error
		report, err = s.importAll(ctx, tx, q, o, tell)
		return []audit.Entry{s.importLine(report)}, err
	})
	if err != nil {
		return roster.Report{}, fmt.Errorf("import office: %w", err)
	}
	return report, nil
}

// importAll saves an office in an order in which whatever is referred to comes first.
func (s *Store) importAll(ctx context.Context, tx Tx, q *sqlc.Queries, o roster.Office, tell bool) (roster.Report, error) {
	report, err := importPeople(ctx, q, o)
	if err != nil {
		return report, err
	}
	if report.Letters, err = s.importLetters(ctx, tx, q, o.Letters); err != nil {
		return report, err
	}
	sent, err := importDispositions(ctx, q, o.Dispositions)
	if err != nil {
		return report, err
	}
	report.Dispositions = sent.tally
	if report.Balances, err = s.importBalances(ctx, q, o.Balances); err != nil {
		return report, err
	}
	if report.Rules, err = importRules(ctx, q, o.ApprovalRules()); err != nil {
		return report, err
	}
	if report.Days, err = s.importDays(ctx, q, o.Days); err != nil {
		return report, err
	}
	if report.ApelPlaces, report.ApelRules, err = importApel(ctx, q, o); err != nil {
		return report, err
	}
	return report, s.announce(ctx, tx, q, sent, tell)
}

// importLine says how much of what an import brought: created, changed, unchanged.
func (s *Store) importLine(r roster.Report) audit.Entry {
	facts := map[string]string{}
	for what, t := range map[string]roster.Tally{
		"units": r.Units, "positions": r.Positions, "staff": r.Staff, "assignments": r.Assignments, "grants": r.Grants,
		"letters": r.Letters, "dispositions": r.Dispositions, "balances": r.Balances, "rules": r.Rules,
		"apel_places": r.ApelPlaces, "apel_rules": r.ApelRules, "days": r.Days,
	} {
		facts[what] = fmt.Sprintf("%d+%d+%d", t.Created, t.Changed, t.Unchanged)
	}
	return audit.Entry{At: s.clock.Now(), Action: audit.OfficeImported, Facts: facts}
}

// importPeople saves everything that letters refer to.
func importPeople(ctx context.Context, q *sqlc.Queries, o roster.Office) (r roster.Report, err error) {
	if r.Units, err = tallied("units", q.ImportUnit(ctx, alike(o.Units, unitRow)), len(o.Units)); err != nil {
		return r, err
	}
	positions := q.ImportPosition(ctx, alike(o.Positions, positionRow))
	if r.Positions, err = tallied("positions", positions, len(o.Positions)); err != nil {
		return r, err
	}
	if r.Staff, err = tallied("staff", q.ImportEmployee(ctx, alike(o.Staff, employeeRow)), len(o.Staff)); err != nil {
		return r, err
	}
	assignments := q.ImportAssignment(ctx, alike(o.Assignments, assignmentRow))
	if r.Assignments, err = tallied("assignments", assignments, len(o.Assignments)); err != nil {
		return r, err
	}
	r.Grants, err = importGrants(ctx, q, o.Grants)
	return r, err
}

func unitRow(u roster.Unit) sqlc.ImportUnitParams {
	return sqlc.ImportUnitParams{Code: u.Code, Name: u.Name, Parent: orNull(u.Parent)}
}

func positionRow(p roster.Position) sqlc.ImportPositionParams {
	return sqlc.ImportPositionParams{
		Code: p.Code, Title: p.Title, Unit: p.Unit, Superior: orNull(p.Superior), Eselon: string(p.Echelon),
	}
}

func employeeRow(e roster.Employee) sqlc.ImportEmployeeParams {
	return sqlc.ImportEmployeeParams{
		Nip: string(e.NIP), Name: e.Name, Kind: string(e.Kind), Phone: orNull(string(e.Phone)), Active: e.Active,
	}
}

func assignmentRow(a roster.Assignment) sqlc.ImportAssignmentParams {
	return sqlc.ImportAssignmentParams{
		Nip: string(a.NIP), Position: a.Position, Kind: string(a.Capacity), FromDay: dayColumn(a.From),
		UntilDay: dayOrNull(a.Until),
	}
}

// importGrants gives roles, and takes away those that are no longer active.
func importGrants(ctx context.Context, q *sqlc.Queries, grants []roster.Grant) (roster.Tally, error) {
	var given []sqlc.ImportGrantParams
	var taken []sqlc.RevokeGrantParams
	for _, g := range grants {
		row := sqlc.ImportGrantParams{Nip: string(g.NIP), Role: string(g.Role), Unit: g.Unit}
		if g.Active {
			given = append(given, row)
		} else {
			taken = append(taken, sqlc.RevokeGrantParams(row))
		}
	}
	all, err := tallied("grants", q.ImportGrant(ctx, given), len(given))
	if err != nil {
		return all, err
	}
	revoked, err := tallied("revoked grants", q.RevokeGrant(ctx, taken), len(taken))
	all.Changed += revoked.Changed
	all.Unchanged += revoked.Unchanged
	return all, err
}

// saved are the answers to a batch: a row says whether the record is new, no row that it is as it was.
type saved interface {
	QueryRow(f func(i int, created bool, err error))
}

func tallied(what string, results saved, total int) (roster.Tally, error) {
	t := roster.Tally{}
	var failure error
	results.QueryRow(func(i int, created bool, err error) {
		switch {
		case failure != nil || errors.Is(err, pgx.ErrNoRows):
		case err != nil:
			failure = fmt.Errorf("save number %d of %s: %w", i+1, what, err)
		case created:
			t.Created++
		default:
			t.Changed++
		}
	})
	t.Unchanged = total - t.Created - t.Changed
	return t, failure
}

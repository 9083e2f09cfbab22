package importer

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/roster"
)

// printPlan prints what an import would save: how many records are new, and
// how many the database has already. Which of those would change only the import itself tells.
func printPlan(out io.Writer, o roster.Office, known roster.Keys) error {
	text, rules := []byte("\trows\tnew\tknown\t\n"), o.ApprovalRules()
	for _, line := range []struct {
		sheet roster.Sheet
		rows  int
		known int
	}{
		{roster.Units, len(o.Units), count(o.Units, func(u roster.Unit) bool { return has(known.Units, u.Code) })},
		{roster.Positions, len(o.Positions), count(o.Positions, func(p roster.Position) bool { return has(known.Positions, p.Code) })},
		{roster.Staff, len(o.Staff), count(o.Staff, func(e roster.Employee) bool { return has(known.Staff, e.NIP) })},
		{roster.Assignments, len(o.Assignments), count(o.Assignments, assigned(known))},
		{roster.Letters, len(o.Letters), count(o.Letters, func(l roster.Letter) bool { return has(known.Letters, l.LetterKey) })},
		{roster.Dispositions, len(o.Dispositions), count(o.Dispositions, ordered(known))},
		{roster.Balances, len(o.Balances), count(o.Balances, func(b roster.Balance) bool { return known.Balances[b.BalanceKey] })},
		{roster.Approvals, len(rules), count(rules, func(a roster.ApprovalRule) bool { return known.Rules[a.Name] })},
		{roster.ApelPlaces, len(o.ApelPlaces), count(o.ApelPlaces, func(p roster.ApelPlace) bool { return known.ApelPlaces[p.Name] })},
		{roster.ApelRules, len(o.ApelRules), count(o.ApelRules, func(r roster.ApelRule) bool { return known.ApelRules[r.Name] })},
		{roster.Holidays, len(o.Days), count(o.Days, func(d calendar.Day) bool { return known.Days[roster.KeyOfDay(d)] })},
	} {
		text = fmt.Appendf(text, "%s\t%d\t%d\t%d\t\n", line.sheet, line.rows, line.rows-line.known, line.known)
	}
	text = fmt.Appendf(text, "%s\t%d\t\t\t\n", roster.Roles, len(o.Grants))
	if err := printTable(out, text, tabwriter.AlignRight); err != nil {
		return err
	}
	_, err := fmt.Fprintln(out, "No mistakes. This was a dry run: nothing was changed.")
	return err
}

func count[R any](records []R, known func(R) bool) int {
	found := 0
	for _, r := range records {
		if known(r) {
			found++
		}
	}
	return found
}

func has[K comparable, V any](known map[K]V, key K) bool {
	_, ok := known[key]
	return ok
}

func assigned(known roster.Keys) func(roster.Assignment) bool {
	keys := map[roster.Assignment]bool{}
	for _, a := range known.Assignments {
		keys[a.Key()] = true
	}
	return func(a roster.Assignment) bool { return keys[a.Key()] }
}

func ordered(known roster.Keys) func(roster.Disposition) bool {
	return func(d roster.Disposition) bool {
		return slices.ContainsFunc(d.Branches, func(b roster.Branch) bool { return has(known.Branches, d.Key(b.To)) })
	}
}

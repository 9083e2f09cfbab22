package roster

import (
	"cmp"
	"slices"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// Sort puts the records into their one order, whatever the order of the rows
// was: what stands above comes first, then by key.
func (o *Office) Sort() {
	units, line, orders := above{}, above{}, above{}
	for _, u := range o.Units {
		units[u.Code] = u.Parent
	}
	for _, p := range o.Positions {
		line[p.Code] = p.Superior
	}
	for _, d := range o.Dispositions {
		orders[d.Code] = d.Parent.Disposition
	}
	downward(o.Units, units, func(u Unit) string { return u.Code })
	downward(o.Positions, line, func(p Position) string { return p.Code })
	downward(o.Dispositions, orders, func(d Disposition) string { return d.Code })
	slices.SortFunc(o.Staff, func(a, b Employee) int { return cmp.Compare(a.NIP, b.NIP) })
	slices.SortFunc(o.Assignments, Assignment.compare)
	slices.SortFunc(o.Grants, Grant.compare)
	slices.SortFunc(o.Balances, func(a, b Balance) int { return a.compare(b.BalanceKey) })
	slices.SortFunc(o.Approvals, Approval.compare)
	slices.SortFunc(o.ApelPlaces, ApelPlace.compare)
	slices.SortFunc(o.ApelRules, ApelRule.compare)
	slices.SortStableFunc(o.Days, func(a, b calendar.Day) int { return a.Date.Compare(b.Date) })
	slices.SortFunc(o.Letters, func(a, b Letter) int { return a.compare(b.LetterKey) })
}

// downward sorts records by their depth, then by code.
func downward[R any](records []R, tree above, code func(R) string) {
	depths := make(map[string]int, len(records))
	for _, r := range records {
		depths[code(r)] = tree.depth(code(r))
	}
	slices.SortFunc(records, func(a, b R) int {
		return cmp.Or(cmp.Compare(depths[code(a)], depths[code(b)]), cmp.Compare(code(a), code(b)))
	})
}

func (a Assignment) compare(b Assignment) int {
	return cmp.Or(
		cmp.Compare(a.Position, b.Position),
		a.From.Compare(b.From),
		cmp.Compare(a.Capacity, b.Capacity),
		cmp.Compare(a.NIP, b.NIP),
	)
}

func (g Grant) compare(other Grant) int {
	return cmp.Or(
		cmp.Compare(g.Unit, other.Unit),
		cmp.Compare(g.Role, other.Role),
		cmp.Compare(g.NIP, other.NIP),
	)
}

func (k LetterKey) compare(other LetterKey) int {
	return cmp.Or(
		cmp.Compare(k.Unit, other.Unit),
		cmp.Compare(k.Year, other.Year),
		cmp.Compare(k.Number, other.Number),
	)
}

func (k BalanceKey) compare(other BalanceKey) int {
	return cmp.Or(cmp.Compare(k.NIP, other.NIP), cmp.Compare(k.Year, other.Year))
}

package request

import (
	"cmp"
	"slices"

	"github.com/gelis-bali/gelis/domain/staff"
)

// escalateAfter is how many working days a step waits before the next level
// may act as well (an assumption of the office, data of each rule).
const escalateAfter = 2

// DefaultRules are the chains of an office that imported none. Leave: the
// atasan langsung considers, the PYBMC decides (PP 11/2017 art. 338, Peraturan
// BKN 24/2017 part IV); that the head of the agency (echelon II) is the PYBMC
// is an assumption of the office, and so are the chains of all else.
func DefaultRules() []Rule {
	superior := func(stage Stage) RuleStep {
		return RuleStep{Stage: stage, Mode: AnyOf, EscalateDays: escalateAfter, Who: []Decider{{Way: Superior}}}
	}
	head := RuleStep{
		Stage: Decide, Mode: AnyOf, EscalateDays: escalateAfter,
		Who: []Decider{{Way: NearestInEchelon, Echelon: staff.EchelonII}},
	}
	return []Rule{
		{Name: "cuti", Priority: 900, Kind: Leave, Steps: []RuleStep{superior(Consider), head}},
		{Name: "izin", Priority: 900, Kind: Permit, Steps: []RuleStep{superior(Decide)}},
		{Name: "dinas luar", Priority: 900, Kind: Travel, Steps: []RuleStep{superior(Consider), head}},
		{Name: "lembur", Priority: 900, Kind: Overtime, Steps: []RuleStep{superior(Decide)}},
	}
}

// fits reports whether a rule is for the ask of an applicant in these units.
func (r Rule) fits(a Ask, applicant Applicant, units []staff.UnitID, days int) bool {
	switch {
	case r.Kind != a.Kind,
		r.Leave != "" && r.Leave != a.Leave,
		days < r.MinDays,
		r.MaxDays != 0 && days > r.MaxDays,
		r.Echelon != "" && r.Echelon != applicant.Echelon,
		r.Unit != 0 && r.Unit != applicant.Unit && !slices.Contains(units, r.Unit):
		return false
	}
	return true
}

// rule finds the rule that holds: the first that fits, by priority.
func (f Facts) rule(a Ask, days int) (Rule, error) {
	rules := f.Rules
	if len(rules) == 0 {
		rules = DefaultRules()
	}
	rules = slices.SortedStableFunc(slices.Values(rules), func(x, y Rule) int { return cmp.Compare(x.Priority, y.Priority) })
	i := slices.IndexFunc(rules, func(r Rule) bool { return r.fits(a, f.Applicant, f.Units, days) })
	if i < 0 {
		return Rule{}, &NoRuleError{Ask: a, Days: days}
	}
	return rules[i], nil
}

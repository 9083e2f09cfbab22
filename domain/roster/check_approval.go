package roster

import (
	"strconv"

	"github.com/gelis-bali/gelis/domain/request"
)

func (c checking) checkApprovals() []Fault {
	rule := ruling{sheet: Approvals}
	a := approvals{rules: map[string]int{}, steps: map[stepKey]int{}, deciders: map[deciderKey]int{}, last: map[string]int{}}
	for _, row := range c.Approvals {
		a.last[row.Name] = max(a.last[row.Name], row.Step)
	}
	for i, row := range c.Approvals {
		rule.index = i
		refers(&rule, c.units, row.Unit, "unit", UnknownUnit, row.Unit)
		refers(&rule, c.line, row.Position, "position", UnknownPosition, row.Position)
		if row.MaxDays != 0 && row.MaxDays < row.MinDays {
			rule.breaks("max_days", LongestTooShort, strconv.Itoa(row.MaxDays), strconv.Itoa(row.MinDays))
		}
		if row.Name != "" {
			c.checkRule(&rule, a, row)
		}
		if row.Name != "" && row.Step != 0 && row.Stage != "" {
			c.checkStep(&rule, a, row)
		}
	}
	return rule.faults
}

// approvals are the rows of the rules and steps that stand before a row.
type approvals struct {
	rules    map[string]int
	steps    map[stepKey]int
	deciders map[deciderKey]int
	last     map[string]int // the last step of each rule
}

type stepKey struct {
	rule string
	step int
}

type deciderKey struct {
	stepKey
	ApprovalDecider
}

// checkRule sees that all rows of a rule say the same about it.
func (c checking) checkRule(rule *ruling, a approvals, row Approval) {
	first, ok := a.rules[row.Name]
	if !ok {
		a.rules[row.Name] = rule.index
		return
	}
	if field := row.RuleFacts.differs(c.Approvals[first].RuleFacts); field != "" {
		rule.against(first, field, RuleDiffers, row.Name, "")
	}
}

// checkStep sees that all rows of a step say the same about it, that nobody is
// named twice in it, and that the last step decides, and no other.
func (c checking) checkStep(rule *ruling, a approvals, row Approval) {
	key := stepKey{row.Name, row.Step}
	if first, ok := a.steps[key]; !ok {
		a.steps[key] = rule.index
	} else if field := row.StepFacts.differs(c.Approvals[first].StepFacts); field != "" {
		rule.against(first, field, StepDiffers, strconv.Itoa(row.Step), row.Name)
	}
	if row.Way != "" {
		once(rule, a.deciders, deciderKey{key, row.ApprovalDecider}, "way", string(row.Way))
	}
	decides, isLast := row.Stage == request.Decide, row.Step == a.last[row.Name]
	switch {
	case decides && !isLast:
		rule.breaks("stage", AfterDecision, string(row.Stage), strconv.Itoa(a.last[row.Name]))
	case !decides && isLast:
		rule.breaks("stage", NoDecision, string(row.Stage), row.Name)
	}
}

// differs names the column of the first fact in which two rows differ.
func (f RuleFacts) differs(other RuleFacts) string {
	return firstDifference(
		difference{"priority", f.Priority != other.Priority},
		difference{"kind", f.Kind != other.Kind},
		difference{"leave", f.Leave != other.Leave},
		difference{"min_days", f.MinDays != other.MinDays},
		difference{"max_days", f.MaxDays != other.MaxDays},
		difference{"echelon", f.Echelon != other.Echelon},
		difference{"unit", f.Unit != other.Unit},
		difference{"active", f.Active != other.Active},
	)
}

func (f StepFacts) differs(other StepFacts) string {
	return firstDifference(
		difference{"stage", f.Stage != other.Stage},
		difference{"mode", f.Mode != other.Mode},
		difference{"escalate_days", f.EscalateDays != other.EscalateDays},
	)
}

// difference tells whether two rows differ in a column.
type difference struct {
	column string
	found  bool
}

func firstDifference(all ...difference) string {
	for _, d := range all {
		if d.found {
			return d.column
		}
	}
	return ""
}

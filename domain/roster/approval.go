package roster

import (
	"cmp"
	"slices"

	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

// ApprovalRule says by which chain requests of a sort are decided. Its key is
// Name: a rule that is known already is replaced with all its steps.
type ApprovalRule struct {
	RuleFacts
	Steps []ApprovalStep // in their order
}

// RuleFacts are what a rule says beside its steps.
type RuleFacts struct {
	Name     string
	Priority int // the smallest first
	Kind     request.Kind
	Leave    leave.Type    // empty: every kind of leave
	MinDays  int           // 0: from the shortest
	MaxDays  int           // 0: to the longest
	Echelon  staff.Echelon // of the applicant; empty: every
	Unit     string        // code of the applicant's unit or one above it; empty: every
	Active   bool          // false: the rule is taken away, if it was there
}

// ApprovalStep is one step of a rule.
type ApprovalStep struct {
	StepFacts
	Who []ApprovalDecider // they act at the same time, as Mode says
}

// StepFacts are what a step says beside its deciders.
type StepFacts struct {
	Stage        request.Stage
	Mode         request.Mode
	EscalateDays int // working days without an answer; 0: never
}

// ApprovalDecider names a position relative to the applicant, or by itself.
type ApprovalDecider struct {
	Way      request.Way
	Echelon  staff.Echelon // of request.NearestInEchelon
	Position string        // code, of request.NamedPosition
}

// Approval is one decider in one step of a rule, with all that the rule and
// the step say: a row of the sheet. Its key is the rule's name, the step and
// the decider.
type Approval struct {
	RuleFacts
	Step int // counted from 1
	StepFacts
	ApprovalDecider
}

// ApprovalRules puts the rows together, by priority and name.
func (o Office) ApprovalRules() []ApprovalRule {
	rows := slices.Clone(o.Approvals)
	slices.SortFunc(rows, Approval.compare)
	var rules []ApprovalRule
	var last Approval
	for i, a := range rows {
		if i == 0 || a.Name != last.Name {
			rules = append(rules, ApprovalRule{RuleFacts: a.RuleFacts})
		}
		rule := &rules[len(rules)-1]
		if len(rule.Steps) == 0 || a.Step != last.Step {
			rule.Steps = append(rule.Steps, ApprovalStep{StepFacts: a.StepFacts})
		}
		step := &rule.Steps[len(rule.Steps)-1]
		step.Who = append(step.Who, a.ApprovalDecider)
		last = a
	}
	return rules
}

func (a Approval) compare(other Approval) int {
	return cmp.Or(
		cmp.Compare(a.Priority, other.Priority),
		cmp.Compare(a.Name, other.Name),
		cmp.Compare(a.Step, other.Step),
		cmp.Compare(a.Way, other.Way),
		cmp.Compare(a.ApprovalDecider.Echelon, other.ApprovalDecider.Echelon),
		cmp.Compare(a.Position, other.Position),
	)
}

package store

import (
	"context"
	"fmt"
	"reflect"

	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// importBalances saves opening balances.
func (s *Store) importBalances(ctx context.Context, q *sqlc.Queries, balances []roster.Balance) (roster.Tally, error) {
	now := s.clock.Now()
	rows := alike(balances, func(b roster.Balance) sqlc.ImportBalanceParams {
		return sqlc.ImportBalanceParams{
			Nip: string(b.NIP), Year: int32(b.Year), Days: int32(b.Days), Postponed: int32(b.Postponed), At: now, //nolint:gosec // a year and days
		}
	})
	return tallied("balances", q.ImportBalance(ctx, rows), len(rows))
}

// importRules saves rules of approval: one that is not as it was is replaced with all its steps.
func importRules(ctx context.Context, q *sqlc.Queries, rules []roster.ApprovalRule) (roster.Tally, error) {
	t := roster.Tally{}
	if len(rules) == 0 {
		return t, nil
	}
	known, err := knownRulesByName(ctx, q)
	if err != nil {
		return t, err
	}
	for _, rule := range rules {
		before, exists := known[rule.Name]
		if exists == rule.Active && (!exists || reflect.DeepEqual(before, rule)) {
			t.Unchanged++
			continue
		}
		if err := replaceRule(ctx, q, rule); err != nil {
			return t, fmt.Errorf("save rule %q: %w", rule.Name, err)
		}
		if exists {
			t.Changed++
		} else {
			t.Created++
		}
	}
	return t, nil
}

// replaceRule removes a rule, and writes it anew if it is active.
func replaceRule(ctx context.Context, q *sqlc.Queries, rule roster.ApprovalRule) error {
	if _, err := q.RemoveRule(ctx, rule.Name); err != nil || !rule.Active {
		return err
	}
	id, err := q.ImportRule(ctx, sqlc.ImportRuleParams{
		Name: rule.Name, Priority: int32(rule.Priority), Kind: string(rule.Kind), LeaveType: orNull(string(rule.Leave)), //nolint:gosec // small
		MinDays: int32(rule.MinDays), MaxDays: int32(rule.MaxDays), Eselon: orNull(string(rule.Echelon)), //nolint:gosec // days
		Unit: orNull(rule.Unit),
	})
	if err != nil {
		return err
	}
	for ordinal, step := range rule.Steps {
		if err := addRuleStep(ctx, q, id, int32(ordinal), step); err != nil {
			return fmt.Errorf("save step %d: %w", ordinal+1, err)
		}
	}
	return nil
}

func addRuleStep(ctx context.Context, q *sqlc.Queries, rule int64, ordinal int32, step roster.ApprovalStep) error {
	err := q.ImportRuleStep(ctx, sqlc.ImportRuleStepParams{
		Rule: rule, Ordinal: ordinal, Stage: string(step.Stage), Mode: string(step.Mode), EscalateDays: int32(step.EscalateDays), //nolint:gosec // days
	})
	if err != nil {
		return err
	}
	for slot, who := range step.Who {
		err := q.ImportRuleDecider(ctx, sqlc.ImportRuleDeciderParams{
			Rule: rule, Ordinal: ordinal, Slot: int32(slot), Way: string(who.Way), Eselon: orNull(string(who.Echelon)),
			Position: orNull(who.Position),
		})
		if err != nil {
			return fmt.Errorf("save decider %d: %w", slot+1, err)
		}
	}
	return nil
}

// knownRulesByName gathers the rows of each rule, which come in order.
func knownRulesByName(ctx context.Context, q *sqlc.Queries) (map[string]roster.ApprovalRule, error) {
	rows, err := q.KnownRules(ctx)
	if err != nil {
		return nil, fmt.Errorf("load the rules of approval: %w", err)
	}
	known := map[string]roster.ApprovalRule{}
	for _, row := range rows {
		rule, exists := known[row.Name]
		if !exists {
			rule.RuleFacts = ruleFactsOf(row)
		}
		if len(rule.Steps) <= int(row.Ordinal) {
			rule.Steps = append(rule.Steps, roster.ApprovalStep{StepFacts: roster.StepFacts{
				Stage: request.Stage(row.Stage), Mode: request.Mode(row.Mode), EscalateDays: int(row.EscalateDays),
			}})
		}
		step := &rule.Steps[len(rule.Steps)-1]
		step.Who = append(step.Who, roster.ApprovalDecider{
			Way: request.Way(row.Way), Echelon: staff.Echelon(orZero(row.DeciderEselon)), Position: orZero(row.Position),
		})
		known[row.Name] = rule
	}
	return known, nil
}

func ruleFactsOf(row sqlc.KnownRulesRow) roster.RuleFacts {
	return roster.RuleFacts{
		Name: row.Name, Priority: int(row.Priority), Kind: request.Kind(row.Kind), Leave: leave.Type(orZero(row.LeaveType)),
		MinDays: int(row.MinDays), MaxDays: int(row.MaxDays), Echelon: staff.Echelon(orZero(row.Eselon)), Unit: orZero(row.Unit),
		Active: true,
	}
}

func knownBalances(ctx context.Context, q *sqlc.Queries, keys *roster.Keys) error {
	rows, err := q.KnownBalances(ctx)
	keys.Balances = make(map[roster.BalanceKey]bool, len(rows))
	for _, row := range rows {
		keys.Balances[roster.BalanceKey{NIP: staff.NIP(row.Nip), Year: int(row.Year)}] = true
	}
	return err
}

func knownRules(ctx context.Context, q *sqlc.Queries, keys *roster.Keys) error {
	rules, err := knownRulesByName(ctx, q)
	keys.Rules = make(map[string]bool, len(rules))
	for name := range rules {
		keys.Rules[name] = true
	}
	return err
}

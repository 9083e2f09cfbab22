package roster_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/domain/staff"
)

// superior and head are deciders; the head is that of echelon II.
func superior() roster.ApprovalDecider { return roster.ApprovalDecider{Way: request.Superior} }

func head() roster.ApprovalDecider {
	return roster.ApprovalDecider{Way: request.NearestInEchelon, Echelon: staff.EchelonII}
}

// step is one decider in a step of a rule about leave.
func step(name string, ordinal int, stage request.Stage, who roster.ApprovalDecider, change ...func(*roster.Approval)) roster.Approval {
	a := roster.Approval{
		RuleFacts:       roster.RuleFacts{Name: name, Priority: 10, Kind: request.Leave, Active: true},
		Step:            ordinal,
		StepFacts:       roster.StepFacts{Stage: stage, Mode: request.AnyOf, EscalateDays: 2},
		ApprovalDecider: who,
	}
	for _, c := range change {
		c(&a)
	}
	return a
}

func TestRulesArePutTogetherInWhateverOrderTheirRowsStand(t *testing.T) {
	t.Parallel()
	short := func(a *roster.Approval) { a.Priority, a.Leave, a.MaxDays = 5, leave.Annual, 2 }
	rows := []roster.Approval{
		step("cuti", 1, request.Consider, superior()), step("cuti", 2, request.Decide, head()),
		step("cuti", 2, request.Decide, roster.ApprovalDecider{Way: request.NamedPosition, Position: "SEKDA"}),
		step("cuti-pendek", 1, request.Decide, superior(), short),
	}
	facts := rows[0].StepFacts
	decides := roster.StepFacts{Stage: request.Decide, Mode: request.AnyOf, EscalateDays: 2}
	want := []roster.ApprovalRule{
		{RuleFacts: rows[3].RuleFacts, Steps: []roster.ApprovalStep{{StepFacts: decides, Who: []roster.ApprovalDecider{superior()}}}},
		{RuleFacts: rows[0].RuleFacts, Steps: []roster.ApprovalStep{
			{StepFacts: facts, Who: []roster.ApprovalDecider{superior()}},
			{StepFacts: decides, Who: []roster.ApprovalDecider{head(), rows[2].ApprovalDecider}},
		}},
	}
	for seed := range uint64(10) {
		order := rand.New(rand.NewPCG(seed, 1))
		order.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		if diff := cmp.Diff(want, roster.Office{Approvals: rows}.ApprovalRules()); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	}
}

func TestRulesThatCannotHold(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		rows []roster.Approval
		want []string // field and reason
	}{
		{"a rule as it should be", []roster.Approval{
			step("A", 1, request.Consider, superior()), step("A", 2, request.Decide, head()), step("B", 1, request.Decide, superior()),
		}, nil},
		{"rows that differ about the rule", []roster.Approval{
			step("A", 1, request.Consider, superior()),
			step("A", 2, request.Decide, head(), func(a *roster.Approval) { a.RuleFacts.Echelon = staff.EchelonII }),
		}, []string{"1 echelon rule differs"}},
		{"rows that differ about the step", []roster.Approval{
			step("A", 1, request.Decide, superior()),
			step("A", 1, request.Decide, head(), func(a *roster.Approval) { a.Mode = request.AllOf }),
		}, []string{"1 mode step differs"}},
		{"somebody who is named twice", []roster.Approval{
			step("A", 1, request.Decide, superior()), step("A", 1, request.Decide, superior()),
		}, []string{"1 way duplicate"}},
		{"the same people in two steps", []roster.Approval{
			step("A", 1, request.Consider, superior()), step("A", 2, request.Decide, superior()),
		}, nil},
		{"a rule that decides nothing", []roster.Approval{step("A", 1, request.Consider, superior())}, []string{"0 stage no decision"}},
		{"a step after the decision", []roster.Approval{
			step("A", 2, request.Decide, head()), step("A", 1, request.Decide, superior()),
		}, []string{"1 stage after decision"}},
		{"a longest that is shorter than the shortest", []roster.Approval{
			step("A", 1, request.Decide, superior(), func(a *roster.Approval) { a.MinDays, a.MaxDays = 3, 2 }),
		}, []string{"0 max_days longest too short"}},
		{"a shortest without a longest", []roster.Approval{
			step("A", 1, request.Decide, superior(), func(a *roster.Approval) { a.MinDays = 3 }),
		}, nil},
		{"a unit and a position that are not there", []roster.Approval{
			step("A", 1, request.Decide, roster.ApprovalDecider{Way: request.NamedPosition, Position: "X"}, func(a *roster.Approval) { a.Unit = "Y" }),
		}, []string{"0 unit unknown unit", "0 position unknown position"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			faults := roster.Office{Approvals: tt.rows}.Check(nil, roster.Keys{}, moment())
			if diff := cmp.Diff(tt.want, told(faults, roster.Approvals)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestBalancesThatCannotBe(t *testing.T) {
	t.Parallel()
	of := func(nip staff.NIP, year, days, postponed int) roster.Balance {
		return roster.Balance{BalanceKey: roster.BalanceKey{NIP: nip, Year: year}, Days: days, Postponed: postponed}
	}
	tests := []struct {
		name string
		rows []roster.Balance
		want []string
	}{
		{"three years of somebody", []roster.Balance{of("1", 2024, 0, 0), of("1", 2025, 4, 4), of("1", 2026, 12, 0)}, nil},
		{"a year twice", []roster.Balance{of("1", 2026, 1, 0), of("1", 2026, 2, 0)}, []string{"1 year duplicate"}},
		{"a year of two people", []roster.Balance{of("1", 2026, 1, 0), of("2", 2026, 2, 0)}, nil},
		{"next year", []roster.Balance{of("1", 2027, 12, 0)}, []string{"0 year in the future"}},
		{"more postponed than there was", []roster.Balance{of("1", 2026, 2, 3)}, []string{"0 postponed postponed more"}},
		{"of nobody", []roster.Balance{of("3", 2026, 2, 0)}, []string{"0 nip unknown employee"}},
	}
	known := roster.Keys{Staff: map[staff.NIP]roster.KnownEmployee{"1": {}, "2": {}}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			faults := roster.Office{Balances: tt.rows}.Check(nil, known, moment())
			if diff := cmp.Diff(tt.want, told(faults, roster.Balances)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// told lists faults of a sheet as index, field and reason.
func told(faults []roster.Fault, sheet roster.Sheet) []string {
	var all []string
	for _, f := range faults {
		if f.Sheet == sheet {
			all = append(all, string(rune('0'+f.Index))+" "+f.Field+" "+string(f.Reason))
		}
	}
	return all
}

func TestABalanceBecomesEntriesOfTheBooks(t *testing.T) {
	t.Parallel()
	b := roster.Balance{BalanceKey: roster.BalanceKey{NIP: "1", Year: 2025}, Days: 7}
	opening := leave.Entry{Year: 2025, Kind: leave.Opening, Days: 7}
	if diff := cmp.Diff([]leave.Entry{opening}, b.Entries()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	b.Postponed = 3
	if diff := cmp.Diff([]leave.Entry{opening, {Year: 2025, Kind: leave.Postponed, Days: 3}}, b.Entries()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

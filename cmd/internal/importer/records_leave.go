package importer

import (
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/domain/staff"
)

// The most that a cell may say.
const (
	maxLeft     = 36 // days of a year's annual leave: with what made up for joint leave
	maxLength   = 366
	maxPriority = 1_000_000
	maxSteps    = 20
	maxEscalate = 60
)

// escalateDays are the working days after which the next above may act as well,
// where a rule does not say.
const escalateDays = 2

func (r *reader) balance(l line) roster.Balance {
	return roster.Balance{
		BalanceKey: roster.BalanceKey{NIP: l.nip("nip", r.today()), Year: l.leaveYear("year")},
		Days:       l.amount("days", 0, maxLeft),
		Postponed:  l.amount("postponed", 0, maxLeft),
	}
}

// firstLeaveYear is the first year that can have annual leave left.
const firstLeaveYear = 2000

func (l line) leaveYear(column string) int {
	year := l.number(column, maxYear)
	if year != 0 && year < firstLeaveYear {
		l.wrong(column, l.cell(column), "is a year of which nothing can be left", "write the year with four digits")
		return 0
	}
	return year
}

func (l line) approval() roster.Approval {
	a := roster.Approval{
		RuleFacts: roster.RuleFacts{
			Name:     l.text("rule", maxName),
			Priority: l.number("priority", maxPriority),
			Kind:     choice(l, "kind", "", request.Kinds()...),
			Leave:    choice(l, "leave", "", leave.Types()...),
			MinDays:  l.amount("min_days", 0, maxLength),
			MaxDays:  l.amount("max_days", 0, maxLength),
			Echelon:  l.echelon("echelon"),
			Unit:     l.code("unit"),
			Active:   l.active(),
		},
		Step: l.number("step", maxSteps),
		StepFacts: roster.StepFacts{
			Stage:        choice(l, "stage", "", request.Consider, request.Decide),
			Mode:         choice(l, "mode", request.AnyOf, request.AnyOf, request.AllOf),
			EscalateDays: l.amount("escalate_days", escalateDays, maxEscalate),
		},
		ApprovalDecider: roster.ApprovalDecider{
			Way: choice(l, "way", "",
				request.Superior, request.SuperiorsAbove, request.NearestInEchelon, request.NamedPosition),
			Echelon:  l.echelon("way_echelon"),
			Position: l.code("position"),
		},
	}
	if a.Leave != "" && a.Kind != "" && a.Kind != request.Leave {
		l.wrong("leave", l.cell("leave"), "is a kind of leave, but the rule is about "+string(a.Kind), "empty the cell, or write CUTI as kind")
	}
	l.checkWay(a.Way)
	return a
}

func (l line) echelon(column string) staff.Echelon {
	return choice(l, column, "", staff.EchelonI, staff.EchelonII, staff.EchelonIII, staff.EchelonIV, staff.Staf)
}

// checkWay sees that a decider is named as its way needs it, and no otherwise.
func (l line) checkWay(way request.Way) {
	for _, need := range []struct {
		way    request.Way
		column string
	}{{request.NearestInEchelon, "way_echelon"}, {request.NamedPosition, "position"}} {
		switch value := l.cell(need.column); {
		case way == "":
		case way == need.way && value == "":
			l.wrong(need.column, "", "is empty", "fill it in; "+string(way)+" needs it")
		case way != need.way && value != "":
			l.wrong(need.column, value, "is not looked at with the way "+string(way), "empty the cell, or write "+string(need.way)+" as way")
		}
	}
}

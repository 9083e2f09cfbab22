package request_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestWhoDecidesInThePlaceOfAPosition(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		change func(request.Line)
		from   staff.PositionID
		want   staff.PositionID
		why    request.Detour
	}{
		{"its holder", func(request.Line) {}, section, section, request.Straight},
		{"a Plt of a vacant one (SE BKN 1/2021)", func(l request.Line) { seat(l, section, acting(luh, staff.Plt)) }, section, section, request.Straight},
		{"nobody: the next above", func(l request.Line) { seat(l, section) }, section, division, request.Vacant},
		{"nobody twice: the next but one", func(l request.Line) { seat(l, section); seat(l, division) }, section, head, request.Vacant},
		{"the applicant as Plt: the next above", func(l request.Line) { seat(l, section, acting(wayan, staff.Plt)) }, section, division, request.OwnCase},
		{
			"the applicant as Plh beside the holder: the next above",
			func(l request.Line) { seat(l, section, acting(rai, staff.Definitive), acting(wayan, staff.Plh)) },
			section, division, request.OwnCase,
		},
		{
			"vacant, and the applicant above", func(l request.Line) { seat(l, section); seat(l, division, acting(wayan, staff.Plt)) },
			section, head, request.Vacant,
		},
		{"nobody at all", func(l request.Line) {
			for id := range l {
				seat(l, id)
			}
		}, section, 0, request.Vacant},
		{"an unknown position", func(request.Line) {}, 99, 0, request.Straight},
		{"a superior that is missing", func(l request.Line) { seat(l, section); delete(l, division) }, section, 0, request.Vacant},
		{"a loop of vacant positions", func(l request.Line) {
			seat(l, section)
			seat(l, division)
			p := l[division]
			p.Superior = section
			l[division] = p
		}, section, 0, request.Vacant},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l := line()
			tt.change(l)
			got, why, ok := l.Effective(tt.from, wayan)
			if got.ID != tt.want || why != tt.why || ok != (tt.want != 0) {
				t.Errorf("got position %d, %q, %v; want %d, %q", got.ID, why, ok, tt.want, tt.why)
			}
		})
	}
}

// spelt is a chain in one line, such as "PERTIMBANGAN Kepala Seksi; KEPUTUSAN Kepala Dinas".
func spelt(steps []request.Step) string {
	var all []string
	was := -1
	for _, s := range steps {
		text := string(s.Stage) + " " + s.Title
		if s.Why != request.Straight {
			text += " (" + string(s.Why) + " " + s.InsteadTitle + ")"
		}
		if s.Ordinal == was {
			all[len(all)-1] += " + " + s.Title
			continue
		}
		was = s.Ordinal
		all = append(all, text)
	}
	return strings.Join(all, "; ")
}

func oneStep(stage request.Stage, mode request.Mode, who ...request.Decider) request.RuleStep {
	return request.RuleStep{Stage: stage, Mode: mode, EscalateDays: 2, Who: who}
}

func TestTheChainOfARule(t *testing.T) {
	t.Parallel()
	superior, grand := request.Decider{Way: request.Superior}, request.Decider{Way: request.SuperiorsAbove}
	named := func(id staff.PositionID) request.Decider {
		return request.Decider{Way: request.NamedPosition, Position: id}
	}
	nearest := func(e staff.Echelon) request.Decider {
		return request.Decider{Way: request.NearestInEchelon, Echelon: e}
	}
	consider := func(who ...request.Decider) request.RuleStep { return oneStep(request.Consider, request.AnyOf, who...) }
	decide := func(who ...request.Decider) request.RuleStep { return oneStep(request.Decide, request.AnyOf, who...) }
	tests := []struct {
		name   string
		of     staff.EmployeeID
		change func(request.Line)
		steps  []request.RuleStep
		want   string // empty: ErrNobodyAbove
	}{
		{"atasan langsung, then the PYBMC (Peraturan BKN 24/2017 IV)", wayan, nil, []request.RuleStep{consider(superior), decide(nearest(staff.EchelonII))}, "PERTIMBANGAN Kepala Seksi; KEPUTUSAN Kepala Dinas"},
		{"the atasan langsung is the PYBMC: only the decision", karya, nil, []request.RuleStep{consider(superior), decide(nearest(staff.EchelonII))}, "KEPUTUSAN Kepala Dinas"},
		{"the head's own leave goes up", sukarmi, nil, []request.RuleStep{consider(superior), decide(nearest(staff.EchelonII))}, "KEPUTUSAN Sekretaris Daerah"},
		{"no such echelon above: the head of the line", wayan, func(l request.Line) {
			for _, id := range []staff.PositionID{secretary, head} {
				p := l[id]
				p.Echelon = staff.EchelonIII
				l[id] = p
			}
		}, []request.RuleStep{decide(nearest(staff.EchelonII))}, "KEPUTUSAN Sekretaris Daerah"},
		{"the superior's superior", wayan, nil, []request.RuleStep{decide(grand)}, "KEPUTUSAN Kepala Bidang"},
		{"a superior without a superior", sukarmi, nil, []request.RuleStep{consider(superior), decide(grand)}, "KEPUTUSAN Sekretaris Daerah"},
		{"a vacant superior", wayan, func(l request.Line) { seat(l, section) }, []request.RuleStep{consider(superior), decide(nearest(staff.EchelonII))}, "PERTIMBANGAN Kepala Bidang (KOSONG Kepala Seksi); KEPUTUSAN Kepala Dinas"},
		{
			"a vacant superior, the next is the superior's superior anyway", wayan, func(l request.Line) { seat(l, section) },
			[]request.RuleStep{consider(superior), decide(grand)},
			"KEPUTUSAN Kepala Bidang",
		},
		{"the applicant acts for the superior", wayan, func(l request.Line) { seat(l, section, acting(wayan, staff.Plt)) }, []request.RuleStep{decide(superior)}, "KEPUTUSAN Kepala Bidang (SENDIRI Kepala Seksi)"},
		{"a named position", wayan, nil, []request.RuleStep{consider(named(treasury)), decide(superior)}, "PERTIMBANGAN Sekretaris Dinas; KEPUTUSAN Kepala Seksi"},
		{"a named position that the applicant holds", sudana, nil, []request.RuleStep{decide(named(treasury))}, "KEPUTUSAN Kepala Dinas (SENDIRI Sekretaris Dinas)"},
		{"a named position that is gone", wayan, nil, []request.RuleStep{consider(named(99)), decide(superior)}, "KEPUTUSAN Kepala Seksi"},
		{"several at once", wayan, nil, []request.RuleStep{consider(superior, named(treasury)), decide(nearest(staff.EchelonII))}, "PERTIMBANGAN Kepala Seksi + Sekretaris Dinas; KEPUTUSAN Kepala Dinas"},
		{"the same position twice", wayan, nil, []request.RuleStep{consider(superior, superior), consider(superior), decide(grand)}, "PERTIMBANGAN Kepala Seksi; KEPUTUSAN Kepala Bidang"},
		{"nobody above the first of all", dewa, nil, []request.RuleStep{consider(superior), decide(superior)}, ""},
		{"a consideration alone decides nothing", dewa, nil, []request.RuleStep{consider(named(treasury)), decide(superior)}, ""},
		{"everybody above has left", sukarmi, func(l request.Line) { seat(l, secretary) }, []request.RuleStep{decide(superior)}, ""},
		{"a loop in the positions", karya, func(l request.Line) {
			p := l[head]
			p.Superior = division
			l[head] = p
		}, []request.RuleStep{consider(superior), decide(nearest(staff.EchelonI))}, "KEPUTUSAN Kepala Dinas"},
		{"a position above itself", karya, func(l request.Line) {
			p := l[division]
			p.Superior = division
			l[division] = p
		}, []request.RuleStep{decide(superior)}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l := line()
			if tt.change != nil {
				tt.change(l)
			}
			who := applicant(line(), tt.of)
			steps, err := request.Rule{Steps: tt.steps}.Chain(who, l)
			if got := spelt(steps); got != tt.want || errors.Is(err, request.ErrNobodyAbove) != (tt.want == "") {
				t.Errorf("got %q, %v\nwant %q", got, err, tt.want)
			}
		})
	}
}

func TestTheFirstRuleThatFitsHolds(t *testing.T) {
	t.Parallel()
	by := func(id staff.PositionID) []request.RuleStep {
		return []request.RuleStep{oneStep(request.Decide, request.AnyOf, request.Decider{Way: request.NamedPosition, Position: id})}
	}
	rules := func(k *cabinet) {
		k.rules = []request.Rule{
			{Name: "all leave", Priority: 90, Kind: request.Leave, Steps: by(section)},
			{Name: "long ones", Priority: 10, Kind: request.Leave, MinDays: 5, MaxDays: 9, Steps: by(division)},
			{Name: "sick", Priority: 5, Kind: request.Leave, Leave: leave.Sick, Steps: by(treasury)},
			{Name: "echelon IV", Priority: 20, Kind: request.Leave, Echelon: staff.EchelonIV, Steps: by(head)},
			{Name: "elsewhere", Priority: 1, Kind: request.Permit, Unit: otherUnit, Steps: by(secretary)},
			{Name: "in the agency", Priority: 2, Kind: request.Permit, Unit: agency, Steps: by(head)},
		}
	}
	until := func(d int) func(*request.Ask) {
		return func(a *request.Ask) { a.Period.To = day(2026, time.November, d) }
	}
	tests := []struct {
		name string
		of   staff.EmployeeID
		ask  request.Ask
		want string
	}{
		{"four days", wayan, annual(until(19)), "Kepala Seksi"},
		{"five days", wayan, annual(), "Kepala Bidang"},
		{"nine days", wayan, annual(until(26)), "Kepala Bidang"},
		{"ten days", wayan, annual(until(27)), "Kepala Seksi"},
		{"another kind of leave", wayan, sick(), "Sekretaris Dinas"},
		{"another rank", rai, annual(until(17)), "Kepala Dinas"},
		{"a unit above", wayan, late(), "Kepala Dinas"},
		{"no rule", wayan, overtime(), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := open(rules)
			plan, err := o.Plan(t.Context(), actor(o.line, tt.of), applicant(o.line, tt.of).Position, tt.ask)
			if tt.want == "" {
				none, ok := errors.AsType[*request.NoRuleError](err)
				if !ok || none.Ask.Kind != request.Overtime {
					t.Errorf("got %v", err)
				}
				return
			}
			if err != nil || plan.Steps[0].Title != tt.want {
				t.Errorf("got %s, %v", spelt(plan.Steps), err)
			}
		})
	}
}

func TestAnOfficeWithoutRulesHasThose(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		ask  request.Ask
		want string
	}{
		{annual(), "PERTIMBANGAN Kepala Seksi; KEPUTUSAN Kepala Dinas"},
		{sick(), "PERTIMBANGAN Kepala Seksi; KEPUTUSAN Kepala Dinas"},
		{late(), "KEPUTUSAN Kepala Seksi"},
		{travel(), "PERTIMBANGAN Kepala Seksi; KEPUTUSAN Kepala Dinas"},
		{overtime(), "KEPUTUSAN Kepala Seksi"},
	} {
		o := open()
		same(t, string(tt.ask.Kind), spelt(o.sent(t, wayan, tt.ask).Steps), tt.want)
	}
}

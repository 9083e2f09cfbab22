package request_test

import (
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

// rule is a line of testdata/authorisation.txt. Its columns are who, does,
// situation and kind.
type rule struct {
	line    int
	columns [4]string
	answer  string
}

func (r rule) fits(facts [4]string) bool {
	for i, column := range r.columns {
		if column != "*" && !slices.Contains(listed(column), facts[i]) {
			return false
		}
	}
	return true
}

func listed(column string) []string {
	values := strings.Split(column, ",")
	for i := range values {
		values[i] = strings.TrimSpace(values[i])
	}
	return values
}

func readRules(t *testing.T) []rule {
	t.Helper()
	text, err := os.ReadFile("testdata/authorisation.txt")
	if err != nil {
		t.Fatal(err)
	}
	var rules []rule
	for i, line := range strings.Split(string(text), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "|")
		if len(cells) != 5 {
			t.Fatalf("line %d has %d columns, want 5", i+1, len(cells))
		}
		r := rule{line: i + 1, answer: strings.TrimSpace(cells[4])}
		for c := range r.columns {
			r.columns[c] = strings.TrimSpace(cells[c])
		}
		rules = append(rules, r)
	}
	return rules
}

// crowd are who may try, each with what they change in the line first.
func crowd() map[string]func(request.Line) staff.Actor {
	is := func(id staff.EmployeeID) func(request.Line) staff.Actor {
		return func(l request.Line) staff.Actor { return actor(l, id) }
	}
	seated := func(id staff.EmployeeID, hs ...request.Holder) func(request.Line) staff.Actor {
		return func(l request.Line) staff.Actor {
			seat(l, section, hs...)
			return actor(l, id)
		}
	}
	holder := acting(rai, staff.Definitive)
	return map[string]func(request.Line) staff.Actor{
		"applicant":        is(wayan),
		"applicant as Plt": seated(wayan, holder, acting(wayan, staff.Plt)),
		"decider":          is(rai),
		"decider as Plh":   seated(sudana, holder, acting(sudana, staff.Plh)),
		"later decider":    is(sukarmi),
		"next level":       is(karya),
		"personnel":        is(gunung),
		"concerned":        is(luh),
		"colleague":        is(sudana),
		"stranger":         func(request.Line) staff.Actor { return staff.Actor{Account: 99} },
		"former decider":   seated(rai, acting(putu, staff.Definitive)),
		"personnel elsewhere": func(l request.Line) staff.Actor {
			a := actor(l, putu)
			a.Grants = []staff.Grant{{Role: staff.Personnel, UnitID: otherUnit, Covers: []staff.UnitID{otherUnit}}}
			return a
		},
		"deactivated decider": func(l request.Line) staff.Actor {
			a := actor(l, rai)
			a.Active = false
			return a
		},
	}
}

// asks are requests for a day far enough away for everything to happen.
func asks() map[string]request.Ask {
	return map[string]request.Ask{"leave": annual(period(27, 27)), "permit": late(period(27, 27)), "travel": travel(period(27, 27))}
}

// bringing does what leads to a situation, and returns the request that is asked about.
type bringing func(*testing.T, office, request.ID) request.ID

// situations bring a request about; the id is of the request that is asked about.
func situations() map[string]bringing {
	verdicts := func(choices ...request.Choice) bringing {
		return func(t *testing.T, o office, id request.ID) request.ID {
			t.Helper()
			for i, c := range choices {
				if o.requests[id].State == request.Waiting {
					o.must(t, []staff.EmployeeID{rai, sukarmi}[i], id, c)
				}
			}
			return id
		}
	}
	approved := verdicts(request.Approve, request.Approve)
	cancel := func(t *testing.T, o office, id request.ID) request.ID {
		t.Helper()
		return o.sent(t, wayan, request.Ask{Cancels: approved(t, o, id), Reason: "Batal"}).ID
	}
	must := func(t *testing.T, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	return map[string]bringing{
		"WAITING":   verdicts(),
		"SECOND":    verdicts(request.Approve),
		"PROPOSED":  verdicts(request.Change),
		"APPROVED":  approved,
		"REFUSED":   verdicts(request.Refuse, request.Refuse),
		"POSTPONED": verdicts(request.Approve, request.Postpone),
		"UNDO": func(t *testing.T, o office, id request.ID) request.ID {
			t.Helper()
			must(t, o.rulesOn(t, rai, id, request.Refuse))
			return id
		},
		"NUDGED": func(t *testing.T, o office, id request.ID) request.ID {
			t.Helper()
			_, err := o.Nudge(t.Context(), actor(o.line, wayan), id)
			must(t, err)
			return id
		},
		"WITHDRAWN": func(t *testing.T, o office, id request.ID) request.ID {
			t.Helper()
			_, err := o.Withdraw(t.Context(), actor(o.line, wayan), id)
			must(t, err)
			return id
		},
		"ESCALATED": func(t *testing.T, o office, id request.ID) request.ID {
			t.Helper()
			o.pass(t, 5*24*time.Hour)
			return id
		},
		"LAPSED": func(t *testing.T, o office, id request.ID) request.ID {
			t.Helper()
			o.until(t, at(day(2026, time.November, 28), 0, 0))
			return id
		},
		"PASSED": func(t *testing.T, o office, id request.ID) request.ID {
			t.Helper()
			approved(t, o, id)
			o.pass(t, 30*24*time.Hour)
			return id
		},
		"CANCELLING": func(t *testing.T, o office, id request.ID) request.ID {
			t.Helper()
			cancel(t, o, id)
			return id
		},
		"CANCELLATION": cancel,
		"CANCELLED": func(t *testing.T, o office, id request.ID) request.ID {
			t.Helper()
			approved(t, o, cancel(t, o, id))
			return id
		},
	}
}

// possible leaves out what a kind does not have: a permission has one step, and
// only leave is postponed.
func possible(situation, kind string) bool {
	switch situation {
	case "POSTPONED":
		return kind == "leave"
	case "SECOND", "PROPOSED":
		return kind != "permit"
	}
	return true
}

func answer(err error) string {
	for name, refusal := range map[string]error{
		"inactive": staff.ErrInactive, "not yours": request.ErrNotYours, "own request": request.ErrOwnRequest,
		"only a decider": request.ErrOnlyDecider, "only the applicant": request.ErrOnlyApplicant, "not your turn": request.ErrNotYourTurn,
		"awaits the answer": request.ErrAwaitsAnswer, "decided": request.ErrDecided, "ended": request.ErrEnded,
		"undo over": request.ErrUndoOver, "nothing to take back": request.ErrNothingToTakeBack, "nothing to answer": request.ErrNothingToAnswer,
		"nudged": request.ErrNudged, "withheld": request.ErrWithheld, "not decided": request.ErrNotDecided,
		"not approved": request.ErrNotApproved, "not cancellable": request.ErrNotCancellable, "a cancellation is open": request.ErrCancelOpen,
		"passed": request.ErrPassed,
	} {
		if errors.Is(err, refusal) {
			return name
		}
	}
	if err != nil {
		return err.Error()
	}
	return "yes"
}

// attempt does it, where there is something to do.
func attempt(t *testing.T, o office, by staff.Actor, act request.Action, id request.ID) error {
	t.Helper()
	var err error
	switch act {
	case request.ActionDecide:
		_, err = o.Decide(t.Context(), by, id, request.Approve, "", request.Period{}, "")
	case request.ActionTakeBack:
		_, err = o.TakeBack(t.Context(), by, id)
	case request.ActionAnswer:
		_, err = o.Answer(t.Context(), by, id, true)
	case request.ActionWithdraw:
		_, err = o.Withdraw(t.Context(), by, id)
	case request.ActionNudge:
		_, err = o.Nudge(t.Context(), by, id)
	case request.ActionView:
		_, err = o.Show(t.Context(), by, id)
	case request.ActionPrint, request.ActionAskCancel, request.ActionDocument:
		_, err = o.May(t.Context(), by, act, id)
	}
	return err
}

func TestEverybodyMayDoWhatTheTableSaysAndNothingElse(t *testing.T) {
	t.Parallel()
	rules, used := readRules(t), map[int]bool{}
	for situation, bring := range situations() {
		for kind, a := range asks() {
			if !possible(situation, kind) {
				continue
			}
			o := open(func(k *cabinet) {
				if situation != "ESCALATED" {
					k.rules = withoutEscalation()
				}
			})
			id := bring(t, o, o.sent(t, wayan, a).ID)
			everybodyTries(t, o, id, situation, kind, rules, used)
		}
	}
	for i, r := range rules {
		if !used[i] {
			t.Errorf("line %d of the table is never reached", r.line)
		}
	}
}

// everybodyTries lets all people try all actions on a request as it stands.
func everybodyTries(t *testing.T, o office, id request.ID, situation, kind string, rules []rule, used map[int]bool) {
	t.Helper()
	for who, enter := range crowd() {
		for _, act := range request.Actions() {
			facts := [4]string{who, string(act), situation, kind}
			i := slices.IndexFunc(rules, func(r rule) bool { return r.fits(facts) })
			if i < 0 {
				t.Fatalf("the table has no line for %v", facts)
			}
			used[i] = true
			o.line = line()
			checkAnswer(t, o, enter(o.line), act, id, facts, rules[i])
		}
	}
}

// checkAnswer asks as buttons do and as a tap does, and sees that a refusal
// changes nothing.
func checkAnswer(t *testing.T, o office, by staff.Actor, act request.Action, id request.ID, facts [4]string, r rule) {
	t.Helper()
	if _, err := o.May(t.Context(), by, act, id); answer(err) != r.answer {
		t.Errorf("%v: may: got %q, line %d says %q", facts, answer(err), r.line, r.answer)
	}
	before := maps.Clone(o.requests)
	err := attempt(t, o, by, act, id)
	if answer(err) != r.answer {
		t.Errorf("%v: does: got %q, line %d says %q", facts, answer(err), r.line, r.answer)
	}
	if diff := cmp.Diff(before, o.requests); err != nil && diff != "" {
		t.Errorf("%v: refused, but it changed:\n%s", facts, diff)
	}
	o.requests = before
}

func TestTheTableSpeaksOfPeopleAndSituationsThatExist(t *testing.T) {
	t.Parallel()
	actions := map[string]bool{}
	for _, act := range request.Actions() {
		actions[string(act)] = true
	}
	for _, r := range readRules(t) {
		for i, column := range r.columns {
			for _, value := range listed(column) {
				_, person := crowd()[value]
				_, situation := situations()[value]
				_, kind := asks()[value]
				if value != "*" && ![]bool{person, actions[value], situation, kind}[i] {
					t.Errorf("line %d: nothing is called %q", r.line, value)
				}
			}
		}
	}
}

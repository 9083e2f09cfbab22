package apel_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/staff"
)

// rule is a line of testdata/authorisation.txt.
type rule struct {
	line          int
	who, does, at []string
	answer        string
}

func (r rule) fits(who, does, at string) bool {
	named := func(column []string, value string) bool { return column[0] == "*" || slices.Contains(column, value) }
	return named(r.who, who) && named(r.does, does) && named(r.at, at)
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
		if len(cells) != 4 {
			t.Fatalf("line %d has %d columns, want 4", i+1, len(cells))
		}
		rules = append(rules, rule{i + 1, listed(cells[0]), listed(cells[1]), listed(cells[2]), strings.TrimSpace(cells[3])})
	}
	return rules
}

func listed(cell string) []string {
	values := strings.Split(cell, ",")
	for i := range values {
		values[i] = strings.TrimSpace(values[i])
	}
	return values
}

// stages bring the office to where the event stands. An excuse of self waits
// for consent throughout.
func stages() map[string]func(office) {
	return map[string]func(office){
		"before": func(office) {}, "open": func(o office) { o.set(at(7, 7, 0)) },
		"after": func(o office) { o.set(at(7, 12, 0)) }, "off": func(o office) { o.events[0].State = apel.Cancelled },
	}
}

// doings are all that can be done, through the service.
func doings(t *testing.T) map[string]func(office, staff.Actor) error {
	t.Helper()
	ctx := t.Context()
	moved := apel.Event{ID: 1, Date: on(12, 14), Details: details(), Reason: "hujan"}
	return map[string]func(office, staff.Actor) error{
		"show":   func(o office, by staff.Actor) error { _, err := o.Show(ctx, by, 1); return err },
		"coming": func(o office, by staff.Actor) error { _, err := o.Coming(ctx, by, 1); return err },
		"excuse": func(o office, by staff.Actor) error { _, err := o.Excuse(ctx, by, 1, apel.Sick, "demam"); return err },
		"consent": func(o office, by staff.Actor) error {
			_, err := o.Consent(ctx, by, 1, selfID, o.verdict(selfID, true, ""))
			return err
		},
		"look plea":  func(o office, by staff.Actor) error { _, err := o.LookPlea(ctx, by, 1, selfID); return err },
		"check in":   func(o office, by staff.Actor) error { _, err := o.CheckIn(ctx, by, o.code()); return err },
		"board":      func(o office, by staff.Actor) error { _, err := o.Board(ctx, by, 1); return err },
		"open board": func(o office, by staff.Actor) error { return o.Desk.OpenBoard(ctx, by, 1, 5) },
		"mark": func(o office, by staff.Actor) error {
			_, err := o.Mark(ctx, by, 1, mateID, apel.OnGuard, "jaga")
			return err
		},
		"mark self": func(o office, by staff.Actor) error {
			_, err := o.Mark(ctx, by, 1, by.ID, apel.OnGuard, "jaga")
			return err
		},
		"find":        func(o office, by staff.Actor) error { _, _, err := o.Find(ctx, by, 1, "", 0, 5); return err },
		"roll":        func(o office, by staff.Actor) error { _, err := o.Desk.Roll(ctx, by, 1); return err },
		"rekap":       func(o office, by staff.Actor) error { _, err := o.Rekap(ctx, by, 2026, time.November); return err },
		"close month": func(o office, by staff.Actor) error { return o.Desk.CloseMonth(ctx, by, 2026, time.November) },
		"schedule":    func(o office, by staff.Actor) error { _, err := o.Schedule(ctx, by); return err },
		"save rule":   func(o office, by staff.Actor) error { return o.SaveRule(ctx, by, mondays(), "") },
		"save for all": func(o office, by staff.Actor) error {
			r := mondays()
			r.Scope = staff.Scope{Everyone: true}
			return o.SaveRule(ctx, by, r, "")
		},
		"save event": func(o office, by staff.Actor) error { return o.SaveEvent(ctx, by, moved, "") },
		"cancel":     func(o office, by staff.Actor) error { return o.Cancel(ctx, by, 1, "hujan") },
		"reminders":  func(o office, by staff.Actor) error { return o.SaveReminders(ctx, by, apel.DefaultReminders()) },
	}
}

func answer(err error) string {
	for name, refusal := range map[string]error{
		"inactive": staff.ErrInactive, "unknown": staff.ErrUnknownAccount, "not expected": apel.ErrNotExpected,
		"not officer": apel.ErrNotOfficer, "not manager": apel.ErrNotManager, "beyond": apel.ErrBeyond, "not head": apel.ErrNotHead,
		"not superior": apel.ErrNotSuperior, "own mark": apel.ErrOwnMark, "cancelled": apel.ErrCancelled, "over": apel.ErrOver,
	} {
		if errors.Is(err, refusal) {
			return name
		}
	}
	if _, ok := errors.AsType[*apel.EarlyError](err); ok {
		return "early"
	}
	if _, ok := errors.AsType[*apel.LateError](err); ok {
		return "late"
	}
	if err != nil {
		return err.Error()
	}
	return "yes"
}

func TestEverybodyMayDoWhatTheTableSaysAndNothingElse(t *testing.T) {
	t.Parallel()
	rules, used := readRules(t), map[int]bool{}
	people, dos, whens := crowd(), doings(t), stages()
	for does, do := range dos {
		for when, come := range whens {
			for who, by := range people {
				i := slices.IndexFunc(rules, func(r rule) bool { return r.fits(who, does, when) })
				if i < 0 {
					t.Fatalf("the table has no line for %s: %s, %s", who, does, when)
				}
				used[i] = true
				o := open()
				_ = must[apel.View](t)(o.Excuse(t.Context(), crowd()["self"], 1, apel.Sick, "demam"))
				come(o)
				if got := answer(do(o, by)); got != rules[i].answer {
					t.Errorf("%s: %s, %s: got %q, line %d says %q", who, does, when, got, rules[i].line, rules[i].answer)
				}
			}
		}
	}
	checkReached(t, rules, used)
}

func checkReached(t *testing.T, rules []rule, used map[int]bool) {
	t.Helper()
	for i, r := range rules {
		if !used[i] {
			t.Errorf("line %d of the table is never reached", r.line)
		}
	}
}

func TestARefusalIsAuditedAndASlipIsNot(t *testing.T) {
	t.Parallel()
	o := open()
	_, refused := o.Board(t.Context(), crowd()["mate"], 1)
	_, early := o.Board(t.Context(), crowd()["officer"], 1)
	if refused == nil || early == nil || len(o.refusals) != 1 || o.refusals[0].Facts["reason"] != "not_officer" {
		t.Errorf("%v, %v: %+v", refused, early, o.refusals)
	}
	if _, err := o.Look(t.Context(), crowd()["not expected"], 1); err == nil || len(o.refusals) != 1 {
		t.Errorf("a look that nobody tapped for: %v, %d refusals", err, len(o.refusals))
	}
}

package acting_test

import (
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/domain/acting"
	"github.com/gelis-bali/gelis/domain/staff"
)

// rule is a line of testdata/authorisation.txt.
type rule struct {
	line      int
	who, does []string
	answer    string
}

func (r rule) fits(who, does string) bool {
	named := func(column []string, value string) bool { return column[0] == "*" || slices.Contains(column, value) }
	return named(r.who, who) && named(r.does, does)
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
		if len(cells) != 3 {
			t.Fatalf("line %d has %d columns, want 3", i+1, len(cells))
		}
		rules = append(rules, rule{line: i + 1, who: listed(cells[0]), does: listed(cells[1]), answer: strings.TrimSpace(cells[2])})
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

// doings are all that can be done, through the service. A Plt is for a vacant position.
func doings(t *testing.T) map[string]func(*keeper, staff.Actor) error {
	t.Helper()
	return map[string]func(*keeper, staff.Actor) error{
		"appoint a Plh": func(k *keeper, by staff.Actor) error {
			_, err := open(k).Appoint(t.Context(), by, order(), "draft")
			return err
		},
		"appoint a Plt": func(k *keeper, by staff.Actor) error {
			k.facts = noTerms()
			_, err := open(k).Appoint(t.Context(), by, order(plt), "draft")
			return err
		},
		"end": func(k *keeper, by staff.Actor) error {
			_, err := open(k).End(t.Context(), by, 55)
			return err
		},
		"view": func(k *keeper, by staff.Actor) error {
			_, _, err := open(k).Show(t.Context(), by, 55)
			return err
		},
	}
}

func answer(err error) string {
	for name, refusal := range map[string]error{
		"inactive": staff.ErrInactive, "not yours": acting.ErrNotYours, "only personnel": acting.ErrOnlyPersonnel,
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

func TestEverybodyMayDoWhatTheTableSaysAndNothingElse(t *testing.T) {
	t.Parallel()
	rules, used, all := readRules(t), map[int]bool{}, people()
	for does, do := range doings(t) {
		for _, who := range slices.Sorted(maps.Keys(all)) {
			i := slices.IndexFunc(rules, func(r rule) bool { return r.fits(who, does) })
			if i < 0 {
				t.Fatalf("the table has no line for %s: %s", who, does)
			}
			used[i] = true
			k := &keeper{kept: appointment()}
			got := answer(do(k, all[who]))
			if got != rules[i].answer {
				t.Errorf("%s: %s: got %q, line %d says %q", who, does, got, rules[i].line, rules[i].answer)
			}
			checkTraces(t, who+": "+does, k, got != "yes")
		}
	}
	for i, r := range rules {
		if !used[i] {
			t.Errorf("line %d of the table is never reached", r.line)
		}
	}
}

// checkTraces sees that a refusal is noted and changes nothing.
func checkTraces(t *testing.T, what string, k *keeper, refused bool) {
	t.Helper()
	if refused != (len(k.refusals) == 1) || (refused && len(k.saved) > 0) {
		t.Errorf("%s: %d refusals, saved %v", what, len(k.refusals), k.saved)
	}
}

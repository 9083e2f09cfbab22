package disposition_test

import (
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
)

// rule is a line of testdata/authorisation.txt. Its columns are who, does,
// state, copy, sent by, settled and secrecy.
type rule struct {
	line    int
	columns [7]string
	answer  string
}

func (r rule) fits(facts [7]string) bool {
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
		if len(cells) != 8 {
			t.Fatalf("line %d has %d columns, want 8", i+1, len(cells))
		}
		r := rule{line: i + 1, answer: strings.TrimSpace(cells[7])}
		for c := range r.columns {
			r.columns[c] = strings.TrimSpace(cells[c])
		}
		rules = append(rules, r)
	}
	return rules
}

// situation is everything that an answer depends on.
type situation struct {
	who      string
	act      disposition.Action
	standing standing
}

func (s situation) facts() [7]string {
	no := map[bool]string{true: "yes", false: "no"}
	sender := map[bool]string{true: "registry", false: "position"}[s.standing.Routed]
	return [7]string{
		s.who, string(s.act), string(s.standing.State), no[s.standing.Copy], sender, no[s.standing.Settled], string(s.standing.Secrecy),
	}
}

func situations() []situation {
	var all []situation
	for _, who := range slices.Sorted(maps.Keys(people())) {
		for _, act := range disposition.Actions() {
			for _, how := range standings() {
				all = append(all, situation{who, act, how})
			}
		}
	}
	return all
}

// standings are all ways in which a branch can stand.
func standings() []standing {
	var all []standing
	for _, state := range states() {
		for _, secrecy := range secrecies() {
			for i := range 8 {
				s := standing{State: state, Secrecy: secrecy, Copy: i&1 > 0, Routed: i&2 > 0, Settled: i&4 > 0}
				if !s.Settled || state == disposition.StateReturned || state == disposition.StateCancelled {
					all = append(all, s)
				}
			}
		}
	}
	return all
}

func answer(err error) string {
	for name, refusal := range map[string]error{
		"inactive": staff.ErrInactive, "not yours": disposition.ErrNotYours, "only the recipient": disposition.ErrOnlyRecipient,
		"copy": disposition.ErrCopy, "closed": disposition.ErrClosed, "started": disposition.ErrStarted,
		"in the office": disposition.ErrSecretInOffice, "only a head": disposition.ErrOnlyHead, "only the sender": disposition.ErrOnlySender,
		"nothing above": disposition.ErrNothingAbove, "not returned": disposition.ErrNotReturned,
		"settled": disposition.ErrSettled, "read": disposition.ErrRead,
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
	rules, used := readRules(t), map[int]bool{}
	for _, s := range situations() {
		i := slices.IndexFunc(rules, func(r rule) bool { return r.fits(s.facts()) })
		if i < 0 {
			t.Fatalf("the table has no line for %v", s.facts())
		}
		used[i] = true
		checkAnswer(t, s, rules[i])
	}
	for i, r := range rules {
		if !used[i] {
			t.Errorf("line %d of the table is never reached", r.line)
		}
	}
}

// checkAnswer asks twice, as buttons do and as a tap does, and sees that a
// refusal changes nothing.
func checkAnswer(t *testing.T, s situation, r rule) {
	t.Helper()
	d, by := chain(s.standing), people()[s.who]
	if got := answer(d.May(by, s.act, branch(t, d, toSection))); got != r.answer {
		t.Errorf("%v: may: got %q, line %d says %q", s.facts(), got, r.line, r.answer)
	}
	before := copyOf(d)
	decision, err := attempt(d, s.act, toSection, by)
	if got := answer(err); got != r.answer {
		t.Errorf("%v: does: got %q, line %d says %q", s.facts(), got, r.line, r.answer)
	}
	if err == nil {
		return
	}
	if diff := cmp.Diff(before, d); diff != "" {
		t.Errorf("%v: refused, but it changed:\n%s", s.facts(), diff)
	}
	if diff := cmp.Diff(disposition.Decision{}, decision); diff != "" {
		t.Errorf("%v: refused, but it decided:\n%s", s.facts(), diff)
	}
}

func TestTheTableSpeaksOfPeopleAndStatesThatExist(t *testing.T) {
	t.Parallel()
	known := [7]map[string]bool{{}, {}, {}, {}, {}, {}, {}}
	for _, s := range situations() {
		for i, fact := range s.facts() {
			known[i][fact] = true
		}
	}
	for _, r := range readRules(t) {
		for i, column := range r.columns {
			for _, value := range listed(column) {
				if value != "*" && !known[i][value] {
					t.Errorf("line %d: nothing is called %q", r.line, value)
				}
			}
		}
	}
}

package audit_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// written is a log of n lines.
func written(tb failer, n int) []audit.Line {
	tb.Helper()
	var log []audit.Line
	previous := audit.Genesis
	for i := range n {
		e := entry()
		e.At = e.At.Add(time.Duration(i) * time.Minute)
		e.Subject.ID = int64(i)
		line := seal(tb, int64(i+1), previous, e)
		log, previous = append(log, line), line.Hash
	}
	return log
}

func verify(log []audit.Line) error {
	var v audit.Verifier
	for _, line := range log {
		if err := v.Check(line); err != nil {
			return err
		}
	}
	return nil
}

// brokenAt is the line that a verifier names, 0 if it finds nothing.
func brokenAt(err error) int64 {
	if broken, ok := errors.AsType[*audit.BrokenError](err); ok && errors.Is(err, audit.ErrBroken) {
		return broken.Seq
	}
	return 0
}

func TestAWholeLogIsProved(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 2, 50} {
		log := written(t, n)
		var v audit.Verifier
		for _, line := range log {
			if err := v.Check(line); err != nil {
				t.Fatalf("%d lines: %v", n, err)
			}
		}
		want := ""
		if n > 0 {
			want = log[n-1].Hash
		}
		if lines, hash := v.Lines(); lines != int64(n) || hash != want {
			t.Errorf("proved %d lines up to %q", lines, hash)
		}
	}
}

func TestALogIsProvedAsADatabaseGivesItBack(t *testing.T) {
	t.Parallel()
	line := seal(t, 1, audit.Genesis, audit.Entry{At: entry().At, Action: audit.LetterCompleted})
	line.Entry.At = line.Entry.At.In(time.FixedZone("WITA", 8*60*60))
	line.Entry.Facts = map[string]string{}
	if err := verify([]audit.Line{line}); err != nil {
		t.Error(err)
	}
}

func TestWhatWasDoneToALogIsNamedAtItsLine(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		damage func(t failer, log []audit.Line) []audit.Line
		line   int64
		reason string
	}{
		{"a line was changed", func(_ failer, log []audit.Line) []audit.Line {
			log[2].Entry.Actor = 1
			return log
		}, 3, "was changed"},
		{"the first line was changed", func(_ failer, log []audit.Line) []audit.Line {
			log[0].Entry.Capacity = staff.Definitive
			return log
		}, 1, "was changed"},
		{"the last line was changed", func(_ failer, log []audit.Line) []audit.Line {
			log[4].Entry.Facts = map[string]string{"way": "contact"}
			return log
		}, 5, "was changed"},
		{"a line was removed", func(_ failer, log []audit.Line) []audit.Line {
			return slices.Delete(log, 2, 3)
		}, 3, "missing"},
		{"the first line was removed", func(_ failer, log []audit.Line) []audit.Line {
			return log[1:]
		}, 1, "missing"},
		{"a line was removed and the others counted anew", func(_ failer, log []audit.Line) []audit.Line {
			log = slices.Delete(log, 2, 3)
			log[2].Seq, log[3].Seq = 3, 4
			return log
		}, 3, "hash of the line before"},
		{"a line was put in", func(t failer, log []audit.Line) []audit.Line {
			return slices.Insert(log, 2, seal(t, 3, log[1].Hash, entry()))
		}, 3, "comes again"},
		{"a line was put in and the others counted anew", func(t failer, log []audit.Line) []audit.Line {
			log = slices.Insert(log, 2, seal(t, 3, log[1].Hash, entry()))
			for i := range log {
				log[i].Seq = int64(i + 1)
			}
			return log
		}, 4, "hash of the line before"},
		{"two lines stand in another order", func(_ failer, log []audit.Line) []audit.Line {
			log[2], log[3] = log[3], log[2]
			return log
		}, 3, "missing"},
		{"what two lines say was exchanged", func(_ failer, log []audit.Line) []audit.Line {
			log[2].Entry, log[3].Entry = log[3].Entry, log[2].Entry
			return log
		}, 3, "was changed"},
		{"a line was changed and sealed anew", func(t failer, log []audit.Line) []audit.Line {
			log[2].Entry.Actor = 1
			log[2] = seal(t, 3, log[2].Previous, log[2].Entry)
			return log
		}, 4, "hash of the line before"},
		{"a log begins anew behind another", func(t failer, log []audit.Line) []audit.Line {
			return append(log, written(t, 2)...)
		}, 1, "comes again"},
		{"a log does not begin at the beginning", func(t failer, _ []audit.Line) []audit.Line {
			return []audit.Line{seal(t, 1, strings.Repeat("f", 64), entry())}
		}, 1, "hash of the line before"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := verify(tt.damage(t, written(t, 5)))
			if brokenAt(err) != tt.line || !strings.Contains(fmt.Sprint(err), tt.reason) {
				t.Errorf("got %v, want line %d: ... %s ...", err, tt.line, tt.reason)
			}
		})
	}
}

func TestAVerifierStaysAtTheBreak(t *testing.T) {
	t.Parallel()
	log := written(t, 5)
	var v audit.Verifier
	for _, i := range []int{0, 1, 3, 2, 3, 4} { // line 4 comes too early, and again in its turn
		if err := v.Check(log[i]); (err != nil) != (i == 3 && brokenAt(err) == 3) {
			t.Fatalf("line %d: %v", i+1, err)
		}
	}
	if lines, _ := v.Lines(); lines != 5 {
		t.Errorf("proved %d lines", lines)
	}
}

// fields of a line, each with a change that makes it another.
func fields() map[string]func(t *rapid.T, l *audit.Line) {
	number := rapid.Int64Range(1, 1<<40)
	word := rapid.StringN(0, 12, -1)
	return map[string]func(t *rapid.T, l *audit.Line){
		"seq":          func(t *rapid.T, l *audit.Line) { l.Seq += number.Draw(t, "more") },
		"previous":     func(t *rapid.T, l *audit.Line) { l.Previous = word.Draw(t, "previous") },
		"hash":         func(t *rapid.T, l *audit.Line) { l.Hash = word.Draw(t, "hash") },
		"at":           func(t *rapid.T, l *audit.Line) { l.Entry.At = l.Entry.At.Add(time.Duration(number.Draw(t, "later"))) },
		"actor":        func(t *rapid.T, l *audit.Line) { l.Entry.Actor += staff.EmployeeID(number.Draw(t, "actor")) },
		"account":      func(t *rapid.T, l *audit.Line) { l.Entry.Account += staff.AccountID(number.Draw(t, "account")) },
		"position":     func(t *rapid.T, l *audit.Line) { l.Entry.Position += staff.PositionID(number.Draw(t, "position")) },
		"capacity":     func(t *rapid.T, l *audit.Line) { l.Entry.Capacity = staff.Capacity(word.Draw(t, "capacity")) },
		"action":       func(t *rapid.T, l *audit.Line) { l.Entry.Action = audit.Action(word.Draw(t, "action")) },
		"subject kind": func(t *rapid.T, l *audit.Line) { l.Entry.Subject.Kind = notify.SubjectKind(word.Draw(t, "kind")) },
		"subject id":   func(t *rapid.T, l *audit.Line) { l.Entry.Subject.ID += number.Draw(t, "id") },
		"a fact's value": func(t *rapid.T, l *audit.Line) {
			l.Entry.Facts = map[string]string{"way": word.Draw(t, "value"), "why": "replaced", "reason": "used"}
		},
		"a fact more": func(t *rapid.T, l *audit.Line) { l.Entry.Facts["more"] = word.Draw(t, "value") },
		"a fact less": func(_ *rapid.T, l *audit.Line) { delete(l.Entry.Facts, "why") },
		"a fact's name": func(t *rapid.T, l *audit.Line) {
			delete(l.Entry.Facts, "why")
			l.Entry.Facts[word.Draw(t, "name")] = "replaced"
		},
	}
}

func TestAnyChangeOfAnyLineIsFoundAtThatLine(t *testing.T) {
	t.Parallel()
	for name, change := range fields() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				log := written(t, rapid.IntRange(1, 8).Draw(t, "lines"))
				i := rapid.IntRange(0, len(log)-1).Draw(t, "changed")
				was := log[i]
				was.Entry.Facts = entry().Facts
				change(t, &log[i])
				if cmp.Equal(was, log[i]) {
					return // the same was drawn again
				}
				if got := brokenAt(verify(log)); got != int64(i+1) {
					t.Fatalf("line %d was changed, line %d is named", i+1, got)
				}
			})
		})
	}
}

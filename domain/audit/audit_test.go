package audit_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

func entry() audit.Entry {
	return audit.Entry{
		At: time.Date(2026, 2, 5, 3, 45, 0, 123456000, time.UTC), Actor: 403, Account: 70403, Position: 4, Capacity: staff.Plh,
		Action: audit.BranchDone, Subject: notify.Subject{Kind: notify.SubjectBranch, ID: 3},
		Facts: map[string]string{"way": "code", "why": "replaced", "reason": "used"},
	}
}

// failer is what testing.T and rapid.T have in common.
type failer interface {
	Helper()
	Fatal(args ...any)
}

func seal(tb failer, seq int64, previous string, e audit.Entry) audit.Line {
	tb.Helper()
	line, err := audit.Seal(seq, previous, e)
	if err != nil {
		tb.Fatal(err)
	}
	return line
}

func TestALineIsSealedTheSameForEver(t *testing.T) {
	t.Parallel()
	// A hash that changes here makes every log that was ever written look forged. They were computed
	// by hand, from the JSON that the comment of digest describes.
	const want = "0c36228ce1082e7f2c1ecc512aa75e44d1dfefca5b9f3b5bcfdc2e411db6c662"
	if got := seal(t, 1, audit.Genesis, entry()).Hash; got != want {
		t.Errorf("got %s", got)
	}
	const bare = "f9d7c3469ca3c0cdb054f885a4e3c2c1271ac68c6bb0aac6f598977d2e9e13b5"
	if got := seal(t, 2, want, audit.Entry{At: time.Unix(0, 0), Action: audit.OfficeImported}).Hash; got != bare {
		t.Errorf("got %s", got)
	}
}

func TestEntriesThatAreTheSameHaveTheSameHash(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name         string
		one, another func(*audit.Entry)
	}{
		{
			"facts in another order",
			func(e *audit.Entry) { e.Facts = map[string]string{"a": "1", "b": "2", "c": "3"} },
			func(e *audit.Entry) { e.Facts = map[string]string{"c": "3", "b": "2", "a": "1"} },
		},
		{"no facts and none of them", func(e *audit.Entry) { e.Facts = nil }, func(e *audit.Entry) { e.Facts = map[string]string{} }},
		{"another zone", func(*audit.Entry) {}, func(e *audit.Entry) { e.At = e.At.In(time.FixedZone("WITA", 8*60*60)) }},
		{"less than a microsecond more", func(*audit.Entry) {}, func(e *audit.Entry) { e.At = e.At.Add(999) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			one, another := entry(), entry()
			tt.one(&one)
			tt.another(&another)
			if a, b := seal(t, 7, audit.Genesis, one).Hash, seal(t, 7, audit.Genesis, another).Hash; a != b {
				t.Errorf("%s and %s", a, b)
			}
		})
	}
}

func TestASealedLineSaysWhatTheDatabaseWillKeep(t *testing.T) {
	t.Parallel()
	e := entry()
	e.At = time.Date(2026, 2, 5, 11, 45, 0, 123456789, time.FixedZone("WITA", 8*60*60))
	line := seal(t, 7, audit.Genesis, e)
	want := entry()
	if diff := cmp.Diff(audit.Line{Seq: 7, Entry: want, Previous: audit.Genesis, Hash: line.Hash}, line); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if line.Entry.At.Location() != time.UTC {
		t.Errorf("kept in %v", line.Entry.At.Location())
	}
}

func TestAnEntryIsSignedWithPositionAndCapacity(t *testing.T) {
	t.Parallel()
	by := staff.Actor{Employee: staff.Employee{ID: 403}, Account: 70403}
	got := audit.Entry{Action: audit.BranchRead}.By(by, staff.Holding{Position: staff.Position{ID: 4}, Capacity: staff.Plt})
	want := audit.Entry{Actor: 403, Account: 70403, Position: 4, Capacity: staff.Plt, Action: audit.BranchRead}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

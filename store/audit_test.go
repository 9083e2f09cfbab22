package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/disposition"
)

func (o *office) record(n int) {
	o.t.Helper()
	for i := range n {
		e := audit.Entry{At: o.clock.Now(), Action: audit.ActionRefused, Facts: map[string]string{"n": fmt.Sprint(i)}}
		if err := o.RecordAudit(o.t.Context(), e); err != nil {
			o.t.Fatal(err)
		}
	}
}

func TestALineIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	o := emptyOffice(t)
	at := o.clock.Now().UTC()
	entries := []audit.Entry{
		{
			At: at.Add(123456 * time.Microsecond), Actor: 1, Account: 2, Position: 3, Capacity: "PLH", Action: audit.BranchDone,
			Subject: disposition.SubjectOf(4), Facts: map[string]string{"b": "\"<é>\" & ꦧꦭꦶ", "a": ""},
		},
		{At: at, Action: audit.LinkFailed},
		{At: at, Action: audit.LinkFailed, Facts: map[string]string{}},
		{At: at, Action: audit.LinkFailed, Facts: map[string]string{"broken": "UTF-8 \xff, NUL \x00"}},
	}
	for _, e := range entries {
		if err := o.RecordAudit(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	entries[3].Facts = map[string]string{"broken": "UTF-8 \ufffd, NUL \ufffd"}
	var got []audit.Entry
	for _, line := range o.wholeAuditLog() {
		got = append(got, line.Entry)
	}
	if diff := cmp.Diff(entries, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTheChainStaysWholeWhenManyWrite(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.branch("D1", "KARO-ORG")
	actor := o.actor(ketut)
	errs := atOnce(40, func(i int) error {
		if i%2 == 0 {
			return o.RecordAudit(t.Context(), audit.Entry{At: o.clock.Now(), Action: audit.ActionRefused})
		}
		_, err := o.UpdateDossier(t.Context(), disposition.Change{Branch: id}, func(d *disposition.Dossier) (disposition.Decision, error) {
			if i == 1 {
				return d.Start(id, actor, o.clock.Now())
			}
			return d.Open(id, actor, o.clock.Now())
		})
		return err
	})
	if n := succeeded(errs); n != 40 {
		t.Fatalf("%d of 40 were written: %v", n, errors.Join(errs...))
	}
	if n := len(o.wholeAuditLog()); n < 22 {
		t.Errorf("%d lines, want the import, 20 refusals and the acts", n)
	}
}

func TestALogOfManyPagesIsReadWhole(t *testing.T) {
	t.Parallel()
	o := emptyOffice(t)
	o.record(1)
	o.exec(`INSERT INTO audit_line (seq, at, actor, account, position, capacity, action, subject_kind, subject_id, previous, hash)
		SELECT g, at, 0, 0, 0, '', 'x', '', 0, '', '' FROM audit_line, generate_series(2, 2500) g`)
	for after, want := range map[int64]int{0: 2500, 999: 1501, 1500: 1000, 2500: 0} {
		n := 0
		for line, err := range o.AuditLines(t.Context(), after) {
			n++
			if err != nil || line.Seq != after+int64(n) {
				t.Fatalf("line %d, %v, want %d", line.Seq, err, after+int64(n))
			}
		}
		if n != want {
			t.Errorf("%d lines after %d, want %d", n, after, want)
		}
	}
	for line, err := range o.AuditLines(t.Context(), 0) {
		if err != nil || line.Seq != 1 {
			t.Errorf("line %d, %v, want the first", line.Seq, err)
		}
		break // a reader that has seen enough
	}
}

func TestTheDatabaseForbidsToChangeALine(t *testing.T) {
	t.Parallel()
	o := emptyOffice(t)
	o.record(3)
	for _, statement := range []string{
		"UPDATE audit_line SET actor = 9 WHERE seq = 2", "DELETE FROM audit_line WHERE seq = 3", "TRUNCATE audit_line",
		"INSERT INTO audit_line SELECT * FROM audit_line WHERE seq = 1 ON CONFLICT (seq) DO UPDATE SET actor = 9",
	} {
		if _, err := o.Pool().Exec(t.Context(), statement); err == nil {
			t.Errorf("%s was accepted", statement)
		}
	}
	if n := len(o.wholeAuditLog()); n != 3 {
		t.Errorf("%d lines, want 3", n)
	}
}

func TestATamperedLineIsNamed(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, statement string }{
		{"changed", "UPDATE audit_line SET facts = '{\"n\": \"7\"}' WHERE seq = 3"},
		{"given to somebody else", "UPDATE audit_line SET actor = 9 WHERE seq = 3"},
		{"moved in time", "UPDATE audit_line SET at = at - interval '1 microsecond' WHERE seq = 3"},
		{"taken out", "DELETE FROM audit_line WHERE seq = 3"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := emptyOffice(t)
			o.record(5)
			o.exec("ALTER TABLE audit_line DISABLE TRIGGER ALL")
			o.exec(tt.statement)
			if broken := o.firstBroken(); broken == nil || broken.Seq != 3 {
				t.Errorf("found %v, want line 3 to be named", broken)
			}
		})
	}
}

// firstBroken is the first line of the log that does not fit.
func (o *office) firstBroken() *audit.BrokenError {
	o.t.Helper()
	var verifier audit.Verifier
	for line, err := range o.AuditLines(o.t.Context(), 0) {
		if err != nil {
			o.t.Fatal(err)
		}
		if broken, ok := errors.AsType[*audit.BrokenError](verifier.Check(line)); ok {
			return broken
		}
	}
	return nil
}

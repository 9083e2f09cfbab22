package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/store"
)

// finish is a decision: the branch is done, with a report.
func finish(o *office, id disposition.BranchID, report disposition.Report) func(*disposition.Dossier) (disposition.Decision, error) {
	ketut := o.actor(ketut)
	return func(d *disposition.Dossier) (disposition.Decision, error) {
		return d.Finish(id, report, ketut, o.clock.Now())
	}
}

func scan(t *testing.T) document.Content {
	t.Helper()
	content, err := document.Check("laporan.pdf", []byte("%PDF-1.4\nlaporan\n%%EOF"))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestADecisionIsSavedWithAllThatFollows(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.branch("D1", "KARO-ORG")
	file := scan(t)
	if err := o.KeepFile(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if _, err := o.RememberCard(t.Context(), card(1, 10, id, 1)); err != nil {
		t.Fatal(err)
	}
	report := disposition.Report{Text: "Sudah dihadiri", Files: []document.File{file.File}}
	saved, err := o.UpdateDossier(t.Context(), disposition.Change{Branch: id, Once: "draft-1"}, finish(o, id, report))
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := o.Dossier(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(loaded, saved); diff != "" {
		t.Errorf("what was returned is not what was saved (-saved +returned):\n%s", diff)
	}
	b, err := loaded.Branch(id)
	if err != nil {
		t.Fatal(err)
	}
	now := o.clock.Now().UTC()
	act := disposition.Act{
		At: now, By: o.employee(ketut), ByName: "I Ketut Ardana", Position: o.position("KARO-ORG"), As: "DEFINITIF",
	}
	want := &disposition.Branch{
		ID: id, Version: 2, Disposition: b.Disposition, To: o.position("KARO-ORG"), ToTitle: "Kepala Biro Organisasi",
		ToUnit: "Biro Organisasi", State: disposition.StateDone, Deadline: today.AddDays(3), Read: act, Ended: act,
		Report: "Sudah dihadiri", ReportFiles: []document.File{file.File},
	}
	if diff := cmp.Diff(want, b); diff != "" {
		t.Errorf("branch (-want +got):\n%s", diff)
	}
	if !loaded.Letter.CompletedAt.Equal(now) {
		t.Errorf("the letter was completed at %s, want %s", loaded.Letter.CompletedAt, now)
	}
	if diff := cmp.Diff([]audit.Action{audit.BranchDone, audit.LetterCompleted}, o.actions(1)); diff != "" {
		t.Errorf("audit log (-want +got):\n%s", diff)
	}
	told := o.texts("SELECT n.kind || ' ' || e.nip FROM notice n JOIN employee e ON e.id = n.employee_id")
	if diff := cmp.Diff([]string{"disposition.done " + string(made)}, told); diff != "" {
		t.Errorf("notices (-want +got):\n%s", diff)
	}
	if n := o.number("SELECT count(*) FROM job WHERE notice IS NOT NULL AND NOT bulk"); n != 1 {
		t.Errorf("%d jobs to send, want 1", n)
	}
	if diff := cmp.Diff([]string{fmt.Sprintf("branch:%d", id)}, o.texts("SELECT subject FROM job WHERE subject IS NOT NULL")); diff != "" {
		t.Errorf("jobs to redraw (-want +got):\n%s", diff)
	}
}

func TestWhatNoPhoneShowsIsNotDrawnAnew(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.branch("D1", "KARO-ORG")
	if _, err := o.UpdateDossier(t.Context(), disposition.Change{Branch: id}, finish(o, id, disposition.Report{Text: "Sudah"})); err != nil {
		t.Fatal(err)
	}
	if n := o.number("SELECT count(*) FROM job WHERE subject IS NOT NULL"); n != 0 {
		t.Errorf("%d jobs to redraw, want none", n)
	}
	if stale, err := o.RememberCard(t.Context(), card(1, 10, id, 1)); !stale || err != nil {
		t.Errorf("a card that comes too late: stale %t, %v, want it to be drawn by whoever records it", stale, err)
	}
}

func TestALoadedDossierIsWhatWasImported(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	d, err := o.Dossier(t.Context(), o.branch("D1", "KARO-UMUM"))
	if err != nil {
		t.Fatal(err)
	}
	wantLetter := disposition.Letter{
		ID: d.Letter.ID, UnitID: d.Letter.UnitID, UnitName: "Sekretariat Daerah", AgendaYear: 2026, AgendaNumber: 1,
		Number: "005/1/DISKOMINFOS", Date: today.AddDays(-3), Received: today.AddDays(-1), Sender: "Dinas Komunikasi",
		Subject: "Undangan rapat 1", Speed: disposition.Ordinary, Secrecy: disposition.Open, Version: 1,
	}
	if diff := cmp.Diff(wantLetter, d.Letter); diff != "" {
		t.Errorf("letter (-want +got):\n%s", diff)
	}
	wantOrders := []disposition.Disposition{{
		ID: d.Dispositions[0].ID, From: o.position("SEKDA"), FromTitle: "Sekretaris Daerah", By: o.employee(made),
		ByName: "I Made Sudarsana", As: "DEFINITIF", Instructions: []string{"Tindak lanjuti", "Laporkan hasilnya"},
		Note: "Mohon segera", SentAt: today.At(0, 0, time.UTC),
	}}
	if diff := cmp.Diff(wantOrders, d.Dispositions); diff != "" {
		t.Errorf("dispositions (-want +got):\n%s", diff)
	}
	if len(d.Branches) != 2 || d.Branches[0].Copy || !d.Branches[1].Copy {
		t.Errorf("branches: %+v, want the one that asks for something and then the copy", d.Branches)
	}
}

func TestOfFiftyWhoFinishABranchAtOnceOneDoes(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.branch("D1", "KARO-ORG")
	decide := finish(o, id, disposition.Report{Text: "Sudah"})
	errs := atOnce(50, func(i int) error {
		_, err := o.UpdateDossier(t.Context(), disposition.Change{Branch: id, Once: fmt.Sprint("draft-", i)}, decide)
		return err
	})
	if n := succeeded(errs); n != 1 {
		t.Errorf("%d finished it, want 1", n)
	}
	for _, err := range errs {
		if err != nil && !errors.Is(err, disposition.ErrClosed) {
			t.Errorf("somebody was refused with %v, want ErrClosed", err)
		}
	}
	if n := o.number("SELECT count(*) FROM notice"); n != 1 {
		t.Errorf("%d notices, want 1", n)
	}
	if diff := cmp.Diff([]audit.Action{audit.BranchDone, audit.LetterCompleted}, o.actions(1)); diff != "" {
		t.Errorf("audit log (-want +got):\n%s", diff)
	}
	if n := o.number("SELECT count(*) FROM submission"); n != 1 {
		t.Errorf("%d submissions are taken for done, want 1", n)
	}
}

func TestTheSameSubmissionAgainChangesNothing(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.branch("D1", "KARO-ORG")
	decide := finish(o, id, disposition.Report{Text: "Sudah"})
	errs := atOnce(10, func(int) error {
		d, err := o.UpdateDossier(t.Context(), disposition.Change{Branch: id, Once: "draft-1"}, decide)
		if err != nil {
			return err
		}
		if b, err := d.Branch(id); err != nil || b.State != disposition.StateDone || b.Report != "Sudah" {
			return fmt.Errorf("got back %+v, %w", b, err)
		}
		return nil
	})
	for _, err := range errs {
		if err != nil {
			t.Errorf("a repetition failed: %v", err)
		}
	}
	if n := o.number("SELECT version FROM branch WHERE id = $1", int64(id)); n != 2 {
		t.Errorf("the branch has version %d, want 2", n)
	}
}

func TestADecisionThatFailsLeavesNothing(t *testing.T) {
	t.Parallel()
	broken := errors.New("the machine is on fire")
	tests := []struct {
		name string
		ruin func(o *office, id disposition.BranchID) func(*disposition.Dossier) (disposition.Decision, error)
		want error
	}{
		{"because it is refused", func(o *office, id disposition.BranchID) func(*disposition.Dossier) (disposition.Decision, error) {
			return finish(o, id, disposition.Report{})
		}, disposition.ErrReportMissing},
		{"because its jobs cannot be stored", func(o *office, id disposition.BranchID) func(*disposition.Dossier) (disposition.Decision, error) {
			o.queue.broken = broken
			return finish(o, id, disposition.Report{Text: "Sudah"})
		}, broken},
		{"because a file of it was never kept", func(o *office, id disposition.BranchID) func(*disposition.Dossier) (disposition.Decision, error) {
			return finish(o, id, disposition.Report{Text: "Sudah", Files: []document.File{{ID: "none", Name: "a.pdf"}}})
		}, nil},
		{"because somebody changed the branch behind its back", func(o *office, id disposition.BranchID) func(*disposition.Dossier) (disposition.Decision, error) {
			decide := finish(o, id, disposition.Report{Text: "Sudah"})
			return func(d *disposition.Dossier) (disposition.Decision, error) {
				o.exec("UPDATE branch SET version = version + 1 WHERE id = $1", int64(id))
				return decide(d)
			}
		}, store.ErrConflict},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := openOffice(t)
			id := o.branch("D1", "KARO-ORG")
			_, err := o.UpdateDossier(t.Context(), disposition.Change{Branch: id, Once: "draft-1"}, tt.ruin(o, id))
			if err == nil || tt.want != nil && !errors.Is(err, tt.want) {
				t.Errorf("got error %v, want %v", err, tt.want)
			}
			o.untouched()
		})
	}
}

// untouched fails the test if anything has been decided since the import.
func (o *office) untouched() {
	o.t.Helper()
	for _, left := range []string{
		"SELECT count(*) FROM notice", "SELECT count(*) FROM job", "SELECT count(*) FROM submission",
		"SELECT count(*) FROM branch WHERE state = 'DONE'", "SELECT count(*) FROM letter WHERE completed_at IS NOT NULL",
	} {
		if n := o.number(left); n != 0 {
			o.t.Errorf("%s: %d, want 0", left, n)
		}
	}
	if actions := o.actions(1); len(actions) != 0 {
		o.t.Errorf("audit log: %v, want nothing", actions)
	}
}

func TestABranchThatIsNotThereIsSaidToBeSo(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	_, err := o.Dossier(t.Context(), 999)
	_, updateErr := o.UpdateDossier(t.Context(), disposition.Change{Branch: 999}, func(*disposition.Dossier) (disposition.Decision, error) {
		t.Error("there was something to decide")
		return disposition.Decision{}, nil
	})
	for _, err := range []error{err, updateErr} {
		if !errors.Is(err, disposition.ErrNoSuchBranch) {
			t.Errorf("got %v, want ErrNoSuchBranch", err)
		}
	}
}

func TestTheTableRefusesWhatTheRulesForbid(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := int64(o.branch("D1", "KARO-ORG"))
	copied := int64(o.branch("D1", "KARO-UMUM"))
	for name, statement := range map[string]string{
		"an unknown state":            "UPDATE branch SET state = 'LOST' WHERE id = $1",
		"read by nobody at no time":   "UPDATE branch SET state = 'READ' WHERE id = $1",
		"done without an end":         "UPDATE branch SET state = 'DONE', read_at = now() WHERE id = $1",
		"returned without a reason":   "UPDATE branch SET state = 'RETURNED', read_at = now(), ended_at = now() WHERE id = $1",
		"a report of something open":  "UPDATE branch SET report = 'Sudah' WHERE id = $1",
		"in progress without a start": "UPDATE branch SET state = 'IN_PROGRESS', read_at = now() WHERE id = $1",
	} {
		if _, err := o.Pool().Exec(t.Context(), statement, id); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
	started := "UPDATE branch SET state = 'IN_PROGRESS', read_at = now(), started_at = now() WHERE id = $1"
	if _, err := o.Pool().Exec(t.Context(), started, copied); err == nil {
		t.Error("a copy in progress was accepted")
	}
}

package store_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/domain/staff"
)

func (o *office) importAll(r roster.Office) roster.Report {
	o.t.Helper()
	r.Sort()
	report, err := o.ImportOffice(o.t.Context(), r)
	if err != nil {
		o.t.Fatalf("import: %v", err)
	}
	return report
}

func TestTheSameOfficeAgainChangesNothing(t *testing.T) {
	t.Parallel()
	o := emptyOffice(t)
	sizes := map[string]int{
		"units": 4, "positions": 5, "staff": 6, "assignments": 6, "grants": 2, "letters": 2, "dispositions": 2,
	}
	got := o.importAll(sampleOffice())
	want := roster.Report{
		Units: roster.Tally{Created: 4}, Positions: roster.Tally{Created: 5}, Staff: roster.Tally{Created: 6},
		Assignments: roster.Tally{Created: 6}, Grants: roster.Tally{Created: 2}, Letters: roster.Tally{Created: 2},
		Dispositions: roster.Tally{Created: 2},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the first time (-want +got):\n%s", diff)
	}
	// Four recipients: each of two branches has a holder and his Plh, and the copy one more.
	if n := o.number("SELECT count(*) FROM notice WHERE kind = 'disposition.new'"); n != 5 {
		t.Errorf("%d notices of new dispositions, want 5", n)
	}
	for range 2 {
		for table, r := range tallies(o.importAll(sampleOffice())) {
			if r.Unchanged != sizes[table] || r.Created != 0 || r.Changed != 0 {
				t.Errorf("again, %s: %+v, want %d unchanged", table, r, sizes[table])
			}
		}
	}
	if n := o.number("SELECT count(*) FROM notice"); n != 5 {
		t.Errorf("%d notices after all, want 5", n)
	}
	lines := o.wholeAuditLog()
	if len(lines) != 3 || lines[0].Entry.Action != audit.OfficeImported || lines[0].Entry.Facts["staff"] != "6+0+0" ||
		lines[1].Entry.Facts["staff"] != "0+0+6" {
		t.Errorf("the audit log has %+v", lines)
	}
}

func tallies(r roster.Report) map[string]roster.Tally {
	return map[string]roster.Tally{
		"units": r.Units, "positions": r.Positions, "staff": r.Staff, "assignments": r.Assignments, "grants": r.Grants,
		"letters": r.Letters, "dispositions": r.Dispositions,
	}
}

func TestChangesAreSavedAndWhatIsLeftOutStays(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	changed := letter(1)
	changed.Subject = "Undangan rapat, diralat"
	got := o.importAll(roster.Office{
		Units:     []roster.Unit{{Code: "ORG-1", Name: "Bagian Kelembagaan", Parent: "UMUM"}},
		Positions: []roster.Position{{Code: "STAF", Title: "Analis Muda", Unit: "ORG-1", Superior: "KARO-UMUM", Echelon: staff.Staf}},
		Staff: []roster.Employee{
			{NIP: nyoman, Name: "Ni Nyoman Suastini", Kind: staff.PPPK, Active: false},
			{NIP: "199904042020041009", Name: "I Gede Arta", Kind: staff.PNS, Active: true},
		},
		Assignments: []roster.Assignment{
			{NIP: wayan, Position: "KARO-ORG", Capacity: staff.Plh, From: today, Until: today},
		},
		Grants:  []roster.Grant{{NIP: putu, Role: staff.Personnel, Unit: "ORG"}, {NIP: made, Role: staff.Admin, Unit: "SETDA"}},
		Letters: []roster.Letter{changed},
	})
	want := roster.Report{
		Units: roster.Tally{Changed: 1}, Positions: roster.Tally{Changed: 1}, Staff: roster.Tally{Created: 1, Changed: 1},
		Assignments: roster.Tally{Changed: 1}, Grants: roster.Tally{Changed: 1, Unchanged: 1}, Letters: roster.Tally{Changed: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	facts := o.texts(`SELECT 'unit below ' || p.code FROM unit u JOIN unit p ON p.id = u.parent_id WHERE u.code = 'ORG-1'
		UNION ALL SELECT p.title || ' reports to ' || s.code FROM position p JOIN position s ON s.id = p.superior_id WHERE p.code = 'STAF'
		UNION ALL SELECT 'active: ' || active || ', phone: ' || coalesce(phone, 'none') FROM employee WHERE nip = '` + string(nyoman) + `'
		UNION ALL SELECT 'roles: ' || count(*) FROM role_grant
		UNION ALL SELECT subject FROM letter WHERE agenda_number = 1
		UNION ALL SELECT 'people: ' || count(*) FROM employee`)
	wantFacts := []string{
		"unit below UMUM", "Analis Muda reports to KARO-UMUM", "active: false, phone: none", "roles: 1", "Undangan rapat, diralat",
		"people: 7",
	}
	if diff := cmp.Diff(wantFacts, facts); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatPeopleDidIsNeverTakenBack(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.branch("D1", "KARO-ORG")
	if _, err := o.UpdateDossier(t.Context(), disposition.Change{Branch: id}, finish(o, id, disposition.Report{Text: "Sudah, oleh orangnya"})); err != nil {
		t.Fatal(err)
	}
	for _, state := range []disposition.State{disposition.StateSent, disposition.StateProgress, disposition.StateReturned, disposition.StateDone} {
		again := sampleOffice()
		again.Dispositions[0].Branches[0] = imported(one{number: 1, deadline: 3, state: state, to: "KARO-ORG"})
		if got := o.importAll(again); got.Dispositions.Changed != 0 {
			t.Errorf("%s: %+v, want nothing changed", state, got.Dispositions)
		}
	}
	d, err := o.Dossier(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := d.Branch(id); err != nil || b.State != disposition.StateDone || b.Report != "Sudah, oleh orangnya" || b.Version != 2 {
		t.Errorf("the branch is %+v, %v", b, err)
	}
	if d.Letter.CompletedAt.IsZero() {
		t.Error("the letter is no longer complete")
	}
}

func TestABranchGoesForward(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.branch("D1", "KARO-ORG")
	steps := []struct {
		state    disposition.State
		version  int
		complete bool
	}{
		{disposition.StateRead, 2, false},
		{disposition.StateProgress, 3, false},
		{disposition.StateRead, 3, false},
		{disposition.StateDone, 4, true},
	}
	for _, step := range steps {
		again := sampleOffice()
		again.Dispositions[0].Branches[0] = imported(one{number: 1, deadline: 3, state: step.state, hour: step.version, to: "KARO-ORG"})
		o.importAll(again)
		d, err := o.Dossier(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		b, err := d.Branch(id)
		if err != nil || b.Version != step.version || d.Letter.CompletedAt.IsZero() == step.complete {
			t.Errorf("after %s: %+v, completed %s, %v", step.state, b, d.Letter.CompletedAt, err)
		}
		if b.Read.At != today.At(2, 30, wita()).UTC() || b.Read.By != o.employee(ketut) || b.Read.Position != b.To {
			t.Errorf("after %s it was read %+v, want the first time", step.state, b.Read)
		}
	}
	if n := o.number("SELECT count(*) FROM job WHERE subject = $1", disposition.SubjectOf(id).String()); n != 3 {
		t.Errorf("%d jobs to redraw its cards, want one for each step forward", n)
	}
	if n := o.number("SELECT count(*) FROM notice"); n != 0 {
		t.Errorf("%d notices, want none: the branch was there", n)
	}
}

func TestANewBranchOpensItsLetterAgain(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.branch("D1", "KARO-ORG")
	if _, err := o.UpdateDossier(t.Context(), disposition.Change{Branch: id}, finish(o, id, disposition.Report{Text: "Sudah"})); err != nil {
		t.Fatal(err)
	}
	o.importAll(roster.Office{Dispositions: []roster.Disposition{order("D3", 1, branchTo("STAF"))}})
	if n := o.number("SELECT count(*) FROM letter WHERE completed_at IS NOT NULL"); n != 0 {
		t.Error("the letter is complete with an open branch")
	}
}

func TestAForwardedBranchIsTheParent(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	again := sampleOffice()
	child := order("D1.1", 1, branchTo("KABAG"))
	child.Parent, child.From, child.By = roster.BranchKey{Disposition: "D1", Position: "KARO-ORG"}, "KARO-ORG", ketut
	again.Dispositions = append(again.Dispositions, child)
	again.Settle(nil)
	report := o.importAll(again)
	if diff := cmp.Diff(roster.Tally{Created: 1, Changed: 1, Unchanged: 1}, report.Dispositions); diff != "" {
		t.Errorf("dispositions (-want +got):\n%s", diff)
	}
	d, err := o.Dossier(t.Context(), o.branch("D1.1", "KABAG"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := d.Branch(o.branch("D1.1", "KABAG"))
	if err != nil {
		t.Fatal(err)
	}
	if parent := d.Parent(b); parent == nil || parent.State != disposition.StateForwarded || parent.Read.By != o.employee(ketut) {
		t.Errorf("the parent is %+v, want the branch that was forwarded", parent)
	}
	if n := o.number("SELECT count(*) FROM notice n JOIN employee e ON e.id = n.employee_id WHERE e.nip = $1", string(wayan)); n != 1 {
		t.Errorf("the recipient is told %d times, want once", n)
	}
}

func TestWhoIsToldOfANewBranch(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		state disposition.State
		age   time.Duration
		quiet bool
		want  int
	}{
		{"unread and of today", disposition.StateSent, time.Hour, false, 1},
		{"quietly", disposition.StateSent, time.Hour, true, 0},
		{"read before the import", disposition.StateRead, time.Hour, false, 0},
		{"of long ago", disposition.StateSent, 8 * 24 * time.Hour, false, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := openOffice(t)
			d := order("D3", 1, imported(one{number: 3, state: tt.state, to: "STAF", deadline: 3}))
			d.SentAt = o.clock.Now().Add(-tt.age)
			load := o.ImportOffice
			if tt.quiet {
				load = o.ImportOfficeQuietly
			}
			if _, err := load(t.Context(), roster.Office{Dispositions: []roster.Disposition{d}}); err != nil {
				t.Fatal(err)
			}
			if n := o.number("SELECT count(*) FROM notice"); n != tt.want {
				t.Errorf("%d are told, want %d", n, tt.want)
			}
		})
	}
}

func TestAnImportThatFailsLeavesNothing(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(o *office, r *roster.Office){
		"a rule of the database": func(_ *office, r *roster.Office) { r.Dispositions[1].As = "RAJA" },
		"a name of nobody":       func(_ *office, r *roster.Office) { r.Assignments[0].NIP = "199904042020041009" },
		"no queue":               func(o *office, _ *roster.Office) { o.queue.broken = errors.New("no queue") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := emptyOffice(t)
			r := sampleOffice()
			spoil(o, &r)
			if _, err := o.ImportOffice(t.Context(), r); err == nil {
				t.Error("it was imported")
			}
			for _, table := range []string{"unit", "employee", "letter", "disposition", "notice", "audit_line"} {
				if n := o.number("SELECT count(*) FROM " + table); n != 0 {
					t.Errorf("%d rows are left in %s", n, table)
				}
			}
		})
	}
}

func TestLettersGetTheFilesThatTheyDoNotHave(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	first := scan(t)
	second, err := document.Check("lampiran.pdf", []byte("%PDF-1.4\nlampiran\n%%EOF"))
	if err != nil {
		t.Fatal(err)
	}
	with := letter(1)
	for i, files := range [][]document.Content{{first}, {first}, {second, first}} {
		with.Files = files
		report := o.importAll(roster.Office{Letters: []roster.Letter{with}})
		if want := i != 1; (report.Letters.Changed == 1) != want {
			t.Errorf("import %d: %+v, changed: want %t", i, report.Letters, want)
		}
	}
	d, err := o.Dossier(t.Context(), o.branch("D1", "KARO-ORG"))
	if diff := cmp.Diff([]document.File{first.File, second.File}, d.Letter.Files); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestTwoImportsAtOnceAreOneAfterTheOther(t *testing.T) {
	t.Parallel()
	o := emptyOffice(t)
	if err := errors.Join(atOnce(4, func(int) error {
		_, err := o.ImportOffice(t.Context(), sampleOffice())
		return err
	})...); err != nil {
		t.Fatal(err)
	}
	if n := o.number("SELECT count(*) FROM branch"); n != 3 {
		t.Errorf("%d branches, want 3", n)
	}
}

func TestAnImportAndATapDoNotBlockEachOther(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.branch("D1", "KARO-ORG")
	decide := finish(o, id, disposition.Report{Text: "Sudah"})
	again := sampleOffice()
	again.Dispositions[0].Branches[0] = imported(one{number: 1, deadline: 3, state: disposition.StateRead, to: "KARO-ORG"})
	if err := errors.Join(atOnce(6, func(i int) error {
		if i > 0 {
			_, err := o.ImportOffice(t.Context(), again)
			return err
		}
		_, err := o.UpdateDossier(t.Context(), disposition.Change{Branch: id}, decide)
		return err
	})...); err != nil {
		t.Error(err)
	}
	if n := o.number("SELECT count(*) FROM branch WHERE id = $1 AND state = 'DONE'", int64(id)); n != 1 {
		t.Error("what was done is not done")
	}
}

func TestWhatIsKnownIsWhatWasImported(t *testing.T) {
	t.Parallel()
	o := emptyOffice(t)
	r := sampleOffice()
	o.importAll(r)
	got, err := o.KnownKeys(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := roster.Keys{
		Units: map[string]string{"SETDA": "", "ORG": "SETDA", "UMUM": "SETDA", "ORG-1": "ORG"},
		Positions: map[string]roster.KnownPosition{
			"SEKDA": {Unit: "SETDA"}, "KARO-ORG": {Unit: "ORG", Superior: "SEKDA"}, "KARO-UMUM": {Unit: "UMUM", Superior: "SEKDA"},
			"KABAG": {Unit: "ORG-1", Superior: "KARO-ORG"}, "STAF": {Unit: "ORG-1", Superior: "KABAG"},
		},
		Staff:       map[staff.NIP]roster.KnownEmployee{},
		Assignments: r.Assignments,
		Letters: map[roster.LetterKey]roster.KnownLetter{
			r.Letters[0].LetterKey: {Speed: disposition.Ordinary, Secrecy: disposition.Open},
			r.Letters[1].LetterKey: {Speed: disposition.Ordinary, Secrecy: disposition.Secret},
		},
		Branches: map[roster.BranchKey]roster.KnownBranch{
			{Disposition: "D1", Position: "KARO-ORG"}:  {Letter: r.Letters[0].LetterKey, State: disposition.StateSent},
			{Disposition: "D1", Position: "KARO-UMUM"}: {Letter: r.Letters[0].LetterKey, State: disposition.StateSent, Copy: true},
			{Disposition: "D2", Position: "KARO-ORG"}:  {Letter: r.Letters[1].LetterKey, State: disposition.StateSent},
		},
	}
	for _, e := range r.Staff {
		want.Staff[e.NIP] = roster.KnownEmployee{Phone: e.Phone}
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(roster.Keys{}, "Instructions", "ApelPlaces", "Days"), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(got.Instructions) != 15 || !strings.HasPrefix(got.Instructions[0], "Untuk diketahui") {
		t.Errorf("instructions: %v, want the fifteen of the paper form", got.Instructions)
	}
}

package registry_test

import (
	"errors"
	"testing"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/staff"
)

// routed is a letter that the registry passed on twice: what went to the first
// came back and went elsewhere; there it was sent on to two, of whom one has
// returned it. A copy went beside it.
func routed(s disposition.Secrecy) *disposition.Dossier {
	act := disposition.Act{At: today.At(8, 0, wita()), By: 5, ByName: "I Ketut Ardana"}
	d := letterOf(bureau)
	d.Letter.Secrecy, d.Letter.Sender, d.Letter.Subject, d.Letter.AgendaNumber = s, "Dinas Kebudayaan", "Undangan", 7
	d.Dispositions = []disposition.Disposition{{ID: 1, Routing: true, By: 1}, {ID: 2, Routing: true, By: 1}, {ID: 3, Parent: 12, From: head}}
	d.Branches = []*disposition.Branch{
		{ID: 11, Disposition: 1, To: 101, State: disposition.StateReturned, Ended: act, Settled: act, Reason: "Bukan unit kami"},
		{ID: 12, Disposition: 2, To: head, State: disposition.StateForwarded, Read: act},
		{ID: 13, Disposition: 2, To: 103, State: disposition.StateSent, Copy: true},
		{ID: 14, Disposition: 3, To: 104, State: disposition.StateReturned, Ended: act, Reason: "Salah alamat"},
		{ID: 15, Disposition: 3, To: 105, State: disposition.StateProgress, Read: act, Started: act},
		{ID: 16, Disposition: 3, To: 106, State: disposition.StateDone, Read: act, Ended: act, Report: "Selesai"},
	}
	return d
}

func branchIDs(branches []*disposition.Branch) []disposition.BranchID {
	var ids []disposition.BranchID
	for _, b := range branches {
		ids = append(ids, b.ID)
	}
	return ids
}

func TestTheRegistrySeesWhereALetterIs(t *testing.T) {
	t.Parallel()
	desk, kept := openDesk()
	kept.letters = []*disposition.Dossier{routed(disposition.Restricted)}
	view, err := desk.Letter(t.Context(), clerk(), disposition.LetterID(bureau))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "open ends", []disposition.BranchID{14, 15}, branchIDs(view.Where))
	if view.Root.ID != 12 || view.Today != today || view.Letter.Subject != "Undangan" {
		t.Errorf("root %d on %s of %q", view.Root.ID, view.Today, view.Letter.Subject)
	}
}

func TestTheRegistrySendsElsewhereWhatCameBackToIt(t *testing.T) {
	t.Parallel()
	desk, kept := openDesk()
	d := routed(disposition.Open)
	d.Branches[0].Settled = disposition.Act{}
	kept.letters = []*disposition.Dossier{d}
	view, err := desk.LookLetter(t.Context(), clerk(), disposition.LetterID(bureau))
	if err != nil || view.Root.ID != 11 {
		t.Fatalf("root %v, %v", view.Root, err)
	}
	same(t, "allowed", []disposition.Action{disposition.ActionRedirect}, view.Allowed)
	same(t, "open ends", []disposition.BranchID{11, 14, 15}, branchIDs(view.Where))
}

func TestAnImportedLetterHasNothingOfTheRegistrys(t *testing.T) {
	t.Parallel()
	desk, kept := openDesk()
	d := routed(disposition.Open)
	for i := range d.Dispositions {
		d.Dispositions[i].Routing, d.Dispositions[i].From = false, head
	}
	kept.letters = []*disposition.Dossier{d}
	view, err := desk.Letter(t.Context(), clerk(), disposition.LetterID(bureau))
	if err != nil || view.Root != nil || len(view.Allowed) > 0 {
		t.Errorf("root %v, allowed %v, %v", view.Root, view.Allowed, err)
	}
}

func TestNothingOfASecretLetterIsShown(t *testing.T) {
	t.Parallel()
	desk, kept := openDesk()
	kept.letters = []*disposition.Dossier{routed(disposition.Secret)}
	view, err := desk.Letter(t.Context(), clerk(), disposition.LetterID(bureau))
	if err != nil {
		t.Fatal(err)
	}
	l := view.Letter
	if l.Sender+l.Subject+l.Number != "" || l.Files != nil || l.AgendaNumber != 7 {
		t.Errorf("shown: %+v", l)
	}
	for _, b := range view.Branches {
		if b.Reason+b.Report != "" {
			t.Errorf("branch %d tells %q", b.ID, b.Reason+b.Report)
		}
	}
	_, err = desk.Document(t.Context(), clerk(), l.ID, "a")
	if !errors.Is(err, disposition.ErrSecretInOffice) {
		t.Errorf("its file: %v", err)
	}
	same(t, "audit log", []string{"action.refused document secret"}, kept.refusals())
}

func TestOnlyTheFilesOfTheLetterAreGiven(t *testing.T) {
	t.Parallel()
	desk, kept := openDesk()
	kept.letters = []*disposition.Dossier{routed(disposition.Open)}
	for file, want := range map[document.ID]error{"a": nil, "b": registry.ErrNoSuchFile} {
		content, err := desk.Document(t.Context(), clerk(), disposition.LetterID(bureau), file)
		if !errors.Is(err, want) || (want == nil) != (len(content.Bytes) > 0) {
			t.Errorf("file %s: %d bytes, %v", file, len(content.Bytes), err)
		}
	}
}

func TestALookIsNotAudited(t *testing.T) {
	t.Parallel()
	desk, kept := openDesk()
	kept.letters = []*disposition.Dossier{letterOf(other)}
	if _, err := desk.LookLetter(t.Context(), clerk(), disposition.LetterID(other)); !errors.Is(err, registry.ErrNotClerk) {
		t.Errorf("got %v", err)
	}
	same(t, "audit log", []string(nil), kept.refusals())
}

func TestTheListIsOfTheUnitsThatAreCovered(t *testing.T) {
	t.Parallel()
	desk, kept := openDesk()
	kept.lines = []registry.Line{
		{Letter: 1, Secrecy: disposition.Open, Subject: "Undangan", Sender: "Dinas"},
		{Letter: 2, Secrecy: disposition.TopSecret, Subject: "x", Sender: "y", Number: "z", Date: today, Received: today, Where: "Kepala Biro", AgendaNumber: 3},
	}
	by := clerk()
	by.Grants = append(by.Grants, staff.Grant{Role: staff.Clerk, UnitID: division, Covers: []staff.UnitID{division}},
		staff.Grant{Role: staff.Admin, UnitID: other, Covers: []staff.UnitID{other}})
	page, err := desk.Letters(t.Context(), by, registry.Overdue, -5, 10)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "query", registry.ListQuery{Units: []staff.UnitID{bureau, division}, Filter: registry.Overdue, Today: today, Limit: 10}, kept.asked)
	same(t, "items", []registry.Line{
		kept.lines[0],
		{Letter: 2, Secrecy: disposition.TopSecret, Where: "Kepala Biro", AgendaNumber: 3},
	}, page.Items)
	by.Grants = by.Grants[2:]
	if _, err := desk.Letters(t.Context(), by, registry.All, 0, 10); !errors.Is(err, registry.ErrNotClerk) {
		t.Errorf("list of an administrator: %v", err)
	}
	same(t, "audit log", []string{"action.refused list not_clerk"}, kept.refusals())
	if desk.Today() != today {
		t.Errorf("today is %s", desk.Today())
	}
}

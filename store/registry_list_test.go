package store_test

import (
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/staff"
)

// act lets somebody do something about a branch.
func (o *office) act(nip staff.NIP, id disposition.BranchID, do func(*disposition.Dossier, staff.Actor) (disposition.Decision, error)) {
	o.t.Helper()
	by := o.actor(nip)
	_, err := o.UpdateDossier(o.t.Context(), disposition.Change{Branch: id}, func(d *disposition.Dossier) (disposition.Decision, error) {
		return do(d, by)
	})
	if err != nil {
		o.t.Fatalf("act on branch %d: %v", id, err)
	}
}

func (o *office) sendBack(nip staff.NIP, id disposition.BranchID) {
	o.t.Helper()
	o.act(nip, id, func(d *disposition.Dossier, by staff.Actor) (disposition.Decision, error) {
		return d.SendBack(id, "Bukan kewenangan kami", by, o.clock.Now())
	})
}

func (o *office) finish(nip staff.NIP, id disposition.BranchID) {
	o.t.Helper()
	o.act(nip, id, func(d *disposition.Dossier, by staff.Actor) (disposition.Decision, error) {
		return d.Finish(id, disposition.Report{Text: "Sudah dihadiri"}, by, o.clock.Now())
	})
}

// lettersOf are the numbers of a page of the list, with where each letter is.
func (o *office) lettersOf(f registry.Filter, offset, limit int, units ...staff.UnitID) ([]string, registry.Page) {
	o.t.Helper()
	day := o.clock.Now().In(wita())
	page, err := o.Letters(o.t.Context(), registry.ListQuery{
		Units: units, Filter: f, Today: today.AddDays(int(day.Sub(today.At(0, 0, wita())) / (24 * time.Hour))), Offset: offset, Limit: limit,
	})
	if err != nil {
		o.t.Fatalf("list %s letters: %v", f, err)
	}
	var lines []string
	for _, l := range page.Items {
		line := l.Number + " @" + l.Where
		for name, marked := range map[string]bool{" complete": l.Complete, " returned": l.Returned, " overdue": l.Overdue} {
			if marked {
				line += name
			}
		}
		lines = append(lines, line)
	}
	return lines, page
}

func TestTheRegistrysListSaysWhereEachLetterIs(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.exec("UPDATE letter SET completed_at = now()") // those of the import
	o.exec("UPDATE branch SET state = 'DONE', read_at = now(), ended_at = now() WHERE NOT is_copy")
	old := o.registered(o.incoming("old"))
	o.clock.advance(9 * 24 * time.Hour) // Friday of the next week
	waiting, returned, done := o.registered(o.incoming("waiting")), o.registered(o.incoming("returned")), o.registered(o.incoming("done"))
	o.sendBack(ketut, returned.Branch)
	o.finish(ketut, done.Branch)
	setda := o.unit("SETDA")
	for f, want := range map[registry.Filter][]string{
		registry.Running:  {"returned @ returned", "waiting @Kepala Biro Organisasi", "old @Kepala Biro Organisasi overdue"},
		registry.Returned: {"returned @ returned"},
		registry.Overdue:  {"old @Kepala Biro Organisasi overdue"},
		registry.Complete: {"done @ complete", "005/2/DISKOMINFOS @ complete", "005/1/DISKOMINFOS @ complete"},
		registry.All: {
			"done @ complete", "returned @ returned", "waiting @Kepala Biro Organisasi", "old @Kepala Biro Organisasi overdue",
			"005/2/DISKOMINFOS @ complete", "005/1/DISKOMINFOS @ complete",
		},
	} {
		lines, page := o.lettersOf(f, 0, 10, setda, o.unit("ORG"))
		same(t, string(f), want, lines)
		same(t, "total of "+string(f), len(want), page.Total)
		same(t, "counts", map[registry.Filter]int{
			registry.Running: 3, registry.Returned: 1, registry.Overdue: 1, registry.Complete: 3, registry.All: 6,
		}, page.Counts)
	}
	if lines, page := o.lettersOf(registry.All, 0, 10, o.unit("ORG")); len(lines) > 0 || page.Total > 0 {
		t.Errorf("another unit has %v", lines)
	}
	lines, page := o.lettersOf(registry.All, 2, 2, setda)
	same(t, "second page", []string{"waiting @Kepala Biro Organisasi", "old @Kepala Biro Organisasi overdue"}, lines)
	same(t, "its place", 2, page.Offset)
	same(t, "a line", registry.Line{
		Letter: old.Letter.ID, Unit: setda, UnitName: "Sekretariat Daerah", AgendaNumber: 3, AgendaYear: 2026, Number: "old",
		Date: today.AddDays(-1), Received: today, Sender: "Dinas Kebudayaan", Subject: "Undangan old", Speed: disposition.Ordinary,
		Secrecy: disposition.Open, Overdue: true, Where: "Kepala Biro Organisasi",
	}, page.Items[1])
	if waiting.Letter.AgendaNumber != 4 {
		t.Errorf("agenda number %d", waiting.Letter.AgendaNumber)
	}
}

func TestALetterInManyHandsNamesTheMostPressing(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	sent := o.registered(o.incoming("1"))
	o.exec(`INSERT INTO branch (disposition_id, letter_id, position_id, deadline, sent_at, is_copy)
		SELECT b.disposition_id, b.letter_id, p.id, CASE p.code WHEN 'KARO-UMUM' THEN b.deadline - 1 END, b.sent_at, p.code = 'SEKDA'
		FROM branch b, position p WHERE b.id = $1 AND p.code IN ('KARO-UMUM', 'KABAG', 'SEKDA')`, int64(sent.Branch))
	_, page := o.lettersOf(registry.Running, 0, 1, o.unit("SETDA"))
	if l := page.Items[0]; l.Where != "Kepala Biro Umum" || l.More != 2 { // a copy is in nobody's hands
		t.Errorf("it is with %q and %d more", l.Where, l.More)
	}
}

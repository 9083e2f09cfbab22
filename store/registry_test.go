package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestARegisteredLetterIsKeptWithAllThatFollows(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	scan, err := document.Check("surat.pdf", []byte("%PDF-1.4 surat %%EOF"))
	if err != nil {
		t.Fatal(err)
	}
	if err := o.KeepFile(t.Context(), scan); err != nil {
		t.Fatal(err)
	}
	e := o.incoming("005/1/X")
	e.Files, e.Classification, e.Summary = []document.File{scan.File}, "000.8", "Rapat"
	lines := len(o.wholeAuditLog())
	done := o.registered(e)
	want := disposition.Letter{
		ID: done.Letter.ID, UnitID: e.Unit, UnitName: "Sekretariat Daerah", AgendaYear: 2026, AgendaNumber: 3, Number: "005/1/X",
		Date: today.AddDays(-1), Received: today, Sender: "Dinas Kebudayaan", Subject: "Undangan 005/1/X", Summary: "Rapat",
		Classification: "000.8", Speed: disposition.Ordinary, Secrecy: disposition.Open, Files: e.Files, Version: 1,
		RegisteredBy: o.employee(kadek), RegisteredByName: "Ni Kadek Ratnasari", RegisteredAt: o.clock.Now().UTC(),
	}
	same(t, "answer", want, done.Letter)
	d, err := o.Dossier(t.Context(), done.Branch)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "letter", want, d.Letter)
	branch := d.Branches[0]
	if routing := d.Disposition(branch); !routing.Routing || routing.By != o.employee(kadek) || routing.From != 0 || branch.Deadline != done.Deadline {
		t.Errorf("passed on by %+v until %s, want %s", routing, branch.Deadline, done.Deadline)
	}
	same(t, "audit log", []audit.Action{audit.LetterRegistered, audit.DispositionSent}, o.actions(lines))
	key := "disposition.new:" + disposition.SubjectOf(done.Branch).String()
	same(t, "who is told", []string{string(wayan), string(ketut)},
		o.texts("SELECT e.nip FROM notice n JOIN employee e ON e.id = n.employee_id WHERE n.key = $1 ORDER BY e.nip DESC", key))
	if jobs := o.number("SELECT count(*) FROM job WHERE notice IN (SELECT id FROM notice WHERE key = $1)", key); jobs != 2 {
		t.Errorf("%d jobs for two notices", jobs)
	}
}

func TestALetterGoesFirstToAPositionOfItsUnit(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	e := o.incoming("1")
	e.Unit, e.First = o.unit("ORG"), o.position("KABAG") // of a unit below
	done := o.registered(e)
	same(t, "first", disposition.Seat{
		Position: staff.Position{ID: e.First, Title: "Kepala Bagian Kelembagaan", UnitID: o.unit("ORG-1"), UnitName: "Bagian Kelembagaan"},
		Holders:  []disposition.Holder{{Name: "I Wayan Sudira", As: staff.Definitive}}, Below: 1,
	}, done.First)
	e.First = o.position("SEKDA")
	if _, err := o.registryDesk().Register(t.Context(), o.actor(kadek), e, ""); !errors.Is(err, registry.ErrNotInUnit) {
		t.Errorf("to a position above: %v", err)
	}
	same(t, "agenda", counted(1), o.agenda("ORG", 2026))
}

func TestOfASecretLetterOnlyTheAgendaIsKept(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	e := registry.Entry{
		Unit: o.unit("SETDA"), Date: today, Speed: disposition.Urgent, Secrecy: disposition.TopSecret, First: o.position("SEKDA"),
	}
	before := o.number("SELECT count(*) FROM correspondent")
	done := o.registered(e)
	if done.Letter.AgendaNumber != 3 || done.Letter.Secrecy != disposition.TopSecret {
		t.Errorf("registered %+v", done.Letter)
	}
	same(t, "what is kept", []string{""}, o.texts("SELECT number || sender || subject || summary || classification FROM letter WHERE id = $1", int64(done.Letter.ID)))
	if after := o.number("SELECT count(*) FROM correspondent"); after != before {
		t.Errorf("%d correspondents, were %d", after, before)
	}
}

func TestALetterThatIsNotSavedWholeIsNotSaved(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.queue.broken = errBrokenQueue
	_, err := o.registryDesk().Register(t.Context(), o.actor(kadek), o.incoming("1"), "form")
	if !errors.Is(err, errBrokenQueue) {
		t.Fatalf("registered: %v", err)
	}
	same(t, "agenda", counted(2), o.agenda("SETDA", 2026))
	o.queue.broken = nil
	done, err := o.registryDesk().Register(t.Context(), o.actor(kadek), o.incoming("1"), "form")
	if err != nil || done.Letter.AgendaNumber != 3 {
		t.Errorf("the same form again: number %d, %v", done.Letter.AgendaNumber, err)
	}
}

var errBrokenQueue = errors.New("queue is broken")

func TestTheSameLetterIsFoundHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	first := o.registered(o.incoming("B.17.045/221/BKD"))
	o.clock.advance(24 * time.Hour)
	second := o.registered(o.incoming("b 17 045-221 bkd"))
	for name, c := range map[string]struct {
		unit, number, sender string
		want                 []disposition.LetterID
	}{
		"as written":                   {"SETDA", "B.17.045/221/BKD", "Dinas Kebudayaan", []disposition.LetterID{second.Letter.ID, first.Letter.ID}},
		"other case and spaces":        {"SETDA", "b17.045 / 221/bkd", " DINAS  KEBUDAYAAN.", []disposition.LetterID{second.Letter.ID, first.Letter.ID}},
		"another number":               {"SETDA", "B.17.045/222/BKD", "Dinas Kebudayaan", nil},
		"another sender":               {"SETDA", "B.17.045/221/BKD", "Dinas Kesehatan", nil},
		"another unit":                 {"ORG", "B.17.045/221/BKD", "Dinas Kebudayaan", nil},
		"an imported one":              {"SETDA", "005 1 DISKOMINFOS", "Dinas Komunikasi", []disposition.LetterID{o.letterOf(1)}},
		"one that stays in the office": {"SETDA", "005/2/DISKOMINFOS", "Dinas Komunikasi", nil},
	} {
		t.Run(name, func(t *testing.T) {
			lines, err := o.SameLetters(t.Context(), o.unit(c.unit), c.number, c.sender, 5)
			if err != nil {
				t.Fatal(err)
			}
			var found []disposition.LetterID
			for _, l := range lines {
				found = append(found, l.Letter)
			}
			same(t, "found", c.want, found)
		})
	}
}

func (o *office) letterOf(number int) disposition.LetterID {
	o.t.Helper()
	return disposition.LetterID(o.number("SELECT id FROM letter WHERE agenda_number = $1", number))
}

func TestSendersAreSuggested(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	for _, sender := range []string{"Kementerian Dalam Negeri", "Dinas Kebudayaan", "Universitas Udayana", "DINAS KEBUDAYAAN"} {
		o.clock.advance(time.Minute)
		e := o.incoming("1")
		e.Sender = sender
		o.registered(e)
	}
	for typed, want := range map[string][]string{
		"":                       {"DINAS KEBUDAYAAN", "Universitas Udayana", "Kementerian Dalam Negeri", "Dinas Komunikasi"},
		"udayana":                {"Universitas Udayana"},
		"Kementrian Dalam Negri": {"Kementerian Dalam Negeri"}, // two letters are missing
		"kebudayan":              {"DINAS KEBUDAYAAN"},
		"PT Listrik Negara":      {},
		"\x00":                   {},
		"dinas komunikasi%_'\\":  {"Dinas Komunikasi"},
	} {
		names, err := o.Senders(t.Context(), o.unit("SETDA"), typed, 6)
		if err != nil {
			t.Fatal(err)
		}
		if typed == "dinas komunikasi%_'\\" {
			names = names[:1] // the rest is less alike
		}
		same(t, typed, want, names)
	}
	names, err := o.Senders(t.Context(), o.unit("ORG"), "", 6)
	if err != nil || len(names) > 0 {
		t.Errorf("another unit knows %v, %v", names, err)
	}
}

func TestWhoLeadsAUnitIsOfferedFirst(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	for unit, want := range map[string][]string{
		"SETDA": {"SEKDA", "KARO-ORG"}, // nobody reports to the other head
		"ORG":   {"KARO-ORG", "KABAG"},
		"ORG-1": {"KABAG"},
		"UMUM":  nil,
	} {
		heads, err := o.UnitHeads(t.Context(), o.unit(unit))
		if err != nil {
			t.Fatal(err)
		}
		var ids []staff.PositionID
		for _, code := range want {
			ids = append(ids, o.position(code))
		}
		same(t, unit, len(ids), len(heads))
		for i := range min(len(ids), len(heads)) {
			same(t, unit, ids[i], heads[i])
		}
	}
}

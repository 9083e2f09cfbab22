package app_test

import (
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/request"
)

// beforeSri lies a permission that Budi has asked for. What others need to open is on their phones.
func beforeSri(t *testing.T, colleagues ...string) (h *house, budi, sri *persona) {
	t.Helper()
	h = opened(t, furnishing{})
	h.link(append(colleagues, "Budi", "Sri")...)
	budi, sri = h.person("Budi"), h.person("Sri")
	budi.asksPermit("10 Desember 2026")
	sri.hears(yourTurn, "Izin tidak masuk")
	return h, budi, sri
}

// imports lets the office import a folder, as an operator does while Gelis works.
func (h *house) imports(folder string) {
	h.tb.Helper()
	if err := importFolder(h.tb.Context(), h.gelis, "testdata/"+folder); err != nil {
		h.tb.Fatalf("import %s: %v", folder, err)
	}
	h.quiet()
}

func TestADeciderWhoIsReplacedInTheMiddle(t *testing.T) {
	t.Parallel()
	h, budi, sri := beforeSri(t, "Ayu")
	ayu := h.person("Ayu")
	h.imports("kasi-diganti")

	sri.taps("Setujui") // the button is still there
	if !strings.Contains(sri.answer.Toast, "tidak melewati jabatan Anda saat ini") {
		t.Errorf("who was replaced is answered %q", sri.answer.Toast)
	}
	if n := h.refusals(sri); n != 1 {
		t.Errorf("%d refusals in the audit log, want one", n)
	}
	ayu.Send("/persetujuan")
	ayu.hears("Menunggu keputusan Anda (1)", "I Wayan Budi Artana")
	ayu.taps("1")
	ayu.hears("Kepala Seksi Pemberdayaan (Ni Komang Ayu Lestari)")
	ayu.taps("Setujui")
	h.pass(request.UndoFor)
	budi.wasTold(1, approved)
	if m := budi.hears(approved); !strings.Contains(m.Plain, "Oleh: Kepala Seksi Pemberdayaan (Ni Komang Ayu Lestari)") {
		t.Errorf("the applicant is told:\n%s", describe(m))
	}
	if n := len(h.verdicts()); n != 1 || len(h.audited(ayu, audit.VerdictGiven)) != 1 {
		t.Errorf("%d verdicts, of them Ayu's %d, want one", n, len(h.audited(ayu, audit.VerdictGiven)))
	}
}

func TestAVerdictOfWhoIsReplacedInItsMinuteStands(t *testing.T) {
	t.Parallel()
	h, budi, sri := beforeSri(t, "Ayu")
	ayu := h.person("Ayu")
	sri.taps("Setujui")
	h.quiet()
	h.imports("kasi-diganti")
	ayu.Send("/persetujuan")
	ayu.taps("1", "Setujui") // as long as it can be taken back, it looks to all others as if it waited
	if !strings.Contains(ayu.answer.Toast, wasDecided+": Disetujui, oleh Ni Luh Sri Wahyuni") {
		t.Errorf("the new holder is answered %q", ayu.answer.Toast)
	}
	h.pass(request.UndoFor)
	if m := budi.hears(approved); !strings.Contains(m.Plain, "Ni Luh Sri Wahyuni") {
		t.Errorf("the applicant is told:\n%s", describe(m))
	}
	budi.wasTold(1, approved)
	if n := len(h.verdicts()); n != 1 {
		t.Errorf("%d verdicts, want one", n)
	}
}

func TestWhatWaitsForAPositionThatBecomesVacantGoesUpward(t *testing.T) {
	t.Parallel()
	h, budi, sri := beforeSri(t, "Agung")
	agung := h.person("Agung")
	agung.wasTold(0, yourTurn)
	h.imports("kasi-kosong")

	sri.taps("Setujui")
	if n := h.refusals(sri); n != 1 || len(h.verdicts()) != 0 {
		t.Errorf("%d refusals and %d verdicts of who holds the position no more, want 1 and 0", n, len(h.verdicts()))
	}
	agung.Send("/persetujuan")
	agung.hears("Menunggu keputusan Anda (1)", "I Wayan Budi Artana")
	agung.taps("1")
	agung.hears("Kepala Bidang UKM", "Kepala Seksi Pemberdayaan", "kosong") // the card says why it came here
	agung.taps("Setujui")
	h.pass(request.UndoFor)
	budi.hears(approved, "Oleh: Kepala Bidang UKM (I Gede Agung Pradnya, S.Sos.)")
	budi.wasTold(1, approved)
}

func TestALoopOfPositionsIsRefusedByTheImport(t *testing.T) {
	t.Parallel()
	h := opened(t, furnishing{})
	err := importFolder(t.Context(), h.gelis, "testdata/jabatan-berputar")
	if err == nil || !strings.Contains(err.Error(), "positions.csv") {
		t.Errorf("the import of a loop ends with %v", err)
	}
}

// A loop that is in the database all the same: every walk ends, and what
// nobody can decide is said.
func TestALoopOfPositionsInTheDatabaseEnds(t *testing.T) {
	t.Parallel()
	h := opened(t, furnishing{})
	h.link("Budi", "Sri", "Agung", "Wirawan")
	budi, sri, agung := h.person("Budi"), h.person("Sri"), h.person("Agung")
	// KASI -> KABID -> KASI; nobody above is reached any more.
	h.exec(`UPDATE position SET superior_id = (SELECT id FROM position WHERE code = 'KASI') WHERE code = 'KABID'`)

	budi.asksPermit("10 Desember 2026")
	sri.hears(yourTurn, "Izin tidak masuk")
	sri.taps("Setujui")
	h.pass(request.UndoFor)
	budi.hears(approved)

	// Both are each other's superior: what one asks for the other decides.
	sri.asksPermit("11 Desember 2026")
	agung.hears(yourTurn, "Ni Luh Sri Wahyuni")
	// Nobody is left when the two positions of the loop are one person's: it is said, and nothing is sent.
	h.exec(`DELETE FROM assignment WHERE position_id = (SELECT id FROM position WHERE code = 'KABID')`)
	before := len(h.audited(nil, audit.RequestSent))
	sri.Send("/ajukan")
	sri.taps("Izin", "Izin tidak masuk")
	sri.Send("14 Desember 2026")
	sri.hears("Tidak ada pejabat di atas Anda yang dapat memutuskan")
	sri.taps("Batal")
	if n := len(h.audited(nil, audit.RequestSent)) - before; n != 0 {
		t.Errorf("%d requests were sent that nobody can decide", n)
	}
	// What waits already goes on waiting, escalates to nobody, and lapses on its day.
	h.pass(21 * 24 * time.Hour)
	sri.wasTold(1, "Permohonan kedaluwarsa")
	h.nothingLost()
}

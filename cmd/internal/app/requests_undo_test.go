package app_test

import (
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/request"
)

// considered is an annual leave of Budi on which Sri has just given her verdict, with what stops Gelis.
func considered(t *testing.T) (h *house, sri, agung *persona, stop func()) {
	t.Helper()
	h = newHouse(t, furnishing{})
	stop = h.start()
	h.link("Budi", "Sri", "Agung")
	h.person("Budi").asksLeave("7 - 10 Desember 2026")
	sri, agung = h.person("Sri"), h.person("Agung")
	sri.taps("Setujui")
	h.quiet()
	return h, sri, agung, stop
}

func TestAVerdictIsTakenBackAfterARestart(t *testing.T) {
	t.Parallel()
	h, sri, agung, stop := considered(t)
	stop()
	h.set(h.clock.Now().Add(request.UndoFor / 2))
	stop = h.start()
	sri.taps(takeBack)
	if !strings.Contains(sri.answer.Toast, "Keputusan Anda dibatalkan") {
		t.Errorf("taking it back was answered %q", sri.answer.Toast)
	}
	h.quiet()
	stop()
	h.set(h.clock.Now().Add(request.UndoFor))
	h.start()
	h.quiet()
	agung.wasTold(0, yourTurn)
	if n := len(h.audited(sri, audit.VerdictTakenBack)); n != 1 {
		t.Errorf("it was taken back %d times", n)
	}
	if n := len(h.audited(nil, audit.VerdictSettled)); n != 0 {
		t.Errorf("%d verdicts took effect after all", n)
	}
	// She can decide anew, and the minute begins anew.
	sri.taps("Setujui")
	h.pass(request.UndoFor - 5*time.Second)
	agung.wasTold(0, yourTurn)
	h.pass(10 * time.Second)
	agung.wasTold(1, yourTurn)
}

func TestAVerdictIsNotTakenBackWhenItsMinuteEndedDuringARestart(t *testing.T) {
	t.Parallel()
	h, sri, agung, stop := considered(t)
	back := newest(takeBack)(sri)
	stop()
	h.set(h.clock.Now().Add(request.UndoFor + time.Second))
	agung.wasTold(0, yourTurn)
	h.start()
	agung.hears(yourTurn)
	h.quiet()
	agung.wasTold(1, yourTurn)
	if _, there := sri.button(takeBack); there {
		t.Errorf("the card still offers to take it back:\n%s", sri.lately())
	}
	sri.must(sri.press(back))
	if !strings.Contains(sri.answer.Toast, "60 detik untuk membatalkan sudah lewat") {
		t.Errorf("taking it back was answered %q", sri.answer.Toast)
	}
	if n := h.refusals(sri); n != 1 {
		t.Errorf("%d refusals in the audit log, want one", n)
	}
	h.pass(hour)
	agung.wasTold(1, yourTurn)
	if n := len(h.audited(nil, audit.VerdictSettled)); n != 1 {
		t.Errorf("%d verdicts took effect, want one", n)
	}
}

func TestAVerdictWhoseJobIsLostTakesEffectAllTheSame(t *testing.T) {
	t.Parallel()
	h, sri, agung, _ := considered(t)
	back := newest(takeBack)(sri)
	h.exec(`DELETE FROM river_job WHERE kind = 'request_wake'`)
	h.set(h.clock.Now().Add(request.UndoFor))
	sri.must(sri.press(back))
	if !strings.Contains(sri.answer.Toast, "60 detik untuk membatalkan sudah lewat") {
		t.Errorf("taking it back was answered %q", sri.answer.Toast)
	}
	agung.hears(yourTurn, "Cuti tahunan") // the row knows when the request moves on
	h.quiet()
	agung.wasTold(1, yourTurn)
}

func TestNothingOfAVerdictIsSeenByOthersDuringItsMinute(t *testing.T) {
	t.Parallel()
	h, _, agung, _ := considered(t)
	budi := h.person("Budi")
	budi.Send("/permohonan")
	h.settle()
	budi.taps("1")
	card := budi.hears("Cuti tahunan", "Ubud")
	if !strings.Contains(card.Plain, "Menunggu keputusan") || strings.Contains(card.Plain, "Disetujui oleh") {
		t.Errorf("the applicant sees:\n%s", describe(card))
	}
	agung.Send("/persetujuan")
	agung.hears("Tidak ada permohonan yang menunggu keputusan Anda")
	h.pass(request.UndoFor)
	agung.Send("/persetujuan")
	agung.hears("Menunggu keputusan Anda (1)")
	budi.hears("Disetujui oleh Ni Luh Sri Wahyuni")
}

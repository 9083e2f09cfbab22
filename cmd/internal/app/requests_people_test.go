package app_test

import (
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/request"
)

// What people do with requests, and what became of them.

const (
	approved   = "Permohonan disetujui"
	refused    = "Permohonan tidak disetujui"
	yourTurn   = "Permohonan menunggu keputusan Anda"
	takeBack   = "Batalkan keputusan"
	wasDecided = "Sudah diputuskan"
)

// asksLeave asks for annual leave, and has the card on the phone then.
func (p *persona) asksLeave(days string) {
	p.h.tb.Helper()
	p.Send("/ajukan")
	p.taps("Cuti", "Cuti tahunan")
	for _, answer := range []string{days, "Upacara keluarga.", "Banjar Tengah, Ubud", "0811 0000 0205"} {
		p.h.settle()
		p.Send(answer)
	}
	p.taps("Kirim")
	p.h.quiet()
}

// asksPermit asks not to come in on a day.
func (p *persona) asksPermit(day string) {
	p.h.tb.Helper()
	p.Send("/ajukan")
	p.taps("Izin", "Izin tidak masuk")
	for _, answer := range []string{day, "Urusan keluarga."} {
		p.h.settle()
		p.Send(answer)
	}
	p.taps("Lewati", "Kirim")
	p.h.quiet()
}

// taps taps one button after the other, each when all before is done.
func (p *persona) taps(labels ...string) {
	p.h.tb.Helper()
	for _, label := range labels {
		p.h.settle()
		p.must(p.tap(label))
	}
}

// pass lets time go by, and all requests move on that are due by then.
func (h *house) pass(d time.Duration) {
	h.tb.Helper()
	h.quiet()
	h.set(h.clock.Now().Add(d))
	h.quiet()
}

// verdicts are the audit lines of decisions, which considerations are not.
func (h *house) verdicts() []audit.Line {
	h.tb.Helper()
	var found []audit.Line
	for _, line := range h.audited(nil, audit.VerdictGiven) {
		if line.Entry.Facts["stage"] == string(request.Decide) {
			found = append(found, line)
		}
	}
	return found
}

// refusals counts the acts of people that were refused and audited.
func (h *house) refusals(people ...*persona) int {
	h.tb.Helper()
	n := 0
	for _, p := range people {
		n += len(h.audited(p, audit.ActionRefused))
	}
	return n
}

// wasTold checks how often somebody was told something by now.
func (p *persona) wasTold(want int, words string) {
	p.h.tb.Helper()
	if n := p.told(words); n != want {
		p.h.tb.Errorf("%s was told %q %d times, want %d:\n%s", p.Name(), words, n, want, p.lately())
	}
}

// before the head of the office and his Plh lies the annual leave of Budi, which Sri has considered.
func beforeBothHeads(t *testing.T, f furnishing) (h *house, budi, rai, agung *persona) {
	t.Helper()
	h = opened(t, f)
	h.link("Budi", "Sri", "Rai", "Agung")
	budi, rai, agung = h.person("Budi"), h.person("Rai"), h.person("Agung")
	budi.asksLeave("7 - 10 Desember 2026")
	h.person("Sri").taps("Setujui")
	h.pass(request.UndoFor + time.Second)
	for _, p := range []*persona{rai, agung} {
		p.hears(yourTurn, "Cuti tahunan")
	}
	return h, budi, rai, agung
}

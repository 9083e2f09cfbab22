package app_test

import (
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/request"
)

func TestOfFiftyVerdictsAtOnceOneStands(t *testing.T) {
	t.Parallel()
	h, budi, rai, agung := beforeBothHeads(t, furnishing{})
	h.memory.Advance(hour)
	before := h.refusals(rai, agung)
	toasts := stampede(h, rai, agung, newest("Setujui"))

	lines := h.verdicts()
	if len(lines) != 1 {
		t.Fatalf("%d verdicts were given", len(lines))
	}
	winner, loser := rai, agung
	if int64(lines[0].Entry.Account) == agung.ID() {
		winner, loser = agung, rai
	}
	// Who was first may have tapped twice; who was not is told who it was.
	if n := count(toasts, wasDecided+": Disetujui, oleh "+winner.Name()); n != each {
		t.Errorf("%d taps were told that %s was first, want the %d of %s: %q", n, winner.Name(), each, loser.Name(), toasts)
	}
	if n := count(toasts, wasDecided); n != each {
		t.Errorf("%d taps were refused, want %d: %q", n, each, toasts)
	}
	if n := h.refusals(rai, agung) - before; n != each {
		t.Errorf("%d refusals in the audit log, want %d", n, each)
	}
	if _, there := winner.button(takeBack); !there {
		t.Errorf("%s cannot take it back:\n%s", winner.Name(), winner.lately())
	}
	if _, there := loser.button(takeBack); there {
		t.Errorf("%s can take back what %s decided:\n%s", loser.Name(), winner.Name(), loser.lately())
	}
	settledOnce(h, budi, approved, refused)
	for _, p := range []*persona{rai, agung} {
		for _, label := range []string{"Setujui", "Tolak", takeBack} {
			if _, there := p.button(label); there {
				t.Errorf("%s still has [%s]:\n%s", p.Name(), label, p.lately())
			}
		}
	}
}

func TestOfAnApprovalAndARefusalAtOnceOneStands(t *testing.T) {
	t.Parallel()
	h, budi, rai, agung := beforeBothHeads(t, furnishing{})
	rai.taps("Tolak")
	h.settle()
	rai.Send("Tenaga sedang kurang.")
	h.quiet()
	h.memory.Advance(hour)
	toasts := stampede(h, rai, agung, func(p *persona) pressed {
		if p == rai {
			return newest("Kirim")(p)
		}
		return newest("Setujui")(p)
	})

	lines := h.verdicts()
	if len(lines) != 1 {
		t.Fatalf("%d verdicts were given", len(lines))
	}
	said, never, winner, others := approved, refused, agung, 1
	if int64(lines[0].Entry.Account) == rai.ID() {
		said, never, winner, others = refused, approved, rai, each
	}
	// Of the taps on [Kirim] one submits the form; the others find it gone.
	if n := count(toasts, wasDecided+": "); n != others || n != count(toasts, ", oleh "+winner.Name()) {
		t.Errorf("%d taps were told that %s was first, want %d: %q", n, winner.Name(), others, toasts)
	}
	if n := count(toasts, "isian yang sudah selesai atau dihentikan"); n != each-1 {
		t.Errorf("%d taps were told that the form is over, want %d: %q", n, each-1, toasts)
	}
	settledOnce(h, budi, said, never)
}

// settledOnce lets the time be over in which the one verdict of the head can
// be taken back: the applicant is told then, and once.
func settledOnce(h *house, applicant *persona, said, never string) {
	h.tb.Helper()
	settled := len(h.audited(nil, audit.VerdictSettled))
	applicant.wasTold(0, said)
	h.pass(request.UndoFor - 5*time.Second)
	applicant.wasTold(0, said)
	h.pass(10 * time.Second)
	applicant.wasTold(1, said)
	applicant.wasTold(0, never)
	h.pass(5 * time.Minute)
	applicant.wasTold(1, said)
	if n := len(h.audited(nil, audit.VerdictSettled)) - settled; n != 1 {
		h.tb.Errorf("%d verdicts took effect, want one", n)
	}
	if n := len(h.audited(nil, audit.RequestEnded)); n != 1 {
		h.tb.Errorf("the request ended %d times", n)
	}
}

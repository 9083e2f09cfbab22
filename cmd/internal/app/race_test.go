package app_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/gelis-bali/gelis/domain/audit"
)

// each is how often each of two people taps at the same moment.
const each = 26

// stampede lets two people tap their own buttons each times at the same
// moment, and returns what the taps were answered.
func stampede(h *house, one, other *persona, button func(*persona) pressed) (toasts []string) {
	h.tb.Helper()
	ctx, cancel := h.patiently()
	defer cancel()
	var mu sync.Mutex
	var taps sync.WaitGroup
	begin := make(chan struct{})
	for _, p := range []*persona{one, other} {
		b := button(p)
		for range each {
			taps.Go(func() {
				<-begin
				answer, err := p.TapForced(ctx, b.message, b.data)
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					h.tb.Errorf("%s taps: %v", p.Name(), err)
				}
				toasts = append(toasts, answer.Toast)
			})
		}
	}
	close(begin)
	taps.Wait()
	h.quiet()
	return toasts
}

func count(texts []string, part string) int {
	n := 0
	for _, t := range texts {
		if strings.Contains(t, part) {
			n++
		}
	}
	return n
}

// told counts the messages of the bot in somebody's chat that hold a text.
func (p *persona) told(part string) int {
	n := 0
	for _, m := range p.Chat() {
		if strings.Contains(m.Plain, part) {
			n++
		}
	}
	return n
}

// holders are the head of the office and his Plh, with the one disposition
// that waits for both of them open on their phones.
func holders(t *testing.T) (h *house, rai, agung *persona) {
	t.Helper()
	h = opened(t, furnishing{})
	h.link("Rai", "Agung", "Wirawan")
	rai, agung = h.person("Rai"), h.person("Agung")
	for _, p := range []*persona{rai, agung} {
		p.Send("/disposisi")
		h.quiet()
		p.must(p.tap("1"))
		p.hears("Evaluasi kinerja dinas", "Status")
		h.quiet()
	}
	return h, rai, agung
}

func (p *persona) must(err error) {
	p.h.tb.Helper()
	if err != nil {
		p.h.tb.Fatalf("%s: %v\nthe chat:\n%s", p.Name(), err, p.lately())
	}
}

func newest(label string) func(*persona) pressed {
	return func(p *persona) pressed {
		b, there := p.button(label)
		if !there {
			p.h.tb.Fatalf("%s has no [%s]:\n%s", p.Name(), label, p.lately())
		}
		return b
	}
}

func TestOfFiftyTapsAtOnceOneHasAnEffect(t *testing.T) {
	t.Parallel()
	h, rai, agung := holders(t)
	h.memory.Advance(hour)
	toasts := stampede(h, rai, agung, newest("Proses"))
	// Who was first may say so again; who was not is told who it was.
	if n := count(toasts, "Dicatat"); n != each {
		t.Errorf("%d taps were told that they had an effect, want those of one of the two: %q", n, toasts)
	}
	if n := count(toasts, "Disposisi ini sedang dikerjakan oleh"); n != each {
		t.Errorf("%d taps were told who was first, want %d: %q", n, each, toasts)
	}
	if n := len(h.audited(nil, audit.BranchStarted)); n != 1 {
		t.Errorf("it was started %d times", n)
	}
	if n := len(h.audited(rai, audit.ActionRefused)) + len(h.audited(agung, audit.ActionRefused)); n != each {
		t.Errorf("%d refusals in the audit log, want %d", n, each)
	}
	for _, p := range []*persona{rai, agung} {
		if _, there := p.button("Proses"); there {
			t.Errorf("%s still has [Proses]:\n%s", p.Name(), p.lately())
		}
	}
}

func TestOfTwoReportsThatAreSentFiftyTimesAtOnceOneStands(t *testing.T) {
	t.Parallel()
	h, rai, agung := holders(t)
	for _, p := range []*persona{rai, agung} {
		p.must(p.press(newest("Selesai")(p)))
		h.settle()
		p.Send("Laporan " + p.Name())
		h.settle()
		p.must(p.press(newest("Lewati")(p)))
		h.settle()
	}
	h.memory.Advance(hour)
	toasts := stampede(h, rai, agung, newest("Kirim"))
	lines := h.audited(nil, audit.BranchDone)
	if len(lines) != 1 {
		t.Fatalf("it was finished %d times", len(lines))
	}
	winner, loser := rai, agung
	if int64(lines[0].Entry.Account) == agung.ID() {
		winner, loser = agung, rai
	}
	if n := count(toasts, "sudah ditutup: Selesai, oleh "+winner.Name()); n != 1 {
		t.Errorf("%d taps were told who was first, want that of %s: %q", n, loser.Name(), toasts)
	}
	if n := count(toasts, "isian yang sudah selesai atau dihentikan"); n != 2*each-2 {
		t.Errorf("%d taps were told that the form is over, want %d: %q", n, 2*each-2, toasts)
	}
	if n := len(h.audited(rai, audit.ActionRefused)) + len(h.audited(agung, audit.ActionRefused)); n != 2*each-1 {
		t.Errorf("%d refusals in the audit log, want %d", n, 2*each-1)
	}
	sender := h.person("Wirawan")
	if sender.told("Disposisi Anda sudah selesai") != 1 || sender.told("Laporan "+winner.Name()) != 1 || sender.told("Laporan "+loser.Name()) != 0 {
		t.Errorf("the sender was told:\n%s", sender.lately())
	}
}

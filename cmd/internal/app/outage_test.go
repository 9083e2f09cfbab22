package app_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/store/embedded"
	"github.com/gelis-bali/gelis/store/storetest"
	"github.com/gelis-bali/gelis/telegramtest"
)

// outage is how long a part stays away once people have been told: not at
// all, or 20 s with GELIS_LONG set.
func outage() time.Duration {
	if os.Getenv("GELIS_LONG") != "" {
		return 20 * time.Second
	}
	return 0
}

// stay waits for the rest of an outage.
func (h *house) stay() {
	h.tb.Helper()
	select {
	case <-time.After(outage()):
	case <-h.tb.Context().Done():
	}
}

const (
	kept      = "Yang Anda kirim sudah disimpan"
	formsAway = "Isian sedang tidak dapat dipakai"
	finished  = "Disposisi selesai."
)

// report brings somebody to the confirmation of a report about the second
// disposition of the list.
func (p *persona) report(text string) {
	p.h.tb.Helper()
	p.Send("/disposisi")
	p.h.settle()
	for _, label := range []string{"2", "Selesai"} {
		p.must(p.tap(label))
		p.h.settle()
	}
	p.Send(text)
	p.h.settle()
	p.must(p.tap("Lewati"))
	p.h.quiet()
	p.forget()
}

// hears waits until somebody is told something, and fails without it.
func (p *persona) hears(words ...string) telegramtest.Message {
	p.h.tb.Helper()
	m, ok := p.wait(func(m telegramtest.Message) bool { return missing(m.Plain, words) == "" })
	if !ok {
		p.h.tb.Fatalf("%s waits in vain for %q\nthe chat:\n%s", p.Name(), words, p.lately())
	}
	return m
}

// tapSoon taps without waiting, and hands over what the tap was answered.
func (p *persona) tapSoon(label string) <-chan telegramtest.Answer {
	p.h.tb.Helper()
	b := newest(label)(p)
	answered := make(chan telegramtest.Answer, 1)
	query := p.TapAsync(b.message, b.data)
	go func() {
		answer, err := p.TapAnswer(p.h.tb.Context(), query)
		if err == nil {
			answered <- answer
		}
	}()
	return answered
}

// nothingLost checks that all that people did has been handled, and nothing
// of it given up.
func (h *house) nothingLost() {
	h.tb.Helper()
	h.quiet()
	letters, err := h.gelis.Store().DeadLetters(h.tb.Context(), 10)
	if err != nil {
		h.tb.Fatal(err)
	}
	for _, l := range letters {
		h.tb.Errorf("update %d was given up: %s", l.Update, l.Cause)
	}
}

// finishedOnce checks that a report was taken once and told once.
func (h *house) finishedOnce(report string) {
	h.tb.Helper()
	if n := len(h.audited(nil, audit.BranchDone)); n != 1 {
		h.tb.Errorf("finished %d times, want once", n)
	}
	if n := h.person("Sri").told(report); n != 1 {
		h.tb.Errorf("the sender was told %d times, want once:\n%s", n, h.person("Sri").lately())
	}
}

func TestPostgreSQLIsAwayInTheMiddleOfWork(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*embedded.Postgres) error{
		"stopped": (*embedded.Postgres).Stop,
		"killed":  (*embedded.Postgres).Kill,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := storetest.Postgres(t, nil)
			if err := furnish(t.Context(), server.URL()); err != nil {
				t.Fatal(err)
			}
			h := opened(t, furnishing{database: server.URL()})
			h.link("Budi", "Sri", "Ayu")
			h.person("Budi").report("Laporan di tengah gangguan.")
			if err := end(server); err != nil {
				t.Fatal(err)
			}
			workDuring(h)
			h.stay()
			if n := h.telegram.Unconfirmed(); n != 4 {
				t.Errorf("%d updates are with Telegram, want all 4: what was not handled may not be confirmed", n)
			}
			if err := server.Start(t.Context()); err != nil {
				t.Fatal(err)
			}
			workDone(h)
		})
	}
}

// workDuring lets people go on while the database is away: nobody meets silence.
func workDuring(h *house) {
	h.tb.Helper()
	sri, ayu := h.person("Sri"), h.person("Ayu")
	answered := h.person("Budi").tapSoon("Kirim")
	sri.Send("/beranda")
	ayu.Send("/disposisi")
	ayu.Send("/beranda")
	if toast := h.soon(answered).Toast; !strings.Contains(toast, kept) {
		h.tb.Errorf("the tap was answered %q", toast)
	}
	sri.hears(kept)
	ayu.hears(kept)
}

// workDone checks that all of it is done when the database is back.
func workDone(h *house) {
	h.tb.Helper()
	budi, sri, ayu := h.person("Budi"), h.person("Sri"), h.person("Ayu")
	budi.hears(finished)
	sri.hears("Disposisi Anda sudah selesai", "Laporan di tengah gangguan.")
	ayu.hears("Disposisi yang menunggu Anda")
	ayu.hears("Selamat pagi")
	h.nothingLost()
	h.finishedOnce("Laporan di tengah gangguan.")
	for _, p := range []*persona{sri, ayu} {
		if n := p.told(kept); n != 1 {
			h.tb.Errorf("%s was told %d times of one outage", p.Name(), n)
		}
	}
	h.works()
}

// soon waits for the answer to a tap.
func (h *house) soon(answered <-chan telegramtest.Answer) telegramtest.Answer {
	h.tb.Helper()
	select {
	case answer := <-answered:
		return answer
	case <-time.After(patience()):
		h.tb.Fatal("a tap is not answered: silence")
		return telegramtest.Answer{}
	}
}

// works checks that the office is as it was: duties run, messages go out.
func (h *house) works() {
	h.tb.Helper()
	p := h.person("Ayu")
	p.forget()
	h.moveTo(instant(h.tb, "2026-11-25 07.30"))
	p.hears("Ringkasan pagi ini")
}

func TestRedisIsAwayForAMoment(t *testing.T) {
	t.Parallel()
	server := storetest.RealRedis(t)
	h := opened(t, furnishing{redis: server.URL()})
	h.link("Budi", "Sri", "Ayu")
	budi, sri := h.person("Budi"), h.person("Sri")
	budi.report("Laporan di tengah gangguan.")

	if err := server.Kill(); err != nil {
		t.Fatal(err)
	}
	budi.tapSoon("Kirim")
	// What is no form goes on.
	sri.Send("/beranda")
	sri.hears("Tidak ada disposisi yang menunggu Anda")
	sri.must(sri.tap("Semua (0)"))
	sri.hears("Tidak ada disposisi yang menunggu Anda")
	h.stay()
	if err := server.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	budi.hears(finished)
	sri.hears("Disposisi Anda sudah selesai")
	h.nothingLost()
	h.finishedOnce("Laporan di tengah gangguan.")
	h.works()
}

func TestRedisIsAwayForLongerThanAFormCanWait(t *testing.T) {
	t.Parallel()
	server := storetest.RealRedis(t)
	h := opened(t, furnishing{redis: server.URL()})
	h.link("Budi", "Sri", "Ayu")
	budi, sri, ayu := h.person("Budi"), h.person("Sri"), h.person("Ayu")
	budi.report("Laporan di tengah gangguan.")
	if err := server.Stop(); err != nil {
		t.Fatal(err)
	}
	sri.must(sri.tap("Semua (0)")) // a list goes on, and says nothing of forms
	sri.hears("Tidak ada disposisi yang menunggu Anda")
	answered := budi.tapSoon("Kirim")
	ayu.Send("/tautkan@GelisBaliBot") // so does a command that begins no form
	ayu.hears("bukan bagian dari tugas Anda")
	ayu.Send("Apakah ada yang menunggu?") // perhaps the answer to a question: nobody knows
	h.eventually("both wait", func() bool { return strings.Count(h.log.String(), "memory for drafts") > 1 })
	h.set(h.clock.Now().Add(time.Minute))
	if toast := h.soon(answered).Toast; !strings.Contains(toast, formsAway) {
		t.Errorf("a tap that needs the draft is answered %q", toast)
	}
	ayu.hears(formsAway)
	if err := server.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.settle()
	// The draft is where it was: nothing has been sent without its owner.
	budi.must(budi.tap("Kirim"))
	budi.hears(finished)
	sri.hears("Disposisi Anda sudah selesai")
	h.nothingLost()
	h.finishedOnce("Laporan di tengah gangguan.")
}

func TestGelisCanBeStoppedWhileItsDatabaseIsAway(t *testing.T) {
	t.Parallel()
	server := storetest.Postgres(t, nil)
	if err := furnish(t.Context(), server.URL()); err != nil {
		t.Fatal(err)
	}
	h := newHouse(t, furnishing{database: server.URL()})
	stop := h.start()
	h.link("Budi")
	if err := server.Stop(); err != nil {
		t.Fatal(err)
	}
	budi := h.person("Budi")
	budi.Send("/beranda")
	budi.hears(kept)
	begun := time.Now()
	stop() // which fails the test if it ends with an error
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("it took %s to stop", took)
	}
	if n := h.telegram.Unconfirmed(); n != 1 {
		t.Errorf("%d updates are with Telegram, want the one that waits", n)
	}
	if err := server.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.start()
	budi.hears("6 disposisi menunggu Anda")
	h.nothingLost()
}

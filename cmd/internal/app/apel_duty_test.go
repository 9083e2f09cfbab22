package app_test

import (
	"context"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/cmd/internal/app"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/scheduler"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/telegramtest"
)

const (
	friday     = "2026-12-04 14.00"
	reminded   = "Akan hadir? Ketuk salah satu tombol."
	listsReady = "Presensi ditutup"
)

func TestARemindOfThreeProcessesTellsEachOnce(t *testing.T) {
	t.Parallel()
	h := opened(t, furnishing{at: instant(t, friday)})
	names := []string{"Budi", "Ayu", "Sri", "Agung"}
	h.link(names...)
	h.imports("apel")
	replicas := []*app.App{h.gelis}
	for range 2 {
		replica, _ := h.launch()
		replicas = append(replicas, replica)
	}
	before, due := h.clock.Now(), instant(t, "2026-12-04 15.00")
	h.set(due.Add(time.Second))
	results := runEverywhere(h, replicas, before, due)
	if n := countResult(results, string(apel.TaskRemind), scheduler.Ran); n != 1 {
		t.Errorf("it was reminded %d times: %+v", n, results)
	}
	h.quiet()
	for _, name := range names {
		if n := h.person(name).told(reminded); n != 1 {
			t.Errorf("%s was told %d times, want once", name, n)
		}
	}
	h.nothingLost()
}

func TestAReminderThatWasDueWhileNobodyWorked(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name       string
		down, back string
		told       int // how often people are reminded
		missed     int // occurrences
	}{
		{"ten minutes", "2026-12-04 14.55", "2026-12-04 15.05", 1, 0},
		{"three hours", "2026-12-04 14.00", "2026-12-04 17.00", 1, 0},
		{"over both reminders", "2026-12-04 14.00", "2026-12-07 06.30", 1, 0},
		{"three days, until it is over", "2026-12-04 14.30", "2026-12-07 14.30", 0, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, furnishing{at: instant(t, tt.down)})
			stop := h.start()
			h.link("Budi", "Ayu", "Eka")
			h.imports("apel")
			stop()
			h.set(instant(t, tt.back))
			stop = h.start()
			h.eventually("what was due is dealt with", func() bool {
				return h.gelis.Counter(t, "gelis_duties_total", map[string]string{"duty": string(apel.TaskRemind)}) >= max(tt.missed, tt.told)
			})
			missed := func() int {
				return h.gelis.Counter(t, "gelis_duties_total", map[string]string{"duty": string(apel.TaskRemind), "result": "missed"})
			}
			if n := missed(); n != tt.missed {
				t.Errorf("%d reminders were missed, want %d", n, tt.missed)
			}
			h.set(h.clock.Now().Add(2 * time.Minute)) // what was missed is gathered for a minute
			h.quiet()
			stop()
			stop = h.start() // who comes back once more finds nothing to do
			h.quiet()
			for _, name := range []string{"Budi", "Ayu"} {
				if n := h.person(name).told(reminded); n != tt.told {
					t.Errorf("%s was reminded %d times, want %d:\n%s", name, n, tt.told, h.person(name).lately())
				}
			}
			if eka := h.person("Eka"); eka.told("pengingat apel, seharusnya") != min(tt.missed, 1) {
				t.Errorf("the administrator was told:\n%s", eka.lately())
			}
			stop()
		})
	}
}

// whenClosing brings everybody to the last second before the attendance of
// Monday's apel closes; Budi is there.
func whenClosing(t *testing.T) (h *house, stop func()) {
	t.Helper()
	h = newHouse(t, furnishing{at: instant(t, friday)})
	stop = h.start()
	h.link("Budi", "Agung", "Rai", "Suardika")
	h.imports("apel")
	h.moveTo(instant(t, "2026-12-07 07.00"))
	suardika, budi := h.person("Suardika"), h.person("Budi")
	suardika.must(suardika.tap("Buka presensi"))
	suardika.hears("Pindai kode QR")
	budi.must(budi.typesCode("Suardika"))
	budi.hears("Kehadiran Anda tercatat.")
	h.moveTo(instant(t, "2026-12-07 07.59"))
	return h, stop
}

// listsOnce checks that who leads, and the personnel office, got their lists once.
func (h *house) listsOnce() {
	h.tb.Helper()
	for name, counts := range map[string]string{"Agung": "Hadir 1 dari 4 orang", "Rai": "Hadir 1 dari 7 orang", "Suardika": "Hadir 1 dari 7 orang"} {
		p := h.person(name)
		if n := p.told("🏁 " + listsReady + "\n\nDaftar hadir"); n != 1 || p.told(counts) == 0 {
			h.tb.Errorf("%s got %d lists, want one with %q:\n%s", name, n, counts, p.lately())
		}
	}
}

func TestAProcessThatDiesBetweenTheCloseAndTheLists(t *testing.T) {
	t.Parallel()
	h, stop := whenClosing(t)
	h.telegram.Fault(telegramtest.Fault{Method: "sendMessage", Code: 502, Body: "<html>"}) // nothing goes out any more
	closes := instant(t, "2026-12-07 08.00")
	h.set(closes)
	if _, err := h.gelis.RunDue(t.Context(), closes.Add(-time.Minute), closes); err != nil {
		t.Fatal(err)
	}
	stop()
	h.telegram.ClearFaults()
	h.set(closes.Add(20 * time.Minute)) // what failed once is tried again after a while
	stop = h.start()
	h.quiet()
	h.listsOnce()
	stop()
	h.set(instant(t, "2026-12-07 17.01"))
	h.start()
	h.eventually("the day is settled", func() bool { return len(h.audited(nil, audit.ApelSettled)) == 1 })
	h.quiet()
	h.listsOnce()
}

func TestAProcessThatDiesWhileItMakesTheLists(t *testing.T) {
	t.Parallel()
	h, stop := whenClosing(t)
	closes := instant(t, "2026-12-07 08.00")
	release := h.holdApel()
	h.set(closes)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := h.gelis.RunDue(ctx, closes.Add(-time.Minute), closes)
		ended <- err
	}()
	h.eventually("the duty waits for the apel", h.somebodyWaits)
	cancel() // as if its connection were cut
	if err := <-ended; err == nil {
		t.Error("what was cut off says that it went well")
	}
	release()
	stop()
	h.set(closes.Add(3 * time.Minute))
	h.start()
	h.eventually("the lists are made", func() bool { return h.person("Suardika").told(listsReady+"\n\nDaftar") > 0 })
	h.quiet()
	h.listsOnce()
}

// holdApel locks all apel as another transaction would, until release.
func (h *house) holdApel() (release func()) {
	h.tb.Helper()
	held, releasing, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- h.gelis.Store().InTx(h.tb.Context(), func(tx store.Tx) error {
			_, err := tx.Exec(h.tb.Context(), "SELECT FROM apel_event FOR UPDATE") //nolint:forbidigo // a test makes trouble on purpose
			close(held)
			<-releasing
			return err
		})
	}()
	<-held
	return func() {
		close(releasing)
		if err := <-ended; err != nil {
			h.tb.Errorf("hold the apel: %v", err)
		}
	}
}

// somebodyWaits reports whether a transaction waits for another one.
func (h *house) somebodyWaits() bool {
	h.tb.Helper()
	var waiting int
	const query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
	if err := h.gelis.Store().Pool().QueryRow(h.tb.Context(), query).Scan(&waiting); err != nil { //nolint:forbidigo // as above
		h.tb.Fatal(err)
	}
	return waiting > 0
}

package app_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/cmd/internal/app"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/scheduler"
	"github.com/gelis-bali/gelis/telegramtest"
)

const hour = time.Hour

func TestOneOfTwoProcessesPollsAndTheOtherTakesOver(t *testing.T) {
	t.Parallel()
	h := newHouse(t, furnishing{})
	stopFirst := h.start()
	h.link("Budi")
	budi := h.person("Budi")
	second, _ := h.launch()
	h.eventually("the second is there", func() bool { return strings.Count(h.log.String(), "this is the bot") == 2 })
	for range 10 {
		budi.forget()
		budi.Send("/beranda")
		budi.hears("6 disposisi menunggu Anda")
	}
	if second.Receiving() {
		t.Error("the second polls beside the first")
	}
	h.gelis = second
	stopFirst()
	begun := time.Now()
	budi.Send("/disposisi")
	if _, ok := budi.wait(func(m telegramtest.Message) bool {
		return missing(m.Plain, []string{"Disposisi yang menunggu Anda (6)"}) == ""
	}); !ok {
		t.Fatalf("nobody answers:\n%s", budi.lately())
	}
	if took := time.Since(begun); took > 15*time.Second {
		t.Errorf("it took %s to take over", took)
	}
	h.eventually("the second receives", second.Receiving)
	if strings.Contains(h.log.String(), "another program polls") {
		t.Error("the two threw each other out")
	}
}

func TestADutyRunsOnceInThreeProcesses(t *testing.T) {
	t.Parallel()
	h := opened(t, furnishing{})
	h.link("Budi", "Ayu")
	replicas := []*app.App{h.gelis}
	for range 2 {
		replica, _ := h.launch()
		replicas = append(replicas, replica)
	}
	before, due := h.clock.Now(), instant(t, "2026-11-25 07.30")
	h.set(due.Add(time.Minute))
	results := runEverywhere(h, replicas, before, due)
	if n := countResult(results, scheduler.DigestName, scheduler.Ran); n != 1 {
		t.Errorf("the digest ran %d times: %+v", n, results)
	}
	if n := countResult(results, scheduler.DigestName, scheduler.Elsewhere); n != 2 {
		t.Errorf("%d processes found that another had been first, want 2: %+v", n, results)
	}
	h.quiet()
	for _, name := range []string{"Budi", "Ayu"} {
		if n := h.person(name).told("Ringkasan pagi ini"); n != 1 {
			t.Errorf("%s was told %d times, want once", name, n)
		}
	}
}

// runEverywhere lets all processes look at the same moment.
func runEverywhere(h *house, replicas []*app.App, from, to time.Time) []scheduler.Done {
	h.tb.Helper()
	var mu sync.Mutex
	var all []scheduler.Done
	var looks sync.WaitGroup
	for _, replica := range replicas {
		looks.Go(func() {
			done, err := replica.RunDue(h.tb.Context(), from, to)
			mu.Lock()
			defer mu.Unlock()
			all = append(all, done...)
			if err != nil {
				h.tb.Errorf("run what is due: %v", err)
			}
		})
	}
	looks.Wait()
	return all
}

func countResult(all []scheduler.Done, duty string, result scheduler.Result) int {
	return len(slices.DeleteFunc(slices.Clone(all), func(d scheduler.Done) bool { return d.Duty != duty || d.Result != result }))
}

func TestADutyThatWasDueWhileNobodyWorked(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name             string
		down, back       string
		digests, missed  int // of the morning digest
		deadlines, spent int // of the reminders of deadlines
	}{
		{"ten minutes", "2026-11-25 07.25", "2026-11-25 07.35", 1, 0, 0, 0},
		{"three hours", "2026-11-25 07.25", "2026-11-25 10.25", 1, 0, 0, 0},
		{"until it makes no sense any more", "2026-11-25 07.25", "2026-11-25 12.01", 0, 1, 0, 0},
		{"three days", "2026-11-24 12.30", "2026-11-27 12.30", 0, 3, 0, 3},
		{"over a weekend, until the afternoon", "2026-11-27 17.00", "2026-11-30 15.00", 0, 1, 1, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, furnishing{at: instant(t, tt.down)})
			stop := h.start()
			h.link("Budi")
			stop()
			h.set(instant(t, tt.back))
			digests := tt.digests
			for range 2 { // who comes back once more finds nothing to do
				stop = h.start()
				ran := func(duty, result string) int {
					return h.gelis.Counter(t, "gelis_duties_total", map[string]string{"duty": duty, "result": result})
				}
				h.eventually("what was due is dealt with", func() bool {
					return ran("digest", "ran") == tt.digests && ran("digest", "missed") == tt.missed &&
						ran("deadlines", "ran") == tt.deadlines && ran("deadlines", "missed") == tt.spent
				})
				h.quiet()
				if n := h.person("Budi").told("Ringkasan pagi ini"); n != digests {
					t.Errorf("Budi got %d digests, want %d", n, digests)
				}
				stop()
				tt.digests, tt.missed, tt.deadlines, tt.spent = 0, 0, 0, 0
			}
		})
	}
}

func TestAfterAnAbsenceOpenCardsAreShownAfreshOnce(t *testing.T) {
	t.Parallel()
	const news = "Gelis sempat berhenti bekerja"
	h := newHouse(t, furnishing{})
	stop := h.start()
	h.link("Budi", "Sri", "Ayu")
	budi := h.person("Budi")
	budi.Send("/disposisi")
	h.settle()
	budi.must(budi.tap("2"))
	h.quiet()

	again := func(after time.Duration, want int) {
		t.Helper()
		stop()
		h.set(h.clock.Now().Add(after))
		stopFirst := h.start()
		_, standby := h.launch()
		stop = func() { stopFirst(); standby() }
		h.quiet()
		if n := budi.told(news); n != want {
			t.Errorf("after %s Budi was told %d times by now, want %d", after, n, want)
		}
	}
	again(time.Minute, 0)
	again(3*time.Minute, 1)
	again(0, 1)
	again(10*time.Minute, 2)
	for _, name := range []string{"Sri", "Ayu"} {
		if h.person(name).told(news) != 0 {
			t.Errorf("%s has no card and was told", name)
		}
	}
	if n := len(h.audited(nil, audit.UpdateDeadLetter)); n != 0 {
		t.Errorf("%d dead letters", n)
	}
}

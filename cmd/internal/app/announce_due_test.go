package app_test

import (
	"testing"
	"time"

	"github.com/gelis-bali/gelis/cmd/internal/app"
	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/scheduler"
)

func TestAScheduledAnnouncementGoesOutOnceFromThreeProcesses(t *testing.T) {
	t.Parallel()
	const people = 40
	b := announced(t, people, furnishing{})
	b.start()
	b.link("Dwi")
	replicas := []*app.App{b.gelis}
	for range 2 {
		replica, _ := b.launch()
		replicas = append(replicas, replica)
	}
	due := instant(t, "2026-11-24 10.00")
	id := b.announce(at(due)).Issue.ID
	before := b.clock.Now()
	b.set(due.Add(time.Minute))
	results := runEverywhere(b.house, replicas, before, due)
	if n := countResult(results, "announce", scheduler.Ran); n != 1 {
		t.Errorf("it ran %d times: %+v", n, results)
	}
	b.becomes(id, announce.Done)
	if have, most := b.copies(said); have != people || most != 1 {
		t.Errorf("%d of %d have it, somebody %d times", have, people, most)
	}
}

func TestAnAnnouncementThatWasDueWhileNobodyWorked(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		away  time.Duration // after it was due
		state announce.IssueState
		times int
	}{
		{"ten minutes", 10 * time.Minute, announce.Done, 1},
		{"three hours", 3 * time.Hour, announce.Done, 1},
		{"three days", 72 * time.Hour, announce.Missed, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			const people = 4
			b := announced(t, people, furnishing{})
			stop := b.start()
			b.link("Dwi", "Eka")
			due := instant(t, "2026-11-24 10.00")
			id := b.announce(at(due)).Issue.ID
			stop()
			b.set(due.Add(tt.away))
			for range 2 { // who comes back once more finds nothing to do
				stop = b.start()
				b.becomes(id, tt.state)
				b.quiet()
				b.sentTimes(tt.times, people)
				stop()
			}
			if tt.state == announce.Missed {
				b.missedIsSeenAndSentAfterAll(id, people)
			}
		})
	}
}

// sentTimes checks how often everybody has it, and that its author was told if nobody has.
func (b *bulletin) sentTimes(times, people int) {
	b.tb.Helper()
	if have, most := b.copies(said); have != people*times || most != times {
		b.tb.Errorf("%d of %d have it, somebody %d times", have, people, most)
	}
	if n := b.person("Dwi").told("Pengumuman tidak terkirim"); n != 1-times {
		b.tb.Errorf("its author was told %d times that it was missed", n)
	}
}

// missedIsSeenAndSentAfterAll: the administrator sees it, and its author may send it anyway.
func (b *bulletin) missedIsSeenAndSentAfterAll(id announce.IssueID, people int) {
	b.tb.Helper()
	b.start()
	b.moveTo(b.clock.Now().Add(2 * time.Minute)) // what was missed is gathered for a minute
	eka := b.person("Eka")
	eka.hears("Ada tugas terjadwal yang terlewat", "engumuman", "24 November 2026 pukul 10.00")
	dwi := b.person("Dwi")
	dwi.must(dwi.tap("Kirim sekarang"))
	b.becomes(id, announce.Done)
	if have, most := b.copies(said); have != people || most != 1 {
		b.tb.Errorf("%d of %d have it after all, somebody %d times", have, people, most)
	}
}

package app_test

import (
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
)

// slowly lets each message take a while, so that an announcement does, too.
func (b *bulletin) slowly(each time.Duration) {
	b.telegram.Fault(telegramtest.Fault{Method: "sendMessage", Delay: each})
}

func TestStoppingAnAnnouncementTakesEffectWithinTwoSeconds(t *testing.T) {
	t.Parallel()
	const people = 700
	b := announced(t, people, furnishing{})
	b.start()
	b.link("Dwi", "Budi")
	dwi := b.person("Dwi")
	b.slowly(time.Second)
	id := b.announce(nil).Issue.ID
	b.eventually("it goes out", func() bool { return len(b.sends(0)) > 0 })
	dwi.Send("/pengumuman")
	dwi.hears("Pengumuman unit Anda (1)")
	dwi.must(dwi.tap("1"))
	dwi.hears("Sedang dikirim")
	tapped := b.clock.Now()
	dwi.must(dwi.tap("⏸ Hentikan"))
	dwi.hears("Pengiriman dihentikan")
	b.telegram.ClearFaults()

	// Who tells somebody else after that has looked for copies again.
	other := b.announce(func(d *announce.Draft) {
		d.Content.HTML, d.Scope = "Lain.", staff.Scope{People: []staff.EmployeeID{b.clerk().ID}}
	})
	b.becomes(other.Issue.ID, announce.Done)
	stopped := b.becomes(id, announce.Stopped)
	for _, call := range b.sends(0) {
		if late := call.At.Sub(tapped); late > 2*time.Second {
			t.Errorf("%d got it %s after the tap", call.ChatID, late)
		}
	}
	have, _ := b.copies(said)
	if have == 0 || have == people || stopped.Count.Waiting == 0 {
		t.Fatalf("%d of %d have it after it was stopped: %+v", have, people, stopped.Count)
	}

	// It goes on where it was.
	dwi.must(dwi.tap("▶️ Lanjutkan"))
	done := b.becomes(id, announce.Done)
	if have, most := b.copies(said); have != people || most != 1 {
		t.Errorf("%d of %d have it, somebody %d times: %+v", have, people, most, done.Count)
	}
}

func TestTwoProcessesSendAnAnnouncementOnce(t *testing.T) {
	t.Parallel()
	const people = 300
	b := announced(t, people, furnishing{})
	b.start()
	b.launch()
	b.link("Dwi")
	b.slowly(50 * time.Millisecond)
	done := b.becomes(b.announce(nil).Issue.ID, announce.Done)
	if have, most := b.copies(said); have != people || most != 1 || done.Count.Unknown != 0 {
		t.Errorf("%d of %d have it, somebody %d times: %+v", have, people, most, done.Count)
	}
}

func TestAChangeReachesEveryCopyAndSoDoesItsWithdrawal(t *testing.T) {
	t.Parallel()
	const people = 150
	b := announced(t, people, furnishing{})
	b.start()
	b.link("Dwi")
	p := b.announce(nil)
	b.becomes(p.Issue.ID, announce.Done)
	if _, err := b.gelis.Announcements().Edit(t.Context(), b.clerk(), p.Announcement.ID, announce.Content{HTML: "Rapat ditunda."}); err != nil {
		t.Fatal(err)
	}
	b.quiet()
	if have, most := b.copies("Rapat ditunda."); have != people || most != 1 {
		t.Errorf("%d of %d have the change, somebody %d times", have, people, most)
	}
	if have, _ := b.copies(said); have != 0 {
		t.Errorf("%d still read what was before", have)
	}
	if _, err := b.gelis.Announcements().Withdraw(t.Context(), b.clerk(), p.Announcement.ID); err != nil {
		t.Fatal(err)
	}
	b.quiet()
	if have, _ := b.copies("Rapat"); have != 0 {
		t.Errorf("%d still have it", have)
	}
	if count := b.issue(p.Issue.ID).Count; count.Withdrawn < people {
		t.Errorf("withdrawn: %+v", count)
	}
}

func TestWhoMutedFindsItInTheListAndUrgentReachesThem(t *testing.T) {
	t.Parallel()
	b := announced(t, 3, furnishing{})
	b.start()
	b.link("Dwi", "Budi")
	budi := b.person("Budi")
	actor, err := b.gelis.Store().Identify(t.Context(), staff.AccountID(budi.ID()))
	if err == nil {
		err = b.gelis.Store().SaveSettings(t.Context(), actor.ID, staff.Settings{Muted: []staff.Optional{staff.Announcements}})
	}
	if err != nil {
		t.Fatal(err)
	}
	done := b.becomes(b.announce(nil).Issue.ID, announce.Done)
	if done.Count.Muted != 1 || budi.told(said) != 0 {
		t.Errorf("muted: %+v, told %d times", done.Count, budi.told(said))
	}
	budi.Send("/pengumuman")
	budi.hears(said, "dibisukan")
	b.becomes(b.announce(urgent).Issue.ID, announce.Done)
	if n := budi.told("Pengumuman penting"); n != 1 {
		t.Errorf("told %d times of what is urgent", n)
	}
}

func TestInQuietHoursOnlyTheUrgentGoesOut(t *testing.T) {
	t.Parallel()
	b := announced(t, 5, furnishing{at: instant(t, "2026-11-24 21.00")})
	b.start()
	b.link("Dwi")
	ordinary := b.announce(nil)
	b.becomes(b.announce(func(d *announce.Draft) { d.Urgent, d.Content.HTML = true, "Banjir." }).Issue.ID, announce.Done)
	b.quiet()
	if have, _ := b.copies("Banjir."); have != 5 {
		t.Errorf("%d of 5 have the urgent one", have)
	}
	if have, _ := b.copies(said); have != 0 {
		t.Errorf("%d have the ordinary one at night", have)
	}
	if opens := ordinary.Held; !opens.Equal(instant(t, "2026-11-25 06.00")) {
		t.Errorf("held until %s", opens)
	}
	b.moveTo(instant(t, "2026-11-25 05.59"))
	b.quiet()
	if have, _ := b.copies(said); have != 0 {
		t.Errorf("%d have it before six", have)
	}
	b.moveTo(instant(t, "2026-11-25 06.00"))
	b.becomes(ordinary.Issue.ID, announce.Done)
	if have, most := b.copies(said); have != 5 || most != 1 {
		t.Errorf("%d of 5 have it after six, somebody %d times", have, most)
	}
}

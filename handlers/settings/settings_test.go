package settings_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/handlerstest"
	"github.com/gelis-bali/gelis/handlers/settings"
)

// drawer keeps what somebody chose.
type drawer struct {
	mu   sync.Mutex
	kept staff.Settings
	link func(staff.Settings)
}

func (d *drawer) SaveSettings(_ context.Context, _ staff.EmployeeID, chosen staff.Settings) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.kept = chosen
	d.link(chosen)
	return nil
}

func TestEverybodyChoosesWhatComesAndWhen(t *testing.T) {
	t.Parallel()
	d := &drawer{}
	actor := staff.Actor{Employee: staff.Employee{ID: 7, Name: "Ni Wayan Suartini", Active: true}}
	k := handlerstest.NewTalk(t, actor, func(*bot.Client) *bot.Router {
		rt := bot.NewRouter()
		now := func() time.Time { return time.Date(2026, time.November, 23, 10, 0, 0, 0, handlerstest.Zone()) }
		settings.New(settings.Parts{Store: d, Clock: calendar.Clock{Now: now, Zone: handlerstest.Zone()}}).Register(rt)
		rt.Action("home", staff.Everyone, func(context.Context, *bot.Request) (bot.Reply, error) { return bot.Reply{}, nil })
		return rt
	})
	d.link = func(s staff.Settings) {
		actor.Settings = s
		k.Link(actor)
	}
	taps := func(label, answer string) {
		t.Helper()
		if a := k.Taps(t, label); a.Toast != "" {
			t.Fatalf("%s is answered with %q", label, a.Toast)
		}
		k.Expects(t, answer)
	}
	k.Says(t, "/pengaturan", "Ringkasan pagi: pukul 07.30")
	taps("Ringkasan pagi", "Pukul berapa ringkasan dikirim")
	taps("10.00", "Ringkasan pagi: pukul 10.00")
	taps("Jam pengumuman", "Pada jam berapa")
	taps("08.00–17.00", "Pengumuman biasa: pukul 08.00–17.00")
	taps("Bisukan…", "tidak dapat dibisukan")
	taps("🔔 Pengingat batas waktu", "tidak dapat dibisukan")
	taps("Kembali ke pengaturan", "Pengingat batas waktu disposisi: tidak dikirim")
	taps("Penulisan tanggal", "• Bali: Soma, 23 November 2026")
	taps("Bali", "Tanggal: Soma, 23 November 2026")
	want := staff.Settings{DigestAt: 600, AnnounceFrom: 480, AnnounceUntil: 1020, Muted: []staff.Optional{staff.DeadlineReminders}, Dates: staff.BalineseDates}
	if diff := cmp.Diff(want, d.kept); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
	taps("Ringkasan pagi", "Pukul berapa")
	taps("Tidak dikirim", "Ringkasan pagi: tidak dikirim")
}

package acting

import (
	"testing"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/acting"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/handlerstest"
)

// talk is the office on a Telegram, with one person before it.
type talk struct {
	*office
	*handlerstest.Talk
}

func newTalk(t *testing.T, actor staff.Actor) *talk {
	t.Helper()
	k := &talk{}
	k.Talk = handlerstest.NewTalk(t, actor, func(*bot.Client) *bot.Router {
		k.office = newOffice(t)
		return k.router
	})
	return k
}

func (k *talk) taps(t *testing.T, label, answer string) {
	t.Helper()
	if a := k.Taps(t, label); a.Toast != "" {
		t.Fatalf("%s is answered with %q", label, a.Toast)
	}
	k.Expects(t, answer)
}

func TestAHeadAppointsAPlhForTheOwnPosition(t *testing.T) {
	t.Parallel()
	k := newTalk(t, oka())
	k.Says(t, "/plh", "Plh. dan Plt.")
	k.taps(t, "Tunjuk pejabat", "Siapa yang menjalankan tugas jabatan itu?")
	if a := k.Taps(t, "2. I Ketut Rai · Pengelola Data"); a.Toast == "" {
		t.Error("somebody who has left can be chosen")
	}
	k.taps(t, "1. Ni Wayan Suartini · Analis Arsip", "Dari hari apa sampai hari apa?")
	k.Says(t, "24 November 2026 - 24 Maret 2027", "paling lama sampai 23 Februari 2027")
	k.Says(t, "24 - 27 November 2026", "Yang akan terlihat oleh pengganti\n• disposisi yang terbuka: 3\n• permohonan yang menunggu: 2")
	k.taps(t, "Kirim", "Penunjukan tersimpan. Yang bersangkutan diberi tahu.\n\nPlh. Kepala Subbagian Umum")
	k.hasDone(t, "PLH for 2: 7 from 2026-11-24 to 2026-11-27, once true")
	k.taps(t, "Akhiri", "Akhiri penunjukan ini?")
	k.taps(t, "Ya, akhiri", "Penunjukan diakhiri.")
}

func TestThePersonnelOfficeFindsAPositionAndAVacantOneGetsAPlt(t *testing.T) {
	t.Parallel()
	k := newTalk(t, suardika())
	k.vacant = true
	for i := range 9 {
		k.posts = append(k.posts, acting.Post{Position: staff.Position{ID: staff.PositionID(20 + i), Title: "Kepala Seksi", UnitID: 2}})
	}
	k.Says(t, "/plh", "Plh. dan Plt.")
	k.taps(t, "Tunjuk pejabat", "Ada jabatan lain.")
	k.Says(t, "bupati", "Tidak ada jabatan yang cocok.")
	k.Says(t, "subbagian", "Hasil pencarian “subbagian”")
	k.taps(t, "1. Kepala Subbagian Umum · I Made Oka", "Siapa yang menjalankan tugas jabatan itu?")
	k.taps(t, "1. Ni Wayan Suartini · Analis Arsip", "Dari hari apa sampai hari apa?")
	k.Says(t, "24 - 27 November 2026", "Plt. Kepala Subbagian Umum, Sekretariat")
	k.taps(t, "Kirim", "Penunjukan tersimpan.")
	k.hasDone(t, "PLT for 2: 7 from 2026-11-24 to 2026-11-27, once true")
}

func TestWhoeverIsNobodysHeadDoesNotSeeTheCommand(t *testing.T) {
	t.Parallel()
	k := newTalk(t, wayan())
	k.Says(t, "/plh", "bukan bagian dari tugas Anda")
	for _, c := range k.router.Commands(wayan()) {
		if c.Name == "plh" {
			t.Error("the command stands in the menu")
		}
	}
}

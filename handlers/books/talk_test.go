package books

import (
	"testing"

	"github.com/gelis-bali/gelis/bot"
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

func TestThePersonnelOfficeCorrectsSomebodysBooks(t *testing.T) {
	t.Parallel()
	k := newTalk(t, suardika())
	k.Says(t, "/cuti", "Cuti tahunan 2026")
	k.taps(t, "Pegawai lain", "Tulis sebagian nama, jabatan, atau NIP")
	k.Says(t, "Astiti", "Tidak ada")
	k.Says(t, "199004042015042007", "Ni Wayan Suartini")
	k.taps(t, "1. Ni Wayan Suartini · Analis Arsip", "NIP 19900404 201504 2 007")
	k.taps(t, "Koreksi", "Hak tahun berapa yang dikoreksi?")
	k.taps(t, "2025", "Berapa hari kerja ditambahkan pada hak tahun 2025?")
	k.Says(t, "0", "Koreksi")
	k.Says(t, "25", "24")
	k.Says(t, "−4", "Tulis alasannya")
	k.Says(t, "Cuti lama belum tercatat.", "Koreksi hak tahun 2025: −4 hari kerja")
	k.taps(t, "Kirim", "Koreksi tersimpan. Yang bersangkutan diberi tahu.\n\nCuti tahunan 2025")
	k.hasDone(t, `correct 199004042015042007 in 2025 by -4 because "Cuti lama belum tercatat.", once true`)
}

func TestTheTableComesAsAFile(t *testing.T) {
	t.Parallel()
	k := newTalk(t, suardika())
	k.Says(t, "/cuti", "Cuti tahunan 2026")
	k.taps(t, "Unduh XLSX", "Cuti tahunan 2026, Sekretariat: 3 pegawai.")
	if m := k.Hears(t); len(m.Attachments) != 1 || m.Attachments[0].Name != "cuti-2026.xlsx" {
		t.Errorf("the person hears %q with %+v", m.Plain, m.Attachments)
	}
}

func TestTheCalendarComesAsAPhoto(t *testing.T) {
	t.Parallel()
	k := newTalk(t, rai())
	k.Says(t, "/kalender", "Minggu ini dan minggu depan")
	if a := k.Taps(t, "Gambar"); a.Toast != "Gambar dikirim di bawah ini." {
		t.Errorf("toast %q", a.Toast)
	}
	if m := k.Hears(t); len(m.Attachments) != 1 {
		t.Errorf("the person hears %q with %+v", m.Plain, m.Attachments)
	}
}

func TestWhoMayNotIsToldSo(t *testing.T) {
	t.Parallel()
	k := newTalk(t, wayan())
	k.Says(t, "/kalender", "bukan bagian dari tugas Anda")
}

package requests

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
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
	k.Talk = handlerstest.NewTalk(t, actor, func(client *bot.Client) *bot.Router {
		k.office = newOfficeWith(t, client)
		return k.router
	})
	return k
}

// taps taps a button, and is the answer with these words.
func (k *talk) taps(t *testing.T, label, answer string) {
	t.Helper()
	if a := k.Taps(t, label); a.Toast != "" {
		t.Fatalf("%s is answered with %q", label, a.Toast)
	}
	k.Expects(t, answer)
}

// sends holds what was sent against what was asked for.
func (k *talk) sends(t *testing.T, want request.Ask) {
	t.Helper()
	k.mu.Lock()
	defer k.mu.Unlock()
	if diff := cmp.Diff(want, k.sent); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
}

func TestAskingForAnnualLeave(t *testing.T) {
	t.Parallel()
	k := newTalk(t, wayan())
	k.Says(t, "/ajukan", "Sisa cuti tahunan 2026: 18 hari")
	k.taps(t, "Cuti", "Jenis cuti")
	if a := k.Taps(t, "Cuti di luar tanggungan negara (CLTN)"); a.Toast == "" {
		t.Error("unpaid leave is not explained")
	}
	k.taps(t, "Cuti tahunan", "Pilih hari pertama")
	k.Says(t, "1 - 4 Desember 2026", "Alasan")
	k.Says(t, "Upacara keluarga.", "Alamat selama cuti")
	k.Says(t, "Banjar Tengah, Ubud", "Telepon selama cuti")
	preview := "Yang memutuskan\n1. Pertimbangan: Kepala Subbagian Umum (I Made Oka)\n2. Keputusan: Kepala Dinas (Plt. I Made Artha)"
	k.taps(t, "0812 3456 7890", preview)
	k.taps(t, "Kirim", "Permohonan terkirim. Sekarang menunggu Kepala Subbagian Umum (I Made Oka).")
	k.hasDone(t, "send CUTI for position 3 once true, cancels 0")
	k.sends(t, request.Ask{
		Kind: request.Leave, Leave: leave.Annual, Period: request.Period{From: day(1), To: day(4)}, Reason: "Upacara keluarga.",
		Address: "Banjar Tengah, Ubud", Phone: "0812 3456 7890",
	})
}

func TestDaysThatWillNotDoAreRefusedAtOnce(t *testing.T) {
	t.Parallel()
	k := newTalk(t, wayan())
	k.Says(t, "/ajukan", "Ajukan permohonan")
	k.taps(t, "Cuti", "Jenis cuti")
	k.taps(t, "Cuti tahunan", "Pilih hari pertama")
	k.planned = &leave.QuotaError{Asked: 19, Left: 18, Year: 2026}
	k.Says(t, "1 - 28 Desember 2026", "Sisa cuti tahunan untuk tahun 2026 ada 18 hari kerja")
	k.planned = &leave.DocumentError{Type: leave.Sick} // asked for later: the days will do
	k.Says(t, "1 - 4 Desember 2026", "Alasan")
}

func TestSickLeaveWantsADoctorsLetter(t *testing.T) {
	t.Parallel()
	k := newTalk(t, wayan())
	k.phone = ""
	k.Says(t, "/ajukan", "Ajukan permohonan")
	k.taps(t, "Cuti", "Jenis cuti")
	k.taps(t, "Cuti sakit", "Pilih hari pertama")
	k.Says(t, "23/11/2026 - 24/11/2026", "Alasan")
	k.Says(t, "Demam.", "Alamat")
	k.Says(t, "Rumah", "Telepon selama cuti")
	k.Says(t, "0812", "surat keterangan dokter")
	k.planned = &leave.DocumentError{Type: leave.Sick}
	k.Person.UploadDocument("surat.pdf", []byte("%PDF-1.4\n%%EOF"), "")
	k.Expects(t, "1 berkas diterima")
	k.taps(t, "Lanjut", "Belum dapat dikirim. Cuti sakit memerlukan surat keterangan dokter.")
	k.planned = nil
	k.taps(t, "Ubah", "Bagian mana")
	k.taps(t, "Alamat", "Alamat selama cuti")
	k.Says(t, "Denpasar", "Periksa sebelum dikirim")
	k.taps(t, "Kirim", "Permohonan terkirim")
	if len(k.sent.Files) != 1 || k.sent.Address != "Denpasar" || len(k.kept[k.sent.Files[0].ID]) == 0 {
		t.Errorf("sent %+v", k.sent)
	}
}

func TestAskingToComeLate(t *testing.T) {
	t.Parallel()
	k := newTalk(t, wayan())
	k.Says(t, "/ajukan", "Ajukan permohonan")
	k.taps(t, "Izin", "Jenis izin")
	k.taps(t, "Izin datang terlambat", "Pilih harinya")
	k.Says(t, "24 November 2026", "Pukul berapa Anda akan tiba")
	k.taps(t, "09.30", "Tulis alasan")
	k.Says(t, "Mengantar anak.", "Dokumen")
	k.taps(t, "Lewati", "Periksa sebelum dikirim")
	k.taps(t, "Kirim", "Permohonan terkirim")
	k.sends(t, request.Ask{
		Kind: request.Permit, Permit: request.Late, Period: request.Period{From: today().AddDays(1), To: today().AddDays(1)},
		Hours: request.Hours{From: 450, To: 570}, Reason: "Mengantar anak.",
	})
}

func TestAskingForADutyTravel(t *testing.T) {
	t.Parallel()
	k := newTalk(t, wayan())
	k.Says(t, "/ajukan", "Ajukan permohonan")
	k.taps(t, "Dinas luar", "Maksud perjalanan")
	k.Says(t, "Monitoring koperasi.", "Tempat berangkat")
	k.Says(t, "Denpasar", "Tempat tujuan")
	k.Says(t, "Singaraja", "Pilih hari berangkat")
	k.Says(t, "1 - 2 Desember 2026", "Kendaraan")
	k.Says(t, "Kendaraan dinas", "Mata anggaran")
	k.taps(t, "Lewati", "Pengikut")
	k.Says(t, "rai", "I Ketut Rai")
	k.Taps(t, "1. I Ketut Rai · Pengelola Data")
	k.Hears(t)
	k.taps(t, "Lanjut", "Dokumen")
	k.taps(t, "Lewati", "Pengikut: I Ketut Rai")
	k.taps(t, "Kirim", "Permohonan terkirim")
	k.sends(t, request.Ask{
		Kind: request.Travel, Period: request.Period{From: day(1), To: day(2)}, Reason: "Monitoring koperasi.",
		Trip: request.Trip{From: "Denpasar", To: "Singaraja", Vehicle: "Kendaraan dinas"}, People: []request.Person{{ID: 9, Name: "I Ketut Rai"}},
	})
}

func TestAskingForOvertime(t *testing.T) {
	t.Parallel()
	k := newTalk(t, wayan())
	k.Says(t, "/ajukan", "Ajukan permohonan")
	k.taps(t, "Lembur", "Pilih hari lembur")
	k.Says(t, "24 November 2026", "Jam lembur")
	k.Says(t, "16.30-19.00", "Pekerjaan")
	k.Says(t, "Laporan akhir tahun.", "Pelaksana lembur")
	k.taps(t, "Lanjut", "Periksa sebelum dikirim")
	k.taps(t, "Kirim", "Permohonan terkirim")
	k.sends(t, request.Ask{
		Kind: request.Overtime, Period: request.Period{From: today().AddDays(1), To: today().AddDays(1)},
		Hours: request.Hours{From: 990, To: 1140}, Reason: "Laporan akhir tahun.",
	})
}

func TestWhoHoldsTwoPositionsIsAskedForOne(t *testing.T) {
	t.Parallel()
	two := holder(7, "Ni Wayan Suartini", section, head)
	two.Holdings[1].Capacity = staff.Plh
	k := newTalk(t, two)
	k.Says(t, "/ajukan", "Ajukan permohonan")
	k.taps(t, "Lembur", "Untuk jabatan yang mana")
	k.taps(t, "Plh. Kepala Subbagian Umum", "Pilih hari lembur")
}

func TestWhoHoldsNoPositionIsToldSo(t *testing.T) {
	t.Parallel()
	k := newTalk(t, holder(7, "Ni Wayan Suartini"))
	k.Says(t, "/ajukan", "Ajukan permohonan")
	if a := k.Taps(t, "Cuti"); a.Toast == "" {
		t.Error("nothing is said")
	}
}

func TestRefusingWithAReason(t *testing.T) {
	t.Parallel()
	k := newTalk(t, oka())
	k.view = viewOf(request.IsDecider, request.ActionDecide, request.ActionDocument)
	k.page.Items = items(2)
	k.Says(t, "/persetujuan", "Menunggu keputusan Anda (2)")
	k.taps(t, "1", "Sisa cuti tahunan 2026 sebelum permohonan ini: 18 hari")
	k.taps(t, "Tolak", "Tulis alasan penolakan")
	k.Says(t, "Tenaga kurang.", "Periksa sebelum dikirim")
	k.taps(t, "Kirim", "Anda memilih: Tidak disetujui")
	if a := k.Taps(t, "Batalkan keputusan"); !strings.Contains(a.Toast, "Keputusan Anda dibatalkan") {
		t.Errorf("taking back is answered with %q", a.Toast)
	}
	k.Expects(t, "Permohonan menunggu keputusan Anda")
	k.hasDone(t, `TOLAK 77 because "Tenaga kurang.", propose  to , once true`, "take back 77")
}

func TestApprovingSeveral(t *testing.T) {
	t.Parallel()
	k := newTalk(t, oka())
	k.view = viewOf(request.IsDecider, request.ActionDecide)
	k.page.Items = items(3)
	k.outcomes = []request.Outcome{{ID: 77}}
	k.Says(t, "/persetujuan", "Menunggu keputusan Anda (3)")
	k.taps(t, "Pilih beberapa", "Ketuk yang hendak Anda setujui")
	k.taps(t, "Ni Wayan Suartini, 1 Des 2026", "Ketuk yang hendak Anda setujui")
	k.taps(t, "Lanjut", "Setujui 1 permohonan?")
	k.taps(t, "Setujui 1 permohonan", "1 permohonan Anda setujui.")
	k.hasDone(t, "approve [77]")
}

func TestFilesAreChecked(t *testing.T) {
	t.Parallel()
	k := newTalk(t, wayan())
	k.Says(t, "/ajukan", "Ajukan permohonan")
	k.taps(t, "Izin", "Jenis izin")
	k.taps(t, "Izin tidak masuk", "Pilih harinya")
	k.Says(t, "24 November 2026", "Tulis alasan")
	k.Says(t, "Urusan keluarga.", "Dokumen")
	k.Person.UploadDocument("foto.jpg", []byte("bukan gambar"), "")
	k.Expects(t, "bukan PDF atau gambar")
	if len(k.kept) != 1 || k.kept[document.ID("surat")] == nil {
		t.Errorf("kept %d files", len(k.kept))
	}
}

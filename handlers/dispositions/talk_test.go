package dispositions

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/disposition"
)

func expect(t *testing.T, said, want string) {
	t.Helper()
	if !strings.Contains(said, want) {
		t.Fatalf("the bot says %q, want %q in it", said, want)
	}
}

func TestReadingAndFinishingADisposition(t *testing.T) {
	t.Parallel()
	k := newTalk(t, wayan())
	k.items = items(1)
	k.items[0].Branch = toSection
	k.Person.Send("/disposisi")
	list := k.Hears(t)
	expect(t, list.Plain, "Disposisi yang menunggu Anda (1)")
	k.Taps(t, "1")
	expect(t, k.Hears(t).Plain, "Undangan rapat koordinasi")
	if scan := k.Hears(t); len(scan.Attachments) != 1 {
		t.Fatalf("after opening comes %+v, want the scan", scan)
	}
	k.Taps(t, "Selesai")
	expect(t, k.Hears(t).Plain, "Laporan tindak lanjut")
	k.Person.Send("Rapat <b>dihadiri</b> & dicatat.")
	expect(t, k.Hears(t).Plain, "Foto atau PDF")
	k.Person.UploadDocument("foto.jpg", []byte("bukan gambar"), "")
	expect(t, k.Hears(t).Plain, "bukan PDF atau gambar")
	k.Person.UploadDocument("hasil.pdf", []byte("%PDF-1.4\n%%EOF"), "")
	expect(t, k.Hears(t).Plain, "1 berkas diterima")
	k.Taps(t, "Lanjut")
	expect(t, k.Hears(t).Plain, "Periksa sebelum dikirim")
	k.Taps(t, "Kirim")
	done := k.Hears(t)
	expect(t, done.Plain, "Disposisi selesai. Sekretaris diberi tahu.")
	expect(t, done.Plain, "Rapat <b>dihadiri</b> & dicatat.")
	if b := k.branch(); b.State != disposition.StateDone || len(b.ReportFiles) != 1 {
		t.Errorf("the branch is %s with the files %v", b.State, b.ReportFiles)
	}
}

func TestFinishingASecretLetterOnlyConfirms(t *testing.T) {
	t.Parallel()
	k := newTalk(t, wayan())
	k.secret()
	k.items = items(1)
	k.items[0].Branch, k.items[0].Secrecy, k.items[0].AgendaNumber = toSection, disposition.Secret, 412
	k.Person.Send("/disposisi")
	k.Hears(t)
	k.Taps(t, "1")
	expect(t, k.Hears(t).Plain, "buka di kantor")
	k.Taps(t, "Selesai")
	question := k.Hears(t)
	expect(t, question.Plain, "Laporannya disampaikan di kantor")
	var labels []string
	for _, row := range question.Buttons {
		for _, b := range row {
			labels = append(labels, b.Text)
		}
	}
	if diff := cmp.Diff([]string{"Kirim", "Batal"}, labels); diff != "" {
		t.Errorf("buttons of the confirmation (-want +got):\n%s", diff)
	}
	k.Taps(t, "Kirim")
	expect(t, k.Hears(t).Plain, "Disposisi selesai")
	for _, m := range k.Person.Chat() {
		if strings.Contains(m.Text, "Undangan") || strings.Contains(m.Text, "BKPSDM") || len(m.Attachments) > 0 {
			t.Errorf("a message tells of the secret letter: %q", m.Text)
		}
	}
	if k.branch().State != disposition.StateDone {
		t.Errorf("the branch is %s", k.branch().State)
	}
}

func TestReturningADisposition(t *testing.T) {
	t.Parallel()
	k := newTalk(t, wayan())
	k.items = items(1)
	k.items[0].Branch = toSection
	k.Person.Send("/disposisi")
	k.Hears(t)
	k.Taps(t, "1")
	k.Hears(t) // the card
	k.Hears(t) // the scan
	k.Taps(t, "Kembalikan")
	expect(t, k.Hears(t).Plain, "Tulis mengapa")
	k.Person.Send("Bukan tugas kami.")
	expect(t, k.Hears(t).Plain, "dikembalikan kepada pengirimnya")
	k.Taps(t, "Ubah")
	expect(t, k.Hears(t).Plain, "Bagian mana")
	k.Taps(t, "Alasan")
	expect(t, k.Hears(t).Plain, "Tulis mengapa")
	k.Person.Send("Ini tugas Subbagian Keuangan.")
	k.Hears(t)
	k.Taps(t, "Kirim")
	expect(t, k.Hears(t).Plain, "Disposisi dikembalikan")
	if b := k.branch(); b.State != disposition.StateReturned || b.Reason != "Ini tugas Subbagian Keuangan." {
		t.Errorf("the branch is %s because %q", b.State, b.Reason)
	}
}

func TestARestrictedLetterIsNeverShownInAMessageThatCanBeForwarded(t *testing.T) {
	t.Parallel()
	k := newTalk(t, wayan())
	k.dossier.Letter.Secrecy = disposition.Restricted
	k.items = items(1)
	k.items[0].Branch, k.items[0].Secrecy, k.items[0].Subject = toSection, disposition.Restricted, "Undangan rapat koordinasi"
	k.Person.Send("/beranda")
	k.Hears(t)
	k.Taps(t, "Semua (0)")
	k.Hears(t)
	k.Taps(t, "1")
	k.Hears(t) // the card
	k.Hears(t) // the scan
	for _, m := range k.Person.Chat() {
		if (strings.Contains(m.Plain, "Undangan") || len(m.Attachments) > 0) && !m.Protected {
			t.Errorf("can be forwarded: %q %v", m.Plain, m.Attachments)
		}
	}
}

func TestForgedTapsAreRefusedWithAToast(t *testing.T) {
	t.Parallel()
	k := newTalk(t, wayan())
	k.Person.Send("/beranda")
	home := k.Hears(t)
	for _, data := range []string{"branch.open|x", "branch.open", "branch.finish|-1", "list|nothing|0", "list|all|-5", "\x01", "no.such|1"} {
		answer, err := k.Person.TapForced(t.Context(), home.ID, data)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(answer.Toast, "sudah tidak berlaku") {
			t.Errorf("%q is answered with %q", data, answer.Toast)
		}
	}
	answer, err := k.Person.TapForced(t.Context(), home.ID, "branch.open|77")
	if err != nil || !strings.Contains(answer.Toast, "Disposisi ini tidak ada") {
		t.Errorf("a branch that does not exist is answered with %q (%v)", answer.Toast, err)
	}
}

// sending is somebody who has just tapped Disposisikan.
func sending(t *testing.T) *talk {
	t.Helper()
	k := newTalk(t, leading(luh()))
	k.unsent()
	k.items = items(1)
	k.items[0].Branch = toSecretary
	k.Person.Send("/disposisi")
	k.Hears(t)
	k.Taps(t, "1")
	k.Expects(t, "Undangan rapat koordinasi")
	k.Hears(t) // the scan
	k.Taps(t, "Disposisikan")
	k.Expects(t, "Disposisi kepada siapa?")
	return k
}

// steps are taps on a button, each with what is heard then.
func (k *talk) steps(t *testing.T, steps ...[2]string) {
	t.Helper()
	for _, step := range steps {
		k.Taps(t, step[0])
		k.Expects(t, step[1])
	}
}

func TestSendingADispositionOnAndTakingItBack(t *testing.T) {
	t.Parallel()
	k := sending(t)
	k.steps(t, [2]string{"Bawahan (2) ›", "Di bawah Kepala Subbagian Umum"}, [2]string{"1. Arsiparis Ahli Muda", "Dipilih (1)"})
	k.Says(t, "perencanaan", "Hasil untuk")
	k.steps(
		t,
		[2]string{"1. Kasubbag Perencanaan", "Dipilih (2)"}, [2]string{"Lanjut (2)", "Apa yang perlu dilakukan?"},
		[2]string{"Tindak lanjuti", "Apa"}, [2]string{"Hadiri", "Apa"}, [2]string{"Lanjut", "Periksa sebelum dikirim"},
		[2]string{"Instruksi", "Apa"}, [2]string{"✓ Hadiri", "Apa"}, [2]string{"Lanjut", "• Tindak lanjuti"},
		[2]string{"Catatan", "Tulis catatan"},
	)
	k.Says(t, "Bawa <data>.", "Catatan: Bawa <data>.")
	k.steps(
		t,
		[2]string{"Batas waktu", "Sampai kapan?"}, [2]string{"3 hari kerja", "Kamis, 26 November 2026"},
		[2]string{"Tembusan", "Tembusan kepada siapa?"}, [2]string{"2. Kasubbag Keuangan (kosong)", "Dipilih (1)"},
		[2]string{"Lanjut (1)", "Kepala Subbagian Keuangan (kosong)"}, [2]string{"Kirim", "Disposisi terkirim"},
	)
	sent := k.dossier.Dispositions[1]
	if diff := cmp.Diff([]string{"Tindak lanjuti"}, sent.Instructions); diff != "" || sent.Note != "Bawa <data>." {
		t.Errorf("sent with the note %q and (-want +got)\n%s", sent.Note, diff)
	}
	k.steps(
		t,
		[2]string{"Batalkan: Kasubbag Perencanaan", "Kepala Subbagian Perencanaan: Dibatalkan pengirim"},
		[2]string{"🌿 Jejak", "Jejak surat"},
	)
}

func TestSendingWithOneTap(t *testing.T) {
	t.Parallel()
	k := sending(t)
	k.steps(t, [2]string{"⚡ 1. Tindak lanjuti: Kasubbag Umum, Kasubbag Keuangan", "Disposisi terkirim"})
	if len(k.told) != 2 {
		t.Errorf("told %v", k.told)
	}
}

package handlers

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/account"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
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
	k.person.Send("/disposisi")
	list := k.hears(t)
	expect(t, list.Plain, "Disposisi yang menunggu Anda (1)")
	k.taps(t, "1")
	expect(t, k.hears(t).Plain, "Undangan rapat koordinasi")
	if scan := k.hears(t); len(scan.Attachments) != 1 {
		t.Fatalf("after opening comes %+v, want the scan", scan)
	}
	k.taps(t, "Selesai")
	expect(t, k.hears(t).Plain, "Laporan tindak lanjut")
	k.person.Send("Rapat <b>dihadiri</b> & dicatat.")
	expect(t, k.hears(t).Plain, "Foto atau PDF")
	k.person.UploadDocument("foto.jpg", []byte("bukan gambar"), "")
	expect(t, k.hears(t).Plain, "bukan PDF atau gambar")
	k.person.UploadDocument("hasil.pdf", []byte("%PDF-1.4\n%%EOF"), "")
	expect(t, k.hears(t).Plain, "1 berkas diterima")
	k.taps(t, "Lanjut")
	expect(t, k.hears(t).Plain, "Periksa sebelum dikirim")
	k.taps(t, "Kirim")
	done := k.hears(t)
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
	k.person.Send("/disposisi")
	k.hears(t)
	k.taps(t, "1")
	expect(t, k.hears(t).Plain, "buka di kantor")
	k.taps(t, "Selesai")
	question := k.hears(t)
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
	k.taps(t, "Kirim")
	expect(t, k.hears(t).Plain, "Disposisi selesai")
	for _, m := range k.person.Chat() {
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
	k.person.Send("/disposisi")
	k.hears(t)
	k.taps(t, "1")
	k.hears(t) // the card
	k.hears(t) // the scan
	k.taps(t, "Kembalikan")
	expect(t, k.hears(t).Plain, "Tulis mengapa")
	k.person.Send("Bukan tugas kami.")
	expect(t, k.hears(t).Plain, "dikembalikan kepada pengirimnya")
	k.taps(t, "Ubah")
	expect(t, k.hears(t).Plain, "Bagian mana")
	k.taps(t, "Alasan")
	expect(t, k.hears(t).Plain, "Tulis mengapa")
	k.person.Send("Ini tugas Subbagian Keuangan.")
	k.hears(t)
	k.taps(t, "Kirim")
	expect(t, k.hears(t).Plain, "Disposisi dikembalikan")
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
	k.person.Send("/beranda")
	k.hears(t)
	k.taps(t, "Semua (0)")
	k.hears(t)
	k.taps(t, "1")
	k.hears(t) // the card
	k.hears(t) // the scan
	for _, m := range k.person.Chat() {
		if (strings.Contains(m.Plain, "Undangan") || len(m.Attachments) > 0) && !m.Protected {
			t.Errorf("can be forwarded: %q %v", m.Plain, m.Attachments)
		}
	}
}

func TestAStrangerLinksTheAccount(t *testing.T) {
	t.Parallel()
	k := newTalk(t, staff.Actor{})
	k.person.Start()
	m := k.hears(t)
	expect(t, m.Plain, "belum terhubung")
	if strings.Count(m.Plain, ".") != 1 || len(m.Buttons) > 0 || len(k.person.Keyboard()) != 1 {
		t.Errorf("a stranger gets %q with %v and %v", m.Plain, m.Buttons, k.person.Keyboard())
	}
	k.person.ShareCard("Orang lain", "+6281299999999", 999)
	expect(t, k.hears(t).Plain, "bukan nomor akun Anda sendiri")
	k.person.ShareContact(k.person)
	expect(t, k.hears(t).Plain, "empat angka terakhir NIP")
	k.person.Send("12a")
	expect(t, k.hears(t).Plain, "tepat empat angka")
	k.links.fails = account.ErrNoMatch
	k.person.Send("1006")
	expect(t, k.hears(t).Plain, "tidak cocok")
	k.links.fails, k.links.actor = nil, wayan()
	k.person.Send("1005")
	expect(t, k.hears(t).Plain, "Akun Anda sudah terhubung")
	expect(t, k.hears(t).Plain, "Jabatan: Kepala Subbagian Umum")
	if diff := cmp.Diff([]string{"phone 6281234567890 NIP 1006", "phone 6281234567890 NIP 1005"}, k.links.linked); diff != "" {
		t.Errorf("tried (-want +got):\n%s", diff)
	}
}

func TestWhoSharesNoMatchTooOftenIsSentToThePersonnelOffice(t *testing.T) {
	t.Parallel()
	k := newTalk(t, staff.Actor{})
	k.links.fails = account.ErrTooManyTries
	k.person.Start()
	k.hears(t)
	k.person.ShareContact(k.person)
	k.hears(t)
	k.person.Send("1006")
	expect(t, k.hears(t).Plain, "Hubungi bagian kepegawaian")
}

func TestCancellingWithoutAForm(t *testing.T) {
	t.Parallel()
	k := newTalk(t, wayan())
	k.person.Send("/batal")
	expect(t, k.hears(t).Plain, "Tidak ada isian yang sedang berjalan")
	k.person.Send("halo")
	expect(t, k.hears(t).Plain, "belum dapat dipahami")
}

func TestForgedTapsAreRefusedWithAToast(t *testing.T) {
	t.Parallel()
	k := newTalk(t, wayan())
	k.person.Send("/beranda")
	home := k.hears(t)
	for _, data := range []string{"branch.open|x", "branch.open", "branch.finish|-1", "list|nothing|0", "list|all|-5", "\x01", "no.such|1"} {
		answer, err := k.person.TapForced(t.Context(), home.ID, data)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(answer.Toast, "sudah tidak berlaku") {
			t.Errorf("%q is answered with %q", data, answer.Toast)
		}
	}
	answer, err := k.person.TapForced(t.Context(), home.ID, "branch.open|77")
	if err != nil || !strings.Contains(answer.Toast, "Disposisi ini tidak ada") {
		t.Errorf("a branch that does not exist is answered with %q (%v)", answer.Toast, err)
	}
}

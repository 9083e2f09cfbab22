package handlers

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/account"
	"github.com/gelis-bali/gelis/domain/staff"
)

func expect(t *testing.T, said, want string) {
	t.Helper()
	if !strings.Contains(said, want) {
		t.Fatalf("the bot says %q, want %q in it", said, want)
	}
}

func TestAStrangerLinksTheAccount(t *testing.T) {
	t.Parallel()
	k := newTalk(t, staff.Actor{})
	k.Person.Start()
	m := k.Hears(t)
	expect(t, m.Plain, "belum terhubung")
	if strings.Count(m.Plain, ".") != 1 || len(m.Buttons) > 0 || len(k.Person.Keyboard()) != 1 {
		t.Errorf("a stranger gets %q with %v and %v", m.Plain, m.Buttons, k.Person.Keyboard())
	}
	k.Person.ShareCard("Orang lain", "+6281299999999", 999)
	expect(t, k.Hears(t).Plain, "bukan nomor akun Anda sendiri")
	k.Person.ShareContact(k.Person)
	expect(t, k.Hears(t).Plain, "empat angka terakhir NIP")
	k.Person.Send("12a")
	expect(t, k.Hears(t).Plain, "tepat empat angka")
	k.links.fails = account.ErrNoMatch
	k.Person.Send("1006")
	expect(t, k.Hears(t).Plain, "tidak cocok")
	k.links.fails, k.links.actor = nil, wayan()
	k.Person.Send("1005")
	expect(t, k.Hears(t).Plain, "Akun Anda sudah terhubung")
	expect(t, k.Hears(t).Plain, "Jabatan: Kepala Subbagian Umum")
	if diff := cmp.Diff([]string{"phone 6281234567890 NIP 1006", "phone 6281234567890 NIP 1005"}, k.links.linked); diff != "" {
		t.Errorf("tried (-want +got):\n%s", diff)
	}
}

func TestWhoSharesNoMatchTooOftenIsSentToThePersonnelOffice(t *testing.T) {
	t.Parallel()
	k := newTalk(t, staff.Actor{})
	k.links.fails = account.ErrTooManyTries
	k.Person.Start()
	k.Hears(t)
	k.Person.ShareContact(k.Person)
	k.Hears(t)
	k.Person.Send("1006")
	expect(t, k.Hears(t).Plain, "Hubungi bagian kepegawaian")
}

func TestCancellingWithoutAForm(t *testing.T) {
	t.Parallel()
	k := newTalk(t, wayan())
	k.Person.Send("/batal")
	expect(t, k.Hears(t).Plain, "Tidak ada isian yang sedang berjalan")
	k.Person.Send("halo")
	expect(t, k.Hears(t).Plain, "belum dapat dipahami")
}

package announce

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/handlerstest"
)

func TestAnAnnouncementIsWrittenByShowingIt(t *testing.T) {
	t.Parallel()
	k := newTalk(t, personnel())
	k.Says(t, "/pengumuman", "Pengumuman unit Anda")
	k.taps(t, "Tulis baru", "Kirimkan pesannya sekarang")
	k.Says(t, strings.Repeat("x", maxTextSize+1), "3.000")
	k.Says(t, "Senam pagi & sarapan", "Sudah diterima")
	k.taps(t, "Lanjut", "Untuk siapa pengumuman ini?")
	k.taps(t, "Unit…", "Ketuk unit")
	k.taps(t, "›", "Di bawah Pemerintah Provinsi")
	k.taps(t, "Biro Organisasi", "Dipilih: Biro Organisasi\n1.204 orang, 1.180 dapat dihubungi")
	k.taps(t, "Kembali ke pilihan", "Untuk siapa pengumuman ini?")
	k.taps(t, "PNS", "Biro Organisasi · PNS")
	k.Says(t, "way", "Hasil untuk “way”")
	k.taps(t, "1. Ni Wayan Suartini · Analis Arsip", "Biro Organisasi · PNS; Ni Wayan Suartini")
	k.taps(t, "Kembali ke pilihan", "Ketuk Lanjut bila sudah benar")
	k.taps(t, "Lanjut", "Kapan dikirim?")
	k.taps(t, "Sekarang", "Seberapa mendesak?")
	k.taps(t, "Biasa", "Senam pagi & sarapan")
	k.Expects(t, "Begitulah pengumuman itu akan terbaca")
	k.taps(t, "Kirim ke 1.204 orang", "Sedang dikirim")
	k.hasDone(t, `send "Senam pagi &amp; sarapan" to {Everyone:false Units:[2] Echelons:[] Kinds:[PNS] People:[7]}, rule "" at 0, urgent false, once true`)
}

func TestARepeatingOneHasARule(t *testing.T) {
	t.Parallel()
	k := newTalk(t, personnel())
	k.Says(t, "/pengumuman", "Pengumuman unit Anda")
	k.taps(t, "Tulis baru", "Kirimkan pesannya sekarang")
	k.Says(t, "Senam pagi", "Sudah diterima")
	k.taps(t, "Lanjut", "Untuk siapa pengumuman ini?")
	k.taps(t, "Semua pegawai", "Dipilih: Semua pegawai")
	k.taps(t, "Lanjut", "Kapan dikirim?")
	k.taps(t, "Berulang…", "Bagaimana berulangnya?")
	k.taps(t, "Tiap bulan, misalnya Senin pertama", "Yang ke berapa")
	k.taps(t, "Pertama", "Hari apa?")
	k.taps(t, "Senin", "Bila jatuh pada hari libur?")
	k.taps(t, "Minggu berikutnya, hari yang sama", "Pukul berapa dikirim?")
	k.Says(t, "25.00", "Jam itu tidak terbaca")
	k.Says(t, "07.15", "Seberapa mendesak?")
	k.taps(t, "❗ Mendesak", "Senam pagi")
	k.Expects(t, "Senin pertama tiap bulan")
	k.taps(t, "Kirim ke 1.204 orang", "Pengumuman diterima")
	k.hasDone(t, `send "Senam pagi" to {Everyone:true Units:[] Echelons:[] Kinds:[] People:[]}, rule "HARI_KE 1 SENIN; MINGGU_BERIKUT" at 435, urgent true, once true`)
}

func TestWhatIsOutIsStoppedRemindedOfChangedAndWithdrawn(t *testing.T) {
	t.Parallel()
	k := newTalk(t, personnel())
	k.state = announce.Sending
	k.Says(t, "/pengumuman", "Sedang dikirim")
	k.taps(t, "1", "Sedang dikirim")
	k.taps(t, "⏸ Hentikan", "Pengiriman dihentikan")
	k.taps(t, "▶️ Lanjutkan", "Pengiriman dilanjutkan")
	k.state = announce.Done
	k.Says(t, "/pengumuman", "Selesai dikirim")
	k.taps(t, "1", "Selesai dikirim")
	k.taps(t, "Yang belum membaca", "I Ketut Rai")
	k.taps(t, "Buka pengumuman", "Selesai dikirim")
	k.taps(t, "Ingatkan yang belum", "Mengenai 2 orang")
	k.taps(t, "Ya, ingatkan", "Pengingat dikirim")
	k.taps(t, "Ubah isi", "Isi yang baru")
	k.Says(t, "Senam sore", "Sudah diterima")
	k.taps(t, "Lanjut", "Isinya sudah diperbarui\n\nSenam sore")
	k.taps(t, "Kirim", "Isi diperbarui")
	k.Says(t, "/pengumuman", "Pengumuman unit Anda")
	k.taps(t, "1", "Senam pagi")
	k.taps(t, "Tarik kembali", "Tarik kembali pengumuman ini?")
	k.taps(t, "Ya, tarik", "Pengumuman ditarik kembali.")
	for _, done := range []string{"stop 6", "resume 6", "remind 6", "edit 4: Senam sore", "withdraw 4"} {
		k.hasDone(t, done)
	}
}

func TestTheCardHasNoButtonThatWouldBeRefused(t *testing.T) {
	t.Parallel()
	const listed, home = "announce.unit", "home"
	author, manager, clerk := announce.Rights{Speak: true, Stop: true, Readers: true}, announce.Rights{Stop: true}, announce.Rights{}
	for _, tt := range []struct {
		name  string
		state announce.IssueState
		may   announce.Rights
		want  []string
	}{
		{"author, sending", announce.Sending, author, []string{actionStop, actionEdit, actionWithdraw, actionEnd, listed, home}},
		{"manager, sending", announce.Sending, manager, []string{actionStop, actionWithdraw, actionEnd, listed, home}},
		{"clerk, sending", announce.Sending, clerk, []string{listed, home}},
		{"author, stopped", announce.Stopped, author, []string{actionResume, actionEdit, actionWithdraw, actionEnd, listed, home}},
		{"manager, stopped", announce.Stopped, manager, []string{actionWithdraw, actionEnd, listed, home}},
		{"author, missed", announce.Missed, author, []string{actionMissed, actionEdit, actionWithdraw, actionEnd, listed, home}},
		{"manager, missed", announce.Missed, manager, []string{actionWithdraw, actionEnd, listed, home}},
		{"author, done", announce.Done, author, []string{actionReaders, actionRemind, actionEdit, actionWithdraw, actionEnd, listed, home}},
		{"personnel, done", announce.Done, announce.Rights{Stop: true, Readers: true}, []string{actionReaders, actionWithdraw, actionEnd, listed, home}},
		{"manager, done", announce.Done, manager, []string{actionWithdraw, actionEnd, listed, home}},
		{"clerk, done", announce.Done, clerk, []string{listed, home}},
	} {
		o := newOffice(nil)
		o.state, o.may, o.of.Timing.Rule = tt.state, tt.may, &calendar.Rule{}
		var got []string
		for _, row := range buttons(o.progress()) {
			if len(row) == 0 {
				t.Errorf("%s: a row without a button", tt.name)
			}
			for _, b := range row {
				got = append(got, b.Action)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestTheNoticeOfWhatWasMissedOffersNothingToWhoLostTheOffice(t *testing.T) {
	t.Parallel()
	o := newOffice(nil)
	o.state, o.may = announce.Missed, announce.Rights{Stop: true}
	c := &cards{Parts{Desk: o, Staff: o, Clock: clock()}}
	reply, err := c.tell(t.Context(), personnel(), notify.Notice{Kind: notify.AnnounceMissed, Subject: notify.Subject{Kind: notify.SubjectIssue, ID: 6}})
	if err != nil || len(reply.Buttons) != 1 || reply.Buttons[0][0].Action != actionOpen {
		t.Errorf("%+v, %v; want the way to the card alone", reply.Buttons, err)
	}
}

func TestNothingIsAskedThatWouldBeRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(nil)
	c := &change{Parts: Parts{Desk: o, Staff: o, Clock: clock()}}
	for name, tt := range map[string]struct {
		ask  bot.Handler
		may  announce.Rights
		want error
	}{
		"a new text, the office is lost":   {c.begin, announce.Rights{Stop: true}, announce.ErrOnlyAuthor},
		"to remind, the office is lost":    {c.asked("announce.ask.remind", "label.announce.remind.yes", actionRemind, c.remind), announce.Rights{Stop: true}, announce.ErrOnlyAuthor},
		"to withdraw, a clerk of the unit": {c.asked("announce.ask.withdraw", "label.announce.withdraw.yes", actionWithdraw, c.withdraw), announce.Rights{}, staff.ErrNotAllowed},
		"to end, a clerk of the unit":      {c.asked("announce.ask.end", "label.announce.end.yes", actionEnd, c.end), announce.Rights{}, staff.ErrNotAllowed},
		"to withdraw, the office is lost":  {c.asked("announce.ask.withdraw", "label.announce.withdraw.yes", actionWithdraw, c.withdraw), announce.Rights{Stop: true}, nil},
		"to remind, the author in office":  {c.asked("announce.ask.remind", "label.announce.remind.yes", actionRemind, c.remind), announce.Rights{Speak: true, Stop: true}, nil},
		"a new text, the author in office": {c.begin, announce.Rights{Speak: true, Stop: true}, nil},
	} {
		o.may = tt.may
		if _, err := tt.ask(t.Context(), &bot.Request{Actor: personnel(), Args: []string{"4", "6"}}); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}

func TestEverybodyFindsWhatWasToldToThem(t *testing.T) {
	t.Parallel()
	k := newTalk(t, reader())
	k.Says(t, "/pengumuman", "Pengumuman untuk saya")
	k.taps(t, "1", "Senam pagi.")
	if a := k.Taps(t, "✅ Sudah dibaca"); a.Toast != "Terima kasih, tercatat sudah dibaca." {
		t.Errorf("reading is answered with %q", a.Toast)
	}
	k.hasDone(t, "read 6")
}

func TestACopyHasItsHeadAndItsButton(t *testing.T) {
	t.Parallel()
	o := newOffice(nil)
	h := New(Parts{Desk: o, Staff: o, Clock: clock()})
	c := announce.Copy{Issue: 6, Task: announce.Deliver, Announcement: o.of}
	said := h.Broadcast(c)
	if got, want := handlerstest.Plain(t, said.Text), "📢 Pengumuman\nPemerintah Provinsi\n\nSenam pagi."; got != want {
		t.Errorf("a copy reads %q, want %q", got, want)
	}
	if err := o.CheckReply(bot.Reply{Buttons: said.Buttons}); err != nil || len(said.Buttons) != 1 {
		t.Errorf("its button: %v", err)
	}
	c.Task = announce.Retract
	if said = h.Broadcast(c); len(said.Buttons) != 0 || strings.Contains(handlerstest.Plain(t, said.Text), "Senam") {
		t.Errorf("what was withdrawn still says %q", handlerstest.Plain(t, said.Text))
	}
}

func TestNoticesLoseTheirPoint(t *testing.T) {
	t.Parallel()
	o := newOffice(nil)
	c := &cards{Parts{Desk: o, Staff: o, Clock: clock()}}
	for _, tt := range []struct {
		kind  notify.Kind
		issue int64
		state announce.IssueState
		told  bool
	}{
		{notify.AnnounceMissed, 6, announce.Missed, true},
		{notify.AnnounceMissed, 6, announce.Sending, false},
		{notify.AnnounceDone, 6, announce.Done, true},
		{notify.AnnounceDone, 7, announce.Done, false},
	} {
		o.state = tt.state
		_, err := c.tell(t.Context(), personnel(), notify.Notice{Kind: tt.kind, Subject: notify.Subject{Kind: notify.SubjectIssue, ID: tt.issue}})
		if (err == nil) != tt.told {
			t.Errorf("%+v: %v", tt, err)
		}
	}
}

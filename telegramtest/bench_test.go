package telegramtest_test

import (
	"fmt"
	"io"
	"testing"

	"github.com/gelis-bali/gelis/telegramtest"
)

// BenchmarkUpdateAndAnswer is one person writing, the bot fetching, confirming and answering, over HTTP.
func BenchmarkUpdateAndAnswer(b *testing.B) {
	s := telegramtest.Start(b, telegramtest.Config{})
	for i := range 20_000 {
		s.Person(telegramtest.Profile{Name: fmt.Sprintf("Pegawai %d", i)})
	}
	people := s.People()
	var offset int64
	for i := 0; b.Loop(); i++ {
		p := people[i%len(people)]
		p.Send("/disposisi")
		got := must[[]update](b, s, "getUpdates", args{"offset": offset})
		offset = got[len(got)-1].ID + 1
		must[sent](b, s, "sendMessage", args{"chat_id": p.ID(), "text": "<b>2</b> disposisi menunggu", "parse_mode": "HTML"})
	}
}

// BenchmarkSend is the server alone, without HTTP: a person writes.
func BenchmarkSend(b *testing.B) {
	s := telegramtest.New(telegramtest.Config{})
	p := s.Person(telegramtest.Profile{Name: "Budi"})
	for b.Loop() {
		p.Send("/disposisi besok")
	}
}

// BenchmarkSnapshot is what KeepIn does after a change, without the disk, with 10,000 messages in the chats.
func BenchmarkSnapshot(b *testing.B) {
	s := telegramtest.Start(b, telegramtest.Config{})
	for i := range 10 {
		s.Person(telegramtest.Profile{Name: fmt.Sprintf("Pegawai %d", i)}).Start()
	}
	people := s.People()
	for i := range 10_000 {
		must[sent](b, s, "sendMessage", args{
			"chat_id": people[i%len(people)].ID(), "text": "<b>Disposisi</b>\nRapat koordinasi di Denpasar", "parse_mode": "HTML",
			"reply_markup": inline([]args{button("Proses", "d:1:p"), button("Selesai", "d:1:s")}),
		})
	}
	for b.Loop() {
		if err := s.Snapshot(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

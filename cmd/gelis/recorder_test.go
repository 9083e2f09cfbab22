package main_test

import (
	"slices"
	"strings"
	"time"

	"github.com/gelis-bali/gelis/telegramtest"
)

// The words by which a notice is known from an answer.
const (
	sayNew      = "Disposisi baru untuk Anda"
	sayDone     = "Disposisi Anda sudah selesai"
	sayReturned = "Disposisi Anda dikembalikan"
)

// kinds are the notices of this test, and those that the office's clock may bring into it.
func kinds() []string {
	return []string{
		sayNew, sayDone, sayReturned,
		"Ringkasan pagi ini", "Batas waktu disposisi sudah dekat", "Disposisi lewat batas waktu",
	}
}

// told is what a notice says to whom: the same twice is a repetition.
type told struct {
	person int64
	kind   string
	letter int
	by     string // the line that says who ended the order
}

// recorder hears everything that the bot sends, also what is edited away later.
type recorder struct {
	notices map[told][]time.Time
	answers map[int64]int // messages to a person that are no notices
	ended   chan struct{}
}

// record begins to hear. It ends when somebody of that id, who is nobody else, says something.
func record(tg *telegram, last *telegramtest.Person) *recorder {
	r := &recorder{notices: map[told][]time.Time{}, answers: map[int64]int{}, ended: make(chan struct{})}
	events, stop := tg.Subscribe()
	go func() {
		defer close(r.ended)
		defer stop()
		for e := range events {
			switch {
			case e.Kind != telegramtest.EventMessage:
			case e.Message.From == telegramtest.FromBot:
				r.hear(e)
			case e.PersonID == last.ID():
				return
			}
		}
	}()
	return r
}

func (r *recorder) hear(e telegramtest.Event) {
	i := slices.IndexFunc(kinds(), func(kind string) bool { return strings.Contains(e.Message.Plain, kind) })
	if i < 0 {
		r.answers[e.PersonID]++
		return
	}
	key := told{person: e.PersonID, kind: kinds()[i], letter: letterOf(*e.Message)}
	for line := range strings.Lines(e.Message.Plain) {
		if strings.HasPrefix(line, "Oleh: ") {
			key.by = strings.TrimSpace(line)
		}
	}
	r.notices[key] = append(r.notices[key], e.At)
}

// repeated are the moments after which something was told again, and of how many notices.
func (r *recorder) repeated() []time.Time {
	var firsts []time.Time
	for _, times := range r.notices {
		firsts = append(firsts, times[:len(times)-1]...)
	}
	return firsts
}

package telegramtest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/telegramtest"
)

// limited is a server with rate limits and so many people who have pressed START.
func limited(t *testing.T, people int) (*telegramtest.Server, *clock, []*telegramtest.Person) {
	t.Helper()
	now := newClock()
	s := telegramtest.Start(t, telegramtest.Config{Now: now.Now, Limits: true})
	for i := range people {
		s.Person(telegramtest.Profile{Name: fmt.Sprintf("Pegawai %d", i)}).Start()
	}
	return s, now, s.People()
}

func send(t *testing.T, s *telegramtest.Server, chat int64) reply {
	t.Helper()
	return call(t, s, "sendMessage", args{"chat_id": chat, "text": "halo"})
}

func wantRetryAfter(t *testing.T, r reply, seconds int) {
	t.Helper()
	wantError(t, r, 429, fmt.Sprintf("Too Many Requests: retry after %d", seconds))
	if r.Parameters.RetryAfter != seconds {
		t.Errorf("retry_after = %d, want %d", r.Parameters.RetryAfter, seconds)
	}
}

func TestOneMessageASecondToAChat(t *testing.T) {
	t.Parallel()
	s, now, people := limited(t, 2)
	m := must[sent](t, s, "sendMessage", args{"chat_id": people[0].ID(), "text": "satu"})
	must[sent](t, s, "sendMessage", args{"chat_id": people[1].ID(), "text": "orang lain"})
	now.Advance(time.Second)
	must[sent](t, s, "editMessageText", args{"chat_id": people[0].ID(), "message_id": m.ID, "text": "dua"})
	now.Advance(500 * time.Millisecond)
	wantRetryAfter(t, send(t, s, people[0].ID()), 1)
	now.Advance(900 * time.Millisecond) // the pace alone would allow it, the promise does not
	wantRetryAfter(t, send(t, s, people[0].ID()), 1)
	now.Advance(100 * time.Millisecond)
	must[sent](t, s, "sendMessage", args{"chat_id": people[0].ID(), "text": "tiga"})
}

func TestThirtyMessagesASecondOverall(t *testing.T) {
	t.Parallel()
	s, now, people := limited(t, 62)
	for round := range 2 {
		for _, p := range people[30*round : 30*round+30] {
			must[sent](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "halo"})
		}
		if round == 0 {
			now.Advance(time.Second)
		}
	}
	wantRetryAfter(t, send(t, s, people[60].ID()), 1)
	now.Advance(time.Second)
	must[sent](t, s, "sendMessage", args{"chat_id": people[61].ID(), "text": "halo"})
}

func TestTwentyMessagesAMinuteToAGroup(t *testing.T) {
	t.Parallel()
	s, now, people := limited(t, 1)
	g := s.Group("Bagian Umum", people[0])
	for range 20 {
		must[sent](t, s, "sendMessage", args{"chat_id": g.ID(), "text": "halo"})
		now.Advance(time.Second)
	}
	wantRetryAfter(t, send(t, s, g.ID()), 40)
	now.Advance(40 * time.Second)
	must[sent](t, s, "sendMessage", args{"chat_id": g.ID(), "text": "halo"})
}

func TestLimitsCanBeSwitchedOff(t *testing.T) {
	t.Parallel()
	s, _, people := limited(t, 1)
	s.SetLimits(false)
	for range 50 {
		must[sent](t, s, "sendMessage", args{"chat_id": people[0].ID(), "text": "halo"})
	}
}

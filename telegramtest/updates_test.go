package telegramtest_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/go-telegram/bot"
	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/telegramtest"
)

func wantTexts(tb testing.TB, got []update, want ...string) {
	tb.Helper()
	if d := cmp.Diff(want, texts(got)); d != "" {
		tb.Errorf("updates (-want +got):\n%s", d)
	}
}

func TestAnOffsetConfirmsWhatIsBeforeIt(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	for _, word := range []string{"satu", "dua", "tiga", "empat"} {
		p.Send(word)
	}
	all := must[[]update](t, s, "getUpdates", nil)
	wantTexts(t, all, "satu", "dua", "tiga", "empat")
	if s.Unconfirmed() != 4 {
		t.Errorf("fetching alone confirms nothing, but %d are unconfirmed", s.Unconfirmed())
	}
	wantTexts(t, must[[]update](t, s, "getUpdates", args{"offset": all[0].ID, "limit": 2}), "satu", "dua")
	wantTexts(t, must[[]update](t, s, "getUpdates", args{"offset": all[1].ID}), "dua", "tiga", "empat")
	if s.Unconfirmed() != 3 {
		t.Errorf("the offset confirms one, but %d are unconfirmed", s.Unconfirmed())
	}
	wantTexts(t, must[[]update](t, s, "getUpdates", args{"offset": -2}), "tiga", "empat")
	wantTexts(t, must[[]update](t, s, "getUpdates", nil), "tiga", "empat")
	wantTexts(t, must[[]update](t, s, "getUpdates", args{"offset": all[3].ID + 1}))
	if s.Unconfirmed() != 0 {
		t.Errorf("all are confirmed, but %d are not", s.Unconfirmed())
	}
}

func TestTheSameOffsetAtOnceIsAnsweredWithOneUpdate(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	p.Send("satu")
	p.Send("dua")
	first := must[[]update](t, s, "getUpdates", nil)
	again := must[[]update](t, s, "getUpdates", args{"offset": first[0].ID})
	wantTexts(t, again, "satu", "dua")
	wantTexts(t, must[[]update](t, s, "getUpdates", args{"offset": first[0].ID}), "satu")
}

func TestIDsMayJumpBack(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	p.Send("sebelum")
	before := must[[]update](t, s, "getUpdates", nil)[0].ID
	must[[]update](t, s, "getUpdates", args{"offset": before + 1})
	s.SkipUpdateIDs(-1000)
	p.Send("sesudah")
	after := must[[]update](t, s, "getUpdates", args{"offset": before + 1})
	wantTexts(t, after, "sesudah")
	if after[0].ID >= before {
		t.Errorf("the id is %d, not smaller than %d", after[0].ID, before)
	}
}

func TestAllowedUpdatesPersist(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	p.TapAsync(1, "sebelum")
	got := must[[]update](t, s, "getUpdates", args{"allowed_updates": []string{"message"}})
	wantTexts(t, got, "sebelum")
	p.TapAsync(1, "tidak diminta")
	p.Send("pesan")
	wantTexts(t, must[[]update](t, s, "getUpdates", args{"offset": got[0].ID + 1}), "pesan")
	must[[]update](t, s, "getUpdates", args{"allowed_updates": []string{}})
	p.TapAsync(1, "diminta lagi")
	wantTexts(t, must[[]update](t, s, "getUpdates", args{"offset": -1}), "diminta lagi")
}

func TestUpdatesExpire(t *testing.T) {
	t.Parallel()
	now := newClock()
	s := telegramtest.Start(t, telegramtest.Config{Now: now.Now})
	p := budi(t, s)
	p.Send("pesan")
	p.TapAsync(1, "ketuk")
	now.Advance(149 * time.Second)
	wantTexts(t, must[[]update](t, s, "getUpdates", nil), "pesan", "ketuk")
	now.Advance(time.Second)
	wantTexts(t, must[[]update](t, s, "getUpdates", args{"limit": 10, "offset": 1}), "pesan")
	now.Advance(24*time.Hour - 151*time.Second)
	if s.Unconfirmed() != 1 {
		t.Errorf("a message lives for 24 hours, but %d are left", s.Unconfirmed())
	}
	now.Advance(time.Second)
	if s.Unconfirmed() != 0 {
		t.Errorf("a message lives no longer than 24 hours, but %d are left", s.Unconfirmed())
	}
}

func TestALongPollReturnsWithTheUpdate(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{After: never})
	p := budi(t, s)
	got := make(chan []update)
	go func() { got <- must[[]update](t, s, "getUpdates", args{"timeout": 50}) }()
	waitPolling(t, s)
	p.Send("akhirnya")
	wantTexts(t, <-got, "akhirnya")
}

func TestALongPollEndsWithItsTimeout(t *testing.T) {
	t.Parallel()
	var asked time.Duration
	s := telegramtest.Start(t, telegramtest.Config{After: func(d time.Duration) <-chan time.Time {
		asked = d
		over := make(chan time.Time, 1)
		over <- time.Time{}
		return over
	}})
	wantTexts(t, must[[]update](t, s, "getUpdates", args{"timeout": 600}))
	if asked != 50*time.Second {
		t.Errorf("the poll waited %s, Telegram waits 50 s at most", asked)
	}
}

func TestTheOlderOfTwoPollersIsSentAway(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{After: never})
	p := budi(t, s)
	older, newer := make(chan reply), make(chan reply)
	go func() { older <- call(t, s, "getUpdates", args{"timeout": 50}) }()
	waitPolling(t, s)
	go func() { newer <- call(t, s, "getUpdates", args{"timeout": 50}) }()
	wantError(t, <-older, 409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
	p.Send("untuk yang baru")
	if r := <-newer; !r.OK {
		t.Errorf("the newer poller is answered %s", r.say())
	}
}

func TestAPollerThatIsGoneIsNoticed(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{After: never})
	events, stop := s.Subscribe()
	defer stop()
	ctx, die := context.WithCancel(t.Context())
	b, err := bot.New(s.Token(), bot.WithServerURL(s.URL()), bot.WithSkipGetMe())
	if err != nil {
		t.Fatal(err)
	}
	var polling sync.WaitGroup
	polling.Go(func() { b.Start(ctx) })
	waitPolling(t, s)
	die()
	polling.Wait()
	if e := <-events; e.Kind != telegramtest.EventCall || e.Call.Method != "getUpdates" {
		t.Errorf("the poll ends with %+v", e)
	}
}

func TestAWebhookAndPollingExcludeEachOther(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{After: never})
	polling := make(chan reply)
	go func() { polling <- call(t, s, "getUpdates", args{"timeout": 50}) }()
	waitPolling(t, s)
	must[bool](t, s, "setWebhook", args{"url": "https://127.0.0.1:1/hook"})
	wantError(t, <-polling, 409, "Conflict: terminated by setWebhook request")
	wantError(t, call(t, s, "getUpdates", nil), 409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	must[bool](t, s, "deleteWebhook", nil)
	must[[]update](t, s, "getUpdates", nil)
}

func TestWaitConfirmedWaitsForTheLastUpdate(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	p.Send("satu")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.WaitConfirmed(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("WaitConfirmed = %v while one is unconfirmed", err)
	}
	done := make(chan error)
	go func() { done <- s.WaitConfirmed(t.Context()) }()
	id := must[[]update](t, s, "getUpdates", nil)[0].ID
	must[[]update](t, s, "getUpdates", args{"offset": id + 1})
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestManyPeopleAtOnceLoseNothing(t *testing.T) {
	t.Parallel()
	const people, messages = 30, 20
	s := telegramtest.Start(t, telegramtest.Config{})
	var crowd sync.WaitGroup
	for i := range people {
		p := s.Person(telegramtest.Profile{Name: fmt.Sprintf("Pegawai %d", i)})
		crowd.Go(func() {
			for n := range messages {
				p.Send(fmt.Sprintf("%d/%d", p.ID(), n))
			}
		})
	}
	seen, offset, last := map[string]bool{}, int64(0), map[int64]int{}
	for len(seen) < people*messages {
		for _, u := range must[[]update](t, s, "getUpdates", args{"offset": offset, "timeout": 10}) {
			offset = u.ID + 1
			seen[u.Message.Text] = true
			var who int64
			var n int
			if _, err := fmt.Sscanf(u.Message.Text, "%d/%d", &who, &n); err != nil || n != last[who] {
				t.Errorf("update %q of person %d came as number %d: %v", u.Message.Text, who, last[who], err)
			}
			last[who]++
		}
	}
	crowd.Wait()
	must[[]update](t, s, "getUpdates", args{"offset": offset})
	if s.Unconfirmed() != 0 {
		t.Errorf("%d are unconfirmed", s.Unconfirmed())
	}
}

// never is a timer that does not go off.
func never(time.Duration) <-chan time.Time { return nil }

// waitPolling waits until a poll waits.
func waitPolling(tb testing.TB, s *telegramtest.Server) {
	tb.Helper()
	if err := s.WaitPolling(tb.Context()); err != nil {
		tb.Fatal(err)
	}
}

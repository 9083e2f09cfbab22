package telegramtest_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/telegramtest"
)

// delivery is an update as the bot's own server received it.
type delivery struct {
	update
	secret string
	answer chan int
}

// hook is a bot's server whose answers the test gives one by one.
func hook(t *testing.T) (string, <-chan delivery) {
	t.Helper()
	arrived := make(chan delivery)
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d := delivery{secret: r.Header.Get("X-Telegram-Bot-Api-Secret-Token"), answer: make(chan int)}
		if err := json.NewDecoder(r.Body).Decode(&d.update); err != nil {
			t.Errorf("the update is no JSON: %v", err)
		}
		select {
		case arrived <- d:
		case <-r.Context().Done():
			return
		}
		select {
		case code := <-d.answer:
			w.WriteHeader(code)
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(web.Close)
	return web.URL, arrived
}

func TestAWebhookGetsTheUpdatesWithItsSecret(t *testing.T) {
	t.Parallel()
	url, arrived := hook(t)
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	p.Send("sebelum webhook")
	must[bool](t, s, "setWebhook", args{"url": url, "secret_token": "rahasia-123", "max_connections": 5})
	d := <-arrived
	if d.Message.Text != "sebelum webhook" || d.secret != "rahasia-123" {
		t.Errorf("the webhook got %+v", d)
	}
	if s.Unconfirmed() != 1 {
		t.Errorf("an update that is not yet answered is unconfirmed, but %d are", s.Unconfirmed())
	}
	d.answer <- 204
	if err := s.WaitConfirmed(t.Context()); err != nil {
		t.Error(err)
	}
	info := must[map[string]any](t, s, "getWebhookInfo", nil)
	if info["url"] != url || info["pending_update_count"] != 0.0 || info["max_connections"] != 5.0 {
		t.Errorf("getWebhookInfo = %v", info)
	}
}

func TestAWebhookThatFailsIsTriedAgain(t *testing.T) {
	t.Parallel()
	url, arrived := hook(t)
	pauses := make(chan time.Duration, 20)
	s := telegramtest.Start(t, telegramtest.Config{After: func(d time.Duration) <-chan time.Time {
		pauses <- d
		over := make(chan time.Time, 1)
		over <- time.Time{}
		return over
	}})
	p := budi(t, s)
	must[bool](t, s, "setWebhook", args{"url": url})
	p.Send("satu")
	const failures = 9
	for range failures {
		d := <-arrived
		d.answer <- 500
	}
	d := <-arrived
	info := must[map[string]any](t, s, "getWebhookInfo", nil)
	if info["last_error_message"] != "Wrong response from the webhook: 500 Internal Server Error" {
		t.Errorf("getWebhookInfo = %v", info)
	}
	d.answer <- 200
	if err := s.WaitConfirmed(t.Context()); err != nil {
		t.Error(err)
	}
	var waited []float64
	for range failures {
		waited = append(waited, (<-pauses).Seconds())
	}
	if diff := cmp.Diff([]float64{0, 2, 4, 8, 16, 32, 64, 120, 120}, waited); diff != "" {
		t.Errorf("pauses (-want +got):\n%s", diff)
	}
}

func TestAWebhookKeepsTheOrderOfEachChatOnly(t *testing.T) {
	t.Parallel()
	url, arrived := hook(t)
	s := telegramtest.Start(t, telegramtest.Config{})
	ani, made := s.Person(telegramtest.Profile{Name: "Ani"}), s.Person(telegramtest.Profile{Name: "Made"})
	must[bool](t, s, "setWebhook", args{"url": url})
	ani.Send("ani 1")
	ani.Send("ani 2")
	first := <-arrived
	ani.TapAsync(1, "ketuk ani") // a lane of its own: it comes while the message is being handled
	tap := <-arrived
	made.Send("made 1")
	other := <-arrived
	wantTexts(t, []update{first.update, tap.update, other.update}, "ani 1", "ketuk ani", "made 1")
	tap.answer <- 200
	other.answer <- 200
	first.answer <- 200
	second := <-arrived
	wantTexts(t, []update{second.update}, "ani 2")
	second.answer <- 200
	if err := s.WaitConfirmed(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestWhatAWebhookHasNotTakenCanBePolled(t *testing.T) {
	t.Parallel()
	url, arrived := hook(t)
	s := telegramtest.Start(t, telegramtest.Config{After: never})
	p := budi(t, s)
	must[bool](t, s, "setWebhook", args{"url": url})
	p.Send("satu")
	(<-arrived).answer <- 503
	must[bool](t, s, "deleteWebhook", nil)
	wantTexts(t, must[[]update](t, s, "getUpdates", nil), "satu")
	must[bool](t, s, "deleteWebhook", args{"drop_pending_updates": true})
	if s.Unconfirmed() != 0 {
		t.Errorf("%d are left after drop_pending_updates", s.Unconfirmed())
	}
}

func TestCloseEndsDeliveriesAndPolls(t *testing.T) {
	t.Parallel()
	url, arrived := hook(t)
	s := telegramtest.Start(t, telegramtest.Config{After: never})
	p := budi(t, s)
	must[bool](t, s, "setWebhook", args{"url": url})
	p.Send("satu")
	<-arrived
	s.Close()
	if _, err := p.Next(t.Context()); err == nil {
		t.Error("nobody waits on a server that is closed")
	}
}

package telegramtest_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gelis-bali/gelis/telegramtest"
)

func TestIdleTimesOutWithWhatIsStillOpen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		says, body, answer string
		lasts              time.Duration
		updates            int
	}{
		{"unconfirmed updates", "", `{"error":"still busy after 10s: 2 updates are not confirmed","unconfirmed":2}`, 10 * time.Second, 2},
		{
			"an office at work", `{"timeout":"1m"}`, `{"error":"still busy after 1m0s: 0 updates are not confirmed; the office: 3 notices are due"}`,
			time.Minute, 0,
		},
	} {
		t.Run(c.says, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s, ask := alone(t, telegramtest.APIConfig{Office: &office{idle: func(ctx context.Context) error {
					<-ctx.Done()
					return errors.New("3 notices are due")
				}}})
				for range c.updates {
					s.Person(telegramtest.Profile{Name: "Sari"}).Send("halo")
				}
				began := time.Now()
				code, answer := ask(http.MethodPost, "/api/idle", c.body)
				if code != 504 || answer != c.answer || time.Since(began) != c.lasts {
					t.Errorf("after %s: %d %s", time.Since(began), code, answer)
				}
			})
		})
	}
}

// TestIdleWaitsForTheBotAndThenForTheOffice lets an update come while the office is waited for: it is waited for too.
func TestIdleWaitsForTheBotAndThenForTheOffice(t *testing.T) {
	t.Parallel()
	asked, goOn := make(chan struct{}), make(chan struct{})
	w := newWeb(t, telegramtest.APIConfig{Office: &office{idle: func(context.Context) error {
		asked <- struct{}{}
		<-goOn
		return nil
	}}})
	sari := w.sari()
	sari.Send("satu")
	confirmed := func() {
		got := must[[]update](t, w.s, "getUpdates", nil)
		must[[]update](t, w.s, "getUpdates", args{"offset": got[len(got)-1].ID + 1})
	}
	answered := make(chan int)
	go func() {
		code, _ := w.ask("POST", "/api/idle", `{"timeout":"30s"}`)
		answered <- code
	}()
	select {
	case <-asked:
		t.Fatal("the office was asked while an update was not confirmed")
	default:
	}
	confirmed()
	<-asked
	sari.Send("dua")
	goOn <- struct{}{}
	select {
	case <-asked:
		t.Fatal("the office was asked again while an update was not confirmed")
	case <-answered:
		t.Fatal("idle, with an update that is not confirmed")
	default:
	}
	confirmed()
	<-asked
	goOn <- struct{}{}
	if code := <-answered; code != 200 {
		t.Errorf("idle: %d", code)
	}
}

func TestIdleRefusesTimesThatMakeNoSense(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{Office: &office{idle: func(context.Context) error { return errors.New("no database") }}})
	w.want("POST", "/api/idle", `{"timeout":"soon"}`, 400, `{"error":"timeout must be a duration like 90s, 30m or 16h, and is \"soon\""}`)
	for _, timeout := range []string{"0s", "-1s", "61s"} {
		w.want("POST", "/api/idle", `{"timeout":"`+timeout+`"}`, 400, `{"error":"timeout must be more than 0s and at most 1m0s"}`)
	}
	w.want("POST", "/api/idle", `{"timeout":"1s"}`, 500, `{"error":"no database"}`)
}

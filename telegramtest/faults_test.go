package telegramtest_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/telegramtest"
)

// rawSend sends a message and returns the answer as it stands on the wire.
func rawSend(ctx context.Context, t *testing.T, s *telegramtest.Server, to int64) (int, string, error) {
	t.Helper()
	body := strings.NewReader("chat_id=" + jsonOf(t, to) + "&text=halo")
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL()+"/bot"+s.Token()+"/sendMessage", body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, "", err //nolint:wrapcheck // the test looks at it
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(raw), err //nolint:wrapcheck // the test looks at it
}

func TestFaults(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault     telegramtest.Fault
		code      int    // 0: there is no answer
		body      string // what the answer begins with
		delivered bool
	}{
		"Telegram is restarting":       {telegramtest.Fault{Code: 500}, 500, `{"ok":false,"error_code":500,"description":"Internal Server Error: restart"}`, false},
		"too many requests":            {telegramtest.Fault{Code: 429, RetryAfter: 7}, 429, `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7","parameters":{"retry_after":7}}`, false},
		"a proxy's page":               {telegramtest.Fault{Code: 502, Body: "<html>Bad Gateway</html>"}, 502, "<html>Bad Gateway</html>", false},
		"blocked":                      {telegramtest.Fault{Code: 403, Method: "sendMessage"}, 403, `{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}`, false},
		"another method":               {telegramtest.Fault{Code: 403, Method: "sendPhoto"}, 200, `{"ok":true`, true},
		"another person":               {telegramtest.Fault{Code: 403, Person: 42}, 200, `{"ok":true`, true},
		"a connection that breaks":     {telegramtest.Fault{Drop: true}, 0, "", false},
		"a break after the work":       {telegramtest.Fault{Drop: true, AfterEffect: true}, 0, "", true},
		"an error after the work":      {telegramtest.Fault{Code: 500, AfterEffect: true, Method: "*"}, 500, `{"ok":false`, true},
		"half of a body":               {telegramtest.Fault{CutBody: true}, 200, `{"ok":true,"result"`, true},
		"a page in place of an answer": {telegramtest.Fault{Body: "<html>", AfterEffect: true}, 200, "<html>", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := telegramtest.Start(t, telegramtest.Config{})
			p := budi(t, s)
			s.Fault(c.fault)
			code, body, err := rawSend(t.Context(), t, s, p.ID())
			if (err != nil) != (c.code == 0) || code != c.code || !strings.HasPrefix(body, c.body) {
				t.Errorf("answer: %d %q %v\nwant:   %d %q", code, body, err, c.code, c.body)
			}
			if delivered := len(p.Chat()) == 2; delivered != c.delivered {
				t.Errorf("delivered: %t, want %t", delivered, c.delivered)
			}
		})
	}
}

func TestAFaultPassesAfterItsTimes(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	s.Fault(telegramtest.Fault{Code: 500, Times: 2})
	s.Fault(telegramtest.Fault{Code: 403})
	for _, want := range []int{500, 500, 403, 403} {
		if r := send(t, s, p.ID()); r.Code != want {
			t.Errorf("answered %s, want %d", r.say(), want)
		}
	}
	s.ClearFaults()
	must[sent](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "pulih"})
}

func TestADelayAfterTheEffectLooksLikeATimeOut(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{After: never})
	p := budi(t, s)
	s.Fault(telegramtest.Fault{Method: "sendMessage", Delay: time.Hour, AfterEffect: true})
	ctx, giveUp := context.WithCancel(t.Context())
	go func() {
		if _, err := p.Next(ctx); err == nil { // the message is there although nobody is answered
			giveUp()
		}
	}()
	_, _, err := rawSend(ctx, t, s, p.ID())
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the bot is answered, %v", err)
	}
}

func TestCallsRemembersTheNewest(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{CallLog: 3})
	p := budi(t, s)
	for _, word := range []string{"satu", "dua", "tiga"} {
		must[sent](t, s, "sendMessage", args{"chat_id": p.ID(), "text": word})
	}
	call(t, s, "sendMessage", args{"chat_id": 1, "text": "empat"})
	all := s.Calls(telegramtest.CallFilter{})
	if len(all) != 3 || all[0].Params["text"] != "dua" || all[2].Description != "Bad Request: chat not found" || all[2].Code != 400 {
		t.Errorf("calls: %+v", all)
	}
	if some := s.Calls(telegramtest.CallFilter{Method: "sendMessage", Person: p.ID(), After: all[0].Seq}); len(some) != 1 || some[0].Params["text"] != "tiga" {
		t.Errorf("filtered calls: %+v", some)
	}
}

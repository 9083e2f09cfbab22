package telegramtest_test

import (
	"net/http"
	"testing"

	"github.com/gelis-bali/gelis/telegramtest"
)

func TestANameThatWasBentToPointHereIsRefused(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{Hosts: []string{"Demo.Internal"}})
	for host, code := range map[string]int{
		"localhost": 200, "LOCALHOST:8080": 200, "gelis.localhost": 200, "127.0.0.1:1": 200, "[::1]:8080": 200, "192.168.1.4": 200,
		"demo.internal:8090": 200, "evil.example": 421, "localhost.evil.example": 421, "127.0.0.1.evil.example": 421, "notlocalhost": 421,
	} {
		for _, path := range []string{"/", "/api/people", "/bot" + w.s.Token() + "/getMe"} {
			r := w.request(http.MethodGet, path, "")
			r.Host = host
			if got, answer, _ := w.do(r); got != code {
				t.Errorf("%s%s: %d %.80s, want %d", host, path, got, answer, code)
			}
		}
	}
}

func TestAPageOfAnotherSiteCannotAct(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	for _, c := range []struct {
		header, value string
		code          int
	}{
		{"Origin", "https://evil.example", 403},
		{"Origin", "null", 403},
		{"Origin", "http://localhost:1", 403},
		{"Sec-Fetch-Site", "cross-site", 403},
		{"Sec-Fetch-Site", "same-site", 403},
		{"Sec-Fetch-Site", "same-origin", 200},
		{"Origin", w.s.URL(), 200},
		{"User-Agent", "curl", 200},
	} {
		for _, r := range []*http.Request{
			w.request(http.MethodPost, sariAt+"read", ""),
			w.request(http.MethodGet, "/bot"+w.s.Token()+"/getMe", ""), // the Bot API acts on a GET, too
		} {
			r.Header.Set(c.header, c.value)
			if code, answer, _ := w.do(r); code != c.code {
				t.Errorf("%s %s: %s: %d %s, want %d", r.Method, c.header, c.value, code, answer, c.code)
			}
		}
	}
	r := w.request(http.MethodPost, sariAt+"send", `{"text":"halo"}`)
	r.Header.Set("Origin", "https://evil.example")
	if _, answer, _ := w.do(r); answer != `{"error":"a page of another site may not do this"}` || len(sari.Chat()) != 0 {
		t.Errorf("a foreign page: %s, %d messages", answer, len(sari.Chat()))
	}
	_, _, h := w.do(w.request(http.MethodGet, "/api/people", ""))
	if got := h.Get("Access-Control-Allow-Origin"); got != "" {
		t.Errorf("other sites may read: %s", got)
	}
}

func TestEveryAnswerSaysThatNobodyMayFrameIt(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	for _, path := range []string{"/", "/main.js", "/api/people", "/api/nothing", "/nothing"} {
		_, _, h := w.do(w.request(http.MethodGet, path, ""))
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
			"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
		} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
	}
}

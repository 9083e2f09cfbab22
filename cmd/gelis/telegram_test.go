package main_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/telegramtest"
)

// telegram is a Telegram that notes when it was asked for updates.
type telegram struct {
	*telegramtest.Server

	mu        sync.Mutex
	asked     chan time.Time // the next getUpdates, while somebody waits for it
	trap      *trap          // for the next message, while it is set
	conflicts int            // getUpdates that were answered with 409
}

func startTelegram(tb testing.TB, c telegramtest.Config) *telegram {
	tb.Helper()
	tg := &telegram{Server: telegramtest.New(c)}
	web := httptest.NewServer(tg)
	tg.SetURL(web.URL)
	tb.Cleanup(func() {
		tg.Close()
		web.Close()
	})
	return tg
}

// ServeHTTP implements http.Handler.
func (tg *telegram) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case strings.HasSuffix(r.URL.Path, "/sendMessage"):
		tg.send(w, r)
		return
	case !strings.HasSuffix(r.URL.Path, "/getUpdates"):
		tg.Server.ServeHTTP(w, r)
		return
	}
	tg.mu.Lock()
	if tg.asked != nil {
		tg.asked <- time.Now()
		tg.asked = nil
	}
	tg.mu.Unlock()
	seen := &status{ResponseWriter: w}
	tg.Server.ServeHTTP(seen, r)
	if seen.code == http.StatusConflict {
		tg.mu.Lock()
		tg.conflicts++
		tg.mu.Unlock()
	}
}

// trap keeps the answer to a message back: the person has it, and the bot never hears so.
type trap struct {
	words  string // that the message holds
	caught chan struct{}
}

// setTrap waits for a message with the words.
func (tg *telegram) setTrap(words string) *trap {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	tg.trap = &trap{words: words, caught: make(chan struct{})}
	return tg.trap
}

// removeTrap lets messages be answered again.
func (tg *telegram) removeTrap() {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	tg.trap = nil
}

// springs takes the trap if it is for this message.
func (tg *telegram) springs(body []byte) *trap {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	t := tg.trap
	if t == nil || !bytes.Contains(body, []byte(t.words)) {
		return nil
	}
	tg.trap = nil
	return t
}

func (tg *telegram) send(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // whoever sent it is gone
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	caught := tg.springs(body)
	if caught == nil {
		tg.Server.ServeHTTP(w, r)
		return
	}
	tg.Server.ServeHTTP(httptest.NewRecorder(), r)
	close(caught.caught)
	<-r.Context().Done()
}

// nextPoll gives the moment of the first getUpdates from now on.
func (tg *telegram) nextPoll() <-chan time.Time {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	tg.asked = make(chan time.Time, 1)
	return tg.asked
}

// refusedPolls is how many getUpdates have met another one.
func (tg *telegram) refusedPolls() int {
	tg.mu.Lock()
	defer tg.mu.Unlock()
	return tg.conflicts
}

// settings are those of a bot at this Telegram.
func (tg *telegram) settings() settings {
	return settings{"TELEGRAM_BOT_TOKEN": tg.Token(), "TELEGRAM_API_URL": tg.URL(), "ADMIN_ADDR": "127.0.0.1:0"}
}

// status remembers how a request was answered.
type status struct {
	http.ResponseWriter
	code int
}

// WriteHeader implements http.ResponseWriter.
func (s *status) WriteHeader(code int) {
	s.code = code
	s.ResponseWriter.WriteHeader(code)
}

// Unwrap lets http.ResponseController through.
func (s *status) Unwrap() http.ResponseWriter { return s.ResponseWriter }

package telegramtest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/telegramtest"
)

// clock is a server's clock that a test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Date(2026, 8, 3, 8, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// reply is an answer of the Bot API.
type reply struct {
	Status      int             `json:"-"`
	OK          bool            `json:"ok"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Result      json.RawMessage `json:"result"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// args are the parameters of a call, as JSON.
type args map[string]any

// call calls a method with a JSON body.
func call(tb testing.TB, s *telegramtest.Server, method string, a args) reply {
	tb.Helper()
	body, err := json.Marshal(a)
	if err != nil {
		tb.Fatalf("encode %s: %v", method, err)
	}
	return post(tb, s, method, "application/json", bytes.NewReader(body))
}

func post(tb testing.TB, s *telegramtest.Server, method, contentType string, body io.Reader) reply {
	tb.Helper()
	return postTo(tb, s.URL()+"/bot"+s.Token()+"/"+method, contentType, body)
}

func postTo(tb testing.TB, url, contentType string, body io.Reader) reply {
	tb.Helper()
	req, err := http.NewRequestWithContext(context.WithoutCancel(tb.Context()), http.MethodPost, url, body)
	if err != nil {
		tb.Fatal(err)
	}
	req.Header.Set("Content-Type", contentType)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		tb.Fatalf("the answer is no JSON: %v", err)
	}
	r.Status = resp.StatusCode
	return r
}

// must calls a method that has to succeed and decodes its result.
func must[T any](tb testing.TB, s *telegramtest.Server, method string, a args) T {
	tb.Helper()
	r := call(tb, s, method, a)
	if !r.OK {
		tb.Fatalf("%s: %d %s", method, r.Code, r.Description)
	}
	return unmarshal[T](tb, r.Result)
}

// sent is what a test needs of a message that was sent.
type sent struct {
	ID int64 `json:"message_id"`
}

// update is what a test needs of an update.
type update struct {
	ID      int64 `json:"update_id"`
	Message struct {
		ID   int64  `json:"message_id"`
		Text string `json:"text"`
	} `json:"message"`
	Tap struct {
		ID   string `json:"id"`
		Data string `json:"data"`
	} `json:"callback_query"`
}

func texts(list []update) []string {
	var all []string
	for _, u := range list {
		all = append(all, u.Message.Text+u.Tap.Data)
	}
	return all
}

// budi is a person who has pressed START, with that update confirmed.
func budi(tb testing.TB, s *telegramtest.Server) *telegramtest.Person {
	tb.Helper()
	p := s.Person(telegramtest.Profile{Name: "Budi Wirawan", Username: "budi_w", Phone: "+6281234567890"})
	p.Start()
	fetched := must[[]update](tb, s, "getUpdates", nil)
	must[[]update](tb, s, "getUpdates", args{"offset": fetched[len(fetched)-1].ID + 1})
	return p
}

func inline(rows ...[]args) args { return args{"inline_keyboard": rows} }

func button(text, data string) args { return args{"text": text, "callback_data": data} }

// picture is a PNG of this size.
func picture(tb testing.TB, w, h int) []byte {
	tb.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	img.Set(w/2, h/2, color.White)
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func long(n int) string { return strings.Repeat("a", n) }

// wantError compares an answer with Telegram's code and words.
func wantError(tb testing.TB, r reply, code int, description string) {
	tb.Helper()
	if r.OK || r.Status != code || r.Code != code || r.Description != description {
		tb.Errorf("answer: status %d, %s\nwant:   %d %s", r.Status, r.say(), code, description)
	}
}

func (r reply) say() string { return fmt.Sprintf("%t %d %s %s", r.OK, r.Code, r.Description, r.Result) }

func jsonOf(tb testing.TB, v any) string {
	tb.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		tb.Fatal(err)
	}
	return string(b)
}

func unmarshal[T any](tb testing.TB, raw json.RawMessage) T {
	tb.Helper()
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		tb.Fatalf("%s: %v", raw, err)
	}
	return v
}

package telegramtest_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/telegramtest"
)

// line is a line of the log.
type line struct {
	Seq         int64           `json:"seq"`
	At          string          `json:"at"`
	Kind        string          `json:"kind"`
	Method      string          `json:"method"`
	Person      int64           `json:"person"`
	MessageID   int64           `json:"message_id"`
	Size        int64           `json:"size"`
	Code        int             `json:"code"`
	Description string          `json:"description"`
	Body        json.RawMessage `json:"body"`
}

func (l line) String() string {
	return fmt.Sprint(l.Kind, " ", l.Method, " ", l.Person, " ", l.MessageID, " ", l.Code)
}

func (w web) log(query string) []string {
	w.t.Helper()
	code, body := w.ask("GET", "/api/log"+query, "")
	var lines []line
	if err := json.Unmarshal([]byte(body), &lines); err != nil || code != 200 {
		w.t.Fatalf("the log%s: %d %s", query, code, body)
	}
	var all []string
	for _, l := range lines {
		all = append(all, l.String())
	}
	return all
}

// awaitLog reads the events until the log has a line of a kind and method.
func (s *stream) awaitLog(kind, method string) line {
	s.t.Helper()
	for {
		e := s.next("log")
		var l line
		if err := json.Unmarshal([]byte(e.Data), &l); err != nil {
			s.t.Fatal(err)
		}
		if l.Kind == kind && l.Method == method {
			return l
		}
	}
}

func TestTheLogNamesTheMessageOfEveryCallAndUpdate(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{Time: newMachine()})
	sari := w.sari()
	s := w.follow("")
	s.block()
	sari.Start()
	id := must[sent](t, w.s, "sendMessage", args{"chat_id": sari.ID(), "text": "Kartu <b>", "reply_markup": inline([]args{button("A", "a")})}).ID
	must[sent](t, w.s, "editMessageText", args{"chat_id": sari.ID(), "message_id": id, "text": "Baru", "reply_markup": inline([]args{button("A", "a")})})
	tap := sari.TapAsync(id, "a")
	must[bool](t, w.s, "answerCallbackQuery", args{"callback_query_id": tap})
	call(t, w.s, "sendMessage", args{"chat_id": 5, "text": "?"})
	w.ask("POST", "/api/faults", `{"method":"*","drop":true}`)
	w.ask("DELETE", "/api/faults", "")
	w.ask("DELETE", "/api/faults", "") // nothing to clear: nothing to tell
	w.ask("POST", "/api/clock", `{"next":"duty"}`)
	last := s.awaitLog("duty", "sweep")

	want := []string{
		"update message 700000001 1 0", "call sendMessage 700000001 2 200", "call editMessageText 700000001 2 200",
		"update callback_query 700000001 2 0", "call answerCallbackQuery 700000001 2 200", "call sendMessage 5 0 400",
		"fault * 0 0 0", "fault  0 0 0", "duty sweep 0 0 0",
	}
	if d := cmp.Diff(want, w.log("")); d != "" {
		t.Errorf("the log (-want +got):\n%s", d)
	}
	if last.At != "2026-08-03T12:00:00Z" || last.Seq != 9 {
		t.Errorf("the duty is %+v", last)
	}
	for query, want := range map[string][]string{
		"?person=700000001&kind=update": {want[0], want[3]}, "?kind=call&limit=1": {want[5]}, "?after=7": want[7:], "?after=8&kind=call": nil,
		"?limit=3": want[6:],
	} {
		if d := cmp.Diff(want, w.log(query)); d != "" {
			t.Errorf("the log%s (-want +got):\n%s", query, d)
		}
	}
	w.want("GET", "/api/log?kind=noise", "", 400, `{"error":"kind is call, update, duty or fault, and not \"noise\""}`)
	w.want("GET", "/api/log?limit=x", "", 400, `{"error":"limit must be a whole number that is not negative, and is \"x\""}`)
}

func TestALineOfTheLogShowsWhatWasSaid(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	s := w.follow("")
	s.block()
	sari.Send("halo")
	got := s.awaitLog("update", "message")
	var told struct {
		ID      int64 `json:"update_id"`
		Message struct {
			Text string `json:"text"`
		} `json:"message"`
	}
	if err := json.Unmarshal(got.Body, &told); err != nil || told.ID != 100000001 || told.Message.Text != "halo" || got.Size != int64(len(got.Body)+1) {
		t.Errorf("the update is %+v, of %d bytes: %s", told, got.Size, got.Body)
	}
	must[sent](t, w.s, "sendMessage", args{"chat_id": sari.ID(), "text": "<b>", "reply_markup": inline([]args{button("A", "a")})})
	sending := s.awaitLog("call", "sendMessage")
	const body = `{"chat_id":"700000001","reply_markup":{"inline_keyboard":[[{"callback_data":"a","text":"A"}]]},"text":"<b>"}`
	if string(sending.Body) != body || sending.Size == 0 {
		t.Errorf("the call is %d bytes, %s", sending.Size, sending.Body)
	}
	call(t, w.s, "sendMessage", args{"chat_id": sari.ID(), "text": ""})
	if l := s.awaitLog("call", "sendMessage"); l.Code != 400 || l.Description != "Bad Request: message text is empty" {
		t.Errorf("a refused call is %+v", l)
	}
}

func TestTheLogForgetsTheOldest(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	for range 5_010 {
		sari.Send("halo")
	}
	for len(w.log("?after=5009")) == 0 { // until the last one has got there
		continue
	}
	if got := w.log(""); len(got) != 5_000 {
		t.Errorf("%d lines are remembered", len(got))
	}
	if got := w.log("?after=5008"); len(got) != 2 {
		t.Errorf("the newest are %v", got)
	}
}

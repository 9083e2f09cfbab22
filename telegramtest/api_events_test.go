package telegramtest_test

import (
	"bufio"
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/telegramtest"
)

// stream is a reader of /api/events.
type stream struct {
	t     *testing.T
	lines *bufio.Scanner
	id    string // of the last event
	close func()
}

// event is one event as it stands in the stream.
type event struct{ Kind, Data string }

// follow opens the stream after an event, or from now on, and reads its greeting.
func (w web) follow(lastID string) *stream {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 2*time.Minute) // a test that fails should not hang
	r := w.request(http.MethodGet, "/api/events", "").WithContext(ctx)
	if lastID != "" {
		r.Header.Set("Last-Event-ID", lastID)
	}
	resp, err := http.DefaultClient.Do(r) //nolint:bodyclose // by close, and with the test
	if err != nil {
		w.t.Fatal(err)
	}
	if got := resp.Header.Get("Content-Type"); got != "text/event-stream" {
		w.t.Errorf("the stream is %q", got)
	}
	s := &stream{t: w.t, lines: bufio.NewScanner(resp.Body), close: func() { _ = resp.Body.Close() }}
	s.lines.Buffer(nil, 1<<20)
	w.t.Cleanup(func() {
		s.close()
		cancel()
	})
	return s
}

// block reads up to an empty line: an event, a comment or the greeting.
func (s *stream) block() (event, string) {
	s.t.Helper()
	var e event
	var comment string
	for s.lines.Scan() {
		field, value, _ := strings.Cut(s.lines.Text(), ": ")
		switch field {
		case "":
			if s.lines.Text() == "" {
				return e, comment
			}
			comment = value
		case "id":
			s.id = value
		case "event":
			e.Kind = value
		case "data":
			e.Data = value
		}
	}
	s.t.Fatalf("the stream ends: %v", s.lines.Err())
	return e, comment
}

// next reads up to the next event of one of the kinds.
func (s *stream) next(kinds ...string) event {
	s.t.Helper()
	for {
		e, _ := s.block()
		if slices.Contains(kinds, e.Kind) {
			return e
		}
	}
}

func (s *stream) want(kind, data string) {
	s.t.Helper()
	if d := cmp.Diff(event{kind, data}, s.next(kind)); d != "" {
		s.t.Errorf("event (-want +got):\n%s", d)
	}
}

func TestEventsTellEverythingAsItHappens(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{Time: newMachine()})
	sari := w.sari()
	s := w.follow("")
	s.block()
	const at = `"at":"2026-08-03T08:00:00Z"`
	const rest = `"attachments":[],"edited":false,"protected":false`
	sari.Send("halo")
	s.want("message", `{"person":700000001,`+at+`,"message":{"message_id":1,"from":"person","date":"2026-08-03T08:00:00Z","text":"halo","plain":"halo","buttons":[],`+rest+`},"keyboard":[],"unread":0}`)
	s.want("update", `{"person":700000001,`+at+`,"update_id":100000001,"update":"message","unconfirmed":1}`)
	m := must[sent](t, w.s, "sendMessage", args{"chat_id": sari.ID(), "text": "satu", "reply_markup": inline([]args{button("A", "a")})})
	s.want("message", `{"person":700000001,`+at+`,"message":{"message_id":2,"from":"bot","date":"2026-08-03T08:00:00Z","text":"satu","plain":"satu","buttons":[[{"text":"A","data":"a","url":"","style":""}]],`+rest+`},"keyboard":[],"unread":1}`)
	if got := s.next("call").Data; !strings.HasPrefix(got, `{"seq":1,`+at+`,"method":"sendMessage","person":700000001,"params":{`) {
		t.Errorf("call: %s", got)
	}
	must[sent](t, w.s, "editMessageText", args{"chat_id": sari.ID(), "message_id": m.ID, "text": "dua"})
	s.want("edit", `{"person":700000001,`+at+`,"message":{"message_id":2,"from":"bot","date":"2026-08-03T08:00:00Z","text":"dua","plain":"dua","buttons":[],"attachments":[],"edited":true,"protected":false,"edited_at":"2026-08-03T08:00:00Z"},"keyboard":[],"unread":1}`)
	must[bool](t, w.s, "deleteMessage", args{"chat_id": sari.ID(), "message_id": m.ID})
	s.want("delete", `{"person":700000001,`+at+`,"message_id":2}`)
	id := sari.TapAsync(2, "a")
	must[bool](t, w.s, "answerCallbackQuery", args{"callback_query_id": id, "text": "baik", "show_alert": true})
	s.want("toast", `{"person":700000001,`+at+`,"callback_id":"`+id+`","toast":"baik","alert":true}`)
	must[bool](t, w.s, "sendChatAction", args{"chat_id": sari.ID(), "action": "typing"})
	s.want("action", `{"person":700000001,`+at+`,"action":"typing"}`)
	must[[]update](t, w.s, "getUpdates", args{"offset": -1})
	s.want("confirmed", `{`+at+`,"unconfirmed":1}`)
	sari.MarkRead()
	s.want("people", `{"person":700000001,`+at+`,"unread":0,"blocked":false}`)
	sari.Block()
	s.want("people", `{"person":700000001,`+at+`,"unread":0,"blocked":true}`)
	_, clock := w.ask("POST", "/api/clock", `{"next":"duty"}`)
	s.want("clock", clock)
}

func TestAReaderWhoComesBackGetsWhatWasMissed(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	s := w.follow("")
	s.block()
	begin := s.id
	if begin == "" {
		t.Fatal("the greeting has no id: who is cut off before the first event could not come back")
	}
	sari.Send("satu")
	s.next("message")
	s.close()
	sari.Send("dua")
	back := w.follow(s.id)
	var kinds []string
	for range 5 {
		e, _ := back.block()
		kinds = append(kinds, e.Kind)
	}
	if d := cmp.Diff([]string{"hello", "update", "log", "message", "update"}, kinds); d != "" {
		t.Errorf("missed events (-want +got):\n%s", d)
	}
	first := w.follow(begin)
	if got := first.next("message").Data; !strings.Contains(got, `"plain":"satu"`) {
		t.Errorf("from the beginning: %s", got)
	}
}

func TestAReaderWhoMissedTooMuchIsTold(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	s := w.follow("")
	s.block()
	begin := s.id
	const many = 5100 // a message and an update each: more than the 10,000 that are remembered
	for range many {
		sari.Send("halo")
	}
	sari.Send("akhir")
	for e := s.next("message", "resync"); !strings.Contains(e.Data, `"plain":"akhir"`); e = s.next("message", "resync") {
		if e.Kind == "resync" { // this reader was too slow as well, and may have missed the last message
			sari.Send("akhir")
		}
	} // now the journal has them all
	for _, id := range []string{begin, "another-1", "x", strings.Split(begin, "-")[0] + "-99999999"} {
		late := w.follow(id)
		late.next("resync")
		sari.Send("lagi")
		if got := late.next("message").Data; strings.Contains(got, `"plain":"halo"`) {
			t.Errorf("after %s and a resync: %s", id, got)
		}
	}
}

func TestAReaderOfAnotherRunIsTold(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	w.sari().Send("halo")
	w.follow("").block()
	for _, id := range []string{"OTHERRUN-1", "1", "-1", "?"} {
		s := w.follow(id)
		if e, _ := s.block(); e.Kind != "hello" {
			t.Errorf("after %s the stream begins with %+v", id, e)
		}
		if e, _ := s.block(); e != (event{"resync", "{}"}) {
			t.Errorf("after %s the stream goes on with %+v", id, e)
		}
		s.close()
	}
}

func TestAStreamWithoutNewsShowsThatItIsAlive(t *testing.T) {
	t.Parallel()
	beat := make(chan time.Time)
	asked := make(chan time.Duration, 1)
	w := newWebOn(t, telegramtest.Config{After: func(d time.Duration) <-chan time.Time {
		asked <- d
		return beat
	}}, telegramtest.APIConfig{})
	s := w.follow("")
	s.block()
	for range 2 {
		if d := <-asked; d != 15*time.Second {
			t.Errorf("the heart beats every %s", d)
		}
		beat <- time.Time{}
		if _, comment := s.block(); comment != "still here" {
			t.Errorf("comment: %q", comment)
		}
	}
}

func TestCloseEndsTheStreams(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	s := w.follow("")
	s.block()
	w.s.Close()
	for s.lines.Scan() {
		t.Logf("still: %s", s.lines.Text())
	}
}

// TestALinkedAccountIsToldWithoutBeingAskedFor: the office knows who is linked, and Telegram does not.
func TestALinkedAccountIsToldWithoutBeingAskedFor(t *testing.T) {
	t.Parallel()
	o := &office{}
	w := newWeb(t, telegramtest.APIConfig{Office: o})
	sari := w.sari()
	w.s.Person(telegramtest.Profile{Name: "Budi"})
	o.set(telegramtest.PersonInfo{ID: 700000001}, telegramtest.PersonInfo{ID: 700000002})
	w.ask("GET", "/api/people", "")
	s := w.follow("")
	s.block()
	sari.Send("/start kode")
	o.set(telegramtest.PersonInfo{ID: 700000001, Linked: true}, telegramtest.PersonInfo{ID: 700000002})
	must[[]update](t, w.s, "getUpdates", nil)
	must[[]update](t, w.s, "getUpdates", args{"offset": 100000002})
	s.want("people", `{"person":700000001,"at":"2026-08-03T08:00:00Z","unread":0,"blocked":false}`)
}

func TestAReaderNamesTheLastEventInTheAddressToo(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	s := w.follow("")
	s.block()
	begin := s.id
	sari.Send("satu")
	s.next("message")
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	resp, err := http.DefaultClient.Do(w.request(http.MethodGet, "/api/events?after="+begin, "").WithContext(ctx))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	again := &stream{t: t, lines: bufio.NewScanner(resp.Body)}
	if got := again.next("message").Data; !strings.Contains(got, `"plain":"satu"`) {
		t.Errorf("after %s: %s", begin, got)
	}
}

func TestTheGreetingTellsARunFromAnother(t *testing.T) {
	t.Parallel()
	w, other := newWeb(t, telegramtest.APIConfig{}), newWeb(t, telegramtest.APIConfig{})
	greeting := func(w web) string {
		s := w.follow("")
		e, _ := s.block()
		s.close()
		if e.Kind != "hello" || len(e.Data) != len(`{"epoch":"12345678"}`) {
			t.Errorf("the greeting is %+v", e)
		}
		return e.Data
	}
	if first, again := greeting(w), greeting(w); first != again || first == greeting(other) {
		t.Error("an epoch is not that of its run")
	}
}

package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
)

func TestTelegramsOwnWordsMeanOneOutcome(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		code int
		text string
		want notify.Outcome
		gone bool
	}{
		{400, "Bad Request: chat not found", notify.Gone, false},
		{400, "Bad Request: PEER_ID_INVALID", notify.Gone, false},
		{400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message", notify.Sent, false},
		{400, "Bad Request: message to edit not found", notify.Obsolete, true},
		{400, "Bad Request: message can't be edited", notify.Obsolete, true},
		{400, "Bad Request: MESSAGE_ID_INVALID", notify.Obsolete, true},
		{400, "Bad Request: message text is empty", notify.Defect, false},
		{400, "Bad Request: message is too long", notify.Defect, false},
		{400, "Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 0", notify.Defect, false},
		{400, "Bad Request: BUTTON_DATA_INVALID", notify.Defect, false},
		{400, "Bad Request: query is too old and response timeout expired or query ID is invalid", notify.Sent, false},
		{400, "Bad Request: file is too big", notify.Defect, false},
		{401, "Unauthorized", notify.Later, false},
		{403, "Forbidden: bot was blocked by the user", notify.Gone, false},
		{403, "Forbidden: user is deactivated", notify.Gone, false},
		{403, "Forbidden: bot can't initiate conversation with a user", notify.Gone, false},
		{403, "Forbidden: bot was kicked from the supergroup chat", notify.Gone, false},
		{404, "Not Found", notify.Defect, false},
		{404, "Not Found: method not found", notify.Defect, false},
		{429, "Too Many Requests: retry after 5", notify.Later, false},
		{500, "Internal Server Error: restart", notify.Later, false},
		{502, "Bad Gateway", notify.Later, false},
	} {
		v := judged(fmt.Errorf("send: %w", &CallError{Code: c.code, Description: c.text, fate: refused}))
		if v.outcome != c.want || v.cardGone != c.gone {
			t.Errorf("%d %s: %s, card gone %v", c.code, c.text, v.outcome, v.cardGone)
		}
	}
	moved := judged(&CallError{Code: 400, Description: "Bad Request: group chat was upgraded to a supergroup chat", MigrateTo: -1005, fate: refused})
	if moved.outcome != notify.Moved || moved.movedTo != -1005 {
		t.Errorf("moved: %+v", moved)
	}
	if v := judged(&CallError{Code: 429, fate: refused}); v.retry != time.Second {
		t.Errorf("429 without retry_after pauses %s", v.retry)
	}
}

func TestFateOfACallIsToldByHowItFailed(t *testing.T) {
	t.Parallel()
	server := misbehaving(t)
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	const token = "1:SECRET-SECRET-SECRET-SECRET"
	for method, c := range map[string]struct {
		address string
		want    notify.Outcome
	}{
		"cut":        {server.URL, notify.Unknown},
		"slow":       {server.URL, notify.Unknown},
		"gateway":    {server.URL, notify.Unknown},
		"html":       {server.URL, notify.Later},
		"elsewhere":  {server.URL, notify.Later},
		"refused":    {closed.URL, notify.Later},
		"nosuchhost": {"http://telegram.invalid", notify.Later},
	} {
		client, err := NewClient(token, c.address, nil)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
		var result any
		err = client.transport.call(ctx, client.base, method, nil, &result)
		cancel()
		if got := OutcomeOf(err); got != c.want {
			t.Errorf("%s: %s (%v), want %s", method, got, err, c.want)
		}
		for e := err; e != nil; e = errors.Unwrap(e) {
			if printed := fmt.Sprintf("%v %+v %#v", e, e, e); strings.Contains(printed, "SECRET") {
				t.Errorf("%s: the token is in %s", method, printed)
			}
		}
	}
}

// misbehaving is a server that fails in the way that the method is called.
func misbehaving(t *testing.T) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // or the server would not see the client leave
		switch path.Base(r.URL.Path) {
		case "cut":
			w.Header().Set("Content-Length", "100")
			_, _ = w.Write([]byte(`{"ok":tr`))
		case "slow":
			<-r.Context().Done()
		case "gateway":
			w.WriteHeader(http.StatusGatewayTimeout)
		case "html":
			w.WriteHeader(http.StatusBadGateway)
			_, _ = w.Write([]byte("<html>"))
		case "elsewhere":
			http.Redirect(w, r, "https://example.org/login", http.StatusFound)
		}
	}))
	t.Cleanup(server.Close)
	return server
}

func TestTokenIsInNoErrorOfTheClient(t *testing.T) {
	t.Parallel()
	const token = "1:SECRET-SECRET-SECRET-SECRET"
	for _, address := range []string{"http://127.0.0.1:1", "http://telegram.invalid"} {
		client, err := NewClient(token, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		_, _, meErr := client.Me(t.Context())
		_, fileErr := client.fetch(t.Context(), "documents/1.pdf")
		_, sendErr := client.send(t.Context(), 1, message{text: "x"})
		var updates any
		pollErr := client.transport.call(t.Context(), client.base, "getUpdates", nil, &updates)
		for _, err := range []error{meErr, fileErr, sendErr, pollErr} {
			if err == nil || strings.Contains(err.Error(), "SECRET") {
				t.Errorf("%s: %v", address, err)
			}
		}
	}
	for _, address := range []string{"http://[bad", "ftp://x", "api.telegram.org", "https://"} {
		if _, err := NewClient(token, address, nil); err == nil || strings.Contains(err.Error(), "SECRET") {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := NewClient("", "", nil); err == nil {
		t.Error("a client without a token")
	}
}

func TestDownloadTellsWhatIsWrongWithAFile(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	r.wayan.Start()
	m := r.wayan.UploadDocument("surat.pdf", []byte("%PDF content"), "")
	id := m.Attachments[0].FileID
	content, err := r.client.Download(t.Context(), File{ID: id, Size: 12})
	if err != nil || string(content) != "%PDF content" {
		t.Errorf("%q, %v", content, err)
	}
	if _, err := r.client.Download(t.Context(), File{ID: id, Size: document.MaxBytes + 1}); !errors.Is(err, document.ErrTooLarge) {
		t.Errorf("too large as claimed: %v", err)
	}
	if _, err := r.client.Download(t.Context(), File{ID: "nonsense"}); !errors.Is(err, ErrFileGone) {
		t.Errorf("unknown: %v", err)
	}
	r.telegram.Fault(telegramtest.Fault{Method: "getFile", Code: 502, Body: "<html>", Times: 1})
	if _, err := r.client.Download(t.Context(), File{ID: id}); !isLater(err) {
		t.Errorf("telegram away: %v", err)
	}
}

func TestMenuIsByRole(t *testing.T) {
	t.Parallel()
	r := start(t, func(rt *Router) {
		rt.Command(Command{Name: "start", Help: says("begin"), For: staff.Anyone, Handler: say("hi")})
		rt.Command(Command{Name: "disposisi", Help: says("list & more"), For: staff.Everyone, Handler: say("list")})
		rt.Command(Command{Name: "agenda", Help: says("agenda"), For: staff.Clerks, Handler: say("agenda")})
		rt.Command(Command{Name: "tersembunyi", Help: says("hidden"), For: staff.Everyone, Handler: say("x"), Hidden: true})
	})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); r.Menu().Run(ctx) }()
	defer func() { cancel(); <-done }()
	events, unsubscribe := r.telegram.Subscribe()
	defer unsubscribe()
	shows := func(p *telegramtest.Person, want ...telegramtest.Command) {
		t.Helper()
		deadline := time.After(patience)
		for !cmp.Equal(r.telegram.Commands(p.ID()), want) {
			select {
			case <-events:
			case <-deadline:
				t.Fatalf("menu of %s is %v, want %v", p.Name(), r.telegram.Commands(p.ID()), want)
			}
		}
	}
	begin, list := telegramtest.Command{Name: "start", Description: "begin"}, telegramtest.Command{Name: "disposisi", Description: "list & more"}
	shows(r.asing, begin)
	r.wayan.Start()
	shows(r.wayan, begin, list)
	r.wayan.Send("/start")
	r.settled(t)
	if n := len(r.telegram.Calls(telegramtest.CallFilter{Method: "setMyCommands", Person: r.wayan.ID()})); n > 1 {
		t.Errorf("the same menu was set %d times", n)
	}
	r.office.set(func(o *office) {
		actor := o.actors[staff.AccountID(r.wayan.ID())]
		actor.Grants = []staff.Grant{{Role: staff.Clerk, UnitID: 1}}
		o.actors[staff.AccountID(r.wayan.ID())] = actor
	})
	r.wayan.Send("/start")
	shows(r.wayan, begin, list, telegramtest.Command{Name: "agenda", Description: "agenda"})
	r.office.set(func(o *office) { delete(o.actors, staff.AccountID(r.wayan.ID())) })
	r.wayan.Send("/start")
	shows(r.wayan, begin)
}

func TestWebhookAnswersWhatItDid(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	r.asing.Start()
	hook := r.Webhook("right")
	update := fmt.Sprintf(`{"update_id":1,"message":{"message_id":1,"from":{"id":%[1]d},"chat":{"id":%[1]d,"type":"private"},"text":"hi"}}`, r.asing.ID())
	for name, c := range map[string]struct {
		method, secret, body string
		want                 int
	}{
		"handled":      {http.MethodPost, "right", update, 200},
		"wrong secret": {http.MethodPost, "wrong", update, 401},
		"no secret":    {http.MethodPost, "", update, 401},
		"garbage":      {http.MethodPost, "right", "hello", 400},
		"no update":    {http.MethodPost, "right", "{}", 400},
		"too large":    {http.MethodPost, "right", `{"update_id":1,"x":"` + strings.Repeat("x", maxUpdate) + `"}`, 413},
		"not a post":   {http.MethodGet, "right", "", 405},
	} {
		req := httptest.NewRequestWithContext(t.Context(), c.method, "/", strings.NewReader(c.body))
		req.Header.Set(secretHeader, c.secret)
		w := httptest.NewRecorder()
		hook.ServeHTTP(w, req)
		if w.Code != c.want {
			t.Errorf("%s: %d, want %d", name, w.Code, c.want)
		}
		if strings.Contains(w.Body.String(), "xxx") {
			t.Errorf("%s: the body comes back", name)
		}
	}
	hears(t, r.asing, "who are you?")
}

func TestWebhookThatCouldNotHandleAsksForTheUpdateAgain(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	r.office.set(func(o *office) { o.databaseAway = true })
	stop := make(chan struct{})
	close(stop)
	in, err := r.intake.read([]byte(`{"update_id":1,"message":{"message_id":1,"from":{"id":5},"chat":{"id":5,"type":"private"},"text":"hi"}}`))
	in.stop = stop
	if err := r.intake.finish(t.Context(), in, err); !errors.Is(err, errStopped) {
		t.Errorf("an update that was not handled: %v", err)
	}
}

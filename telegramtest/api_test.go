package telegramtest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/telegramtest"
)

// web is the people's API over HTTP, as a test in any language sees it.
type web struct {
	t     *testing.T
	s     *telegramtest.Server
	clock *clock
}

func newWeb(t *testing.T, c telegramtest.APIConfig) web {
	t.Helper()
	return newWebOn(t, telegramtest.Config{}, c)
}

func newWebOn(t *testing.T, tc telegramtest.Config, c telegramtest.APIConfig) web {
	t.Helper()
	at := newClock()
	tc.Now = at.Now
	s := telegramtest.New(tc)
	served := httptest.NewServer(telegramtest.NewAPI(s, c))
	s.SetURL(served.URL)
	t.Cleanup(func() {
		s.Close()
		served.Close()
	})
	return web{t, s, at}
}

// sari is a person on the server.
func (w web) sari() *telegramtest.Person {
	return w.s.Person(telegramtest.Profile{Name: "Sari Dewi", Phone: "+6281200000001"})
}

// ask makes a request with a JSON body, if any, and reads the answer.
func (w web) ask(method, path, body string) (int, string) {
	w.t.Helper()
	code, answer, _ := w.do(w.request(method, path, body))
	return code, answer
}

func (w web) request(method, path, body string) *http.Request {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), method, w.s.URL()+path, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	return r
}

func (w web) do(r *http.Request) (int, string, http.Header) {
	w.t.Helper()
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return resp.StatusCode, strings.TrimSpace(string(answer)), resp.Header
}

// want compares an answer to the byte.
func (w web) want(method, path, body string, code int, answer string) {
	w.t.Helper()
	gotCode, got := w.ask(method, path, body)
	if d := cmp.Diff(answer, got); d != "" || gotCode != code {
		w.t.Errorf("%s %s %s: status %d, want %d (-want +got):\n%s", method, path, body, gotCode, code, d)
	}
}

// upload lets Sari send a multipart form of files and values, in this order: name, file name or "", content.
func (w web) upload(parts ...[3]string) (int, string) {
	w.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, p := range parts {
		var field io.Writer
		var err error
		if p[1] == "" {
			field, err = form.CreateFormField(p[0])
		} else {
			field, err = form.CreateFormFile(p[0], p[1])
		}
		if err == nil {
			_, err = io.WriteString(field, p[2])
		}
		if err != nil {
			w.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		w.t.Fatal(err)
	}
	r := w.request(http.MethodPost, sariAt+"upload", body.String())
	r.Header.Set("Content-Type", form.FormDataContentType())
	code, answer, _ := w.do(r)
	return code, answer
}

// heard is what the echo bot reads of an update.
type heard struct {
	ID      int64 `json:"update_id"`
	Message struct {
		Text string             `json:"text"`
		Chat struct{ ID int64 } `json:"chat"`
	} `json:"message"`
	Tap struct{ ID, Data string } `json:"callback_query"`
}

// echoBot is a little bot: it echoes texts under two buttons, and answers a tap on one with a toast of the quoted
// data, on the other with an alert. A tap with the data "silent" is not answered. It runs until the test is over.
func (w web) echoBot() {
	var done sync.WaitGroup
	done.Go(func() {
		for offset := int64(0); ; {
			r, ok := w.bot("getUpdates", args{"offset": offset, "timeout": 50})
			var updates []heard
			if !ok || json.Unmarshal(r.Result, &updates) != nil {
				return // the server was closed
			}
			for _, u := range updates {
				offset = u.ID + 1
				w.echo(u)
			}
		}
	})
	w.t.Cleanup(func() {
		w.s.Close()
		done.Wait()
	})
}

func (w web) echo(u heard) {
	switch {
	case u.Tap.Data == "silent", u.Tap.ID == "" && u.Message.Text == "":
	case u.Tap.ID == "":
		w.bot("sendMessage", args{
			"chat_id": u.Message.Chat.ID, "text": "<b>" + u.Message.Text + "</b>", "parse_mode": "HTML",
			"reply_markup": inline([]args{button("Catat", "note"), button("Awas", "alert")}),
		})
	default:
		w.bot("answerCallbackQuery", args{"callback_query_id": u.Tap.ID, "text": strconv.QuoteToASCII(u.Tap.Data), "show_alert": u.Tap.Data == "alert"})
	}
}

// bot calls the Bot API at the API's own address. It ends with the server and not with the test.
func (w web) bot(method string, a args) (reply, bool) {
	body, err := json.Marshal(a)
	if err != nil {
		return reply{}, false
	}
	r, err := http.NewRequestWithContext(context.Background(), http.MethodPost,
		w.s.URL()+"/bot"+w.s.Token()+"/"+method, bytes.NewReader(body))
	if err != nil {
		return reply{}, false
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return reply{}, false
	}
	defer func() { _ = resp.Body.Close() }()
	var out reply
	return out, json.NewDecoder(resp.Body).Decode(&out) == nil && out.OK
}

// office is an Office of which a test says everything.
type office struct {
	ready bool
	idle  func(context.Context) error

	mu     sync.Mutex
	people []telegramtest.PersonInfo
	err    error
}

func (o *office) Ready() bool { return o.ready }

func (o *office) Idle(ctx context.Context) error {
	if o.idle == nil {
		return nil
	}
	return o.idle(ctx)
}

func (o *office) People(context.Context) ([]telegramtest.PersonInfo, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.people, o.err
}

func (o *office) set(people ...telegramtest.PersonInfo) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.people = people
}

func TestTheAPIAnswersTheBotToo(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	if me := must[struct{ Username string }](t, w.s, "getMe", nil); me.Username != telegramtest.DefaultUsername {
		t.Errorf("getMe: %+v", me)
	}
	id := w.sari().Upload("surat.pdf", []byte("%PDF"), "").Attachments[0].FileID
	path := must[struct {
		Path string `json:"file_path"`
	}](t, w.s, "getFile", args{"file_id": id}).Path
	w.want("GET", "/file/bot"+w.s.Token()+"/"+path, "", 200, "%PDF")
}

func TestHealthSaysWhetherTheOfficeIsReady(t *testing.T) {
	t.Parallel()
	newWeb(t, telegramtest.APIConfig{}).want("GET", "/healthz", "", 200, `{"ready":true,"office":false,"time_machine":false}`)
	o := &office{}
	w := newWeb(t, telegramtest.APIConfig{Office: o})
	w.want("GET", "/healthz", "", 503, `{"error":"the office is not ready yet"}`)
}

func TestPathsAndMethodsThatAreNotThere(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	w.want("GET", "/api/nothing", "", 404, `{"error":"there is no /api/nothing"}`)
	w.want("PUT", "/api/people", "{}", 405, `{"error":"/api/people takes GET and POST only"}`)
	w.want("PATCH", "/api/faults", "", 405, `{"error":"/api/faults takes GET and POST and DELETE only"}`)
	for _, id := range []string{"5", "budi", "99999999999999999999"} {
		w.want("GET", "/api/people/"+id+"/chat", "", 404, `{"error":"nobody here has the id \"`+id+`\"; GET /api/people lists everybody"}`)
	}
}

package telegramtest_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/telegramtest"
)

// restarted is another server with the snapshot of the first.
func restarted(tb testing.TB, s *telegramtest.Server, c telegramtest.Config) *telegramtest.Server {
	tb.Helper()
	next := telegramtest.Start(tb, c)
	if err := next.Restore(bytes.NewReader(snapshot(tb, s))); err != nil {
		tb.Fatal(err)
	}
	return next
}

func snapshot(tb testing.TB, s *telegramtest.Server) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := s.Snapshot(&b); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func TestARestartedBotFetchesWhatItHadNotConfirmed(t *testing.T) {
	t.Parallel()
	clock := newClock()
	first := telegramtest.Start(t, telegramtest.Config{Now: clock.Now})
	p := budi(t, first)
	m := must[sent](t, first, "sendMessage", args{"chat_id": p.ID(), "text": "Setujui?", "reply_markup": inline([]args{button("Ya", "ya")})})
	p.Send("dikonfirmasi")
	p.Send("menunggu")
	tap := p.TapAsync(m.ID, "ya")
	before := must[[]update](t, first, "getUpdates", args{"offset": 100000003})

	s := restarted(t, first, telegramtest.Config{Now: clock.Now})
	after := must[[]update](t, s, "getUpdates", nil)
	if d := cmp.Diff(before, after); d != "" || len(after) != 2 {
		t.Errorf("%d unconfirmed updates (-before +after):\n%s", len(after), d)
	}
	must[bool](t, s, "answerCallbackQuery", args{"callback_query_id": tap, "text": "baik"})
	wantError(t, call(t, s, "answerCallbackQuery", args{"callback_query_id": tap}), 400,
		"Bad Request: query is too old and response timeout expired or query ID is invalid")
	must[sent](t, s, "editMessageText", args{"chat_id": p.ID(), "message_id": m.ID, "text": "Disetujui"})
	must[[]update](t, s, "getUpdates", args{"offset": after[1].ID + 1})
	if n := s.Unconfirmed(); n != 0 {
		t.Errorf("%d updates wait after all were confirmed", n)
	}
}

func TestFilesOutliveARestart(t *testing.T) {
	t.Parallel()
	first := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, first)
	letter := []byte("%PDF-1.7 surat")
	id := p.Upload("surat.pdf", letter, "").Attachments[0].FileID
	file := must[struct {
		Path string `json:"file_path"`
	}](t, first, "getFile", args{"file_id": id})

	s := restarted(t, first, telegramtest.Config{})
	if code, got := download(t, s, file.Path); code != 200 || string(got) != string(letter) {
		t.Errorf("download: %d %q", code, got)
	}
	must[sent](t, s, "sendDocument", args{"chat_id": p.ID(), "document": id})
	if f, ok := s.File(id); !ok || string(f.Content) != string(letter) {
		t.Errorf("file %s: %t %q", id, ok, f.Content)
	}
	again := s.Find(p.ID()).Upload("surat.pdf", letter, "").Attachments[0].FileID
	if again == id {
		t.Errorf("a new file has the id %s of an old one", id)
	}
}

// TestNoIDIsGivenOutTwice includes what was given out after the snapshot and before the program was killed.
func TestNoIDIsGivenOutTwice(t *testing.T) {
	t.Parallel()
	first := telegramtest.Start(t, telegramtest.Config{})
	budi(t, first)
	written := snapshot(t, first)
	lost := everyID(t, first)

	s := telegramtest.Start(t, telegramtest.Config{})
	if err := s.Restore(bytes.NewReader(written)); err != nil {
		t.Fatal(err)
	}
	given := everyID(t, s)
	for what, id := range given {
		if lost[what] == id {
			t.Errorf("%s %v is given out again", what, id)
		}
	}
}

// everyID makes one of everything that has an id.
func everyID(tb testing.TB, s *telegramtest.Server) map[string]any {
	tb.Helper()
	p := s.People()[0]
	g := s.Group("Rapat", p)
	ids := map[string]any{
		"person": s.Person(telegramtest.Profile{Name: "Sari"}).ID(), "group": g.ID(), "supergroup": g.Migrate(p),
		"tap": p.TapAsync(1, "x"),
	}
	ids["album"] = p.UploadAlbum([]telegramtest.File{{Name: "a.pdf", Content: []byte("a")}, {Name: "b.pdf", Content: []byte("b")}}, "")[0].Album
	m := p.Upload("b.pdf", []byte("b"), "")
	ids["message"], ids["file"] = m.ID, m.Attachments[0].FileID
	ids["update"] = must[[]update](tb, s, "getUpdates", args{"offset": -1})[0].ID
	return ids
}

func TestAWebhookOutlivesARestart(t *testing.T) {
	t.Parallel()
	first := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, first)
	url, arrived := hook(t)
	must[bool](t, first, "setWebhook", args{"url": url, "secret_token": "rahasia"})
	first.Close()
	p.Send("menunggu")
	s := restarted(t, first, telegramtest.Config{})
	d := <-arrived
	if d.secret != "rahasia" || d.Message.Text != "menunggu" {
		t.Errorf("the webhook got %+v", d)
	}
	d.answer <- 200
	if err := s.WaitConfirmed(t.Context()); err != nil {
		t.Error(err)
	}
	wantError(t, call(t, s, "getUpdates", nil), 409,
		"Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
}

func TestRestoreRefuses(t *testing.T) {
	t.Parallel()
	source := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, source)
	p.Upload("surat.pdf", []byte("isi"), "")
	whole := string(snapshot(t, source))
	swap := func(old, next string) string {
		if !strings.Contains(whole, old) {
			t.Fatalf("no %s in %s", old, whole)
		}
		return strings.Replace(whole, old, next, 1)
	}
	for name, c := range map[string]struct{ data, want string }{
		"nothing":                  {"", "this is no snapshot of telegramtest"},
		"garbage":                  {"\x00\x01", "this is no snapshot of telegramtest"},
		"another JSON":             {`{"people":[]}`, "this is no snapshot of telegramtest"},
		"half of a snapshot":       {whole[:len(whole)/2], "this is no snapshot of telegramtest"},
		"two snapshots":            {whole + whole, "this is no snapshot of telegramtest"},
		"a later version":          {swap(`"version":1`, `"version":2`), "the snapshot is of version 2; version 1 can be read"},
		"another kind of field":    {swap(`"people":[`, `"people":[3,`), "the snapshot is damaged"},
		"two people with one id":   {swap(`"people":[`, `"people":[{"id":700000001},`), "two have it"},
		"a message of nobody":      {swap(`"from":700000001`, `"from":5`), "its sender 5 is nobody"},
		"messages out of order":    {swap(`"messages":[{"id":1,`, `"messages":[{"id":2,`), "message 2 is out of order"},
		"a message of the future":  {swap(`"last_message":2`, `"last_message":1`), "message 2 is out of order"},
		"an update of the future":  {swap(`"next_update":100000003`, `"next_update":100000001`), "update 100000002 is out of order"},
		"another content of files": {swap(`"aXNp"`, `"aXNx"`), "is not what it was"},
		"no content of files":      {swap(`"contents":`, `"c":`), "its content is missing"},
		"a chat of nobody":         {swap(`"kind":"private"`, `"kind":"channel"`), `chat of the kind "channel"`},
		"nobody's chat":            {swap(`"chats":[{`, `"chats":[],"c":[{`), "has no chat"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := telegramtest.New(telegramtest.Config{})
			err := s.Restore(strings.NewReader(c.data))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("error %v, want one with %q", err, c.want)
			}
			if err := s.Restore(strings.NewReader(whole)); err != nil {
				t.Errorf("the server is no longer as it was: %v", err)
			}
		})
	}
}

func TestOnlyAFreshServerCanBeRestored(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	budi(t, s)
	if err := s.Restore(bytes.NewReader(snapshot(t, s))); err == nil {
		t.Error("a server with people in it was overwritten")
	}
}

func FuzzRestore(f *testing.F) {
	s := telegramtest.Start(f, telegramtest.Config{})
	p := budi(f, s)
	p.Upload("surat.pdf", []byte("isi"), "")
	s.Group("Rapat", p).Migrate(p)
	p.TapAsync(1, "x")
	f.Add(snapshot(f, s))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := telegramtest.New(telegramtest.Config{Client: &http.Client{Transport: nowhere{}}})
		defer s.Close()
		if s.Restore(bytes.NewReader(data)) != nil {
			return
		}
		s.Unconfirmed()
		for _, p := range s.People() {
			p.Chat()
			p.Send("halo")
			s.FindGroup(p.ID())
		}
		snapshot(t, s)
	})
}

// nowhere is a network without anybody.
type nowhere struct{}

func (nowhere) RoundTrip(*http.Request) (*http.Response, error) { return nil, io.EOF }

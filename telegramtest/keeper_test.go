package telegramtest_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/telegramtest"
)

// pauses stands in for time.After: the server tells how long it pauses, and goes on when the test says so.
type pauses struct {
	begun chan time.Duration
	over  chan time.Time
}

func newPauses() *pauses {
	return &pauses{begun: make(chan time.Duration, 100), over: make(chan time.Time)}
}

func (p *pauses) After(d time.Duration) <-chan time.Time {
	p.begun <- d
	return p.over
}

// kept is a new server that goes on with what is at the path.
func kept(tb testing.TB, path string) *telegramtest.Server {
	tb.Helper()
	s := telegramtest.Start(tb, telegramtest.Config{})
	if err := s.KeepIn(tb.Context(), path); err != nil {
		tb.Fatal(err)
	}
	return s
}

func plain(list []telegramtest.Message) []string {
	var all []string
	for _, m := range list {
		all = append(all, m.Plain)
	}
	return all
}

func TestWhatHappensIsKeptSoonAndWithPauses(t *testing.T) {
	t.Parallel()
	path, pause := filepath.Join(t.TempDir(), "telegram.json"), newPauses()
	s := telegramtest.Start(t, telegramtest.Config{After: pause.After})
	if err := s.KeepIn(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	p := s.Person(telegramtest.Profile{Name: "Budi"})
	if d := <-pause.begun; d != 300*time.Millisecond {
		t.Errorf("a pause of %s", d)
	}
	var want []string
	for i := range 100 {
		want = append(want, fmt.Sprint("pesan ", i))
		p.Send(want[i])
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(before, []byte("pesan 99")) {
		t.Error("a snapshot was written before the pause was over")
	}
	pause.over <- time.Time{}
	<-pause.begun
	if d := cmp.Diff(want, plain(kept(t, path).Find(p.ID()).Chat())); d != "" {
		t.Errorf("after one more snapshot (-want +got):\n%s", d)
	}
	pause.over <- time.Time{}
	if len(pause.begun) != 0 {
		t.Error("a snapshot was written though nothing had happened")
	}
}

func TestWhatHappenedLastIsKeptAtTheEnd(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(stop context.CancelFunc){
		"when the context ends":     func(stop context.CancelFunc) { stop() },
		"when the server is closed": func(context.CancelFunc) {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path, pause := filepath.Join(t.TempDir(), "telegram.json"), newPauses()
			s := telegramtest.Start(t, telegramtest.Config{After: pause.After})
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			if err := s.KeepIn(ctx, path); err != nil {
				t.Fatal(err)
			}
			p := s.Person(telegramtest.Profile{Name: "Budi"})
			<-pause.begun
			file := p.Upload("surat.pdf", []byte("isi"), "terakhir").Attachments[0].FileID
			end(stop)
			s.Close()
			next := kept(t, path)
			if d := cmp.Diff([]string{"terakhir"}, plain(next.Find(p.ID()).Chat())); d != "" {
				t.Error(d)
			}
			if f, _ := next.File(file); string(f.Content) != "isi" {
				t.Errorf("content of the file: %q", f.Content)
			}
		})
	}
}

func TestEqualFilesAreKeptOnceBesideTheSnapshot(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "telegram.json")
	s := kept(t, path)
	letter := bytes.Repeat([]byte("surat"), 100_000)
	p := s.Person(telegramtest.Profile{Name: "Budi"})
	p.Upload("a.pdf", letter, "")
	p.Upload("b.pdf", letter, "")
	s.Close()
	files, err := os.ReadDir(path + ".files")
	if err != nil || len(files) != 1 {
		t.Fatalf("%d files, error %v", len(files), err)
	}
	if info, err := os.Stat(path); err != nil || info.Size() > 4096 {
		t.Errorf("the snapshot has %d bytes, error %v", info.Size(), err)
	}
	damage(t, filepath.Join(path+".files", files[0].Name()))
	next := telegramtest.New(telegramtest.Config{})
	if err := next.KeepIn(t.Context(), path); err == nil || !strings.Contains(err.Error(), "is not what it was") {
		t.Errorf("with a damaged file: %v", err)
	}
}

func damage(tb testing.TB, path string) {
	tb.Helper()
	if err := os.WriteFile(path, []byte("lain"), 0o600); err != nil {
		tb.Fatal(err)
	}
}

func TestASnapshotThatCannotBeReadIsLeftAlone(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "telegram.json")
	damage(t, path)
	s := telegramtest.New(telegramtest.Config{})
	err := s.KeepIn(t.Context(), path)
	if err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "no snapshot of telegramtest") {
		t.Errorf("error: %v", err)
	}
	s.Close()
	if left, err := os.ReadFile(path); string(left) != "lain" {
		t.Errorf("it was overwritten: %q, %v", left, err)
	}
}

func TestASnapshotThatCannotBeWrittenIsTriedAgain(t *testing.T) {
	t.Parallel()
	path, pause := filepath.Join(t.TempDir(), "telegram.json"), newPauses()
	var log lockedBuffer
	s := telegramtest.Start(t, telegramtest.Config{After: pause.After, Logger: slog.New(slog.NewTextHandler(&log, nil))})
	if err := s.KeepIn(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path+".new", 0o700); err != nil { // in the way of the next snapshot
		t.Fatal(err)
	}
	p := s.Person(telegramtest.Profile{Name: "Budi"})
	if d := <-pause.begun; d != 5*time.Second {
		t.Errorf("after a failure a pause of %s", d)
	}
	if !strings.Contains(log.String(), "Telegram cannot be kept") {
		t.Errorf("log: %s", log.String())
	}
	if err := os.Remove(path + ".new"); err != nil {
		t.Fatal(err)
	}
	pause.over <- time.Time{} // nothing more has happened
	<-pause.begun
	if kept(t, path).Find(p.ID()) == nil {
		t.Error("what could not be written at once is lost")
	}
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// TestASnapshotIsOfOneMoment: nothing is confirmed, so each message by a person waits as one update, at any moment.
func TestASnapshotIsOfOneMoment(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "telegram.json")
	s := telegramtest.Start(t, telegramtest.Config{})
	for i := range 4 {
		s.Person(telegramtest.Profile{Name: fmt.Sprint("Made ", i)}).Start()
	}
	if err := s.KeepIn(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	var busy sync.WaitGroup
	for _, p := range s.People() {
		busy.Go(func() {
			for i := range 50 {
				p.Upload("surat.pdf", fmt.Append(nil, p.ID(), i), "")
				m := must[sent](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "diterima"})
				must[sent](t, s, "editMessageText", args{"chat_id": p.ID(), "message_id": m.ID, "text": fmt.Sprint(i)})
			}
		})
	}
	done := make(chan struct{})
	go func() { busy.Wait(); close(done) }()
	for n := 0; ; n++ {
		next := telegramtest.New(telegramtest.Config{})
		if err := next.Restore(bytes.NewReader(snapshot(t, s))); err != nil {
			t.Fatal(err)
		}
		if said, waiting := byPeople(next), next.Unconfirmed(); said != waiting {
			t.Fatalf("snapshot %d: %d messages by people, but %d updates", n, said, waiting)
		}
		select {
		case <-done:
			return
		default:
		}
	}
}

func byPeople(s *telegramtest.Server) int {
	n := 0
	for _, p := range s.People() {
		for _, m := range p.Chat() {
			if m.From == telegramtest.FromPerson {
				n++
			}
		}
	}
	return n
}

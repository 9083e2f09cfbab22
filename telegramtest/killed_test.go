package telegramtest_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/telegramtest"
)

// keepHere makes the test program one that keeps a busy server at the path, until it is killed.
const keepHere = "TELEGRAMTEST_KEEP_HERE"

func TestMain(m *testing.M) {
	if path := os.Getenv(keepHere); path != "" {
		if err := beBusy(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// beBusy lets somebody count in messages and files, a thousand in a second, and prints the id of each message once it
// was given out.
func beBusy(path string) error {
	s := telegramtest.New(telegramtest.Config{Logger: slog.New(slog.NewTextHandler(os.Stderr, nil))})
	if err := s.KeepIn(context.Background(), path); err != nil {
		return err
	}
	p := s.Person(telegramtest.Profile{ID: 7, Name: "Budi"})
	n := len(p.Chat())
	for range time.Tick(time.Millisecond) {
		n++
		m := p.UploadDocument("surat.txt", fmt.Append(nil, n), fmt.Sprint(n))
		if _, err := fmt.Println(m.ID); err != nil {
			return err
		}
	}
	return nil
}

func TestAProgramThatIsKilledAtAnyMomentGoesOn(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "telegram.json")
	newest, whole := int64(0), 0
	for range 10 {
		first, last := killBusy(t, path, rand.N(800*time.Millisecond))
		if first <= newest {
			t.Fatalf("message %d comes after message %d", first, newest)
		}
		newest = last
		s := kept(t, path)
		whole = count(t, s)
		s.Close()
	}
	if whole == 0 {
		t.Error("nothing was kept")
	}
}

// TestAWriteThatEndsInTheMiddleLeavesTheOldSnapshot lets the program write no file that is larger than 8 KB or so.
func TestAWriteThatEndsInTheMiddleLeavesTheOldSnapshot(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "telegram.json")
	cmd := exec.CommandContext(t.Context(), "sh", "-c", `ulimit -f 8 && exec "$0"`, os.Args[0])
	cmd.Env, cmd.Stdout = append(os.Environ(), keepHere+"="+path), io.Discard
	log, err := cmd.StderrPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	if line, _ := bufio.NewReader(log).ReadString('\n'); !strings.Contains(line, "Telegram cannot be kept") {
		t.Errorf("the program says %q", line)
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait() // it was killed
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	broken, err := os.ReadFile(path + ".new")
	if err != nil || len(broken) <= len(whole) || bytes.HasSuffix(broken, []byte("}\n")) {
		t.Errorf("it was not in the middle of writing: %d bytes, error %v", len(broken), err)
	}
	count(t, kept(t, path))
}

func TestAProgramThatIsKilledBeforeItHasWrittenAnythingTakesNoIDBack(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path, atKill := filepath.Join(folder, "telegram.json"), filepath.Join(folder, "killed.json")
	first := kept(t, path)
	first.Person(telegramtest.Profile{ID: 7, Name: "Budi"})
	first.Close()
	second := kept(t, path)
	data, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(atKill, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	lost := second.Find(7).Send("hilang").ID
	if again := kept(t, atKill).Find(7).Send("lain").ID; again == lost {
		t.Errorf("message %d is given out again", again)
	}
}

// killBusy starts a busy program, kills it so long after its first message, and returns the first and the last id it gave out.
func killBusy(t *testing.T, path string, after time.Duration) (first, last int64) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env, cmd.Stderr = append(os.Environ(), keepHere+"="+path), os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, err := fmt.Sscan(lines.Text(), &last); err != nil {
			t.Errorf("the program says %q", lines.Text())
		}
		if first == 0 {
			first = last
			time.AfterFunc(after, func() { _ = cmd.Process.Kill() }) // Wait tells whether it has ended
		}
	}
	if err := cmd.Wait(); first == 0 || cmd.ProcessState.Exited() {
		t.Fatalf("the program was not killed in the middle of work: %v", err)
	}
	return first, last
}

// count is how many messages there are; they must be 1, 2, 3 and so on.
func count(t *testing.T, s *telegramtest.Server) int {
	t.Helper()
	p := s.Find(7)
	if p == nil {
		return 0 // killed before anything was kept
	}
	chat := p.Chat()
	for i, m := range chat {
		if m.Plain != fmt.Sprint(i+1) || string(m.Attachments[0].Content) != m.Plain {
			t.Fatalf("message %d is %q with %q", i+1, m.Plain, m.Attachments[0].Content)
		}
	}
	return len(chat)
}

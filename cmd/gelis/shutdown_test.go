package main_test

import (
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/telegramtest"
)

// ending is how long a bot may take to end when it is told to.
const ending = 5 * time.Second

// Without any address the bot brings its own PostgreSQL and Redis, and takes them along when it ends.
func TestSIGTERMEndsTheBotAndAllThatItStarted(t *testing.T) {
	t.Parallel()
	tg := startTelegram(t, telegramtest.Config{})
	bot := startedBot(t, tg, tg.settings().with(settings{"DATA_DIR": t.TempDir()}))
	wayan := tg.Person(telegramtest.Profile{Name: "I Wayan Artana"})
	wayan.Start()
	if m, err := wayan.Next(t.Context()); err != nil || !strings.Contains(m.Plain, "belum terhubung") {
		t.Fatalf("answer: %v, %q", err, m.Plain)
	}
	children := descendants(t, bot.cmd.Process.Pid)
	if len(children) == 0 {
		t.Fatal("it has started no PostgreSQL")
	}
	begun := time.Now()
	bot.terminate()
	code := bot.wait()
	took := time.Since(begun)
	t.Logf("ended after %s, with %d processes that it had started", took.Round(time.Millisecond), len(children))
	if code != 0 || took > ending {
		t.Errorf("it ended with %d after %s, want 0 within %s:\n%s", code, took, ending, bot.log.String())
	}
	for _, pid := range children {
		if err := syscall.Kill(pid, 0); err == nil {
			t.Errorf("process %d is still there", pid)
		}
	}
	if n := tg.Unconfirmed(); n != 0 {
		t.Errorf("%d updates are not confirmed", n)
	}
}

// descendants are the processes that a process has started, and those that they have.
func descendants(t *testing.T, pid int) []int {
	t.Helper()
	children := map[int][]int{}
	for line := range strings.SplitSeq(processes(t), "\n") {
		if fields := strings.Fields(line); len(fields) == 2 {
			child, _ := strconv.Atoi(fields[0])
			parent, _ := strconv.Atoi(fields[1])
			children[parent] = append(children[parent], child)
		}
	}
	found := children[pid]
	for i := 0; i < len(found); i++ {
		found = append(found, children[found[i]]...)
	}
	return found
}

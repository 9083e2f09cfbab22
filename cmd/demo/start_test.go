package main

import (
	"bufio"
	"context"
	"io"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// run runs the demo until it is stopped, at the latest when the test is over, and hands over what it says.
func run(t *testing.T, args ...string) (heard io.Reader, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	heard, said := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := realMain(ctx, append([]string{"-no-open"}, args...), said, said)
		_ = said.Close() // never fails
		ended <- err
	}()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the demo ended with: %v", err)
		}
	})
	t.Cleanup(stop)
	return heard, stop
}

// startDemo runs the demo until the test is over, and returns its address once the office is ready.
func startDemo(t *testing.T, args ...string) string {
	t.Helper()
	heard, _ := run(t, append([]string{"-addr", "127.0.0.1:0"}, args...)...)
	return awaitAddress(t, heard)
}

// startTelegram runs the Telegram alone until the test is over, and returns its address.
func startTelegram(t *testing.T) string {
	t.Helper()
	heard, _ := run(t, "-telegram-only", "-addr", "127.0.0.1:0")
	return awaitLine(t, heard, `A Telegram without an office: (http://\S+)`)
}

// awaitAddress reads what the demo says until it tells that it is ready.
func awaitAddress(t *testing.T, heard io.Reader) string {
	t.Helper()
	return awaitLine(t, heard, `ready after .*: (http://\S+)`)
}

// awaitLine reads what is said until a line fits, returns the part of it that is asked for, and goes on listening, so
// that the demo can go on speaking.
func awaitLine(t *testing.T, heard io.Reader, form string) string {
	t.Helper()
	wanted := regexp.MustCompile(form)
	lines := bufio.NewScanner(heard)
	var all []string
	for lines.Scan() {
		all = append(all, lines.Text())
		if m := wanted.FindStringSubmatch(lines.Text()); m != nil {
			go func() { _, _ = io.Copy(io.Discard, heard) }()
			return m[1]
		}
	}
	t.Fatalf("the demo did not say %s:\n%s", form, strings.Join(all, "\n"))
	return ""
}

func TestTheTelegramAloneTakesPeopleAndAnswersTheBotAPI(t *testing.T) {
	t.Parallel()
	v := visitor{t, startTelegram(t)}
	v.does("POST", "/api/people", `{"name":"I Made Contoh","phone":"6281100009999"}`)
	if got := (bot{v}).call("getMe", nil); !strings.Contains(string(got), `"is_bot":true`) {
		t.Errorf("the bot is %s", got)
	}
	v.does("POST", "/api/people/700000001/send", `{"text":"/start"}`)
	v.does("POST", "/api/reset", "")
	if got := v.chat("700000001"); len(got) != 0 {
		t.Errorf("after a reset the chat is %q", got)
	}
}

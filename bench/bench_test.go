package main

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestEveryPartMeasures runs all of bench in small: the numbers mean nothing, but each line is there.
func TestEveryPartMeasures(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := realMain(t.Context(), []string{"-quick"}, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	for _, name := range []string{
		"waiting for me, first page, median", "waiting for me, counts, p99",
		"waiting for my verdict, first page, p99", "waiting for my verdict, counts, median", "search in ", "update -> reply", "updates/s sustained",
		"gelis run on an existing database", "make demo shows the page",
		"announcement to 30 at Telegram's limit, share of the rate allowed", "announcement to 30 at Telegram's limit, 429",
		"announcement to 30 at Telegram's limit, p99 of answers meanwhile / idle",
		"announcement to 59 without a limit", "announcement to 59 without a limit, memory",
	} {
		if !strings.Contains(text, "\n"+name) {
			t.Errorf("no line for %q in:\n%s", name, text)
		}
	}
	for _, step := range []string{doHome, doList, doOpen, doStart} {
		if !strings.Contains(text, "updates/s sustained: "+step+": ") {
			t.Errorf("nobody was answered to %q in:\n%s", step, text)
		}
	}
	if strings.Contains(text, "never answered") {
		t.Errorf("answers are missing in:\n%s", text)
	}
}

func TestALineSaysWhetherItsTargetIsMet(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		line line
		want string
	}{
		"below a ceiling":    {line{measured: 1.4, target: 1.5}, "ok"},
		"above a ceiling":    {line{measured: 1.6, target: 1.5}, "short"},
		"above a floor":      {line{measured: 1600, target: 1500, atLeast: true}, "ok"},
		"below a floor":      {line{measured: 1400, target: 1500, atLeast: true}, "short"},
		"good but not clean": {line{measured: 1.4, target: 1.5, failed: true}, "short"},
	}
	for name, tt := range tests {
		if got := tt.line.verdict(); got != tt.want {
			t.Errorf("%s is %s, want %s", name, got, tt.want)
		}
	}
}

func TestTheSlowestHundredthIsLeftOut(t *testing.T) {
	t.Parallel()
	var s samples
	for i := range 200 {
		s = append(s, time.Duration(200-i)*time.Millisecond)
	}
	got := []time.Duration{s.at(0.5), s.at(0.99), s.at(1), samples(nil).at(0.5)}
	want := []time.Duration{101 * time.Millisecond, 199 * time.Millisecond, 200 * time.Millisecond, 0}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("shares of 1 to 200 ms (-want +got):\n%s", diff)
	}
}

func TestAPartThatIsNotThereIsSaid(t *testing.T) {
	t.Parallel()
	var complaints bytes.Buffer
	if err := realMain(t.Context(), []string{"-only", "lists"}, io.Discard, &complaints); err == nil {
		t.Fatal("measured a part that there is not")
	}
	if !strings.Contains(complaints.String(), "list, count, approvals, search, start, reply, sustained, announcement, demo") {
		t.Errorf("said %q", complaints.String())
	}
}

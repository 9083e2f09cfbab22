package main_test

import (
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/store/storetest"
	"github.com/gelis-bali/gelis/telegramtest"
)

// takeover is how soon somebody who writes to a killed bot has to be answered by the one that stood by.
const takeover = 15 * time.Second

// Two bots with one token: one polls. When it is killed the other takes over, and Telegram never sees both.
// That duties run once needs the office's clock: the tests of package app and the stories show it.
func TestCrashOfTheOneThatPollsLetsTheOtherTakeOver(t *testing.T) {
	t.Parallel()
	tg := startTelegram(t, telegramtest.Config{})
	env := tg.settings().with(settings{"DATABASE_URL": storetest.Database(t, migrated), "REDIS_URL": storetest.RealRedis(t).URL()})
	wayan := tg.Person(telegramtest.Profile{Name: "I Wayan Artana"})
	says := func(text string) time.Duration {
		t.Helper()
		begun := time.Now()
		wayan.Send(text)
		m, err := wayan.Next(t.Context())
		if err != nil || !strings.Contains(m.Plain, "belum terhubung") {
			t.Fatalf("the answer to %q: %v, %q", text, err, m.Plain)
		}
		return time.Since(begun)
	}
	first := startedBot(t, tg, env)
	second := start(t, env, "run")
	await(t, second, "this is the bot") // it asks for its name beside standing by
	says("/start")
	if n := tg.refusedPolls(); n > 0 {
		t.Errorf("Telegram saw two that poll: 409 %d times", n)
	}
	if log := second.log.String(); strings.Contains(log, "polling for updates") {
		t.Errorf("the second polls beside the first:\n%s", log)
	}
	first.kill()
	took := says("halo")
	t.Logf("answered %s after the one that polled was killed; target %s", took.Round(time.Millisecond), takeover)
	if took > takeover {
		t.Errorf("taking over took %s, want %s at most", took, takeover)
	}
	if n := tg.refusedPolls(); n > 1 { // the last poll of the one that is gone
		t.Errorf("409 %d times", n)
	}
	second.terminate()
	if code := second.wait(); code != 0 {
		t.Errorf("the second ended with %d", code)
	}
}

// startedBot runs a bot and waits until it asks for updates.
func startedBot(t *testing.T, tg *telegram, env settings) *process {
	t.Helper()
	asked := tg.nextPoll()
	p := start(t, env, "run")
	select {
	case <-asked:
	case <-p.exited:
		t.Fatalf("gelis ended: %s\n%s", p.cmd.ProcessState, p.log.String())
	case <-time.After(patience):
		t.Fatalf("gelis does not ask for updates:\n%s", p.log.String())
	}
	return p
}

// await waits until the program has logged something.
func await(t *testing.T, p *process, words string) {
	t.Helper()
	late := time.After(patience)
	for {
		said, more := p.log.heard()
		if strings.Contains(said, words) {
			return
		}
		select {
		case <-more:
		case <-late:
			t.Fatalf("gelis never said %q:\n%s", words, said)
		}
	}
}

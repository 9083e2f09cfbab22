package main_test

import (
	"bytes"
	"context"
	"maps"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience is how long a test waits for what has to happen on a busy machine.
const patience = time.Minute

// settings are environment variables. A program gets these and no others, beside the few that the system needs.
type settings map[string]string

// with gives the settings with some of them replaced.
func (s settings) with(more settings) settings {
	all := settings{}
	maps.Copy(all, s)
	maps.Copy(all, more)
	return all
}

func (s settings) environ() []string {
	env := []string{"PATH=" + os.Getenv("PATH"), "TMPDIR=" + os.TempDir(), "HOME=" + os.Getenv("HOME")}
	for name, value := range s {
		env = append(env, name+"="+value)
	}
	return env
}

// process is a gelis that was started.
type process struct {
	tb     testing.TB
	cmd    *exec.Cmd
	out    speech // what a command answers
	log    speech // logs and complaints
	begun  time.Time
	exited chan struct{}
}

// start starts the built program. It ends with the test at the latest.
func start(tb testing.TB, env settings, args ...string) *process {
	tb.Helper()
	path, err := program()
	if err != nil {
		tb.Fatal(err)
	}
	p := &process{tb: tb, cmd: exec.CommandContext(context.WithoutCancel(tb.Context()), path, args...), exited: make(chan struct{})}
	p.cmd.Env, p.cmd.SysProcAttr = env.environ(), tied()
	p.cmd.Stdout, p.cmd.Stderr = &p.out, &p.log
	started := make(chan error)
	go p.attend(started)
	p.begun = time.Now()
	if err := <-started; err != nil {
		tb.Fatalf("start gelis: %v", err)
	}
	tb.Cleanup(p.kill)
	return p
}

// attend stays on one thread, because the program is tied to the thread that started it.
func (p *process) attend(started chan<- error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	err := p.cmd.Start()
	started <- err
	if err == nil {
		_ = p.cmd.Wait() // how it ended stands in ProcessState
		close(p.exited)
	}
}

// kill ends the program as a crash does, and waits until nothing is left of it.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // fails only when it has ended by itself
	<-p.exited
}

// terminate asks the program to end, as an operator's service manager does.
func (p *process) terminate() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // fails only when it has ended by itself
}

// wait gives the exit code; -1 is a program that was killed.
func (p *process) wait() int {
	p.tb.Helper()
	select {
	case <-p.exited:
	case <-time.After(patience):
		p.kill()
		p.tb.Fatalf("gelis %s did not end:\n%s", strings.Join(p.cmd.Args[1:], " "), p.log.String())
	}
	return p.cmd.ProcessState.ExitCode()
}

// answer is what a command that ended left behind.
type answer struct {
	code      int
	out       string
	complaint string
}

// gelis runs a command to its end.
func gelis(tb testing.TB, env settings, args ...string) answer {
	tb.Helper()
	p := start(tb, env, args...)
	code := p.wait()
	p.keepsSecrets(env)
	return answer{code: code, out: p.out.String(), complaint: p.log.String()}
}

// secrets are what must never be printed of the settings.
func (s settings) secrets() []string {
	_, token, _ := strings.Cut(s["TELEGRAM_BOT_TOKEN"], ":")
	all := []string{token, s["WEBHOOK_SECRET"]}
	for _, address := range []string{s["DATABASE_URL"], s["REDIS_URL"]} {
		if _, after, found := strings.Cut(address, "://"); found {
			user, _, _ := strings.Cut(after, "@")
			_, password, _ := strings.Cut(user, ":")
			all = append(all, password)
		}
	}
	return slices.DeleteFunc(all, func(secret string) bool { return len(secret) < 4 })
}

// keepsSecrets fails the test if the program has printed one of its secrets.
func (p *process) keepsSecrets(env settings) {
	p.tb.Helper()
	said := p.out.String() + p.log.String()
	for _, secret := range env.secrets() {
		if strings.Contains(said, secret) {
			p.tb.Errorf("gelis %s prints the secret %q:\n%s", strings.Join(p.cmd.Args[1:], " "), secret, said)
		}
	}
}

// speech is what a program has written so far.
type speech struct {
	mu   sync.Mutex
	said bytes.Buffer
	more chan struct{} // closed when more is said, while somebody listens
}

// Write implements io.Writer.
func (s *speech) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.more != nil {
		close(s.more)
		s.more = nil
	}
	return s.said.Write(b)
}

func (s *speech) String() string {
	said, _ := s.heard()
	return said
}

// heard is what was said, and what is closed when there is more.
func (s *speech) heard() (said string, more <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.more == nil {
		s.more = make(chan struct{})
	}
	return s.said.String(), s.more
}

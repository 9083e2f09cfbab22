package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/gelis-bali/gelis/telegramtest"
)

// command is a built program with an argument.
func (s *site) command(ctx context.Context, env []string, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, s.program(name), args...) //nolint:gosec // one that build has built
	cmd.Env = env
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	return cmd
}

// environment is what a program runs with: the machine's own, and what a deployment would set. Telegram's limit is off,
// because the limit that is looked for is our own.
func (s *site) environment(database, telegram string) []string {
	return append(
		os.Environ(),
		"TELEGRAM_BOT_TOKEN="+telegramtest.DefaultToken, "TELEGRAM_API_URL="+telegram, "TELEGRAM_RATE=0",
		"DATABASE_URL="+database, "REDIS_URL="+s.redisURL(), "DATA_DIR="+filepath.Join(s.dir, "data"),
		"ADMIN_ADDR=", "WEBHOOK_URL=", "OFFICE_TIMEZONE=Asia/Makassar", "LOG_LEVEL=warn", "LOG_FORMAT=text",
	)
}

// gelis is the program at work.
type gelis struct {
	cmd    *exec.Cmd
	said   bytes.Buffer
	exited chan error
}

// runGelis starts the program.
func (s *site) runGelis(ctx context.Context, database, telegram string, more ...string) (*gelis, error) {
	env := append(s.environment(database, telegram), more...) // of two that are the same the last counts
	g := &gelis{cmd: s.command(ctx, env, "gelis", "run"), exited: make(chan error, 1)}
	g.cmd.Stdout, g.cmd.Stderr = io.Discard, &g.said
	if err := g.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start gelis: %w", err)
	}
	go func() { g.exited <- g.cmd.Wait() }()
	return g, nil
}

// stop ends the program as its operator would, and returns what it complained about.
func (g *gelis) stop() (complaints string, err error) {
	if err := g.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return "", fmt.Errorf("end gelis: %w", err)
	}
	err = <-g.exited
	return g.said.String(), err
}

// until waits for something that gelis has to do; it fails when gelis ends instead.
func (g *gelis) until(ctx context.Context, wait func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- wait(ctx) }()
	select {
	case err := <-done:
		return err
	case err := <-g.exited:
		g.exited <- err // for stop
		return fmt.Errorf("gelis ended by itself: %w\n%s", err, g.said.String())
	}
}

package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/gelis-bali/gelis/store/embedded"
	"github.com/gelis-bali/gelis/store/internal/child"
)

// Redis starts a Redis in the process for this test alone; it ends with it.
func Redis(tb testing.TB) *embedded.Redis {
	tb.Helper()
	r, err := embedded.StartRedis(nil)
	if err != nil {
		tb.Fatalf("start a Redis for this test: %v", err)
	}
	tb.Cleanup(r.Stop)
	return r
}

// RedisServer is a real redis-server of one test, which it may stop and start again. It keeps what it held, as a server of
// the office's with an append-only file would.
type RedisServer struct {
	program string
	dir     string
	process *child.Process // nil while stopped
}

// ErrNoRedis says that this machine has no redis-server.
var ErrNoRedis = errors.New("there is no redis-server: install the package redis-server (apt) or redis (dnf, apk, brew)")

// RealRedis starts the redis-server of this machine for this test alone. It fails the test if there is none.
func RealRedis(tb testing.TB) *RedisServer {
	tb.Helper()
	r, err := StartRedisServer(tb.Context())
	if err != nil {
		tb.Fatalf("start a Redis for this test: %v", err)
	}
	tb.Cleanup(func() {
		if err := r.Remove(); err != nil {
			tb.Errorf("stop the Redis of this test: %v", err)
		}
	})
	return r
}

// StartRedisServer starts the redis-server of this machine in a temporary folder, which Remove takes away. The error is
// ErrNoRedis if there is none.
func StartRedisServer(ctx context.Context) (*RedisServer, error) {
	program, err := exec.LookPath("redis-server")
	if err != nil {
		return nil, ErrNoRedis
	}
	dir, err := os.MkdirTemp("", folderPrefix+"redis-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for Redis: %w", err)
	}
	r := &RedisServer{program: program, dir: dir}
	if err := r.Start(ctx); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return r, nil
}

// Remove stops the server and removes what it kept.
func (r *RedisServer) Remove() error { return errors.Join(r.Stop(), os.RemoveAll(r.dir)) }

// URL is the connection string. It stays the same over Stop and Start.
func (r *RedisServer) URL() string { return "unix://" + r.socket() + "?db=0" }

func (r *RedisServer) socket() string { return filepath.Join(r.dir, "redis.sock") }

// Start starts the server, again after Stop or Kill, and returns when it answers.
func (r *RedisServer) Start(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var said bytes.Buffer
	cmd := exec.CommandContext(context.WithoutCancel(ctx), r.program, "--port", "0", "--unixsocket", r.socket(),
		"--unixsocketperm", "700", "--dir", r.dir, "--save", "", "--appendonly", "yes", "--daemonize", "no")
	cmd.Stdout, cmd.Stderr = &said, &said
	process, err := child.Start(cmd, syscall.SIGKILL)
	if err != nil {
		return err
	}
	if err := r.answers(ctx, process); err != nil {
		process.Stop(child.Step{Signal: syscall.SIGKILL, Patience: time.Second})
		<-process.Exited() // said is written to until then
		return fmt.Errorf("%w: %s", err, said.String())
	}
	r.process = process
	return nil
}

func (r *RedisServer) answers(ctx context.Context, process *child.Process) error {
	client := redis.NewClient(&redis.Options{Network: "unix", Addr: r.socket(), MaxRetries: -1})
	defer client.Close()
	for {
		err := client.Ping(ctx).Err()
		if err == nil {
			return nil
		}
		select {
		case <-process.Exited():
			return fmt.Errorf("redis-server ended by itself: %w", process.Err())
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// Stop ends the server as its operator would.
func (r *RedisServer) Stop() error { return r.end(syscall.SIGTERM) }

// Kill ends the server as a crash would.
func (r *RedisServer) Kill() error { return r.end(syscall.SIGKILL) }

func (r *RedisServer) end(signal syscall.Signal) error {
	if r.process == nil {
		return nil
	}
	steps := []child.Step{{Signal: signal, Patience: 5 * time.Second}, {Signal: syscall.SIGKILL, Patience: 5 * time.Second}}
	if r.process.Stop(steps...) == len(steps) {
		return fmt.Errorf("redis-server %d does not end", r.process.PID())
	}
	r.process = nil
	return nil
}

package embedded

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/gelis-bali/gelis/store/internal/child"
)

// How long a server may take to obey, all in all under 5 s: a person waits in front of a Ctrl-C.
const (
	fastPatience      = 3 * time.Second        // SIGINT: ends transactions, writes a checkpoint
	immediatePatience = 800 * time.Millisecond // SIGQUIT: drops everything; the next start recovers
	killPatience      = time.Second            // SIGKILL: only the kernel has work left
)

// stopLeftover ends a server whose owner was killed. The caller owns the folder, so there is nobody else it could serve.
func stopLeftover(ctx context.Context, data string) (found bool, err error) {
	for _, step := range []child.Step{
		{Signal: syscall.SIGINT, Patience: fastPatience},
		{Signal: syscall.SIGQUIT, Patience: immediatePatience},
	} {
		first := postmaster(data)
		if !slices.Contains(serverProcesses(ctx, data), first) {
			break // nobody is there who would tell the others
		}
		found = true
		kill(step.Signal, first)
		if ended(ctx, data, step.Patience) {
			return found, nil
		}
	}
	rest := serverProcesses(ctx, data)
	kill(syscall.SIGKILL, rest...)
	if !ended(ctx, data, killPatience) {
		return true, fmt.Errorf("a PostgreSQL left over in %s does not end: processes %v", data, serverProcesses(ctx, data))
	}
	return found || len(rest) > 0, nil
}

func kill(signal syscall.Signal, pids ...int) {
	for _, pid := range pids {
		_ = syscall.Kill(pid, signal) // it may have ended meanwhile
	}
}

// postmaster is the process that wrote the server's pid file, alive or not; 0 if there is no such file.
func postmaster(data string) int {
	text, err := os.ReadFile(filepath.Join(data, "postmaster.pid"))
	if err != nil {
		return 0
	}
	line, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		return 0
	}
	return pid
}

// ended waits until no process of the server is left.
func ended(ctx context.Context, data string, patience time.Duration) bool {
	deadline := time.After(patience)
	for len(serverProcesses(ctx, data)) > 0 {
		select {
		case <-ctx.Done():
			return false
		case <-deadline:
			return false
		case <-time.After(10 * time.Millisecond):
		}
	}
	return true
}

// forgetServer removes the files by which a server that has ended still claims the cluster and the socket: its process
// number may be another's by now, or nobody has taken note of its end, and then a new server would not start.
func forgetServer(home string) error {
	socket := socketPath(home)
	for _, path := range []string{filepath.Join(home, "data", "postmaster.pid"), socket + ".lock", socket} {
		if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
			return fmt.Errorf("remove what an ended PostgreSQL has left: %w", err)
		}
	}
	return nil
}

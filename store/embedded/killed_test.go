package embedded_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/store/embedded"
)

func TestAKilledOwnerTakesItsServerWithIt(t *testing.T) {
	t.Parallel()
	owner, url := startOwner(t, dataDir(t))
	data := query(t, url, "SHOW data_directory")
	if got := embedded.ServerProcesses(t.Context(), data); len(got) == 0 {
		t.Fatal("no process of the server is found while it runs")
	}
	killOwner(owner)
	if !embedded.Ended(t.Context(), data, 10*time.Second) {
		t.Errorf("still there: %v", embedded.ServerProcesses(t.Context(), data))
	}
}

func TestAfterAKilledOwnerTheNextOneGoesOn(t *testing.T) {
	t.Parallel()
	for what, harm := range map[string]func(t *testing.T, owner, server int, children []int){
		"the server ends by itself": func(t *testing.T, owner, _ int, _ []int) {
			t.Helper()
			signal(t, syscall.SIGKILL, owner)
		},
		"the server hears nothing any more": func(t *testing.T, owner, server int, _ []int) {
			t.Helper()
			signal(t, syscall.SIGSTOP, server)
			signal(t, syscall.SIGKILL, owner)
		},
		"parts of the server survive it": func(t *testing.T, owner, server int, children []int) {
			t.Helper()
			signal(t, syscall.SIGSTOP, children...)
			signal(t, syscall.SIGKILL, owner, server)
		},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			dir := dataDir(t)
			owner, url := startOwner(t, dir)
			write(t, url, "Komang")
			data := query(t, url, "SHOW data_directory")
			server, children := family(t, data)
			harm(t, owner.Process.Pid, server, children)
			_ = owner.Wait()

			next := start(t, embedded.Options{Dir: dir})
			if got := query(t, next.URL(), allNames); got != "Komang" {
				t.Errorf("the names are %q", got)
			}
			for _, pid := range append(children, server) {
				if slices.Contains(embedded.ServerProcesses(t.Context(), data), pid) {
					t.Errorf("process %d of the old server is still there", pid)
				}
			}
		})
	}
}

// family tells the first process of a server from its children: it leads the session that it was started in.
func family(t *testing.T, data string) (server int, children []int) {
	t.Helper()
	server = embedded.Postmaster(data)
	for _, pid := range embedded.ServerProcesses(t.Context(), data) {
		if pid != server {
			children = append(children, pid)
		}
	}
	if server == 0 || len(children) == 0 {
		t.Fatalf("server %d, children %v", server, children)
	}
	return server, children
}

func signal(t *testing.T, sig syscall.Signal, pids ...int) {
	t.Helper()
	for _, pid := range pids {
		if err := syscall.Kill(pid, sig); err != nil {
			t.Errorf("send %v to %d: %v", sig, pid, err)
		}
	}
}

func TestAnOwnerKilledWhileMakingTheClusterLeavesNothingHalf(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	owner := ownerProcess(t, dir)
	if err := owner.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { killOwner(owner) })
	eventually(t, "initdb begins", func() bool { return exists(dir, "cluster", "data.new", "PG_VERSION") })
	killOwner(owner)
	eventually(t, "initdb ends", func() bool { return !mentioned(t, dir) })
	// The database postgres is the last thing that initdb makes.
	if exists(dir, "cluster", "data") || exists(dir, "cluster", "data.new", "base", "5") {
		t.Error("the cluster was made to its end although the owner is dead")
	}
	server := startNew(t, embedded.Options{Dir: dir})
	query(t, server.URL(), "SELECT 'it works'")
}

func exists(path ...string) bool {
	_, err := os.Stat(filepath.Join(path...))
	return err == nil
}

// mentioned tells whether any process, such as initdb, has the folder among its arguments. (Only Linux knows.)
func mentioned(t *testing.T, dir string) bool {
	t.Helper()
	commands, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range commands {
		if command, err := os.ReadFile(path); err == nil && bytes.Contains(command, []byte(dir)) {
			return true
		}
	}
	return false
}

func TestAStalePIDFileDoesNotKeepTheServerFromStarting(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	server := start(t, embedded.Options{Dir: dir})
	stop(t, server)
	innocent := ownerProcess(t, "")
	innocent.Path, innocent.Args = "/bin/sleep", []string{"sleep", "1000"}
	if err := innocent.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { killOwner(innocent) })
	stale := strconv.Itoa(innocent.Process.Pid) + "\n" + server.Data() + "\n"
	if err := os.WriteFile(filepath.Join(server.Data(), "postmaster.pid"), []byte(stale), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := server.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := innocent.Process.Signal(syscall.Signal(0)); err != nil {
		t.Errorf("the process that has the old number was harmed: %v", err)
	}
}

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// buildDemo builds the demo as make demo does.
func buildDemo(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "demo")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("build the demo: %v\n%s", err, out)
	}
	return program
}

// startProgram starts the built demo, with its temporary folders in tmp, and
// waits until its office is ready.
func startProgram(t *testing.T, program, tmp string) *exec.Cmd {
	t.Helper()
	demo := exec.CommandContext(t.Context(), program, "-addr", "127.0.0.1:0", "-no-open")
	demo.Env = append(os.Environ(), "TMPDIR="+tmp)
	out, err := demo.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	demo.Stderr = demo.Stdout
	if err := demo.Start(); err != nil {
		t.Fatal(err)
	}
	awaitAddress(t, out)
	return demo
}

// folders lists what demos have in tmp.
func folders(t *testing.T, tmp string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(tmp, folderPrefix+"*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// descendants lists the processes that a process has started, itself included.
func descendants(t *testing.T, pid int) []int {
	t.Helper()
	tasks, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	all := []int{pid}
	for i := 0; i < len(all); i++ {
		for _, task := range tasks {
			if child, parent := family(task); parent == all[i] {
				all = append(all, child)
			}
		}
	}
	return all
}

// family reads a process's id and its parent's from /proc; zeros when it has
// just ended.
func family(task string) (pid, parent int) {
	stat, err := os.ReadFile(task)
	if err != nil {
		return 0, 0
	}
	head, tail, _ := strings.Cut(string(stat), " (")
	_, tail, _ = strings.Cut(tail, ") ")
	fields := strings.Fields(tail)
	if len(fields) < 2 {
		return 0, 0
	}
	pid, _ = strconv.Atoi(head)
	parent, _ = strconv.Atoi(fields[1])
	return pid, parent
}

// alive reports whether a process is there and not only waiting to be buried.
func alive(pid int) bool {
	stat, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	return err == nil && !strings.Contains(string(stat), ") Z ")
}

// awaitEnd waits until none of the processes is there any more.
func awaitEnd(t *testing.T, pids []int, within time.Duration) {
	t.Helper()
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	deadline := time.NewTimer(within)
	defer deadline.Stop()
	for {
		left := 0
		for _, pid := range pids {
			if alive(pid) {
				left++
			}
		}
		if left == 0 {
			return
		}
		select {
		case <-ticker.C:
		case <-deadline.C:
			t.Fatalf("%d of %d processes are left after %s", left, len(pids), within)
		}
	}
}

func TestCtrlCEndsEverythingWithinFiveSeconds(t *testing.T) {
	t.Parallel()
	tmp := t.TempDir()
	demo := startProgram(t, buildDemo(t), tmp)
	processes := descendants(t, demo.Process.Pid)
	if len(processes) < 2 {
		t.Fatal("the demo has no PostgreSQL of its own: there is nothing to leave behind")
	}
	if err := demo.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	if err := demo.Wait(); err != nil {
		t.Errorf("the demo ended with: %v", err)
	}
	awaitEnd(t, processes, 5*time.Second-time.Since(begun))
	if left := folders(t, tmp); len(left) > 0 {
		t.Errorf("the demo has left %v", left)
	}
}

func TestTheNextStartClearsAwayWhatAKilledDemoHasLeft(t *testing.T) {
	t.Parallel()
	tmp, program := t.TempDir(), buildDemo(t)
	killed := startProgram(t, program, tmp)
	processes := descendants(t, killed.Process.Pid)
	if err := killed.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = killed.Wait() // it was killed
	left := folders(t, tmp)
	if len(left) != 1 {
		t.Fatalf("the killed demo has left %v, want its one folder", left)
	}

	next := startProgram(t, program, tmp)
	awaitEnd(t, processes, 5*time.Second)
	if now := folders(t, tmp); len(now) != 1 || now[0] == left[0] {
		t.Errorf("beside the new demo's folder there is %v, want the killed one's to be gone", now)
	}
	if err := next.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := next.Wait(); err != nil {
		t.Errorf("the next demo ended with: %v", err)
	}
}

//go:build !linux

package main_test

import (
	"os/exec"
	"syscall"
	"testing"
)

// tied is for Linux: elsewhere a test that is killed leaves its programs behind.
func tied() *syscall.SysProcAttr { return nil }

// processes lists all processes, a line each: its number and its parent's.
func processes(t *testing.T) string {
	t.Helper()
	list, err := exec.CommandContext(t.Context(), "ps", "-A", "-o", "pid=,ppid=").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(list)
}

package main_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// tied ends a program with the test that started it, whatever ends the test.
func tied() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }

// processes lists all processes, a line each: its number and its parent's.
func processes(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, file := range files {
		stat, err := os.ReadFile(file)
		if err != nil {
			continue // it has ended meanwhile
		}
		// The name may hold anything; the state and the parent stand behind its last bracket.
		name := strings.LastIndexByte(string(stat), ')')
		fields := strings.Fields(string(stat[name+1:]))
		fmt.Fprintf(&all, "%s %s\n", filepath.Base(filepath.Dir(file)), fields[1])
	}
	return all.String()
}

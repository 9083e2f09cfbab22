package embedded

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strconv"
)

// serverProcesses are all processes of the server on this data folder, also those whose first process has died: each
// has the folder as its working directory.
func serverProcesses(_ context.Context, data string) []int {
	links, _ := filepath.Glob("/proc/[0-9]*/cwd") // fails only for a malformed pattern
	var found []int
	for _, link := range links {
		if cwd, err := os.Readlink(link); err != nil || cwd != data {
			continue
		}
		proc := filepath.Dir(link)
		comm, err := os.ReadFile(filepath.Join(proc, "comm"))
		if err != nil || !bytes.HasPrefix(comm, []byte("postgres")) {
			continue
		}
		if pid, err := strconv.Atoi(filepath.Base(proc)); err == nil {
			found = append(found, pid)
		}
	}
	return found
}

//go:build !linux

package embedded

import (
	"bufio"
	"bytes"
	"context"
	"os/exec"
	"strconv"
	"strings"
)

// serverProcesses is the first process of the server on this data folder, known by its arguments; its children end
// with it.
func serverProcesses(ctx context.Context, data string) []int {
	out, err := exec.CommandContext(ctx, "ps", "-axo", "pid=,command=").Output()
	if err != nil {
		return nil
	}
	var found []int
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		pid, command, _ := strings.Cut(strings.TrimSpace(lines.Text()), " ")
		program, arguments, _ := strings.Cut(command, " -D ")
		if arguments != data || !strings.HasSuffix(program, "postgres") {
			continue
		}
		if pid, err := strconv.Atoi(pid); err == nil {
			found = append(found, pid)
		}
	}
	return found
}

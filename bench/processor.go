package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// processor is how much processor time the parts of a measurement have used. Zero where the machine has no /proc.
type processor struct{ gelis, postgres, redis, bench, busy time.Duration }

// processorTime adds up what has been used so far by the program, by the servers that this process started, and by this
// process, which is Telegram and the people.
func (s *site) processorTime(g *gelis) processor {
	used := usedBy(strconv.Itoa(os.Getpid()))
	for name, of := range descendants() {
		switch {
		case name == strconv.Itoa(g.cmd.Process.Pid):
			used.gelis += of.time
		case strings.HasPrefix(of.command, "postgres"):
			used.postgres += of.time
		case strings.HasPrefix(of.command, "redis"):
			used.redis += of.time
		}
	}
	return used
}

func usedBy(self string) processor { return processor{bench: readProcess(self).time, busy: busyTime()} }

// since words what was used since an earlier look, in shares of one core.
func (p processor) since(before processor, took time.Duration) string {
	share := func(now, then time.Duration) float64 { return 100 * float64(now-then) / float64(took) }
	return fmt.Sprintf("processor: gelis %.0f%%, PostgreSQL %.0f%%, Redis %.0f%%, Telegram and people %.0f%%, others %.0f%% of one core",
		share(p.gelis, before.gelis), share(p.postgres, before.postgres), share(p.redis, before.redis),
		share(p.bench, before.bench), max(0, share(p.others(), before.others())))
}

// others is what has nothing to do with what is measured.
func (p processor) others() time.Duration { return p.busy - p.gelis - p.postgres - p.redis - p.bench }

// busyTime is how long all processors together have been at work: the first line of /proc/stat without what they waited.
func busyTime() time.Duration {
	content, err := os.ReadFile("/proc/stat")
	first, _, _ := strings.Cut(string(content), "\n")
	fields := strings.Fields(first)
	if err != nil || len(fields) < 8 {
		return 0
	}
	var busy time.Duration
	for _, i := range []int{1, 2, 3, 6, 7} { // user, nice, system, interrupts
		busy += ticks(fields[i])
	}
	return busy
}

// ticks reads a time in hundredths of a second.
func ticks(field string) time.Duration {
	n, _ := strconv.ParseInt(field, 10, 64) // the kernel writes numbers
	return time.Duration(n) * 10 * time.Millisecond
}

// process is what /proc says of one.
type process struct {
	command string
	parent  string
	time    time.Duration
}

// descendants are the processes that this one and its children have started, by number.
func descendants() map[string]process {
	all := map[string]process{}
	paths, _ := filepath.Glob("/proc/[0-9]*") // the pattern is a good one
	for _, path := range paths {
		number := filepath.Base(path)
		all[number] = readProcess(number)
	}
	ours := map[string]process{}
	for number, p := range all {
		if isBelow(all, p, strconv.Itoa(os.Getpid())) {
			ours[number] = p
		}
	}
	return ours
}

func isBelow(all map[string]process, p process, ancestor string) bool {
	for p.parent != "" && p.parent != "0" {
		if p.parent == ancestor {
			return true
		}
		p = all[p.parent]
	}
	return false
}

// readProcess reads /proc/N/stat: the command stands in brackets, the parent is the second field behind it, and times are
// in hundredths of a second. What has ended is nothing.
func readProcess(number string) process {
	content, err := os.ReadFile(filepath.Join("/proc", number, "stat"))
	if err != nil {
		return process{}
	}
	_, rest, _ := strings.Cut(string(content), "(")
	end := strings.LastIndexByte(rest, ')')
	if end < 0 {
		return process{}
	}
	fields := strings.Fields(rest[end+1:])
	const parent, user, system = 1, 11, 12
	if len(fields) <= system {
		return process{}
	}
	return process{command: rest[:end], parent: fields[parent], time: ticks(fields[user]) + ticks(fields[system])}
}

// mostMemory is the most that the program has held in memory at a time, in bytes; zero where the machine has no /proc.
func (g *gelis) mostMemory() int64 {
	path := filepath.Join("/proc", strconv.Itoa(g.cmd.Process.Pid), "status")
	kilobytes, _, _ := strings.Cut(field(path, "VmHWM"), " ")
	n, err := strconv.ParseInt(kilobytes, 10, 64)
	if err != nil {
		return 0
	}
	return n << 10
}

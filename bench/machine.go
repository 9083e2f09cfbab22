package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
)

// describeMachine names what the numbers were measured on.
func describeMachine(postgres, redis string) string {
	name, err := os.Hostname()
	if err != nil {
		name = "unknown machine"
	}
	return fmt.Sprintf("%s: %s, %d cores, %s memory, %s/%s\n%s, PostgreSQL %s, %s, load %s\n",
		name, field("/proc/cpuinfo", "model name"), runtime.NumCPU(), memory(), runtime.GOOS, runtime.GOARCH,
		runtime.Version(), postgres, redis, load())
}

// field is the first value of a name in a file of "name : value"; a machine that has no such file is unknown.
func field(path, name string) string {
	content, err := os.ReadFile(path)
	if err != nil {
		return "unknown"
	}
	for line := range strings.Lines(string(content)) {
		key, value, found := strings.Cut(line, ":")
		if found && strings.TrimSpace(key) == name {
			return strings.Join(strings.Fields(value), " ")
		}
	}
	return "unknown"
}

func memory() string {
	var kilobytes float64
	if _, err := fmt.Sscanf(field("/proc/meminfo", "MemTotal"), "%f kB", &kilobytes); err != nil {
		return "unknown"
	}
	return fmt.Sprintf("%.0f GiB", kilobytes/(1<<20))
}

// load is how busy the machine has been, for the last 1, 5 and 15 minutes.
func load() string {
	content, err := os.ReadFile("/proc/loadavg")
	fields := strings.Fields(string(content))
	if err != nil || len(fields) < 3 {
		return "unknown"
	}
	return strings.Join(fields[:3], " ")
}

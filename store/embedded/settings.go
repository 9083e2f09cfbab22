package embedded

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// NotDurable are settings for data that nobody will miss: the server no longer waits for the disk, and a crash of the
// machine may spoil the cluster. A crash of a program still loses nothing. For tests, and for a demo in a temporary folder.
func NotDurable() map[string]string {
	return map[string]string{"fsync": "off", "full_page_writes": "off"}
}

// defaultSettings are those of a private server: one machine, no replicas, times in UTC.
func defaultSettings() map[string]string {
	return map[string]string{
		"max_connections":     "100",
		"shared_buffers":      "128MB",
		"wal_level":           "minimal",
		"max_wal_senders":     "0",
		"jit":                 "off", // compiling costs more than our short queries
		"timezone":            "UTC",
		"log_timezone":        "UTC",
		"lc_messages":         "C",
		"log_checkpoints":     "off",
		"log_line_prefix":     "%m [%p] ",
		"password_encryption": "scram-sha-256",
	}
}

// serverConfig is the whole postgresql.conf. Later maps win over earlier ones.
func serverConfig(layers ...map[string]string) (string, error) {
	all := map[string]string{}
	for _, layer := range layers {
		maps.Copy(all, layer)
	}
	var text strings.Builder
	text.WriteString("# Written anew at every start. Use ALTER SYSTEM for changes that should last.\n")
	for _, name := range slices.Sorted(maps.Keys(all)) {
		value := all[name]
		if strings.ContainsAny(name+value, "\r\n\x00") {
			return "", fmt.Errorf("setting %q of PostgreSQL: the value %q has a line break", name, value)
		}
		quoted := strings.NewReplacer(`\`, `\\`, `'`, `''`).Replace(value)
		fmt.Fprintf(&text, "%s = '%s'\n", name, quoted)
	}
	return text.String(), nil
}

// hostAuthentication is the whole pg_hba.conf: the socket is guarded by its folder, the port by the password.
const hostAuthentication = `# Written anew at every start.
local all all trust
host all all 127.0.0.1/32 scram-sha-256
`

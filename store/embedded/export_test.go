package embedded

import (
	"os"
	"testing"
)

// What the tests of the outside look at inside.
var (
	ServerProcesses = serverProcesses
	Ended           = ended
	Postmaster      = postmaster
)

func (p *Postgres) Data() string { return p.cluster.data() }

func (p *Postgres) Postmaster() int { return p.server.process.PID() }

// OpenDir is a folder that everybody can pass through, with a short name, even if the system's temporary folder is closed.
func OpenDir(t testing.TB) string {
	t.Helper()
	for _, parent := range []string{os.TempDir(), "/var/tmp", "/dev/shm"} {
		if info, err := os.Stat(parent); err != nil || info.Mode().Perm()&1 == 0 {
			continue
		}
		dir, err := os.MkdirTemp(parent, "gelis-open-")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.RemoveAll(dir) })
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	t.Fatal("no folder is open to everybody")
	return ""
}

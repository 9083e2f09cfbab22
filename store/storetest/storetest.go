// Package storetest gives tests real databases: a PostgreSQL that all tests of a binary share, with a database of its own
// for each, and servers of its own for a test that stops them.
//
// A package whose tests use it says so in its TestMain:
//
//	func TestMain(m *testing.M) { storetest.Main(m) }
//
// Without that, the shared server still ends with the test binary (on Linux), and the next binary removes its files.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/store/embedded"
)

// folderPrefix begins the names of all temporary folders of this package.
const folderPrefix = "gelis-test-"

// patience bounds what storetest does by itself.
const patience = time.Minute

// shared is the server of this test binary, started by the first test that asks for a database. It is global as the
// binary is: tests have no other thing in common.
var shared = sync.OnceValues(startCluster)

// Main runs the tests and then stops the shared server. It does not return.
func Main(m *testing.M) { os.Exit(Run(m)) }

// Run is Main for a TestMain that has something to clean up itself: it returns what the process has to exit with.
func Run(m *testing.M) int {
	code := m.Run()
	if started.Load() {
		if err := stopShared(); err != nil {
			fmt.Fprintln(os.Stderr, "storetest:", err)
			code = max(code, 1)
		}
	}
	return code
}

func stopShared() error {
	if c, err := shared(); err == nil { // otherwise the tests have reported it
		return c.stop()
	}
	return nil
}

// Postgres starts a server for this test alone, which it may stop, kill and start again, and which ends with it. The
// settings are added to those that make tests quick: {"fsync": "on"} for a test about durability.
func Postgres(tb testing.TB, settings map[string]string) *embedded.Postgres {
	tb.Helper()
	ctx, cancel := context.WithTimeout(tb.Context(), patience)
	defer cancel()
	own, err := start(ctx, settings)
	if err != nil {
		tb.Fatalf("start a PostgreSQL for this test: %v", err)
	}
	tb.Cleanup(func() {
		if err := own.end(); err != nil {
			tb.Errorf("stop the PostgreSQL of this test: %v", err)
		}
	})
	return own.Postgres
}

// instance is a server in a temporary folder that stays ours while the server is stopped.
type instance struct {
	*embedded.Postgres
	dir     string
	release func() error
}

// start starts a server in a new temporary folder. Its data survive a crash of the server, not one of the machine.
func start(ctx context.Context, settings map[string]string) (*instance, error) {
	all := embedded.NotDurable()
	maps.Copy(all, settings)
	dir, err := os.MkdirTemp("", folderPrefix)
	if err != nil {
		return nil, err
	}
	release, err := embedded.Hold(dir)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	server, err := embedded.StartPostgres(ctx, embedded.Options{Dir: filepath.Join(dir, "pg"), Settings: all, Pristine: pristine()})
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir), release())
	}
	return &instance{Postgres: server, dir: dir, release: release}, nil
}

func (i *instance) end() error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return errors.Join(i.Stop(), embedded.Remove(ctx, filepath.Join(i.dir, "pg")), os.RemoveAll(i.dir), i.release())
}

// pristine is where new clusters are kept to be copied, from one test binary to the next; nowhere for a user without a
// home.
func pristine() string {
	cache, err := os.UserCacheDir()
	if err != nil || os.MkdirAll(cache, 0o700) != nil {
		return ""
	}
	return filepath.Join(cache, "gelis", "pristine")
}

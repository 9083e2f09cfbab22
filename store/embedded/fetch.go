package embedded

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	embeddedpostgres "github.com/fergusstrange/embedded-postgres"
	"github.com/gofrs/flock"
)

// fetchVersion is what is downloaded when the machine has no PostgreSQL.
const fetchVersion = embeddedpostgres.V18

// fetcher downloads the programs of a PostgreSQL and keeps them.
type fetcher struct {
	cache      string // where they are kept
	repository string // whence; empty: the library's default
	logger     *slog.Logger
}

// binaryCache is a folder that lasts and that the server's account can reach: root's own cache is closed to it.
func binaryCache() string {
	if os.Geteuid() == 0 {
		return "/var/cache/gelis"
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	return filepath.Join(dir, "gelis")
}

// fetch returns the folder with the programs, downloading them the first time.
func (f fetcher) fetch(ctx context.Context) (string, error) {
	if err := os.MkdirAll(f.cache, 0o755); err != nil { //nolint:gosec // the server's account has to read it
		return "", fmt.Errorf("make cache folder: %w", err)
	}
	lock := flock.New(filepath.Join(f.cache, "fetch.lock"))
	if _, err := lock.TryLockContext(ctx, 100*time.Millisecond); err != nil {
		return "", fmt.Errorf("wait for another download: %w", err)
	}
	defer lock.Unlock() //nolint:errcheck // ends with the process at the latest

	kept := filepath.Join(f.cache, "postgresql-"+string(fetchVersion))
	bin := filepath.Join(kept, "bin")
	if isFile(bin, "postgres") {
		return bin, nil
	}
	f.logger.InfoContext(ctx, "downloading PostgreSQL, because none is installed", "version", string(fetchVersion), "folder", kept)
	staging := kept + ".new"
	if err := os.RemoveAll(staging); err != nil {
		return "", fmt.Errorf("remove half a download: %w", err)
	}
	err := f.download(ctx, staging)
	if err == nil {
		err = os.Rename(staging, kept)
	}
	if err != nil {
		return "", errors.Join(err, os.RemoveAll(staging))
	}
	return bin, nil
}

// download unpacks the programs into dir. The library can only download in order to start: so it is given a data folder
// that no server starts from, and what counts is whether the programs are there afterwards.
func (f fetcher) download(ctx context.Context, dir string) error {
	scratch, err := os.MkdirTemp("", "gelis-fetch-")
	if err != nil {
		return fmt.Errorf("make download folder: %w", err)
	}
	defer os.RemoveAll(scratch) //nolint:errcheck // temporary
	major, _, _ := strings.Cut(string(fetchVersion), ".")
	if err := os.WriteFile(filepath.Join(scratch, "PG_VERSION"), []byte(major), 0o600); err != nil {
		return fmt.Errorf("prepare download: %w", err)
	}
	port, err := freePort(ctx)
	if err != nil {
		return err
	}
	config := embeddedpostgres.DefaultConfig().Version(fetchVersion).Port(uint32(port)). //nolint:gosec // a port
												CachePath(filepath.Join(scratch, "archive")).
												BinariesPath(dir).RuntimePath(filepath.Join(scratch, "run")).
												DataPath(scratch).Logger(nil)
	if f.repository != "" {
		config = config.BinaryRepositoryURL(f.repository)
	}
	earlier := libraryLogs()
	ended := make(chan error, 1)
	go func() { ended <- embeddedpostgres.NewDatabase(config).Start() }() // it cannot be told to stop
	select {
	case err = <-ended:
	case <-ctx.Done():
		return fmt.Errorf("download PostgreSQL %s: %w", fetchVersion, ctx.Err())
	}
	for _, log := range libraryLogs() {
		if !slices.Contains(earlier, log) {
			_ = os.Remove(log) // a stranger's, if it cannot be removed
		}
	}
	if !isFile(filepath.Join(dir, "bin"), "postgres") {
		return fmt.Errorf("download PostgreSQL %s: %w", fetchVersion, err)
	}
	return nil
}

// libraryLogs are the files that the library leaves in the temporary folder.
func libraryLogs() []string {
	logs, _ := filepath.Glob(filepath.Join(os.TempDir(), "embedded_postgres_log*")) // fails only for a malformed pattern
	return logs
}

// freePort is a loopback port that was free a moment ago.
func freePort(ctx context.Context) (int, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp4", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	addr, ok := listener.Addr().(*net.TCPAddr)
	if !ok {
		return 0, errors.Join(fmt.Errorf("find a free port: unexpected address %s", listener.Addr()), listener.Close())
	}
	return addr.Port, listener.Close()
}

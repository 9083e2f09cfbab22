package embedded

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// What lies in Options.Dir.
const (
	lockName      = "lock"         // held by the owner while it lives; names its process
	logName       = "postgres.log" // what the server says
	homeName      = "cluster"      // the server's own folder: the data and the socket
	elsewhereName = "elsewhere"    // instead of cluster: where that folder is, if the server cannot reach Dir

	elsewherePrefix = "gelis-postgres-"
)

// ErrInUse says that the data folder has a living owner.
var ErrInUse = errors.New("the data folder is in use")

// folder is an Options.Dir of which we are the owner, until release.
type folder struct {
	path string
	lock *flock.Flock
}

// openFolder makes the folder if need be and becomes its owner, or fails with ErrInUse.
func openFolder(ctx context.Context, path string) (*folder, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("find data folder: %w", err)
	}
	// Whoever cleans up abandoned folders may hold the lock of this one for a moment, and take it away with the folder.
	patience, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	for {
		f, err := tryFolder(path)
		if err == nil {
			return f, nil
		}
		if !errors.Is(err, ErrInUse) && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		select {
		case <-patience.Done():
			return nil, err
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func tryFolder(path string) (*folder, error) {
	if err := prepareFolder(path); err != nil {
		return nil, fmt.Errorf("make data folder: %w", err)
	}
	lockPath := filepath.Join(path, lockName)
	lock, err := tryLock(lockPath)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(lockPath, []byte(strconv.Itoa(os.Getpid())), 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("sign lock of data folder: %w", err), lock.Unlock())
	}
	return &folder{path: path, lock: lock}, nil
}

// prepareFolder makes the folder such that a server with another account can pass through it. It opens a folder that was
// there before only while it is empty: then it holds no secrets.
func prepareFolder(path string) error {
	entries, err := os.ReadDir(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(path, 0o700); err != nil {
			return err
		}
	case err != nil:
		return err
	case len(entries) > 0:
		return nil
	}
	if os.Geteuid() != 0 {
		return nil
	}
	return os.Chmod(path, 0o711) //nolint:gosec // to pass through, not to look around
}

// tryLock takes the lock if it is free and its file is still the one that others would open.
func tryLock(path string) (*flock.Flock, error) {
	dir := filepath.Dir(path)
	lock := flock.New(path)
	free, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock data folder: %w", err)
	}
	if !free {
		return nil, fmt.Errorf("%s: %w by %s: stop that one, or choose another folder", dir, ErrInUse, lockHolder(path))
	}
	if !inPlace(lock) {
		return nil, errors.Join(fmt.Errorf("%s: %w: it is just being removed", dir, ErrInUse), lock.Unlock())
	}
	return lock, nil
}

// inPlace tells a lock that others will find from one whose folder was moved away between our opening and locking it.
func inPlace(lock *flock.Flock) bool {
	held, heldErr := lock.Stat()
	named, namedErr := os.Stat(lock.Path())
	return errors.Join(heldErr, namedErr) == nil && os.SameFile(held, named)
}

func lockHolder(path string) string {
	pid, err := os.ReadFile(path)
	if err != nil || len(pid) == 0 {
		return "another process"
	}
	return "process " + string(pid)
}

func (f *folder) release() error {
	if err := f.lock.Unlock(); err != nil {
		return fmt.Errorf("unlock data folder: %w", err)
	}
	return nil
}

func (f *folder) logPath() string { return filepath.Join(f.path, logName) }

// home says where the cluster of this folder is, or would be.
func (f *folder) home() (string, error) {
	pointer := filepath.Join(f.path, elsewhereName)
	target, err := os.ReadFile(pointer)
	if errors.Is(err, fs.ErrNotExist) {
		return filepath.Join(f.path, homeName), nil
	}
	if err != nil {
		return "", fmt.Errorf("find the database of %s: %w", f.path, err)
	}
	home := strings.TrimSpace(string(target))
	if !filepath.IsAbs(home) || !strings.HasPrefix(filepath.Base(home), elsewherePrefix) {
		return "", fmt.Errorf("find the database of %s: %s does not name a folder of ours: %q", f.path, pointer, home)
	}
	return home, nil
}

// makeHome makes sure of a folder that the account can reach and write, and remembers it if it is not below this one.
func (f *folder) makeHome(ctx context.Context, acc account, parents []string) (string, error) {
	home, err := f.home()
	if err != nil {
		return "", err
	}
	if filepath.Base(home) != homeName {
		if _, err := os.Stat(home); err != nil {
			return "", fmt.Errorf("the database of %s was kept elsewhere and is gone: %w; delete %s to begin anew",
				f.path, err, filepath.Join(f.path, elsewhereName))
		}
		return home, nil
	}
	if err := acc.mkdir(home); err != nil {
		return "", fmt.Errorf("make cluster folder: %w", err)
	}
	if acc.canWrite(ctx, home) {
		return home, nil
	}
	if err := os.Remove(home); err != nil {
		return "", fmt.Errorf("%s has a database that the user %s can no longer reach: %w", f.path, acc.name, err)
	}
	return f.moveElsewhere(ctx, acc, parents)
}

// elsewhereParents are the places to keep a cluster when Dir is closed to the server, the best first.
func elsewhereParents(durable bool) []string {
	temporary := []string{os.TempDir(), "/var/tmp", "/dev/shm"}
	if durable {
		return append([]string{"/var/lib/gelis"}, temporary...)
	}
	return temporary
}

func (f *folder) moveElsewhere(ctx context.Context, acc account, parents []string) (string, error) {
	for _, parent := range parents {
		home, err := newHome(parent, acc)
		if err != nil {
			continue
		}
		if !acc.canWrite(ctx, home) {
			_ = os.Remove(home) // just made, and empty
			continue
		}
		if err := writeDurably(filepath.Join(f.path, elsewhereName), home+"\n"); err != nil {
			return "", errors.Join(fmt.Errorf("remember where the database is: %w", err), os.Remove(home))
		}
		return home, nil
	}
	return "", fmt.Errorf("the user %s, whom the database runs as, can write neither %s nor any of %s",
		acc.name, f.path, strings.Join(parents, ", "))
}

func newHome(parent string, acc account) (string, error) {
	if err := os.MkdirAll(parent, 0o711); err != nil { //nolint:gosec // the server has to pass through
		return "", err
	}
	home, err := os.MkdirTemp(parent, elsewherePrefix)
	if err != nil {
		return "", err
	}
	return home, acc.give(home)
}

// writeDurably writes a file that is either there whole after a crash, or not there.
func writeDurably(path, content string) error {
	tmp := path + ".new"
	file, err := os.OpenFile(tmp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = file.WriteString(content)
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

func syncFolder(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

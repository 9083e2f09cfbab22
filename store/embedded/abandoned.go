package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// doomed is part of the name of a folder that is just being deleted.
const doomed = ".abandoned-"

// Remove deletes the data folder and all that belongs to it, also a cluster that had to be kept elsewhere. It fails with
// ErrInUse while the folder has a living owner.
func Remove(ctx context.Context, dir string) error {
	f, err := claim(filepath.Join(dir, lockName))
	if err != nil {
		return err
	}
	return discard(ctx, dir, []*folder{f})
}

// Hold makes the caller the owner of a folder that has data folders as its own subfolders: CleanAbandoned leaves it alone
// also while their servers are stopped. It fails with ErrInUse if the folder has a living owner.
func Hold(dir string) (release func() error, err error) {
	f, err := tryFolder(dir)
	if err != nil {
		return nil, err
	}
	return f.release, nil
}

// CleanAbandoned removes the temporary folders in parent whose names begin with prefix and whose owners were killed. Each
// is an Options.Dir or has some as its own subfolders. It leaves alone: what has a living owner, what belongs to
// another user, and what holds no lock file. It returns what it removed.
func CleanAbandoned(ctx context.Context, parent, prefix string) (removed []string, err error) {
	entries, err := os.ReadDir(parent)
	if err != nil {
		return nil, fmt.Errorf("look for abandoned folders: %w", err)
	}
	var failed []error
	for _, entry := range entries {
		dir := filepath.Join(parent, entry.Name())
		if !strings.HasPrefix(entry.Name(), prefix) || !ours(dir) {
			continue
		}
		done, err := cleanAbandoned(ctx, dir)
		if err != nil {
			failed = append(failed, fmt.Errorf("remove abandoned folder %s: %w", dir, err))
		}
		if done {
			removed = append(removed, dir)
		}
	}
	return removed, errors.Join(failed...)
}

// ours tells a real folder of our own user's from a trap that somebody else set in a shared place.
func ours(dir string) bool {
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() {
		return false
	}
	uid, _, ok := owner(dir)
	return ok && int(uid) == os.Geteuid()
}

// cleanAbandoned removes dir if all owners of data folders in it are dead.
func cleanAbandoned(ctx context.Context, dir string) (done bool, err error) {
	if strings.Contains(filepath.Base(dir), doomed) {
		return true, os.RemoveAll(dir)
	}
	locks, err := lockFiles(dir)
	if err != nil || len(locks) == 0 {
		return false, err
	}
	var claimed []*folder
	for _, path := range locks {
		f, err := claim(path)
		if errors.Is(err, ErrInUse) {
			return false, releaseAll(claimed)
		}
		if err != nil {
			return false, errors.Join(err, releaseAll(claimed))
		}
		claimed = append(claimed, f)
	}
	return true, discard(ctx, dir, claimed)
}

// lockFiles are those of the folder itself and of its subfolders.
func lockFiles(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, sub := range append([]string{"."}, names(entries)...) {
		if isFile(filepath.Join(dir, sub), lockName) {
			found = append(found, filepath.Join(dir, sub, lockName))
		}
	}
	return found, nil
}

func names(entries []os.DirEntry) []string {
	var all []string
	for _, entry := range entries {
		all = append(all, entry.Name())
	}
	return all
}

// claim makes us the owner of a folder whose owner is dead.
func claim(lockPath string) (*folder, error) {
	lock, err := tryLock(lockPath)
	if err != nil {
		return nil, err
	}
	return &folder{path: filepath.Dir(lockPath), lock: lock}, nil
}

func releaseAll(folders []*folder) error {
	var failed []error
	for _, f := range folders {
		failed = append(failed, f.release())
	}
	return errors.Join(failed...)
}

// discard deletes dir, which holds the claimed folders. It moves dir out of the way first, so that whoever begins in a
// folder of this name meanwhile gets a new one.
func discard(ctx context.Context, dir string, claimed []*folder) (err error) {
	defer func() { err = errors.Join(err, releaseAll(claimed)) }()
	for _, f := range claimed {
		if err := removeHome(ctx, f); err != nil {
			return err
		}
	}
	dir = filepath.Clean(dir)
	away, err := os.MkdirTemp(filepath.Dir(dir), filepath.Base(dir)+doomed)
	if err != nil {
		return fmt.Errorf("remove data folder: %w", err)
	}
	if err := os.Rename(dir, filepath.Join(away, "folder")); err != nil {
		return errors.Join(fmt.Errorf("remove data folder: %w", err), os.Remove(away))
	}
	if err := os.RemoveAll(away); err != nil {
		return fmt.Errorf("remove data folder: %w", err)
	}
	return nil
}

// removeHome stops what still runs on the cluster of a folder, and deletes it.
func removeHome(ctx context.Context, f *folder) error {
	home, err := f.home()
	if err != nil {
		return err
	}
	if real, err := filepath.EvalSymlinks(home); err == nil {
		if _, err := stopLeftover(ctx, filepath.Join(real, "data")); err != nil {
			return err
		}
	}
	if err := os.RemoveAll(home); err != nil {
		return fmt.Errorf("remove cluster: %w", err)
	}
	return nil
}

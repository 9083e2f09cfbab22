package embedded

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// copyPristine makes the cluster in dir as a copy of one that was made before by the same PostgreSQL, which takes a
// tenth of initdb's time. The first caller makes it; others wait for it.
func (c cluster) copyPristine(ctx context.Context, cache, dir string) error {
	kept, err := c.pristine(ctx, cache)
	if err != nil {
		return fmt.Errorf("make pristine cluster: %w", err)
	}
	if err := copyTree(kept, dir, c.account.give); err != nil {
		return fmt.Errorf("copy pristine cluster: %w", err)
	}
	return nil
}

func (c cluster) pristine(ctx context.Context, cache string) (string, error) {
	if err := os.MkdirAll(cache, 0o700); err != nil {
		return "", err
	}
	lock := flock.New(filepath.Join(cache, "lock"))
	if _, err := lock.TryLockContext(ctx, 20*time.Millisecond); err != nil {
		return "", err
	}
	defer lock.Unlock() //nolint:errcheck // ends with the process at the latest

	kept := filepath.Join(cache, c.binaries.key())
	if major, err := clusterMajor(kept); err != nil || major != 0 {
		return kept, err
	}
	made, copied := c.data()+".pristine", kept+".new"
	if err := errors.Join(os.RemoveAll(made), os.RemoveAll(copied)); err != nil {
		return "", err
	}
	err := c.initdb(ctx, made, false)
	if err == nil {
		err = copyTree(made, copied, func(string) error { return nil })
	}
	if err == nil {
		err = os.Rename(copied, kept)
	}
	return kept, errors.Join(err, os.RemoveAll(made))
}

// key tells one build of PostgreSQL from another.
func (b binaries) key() string {
	sum := fnv.New64a()
	fmt.Fprintln(sum, b.dir, b.version, locales(b.major)) //nolint:errcheck // a hash takes everything
	return fmt.Sprintf("postgresql-%d-%016x", b.major, sum.Sum64())
}

// copyTree copies files and folders, closed to others, and hands each over to its new owner.
func copyTree(from, to string, give func(path string) error) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, relative)
		if entry.IsDir() {
			err = os.Mkdir(target, 0o700)
		} else {
			err = copyFile(path, target)
		}
		if err != nil {
			return err
		}
		return give(target)
	})
}

func copyFile(from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Close())
}

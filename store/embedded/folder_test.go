package embedded

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/gofrs/flock"
)

func TestALockCountsOnlyWhereOthersFindIt(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lock")
	lock := flock.New(path)
	if free, err := lock.TryLock(); !free || err != nil {
		t.Fatal(free, err)
	}
	t.Cleanup(func() { _ = lock.Unlock() })
	if !inPlace(lock) {
		t.Error("a lock in its place does not count")
	}
	if err := os.Rename(path, path+".away"); err != nil {
		t.Fatal(err)
	}
	if inPlace(lock) {
		t.Error("a lock that was moved away counts")
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if inPlace(lock) {
		t.Error("a lock in whose place is another one counts")
	}
}

// TestAFolderJustBegunIsNotTakenForAbandoned begins folders while another process's clean-up never stops looking.
func TestAFolderJustBegunIsNotTakenForAbandoned(t *testing.T) {
	t.Parallel()
	parent := t.TempDir()
	begun := make(chan struct{})
	var cleaner sync.WaitGroup
	cleaner.Go(func() {
		for {
			if _, err := CleanAbandoned(t.Context(), parent, "demo-"); err != nil {
				t.Error(err)
				return
			}
			select {
			case <-begun:
				return
			default:
			}
		}
	})
	defer cleaner.Wait()
	defer close(begun)
	for range 300 {
		dir, err := os.MkdirTemp(parent, "demo-")
		if err != nil {
			t.Fatal(err)
		}
		begin(t, dir)
	}
}

// begin owns a folder, finds its own file in it until the end, and leaves it.
func begin(t *testing.T, dir string) {
	t.Helper()
	f, err := openFolder(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	note := filepath.Join(dir, "note")
	if err := os.WriteFile(note, []byte("mine"), 0o600); err != nil {
		t.Errorf("while it is owned: %v", err)
	}
	for range 20 {
		if _, err := os.Stat(note); err != nil {
			t.Fatalf("while it is owned: %v", err)
		}
	}
	if err := f.release(); err != nil {
		t.Error(err)
	}
}

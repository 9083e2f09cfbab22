package embedded_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/store/embedded"
)

func TestOnlyFoldersWithDeadOwnersAreAbandoned(t *testing.T) {
	t.Parallel()
	parent := embedded.OpenDir(t)
	in := func(path ...string) string { return filepath.Join(append([]string{parent}, path...)...) }

	for _, dir := range []string{in("demo-alive"), in("demo-half", "one"), in("demo-half", "two"), in("office")} {
		t.Cleanup(func() { remove(t, dir) })
	}
	dead, url := startOwner(t, in("demo-dead"))
	deadData := query(t, url, "SHOW data_directory")
	nested, _ := startOwner(t, in("demo-nested", "postgres"))
	startOwner(t, in("demo-alive"))
	half, _ := startOwner(t, in("demo-half", "one"))
	startOwner(t, in("demo-half", "two"))
	other, _ := startOwner(t, in("office"))
	for _, path := range []string{in("demo-nothing"), in("demo-notes"), in("demo-dead.abandoned-1", "folder")} {
		if err := os.MkdirAll(path, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(in("demo-notes", "notes.txt"), []byte("rapat"), 0o600); err != nil {
		t.Fatal(err)
	}
	killOwner(dead)
	killOwner(nested)
	killOwner(half)
	killOwner(other)

	removed, err := embedded.CleanAbandoned(t.Context(), parent, "demo-")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{in("demo-dead"), in("demo-dead.abandoned-1"), in("demo-nested")}, removed); diff != "" {
		t.Errorf("removed (-want +got):\n%s", diff)
	}
	var left []string
	entries, err := os.ReadDir(parent)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		left = append(left, entry.Name())
	}
	if diff := cmp.Diff([]string{"demo-alive", "demo-half", "demo-notes", "demo-nothing", "office"}, left); diff != "" {
		t.Errorf("left (-want +got):\n%s", diff)
	}
	if got := embedded.ServerProcesses(t.Context(), deadData); len(got) > 0 {
		t.Errorf("processes of the removed folder: %v", got)
	}
}

func TestAFolderOfAnAttackersLinkIsLeftAlone(t *testing.T) {
	t.Parallel()
	parent, victim := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(victim, "lock"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(victim, filepath.Join(parent, "demo-link")); err != nil {
		t.Fatal(err)
	}
	removed, err := embedded.CleanAbandoned(t.Context(), parent, "demo-")
	if err != nil || len(removed) > 0 {
		t.Errorf("removed %v, %v", removed, err)
	}
	if _, err := os.Stat(filepath.Join(victim, "lock")); err != nil {
		t.Error(err)
	}
}

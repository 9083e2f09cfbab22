package main_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/gelis-bali/gelis/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(run(m)) }

// program is gelis as it is installed: built by the first test that runs it.
var program func() (string, error)

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "gelis-test-program-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir) //nolint:errcheck // temporary
	program = sync.OnceValues(func() (string, error) { return build(dir) })
	return storetest.Run(m)
}

func build(dir string) (string, error) {
	path := filepath.Join(dir, "gelis")
	said, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput() //nolint:noctx // serves all tests, so none of their contexts
	if err != nil {
		return "", fmt.Errorf("build gelis: %w\n%s", err, said)
	}
	return path, nil
}

package embedded_test

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/store/embedded"
)

// ownerVariable makes this binary the owner of a data folder instead of testing.
const ownerVariable = "GELIS_TEST_OWNER_OF"

func TestMain(m *testing.M) {
	if dir := os.Getenv(ownerVariable); dir != "" {
		os.Exit(own(dir))
	}
	os.Exit(m.Run())
}

// own starts a PostgreSQL, says where, and waits for its end: as the tests of a killed owner want it.
func own(dir string) int {
	server, err := embedded.StartPostgres(context.Background(), embedded.Options{Dir: dir, Settings: embedded.NotDurable()})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	fmt.Println(server.URL())
	select {}
}

// startOwner runs own in another process and returns it with its URL.
func startOwner(t *testing.T, dir string) (*exec.Cmd, string) {
	t.Helper()
	return runOwner(t, ownerProcess(t, dir))
}

func runOwner(t *testing.T, cmd *exec.Cmd) (*exec.Cmd, string) {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { killOwner(cmd) })
	url, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || !strings.HasPrefix(url, "postgres://") {
		t.Fatalf("the owner says %q, %v", url, err)
	}
	return cmd, strings.TrimSpace(url)
}

func ownerProcess(t *testing.T, dir string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), os.Args[0])
	cmd.Env = append(os.Environ(), ownerVariable+"="+dir)
	cmd.Stderr = os.Stderr
	return cmd
}

func killOwner(cmd *exec.Cmd) {
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}

// dataDir is a folder for one test, short enough for a socket. Wherever its cluster is, it goes with the test.
func dataDir(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "gelis-embedded-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { remove(t, dir) })
	return dir
}

func remove(t testing.TB, dir string) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(dir, "lock")); err == nil {
		if err := embedded.Remove(context.WithoutCancel(t.Context()), dir); err != nil {
			t.Errorf("remove %s: %v", dir, err)
		}
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Errorf("remove %s: %v", dir, err)
	}
}

// start starts a server that ends with the test at the latest.
func start(t *testing.T, options embedded.Options) *embedded.Postgres {
	t.Helper()
	options.Logger = slog.New(slog.NewTextHandler(t.Output(), nil))
	server, err := embedded.StartPostgres(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, server) })
	return server
}

func stop(t *testing.T, server *embedded.Postgres) {
	t.Helper()
	if err := server.Stop(); err != nil {
		t.Errorf("stop: %v", err)
	}
	if left := embedded.ServerProcesses(context.WithoutCancel(t.Context()), server.Data()); len(left) > 0 {
		t.Errorf("processes left: %v", left)
	}
}

// query runs one statement and returns its one value.
func query(t *testing.T, url, statement string) string {
	t.Helper()
	value, err := tryQuery(t, url, statement)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	return value
}

func tryQuery(t *testing.T, url, statement string) (value string, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return "", err
	}
	defer conn.Close(ctx)
	return value, conn.QueryRow(ctx, statement).Scan(&value)
}

func write(t *testing.T, url, name string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), "CREATE TABLE IF NOT EXISTS staff (name text)"); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), "INSERT INTO staff VALUES ($1)", name); err != nil {
		t.Fatal(err)
	}
}

const allNames = "SELECT coalesce(string_agg(name, ', ' ORDER BY name), '') FROM staff"

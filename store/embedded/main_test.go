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
	os.Exit(run(m))
}

// pristine is where the tests keep a cluster to copy from, lest each of them waits for initdb.
var pristine string

func run(m *testing.M) int {
	var err error
	if pristine, err = os.MkdirTemp("", "gelis-pristine-"); err != nil {
		fmt.Println(err)
		return 1
	}
	defer os.RemoveAll(pristine) //nolint:errcheck // temporary
	return m.Run()
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

// dataDir is a folder for one test that the server can reach, short enough for a socket.
func dataDir(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(embedded.OpenDir(t), "data")
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
	options.Pristine = pristine
	return startNew(t, options)
}

// startNew is start with a cluster that is made as for a person.
func startNew(t *testing.T, options embedded.Options) *embedded.Postgres {
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

// eventually waits for something that is bound to happen.
func eventually(t *testing.T, what string, happened func() bool) {
	t.Helper()
	ticker := time.NewTicker(5 * time.Millisecond)
	defer ticker.Stop()
	deadline := time.After(time.Minute)
	for !happened() {
		select {
		case <-deadline:
			t.Fatalf("it does not happen that %s", what)
		case <-ticker.C:
		}
	}
}

const allNames = "SELECT coalesce(string_agg(name, ', ' ORDER BY name), '') FROM staff"

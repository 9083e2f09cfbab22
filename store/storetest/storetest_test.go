package storetest_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/redis/go-redis/v9"

	"github.com/gelis-bali/gelis/store/embedded"
	"github.com/gelis-bali/gelis/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var migrations atomic.Int64

func migrate(ctx context.Context, url string) error {
	migrations.Add(1)
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, "CREATE TABLE staff (name text); INSERT INTO staff VALUES ('I Wayan Sudana')")
	return errors.Join(err, conn.Close(ctx))
}

func connect(tb testing.TB, url string) *pgx.Conn {
	tb.Helper()
	conn, err := pgx.Connect(tb.Context(), url)
	if err != nil {
		tb.Fatalf("connect: %v", err)
	}
	tb.Cleanup(func() { _ = conn.Close(context.WithoutCancel(tb.Context())) })
	return conn
}

func count(tb testing.TB, conn *pgx.Conn, query string) (n int) {
	tb.Helper()
	if err := conn.QueryRow(tb.Context(), query).Scan(&n); err != nil {
		tb.Fatalf("%s: %v", query, err)
	}
	return n
}

func TestEachTestHasAMigratedDatabaseOfItsOwn(t *testing.T) {
	t.Parallel()
	for i := range 8 {
		t.Run(fmt.Sprint("test ", i), func(t *testing.T) {
			t.Parallel()
			conn := connect(t, storetest.Database(t, migrate))
			if _, err := conn.Exec(t.Context(), "INSERT INTO staff VALUES ('Ni Made Ayu')"); err != nil {
				t.Fatal(err)
			}
			if got := count(t, conn, "SELECT count(*) FROM staff"); got != 2 {
				t.Errorf("found %d staff, want the migrated one and my own", got)
			}
			if got := migrations.Load(); got != 1 {
				t.Errorf("migrated %d times, want once for all tests", got)
			}
		})
	}
}

func TestADatabaseIsGoneAfterItsTestEvenIfAConnectionIsOpen(t *testing.T) {
	t.Parallel()
	var forgotten *pgx.Conn
	var name string
	t.Run("a test that leaves a connection open", func(t *testing.T) {
		url := storetest.Database(t, migrate)
		var err error
		if forgotten, err = pgx.Connect(t.Context(), url); err != nil {
			t.Fatal(err)
		}
		name = forgotten.Config().Database
	})
	if err := forgotten.Ping(t.Context()); err == nil {
		t.Error("the forgotten connection still works")
	}
	other := connect(t, storetest.Database(t, nil))
	if got := count(t, other, "SELECT count(*) FROM pg_database WHERE datname = '"+name+"'"); got != 0 {
		t.Errorf("database %s is still there", name)
	}
}

func TestAFailingMigrationFailsTheTestWithItsReason(t *testing.T) {
	t.Parallel()
	broken := func(context.Context, string) error { return errors.New("no such migration") }
	tb := &fatal{TB: t}
	tb.run(func() { storetest.Database(tb, broken) })
	if !strings.Contains(tb.message, "no such migration") {
		t.Errorf("the test was told %q", tb.message)
	}
}

func TestAServerOfOnesOwnCanBeStoppedAndStarted(t *testing.T) {
	t.Parallel()
	server := storetest.Postgres(t, map[string]string{"work_mem": "7MB"})
	conn := connect(t, server.URL())
	var workMem, fsync string
	if err := conn.QueryRow(t.Context(), "SELECT current_setting('work_mem'), current_setting('fsync')").Scan(&workMem, &fsync); err != nil {
		t.Fatal(err)
	}
	if workMem != "7MB" || fsync != "off" {
		t.Errorf("work_mem is %s and fsync %s, want 7MB and off", workMem, fsync)
	}
	if err := server.Stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := pgx.Connect(t.Context(), server.URL()); err == nil {
		t.Error("the stopped server takes connections")
	}
	// Another test binary begins meanwhile, and clears away what is abandoned.
	if _, err := embedded.CleanAbandoned(t.Context(), os.TempDir(), "gelis-test-"); err != nil {
		t.Fatal(err)
	}
	if err := server.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	connect(t, server.URL())
}

func dial(t *testing.T, url string) *redis.Client {
	t.Helper()
	options, err := redis.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	options.MaxRetries = -1
	client := redis.NewClient(options)
	t.Cleanup(func() { _ = client.Close() })
	return client
}

func TestEachTestHasARedisOfItsOwn(t *testing.T) {
	t.Parallel()
	one, other := dial(t, storetest.Redis(t).URL()), dial(t, storetest.Redis(t).URL())
	if err := one.Set(t.Context(), "draft", "1", 0).Err(); err != nil {
		t.Fatal(err)
	}
	if err := other.Get(t.Context(), "draft").Err(); !errors.Is(err, redis.Nil) {
		t.Errorf("the other Redis answers %v, want nothing", err)
	}
}

func TestARealRedisKeepsItsKeysOverAnOutage(t *testing.T) {
	t.Parallel()
	for outage, end := range map[string]func(*storetest.RedisServer) error{
		"stopped": (*storetest.RedisServer).Stop,
		"killed":  (*storetest.RedisServer).Kill,
	} {
		t.Run(outage, func(t *testing.T) {
			t.Parallel()
			server := storetest.RealRedis(t)
			client := dial(t, server.URL())
			if err := client.Set(t.Context(), "draft", "1", 0).Err(); err != nil {
				t.Fatal(err)
			}
			haveOutage(t, server, client, end)
			if got, err := client.Get(t.Context(), "draft").Result(); got != "1" || err != nil {
				t.Errorf("after the outage the draft is %q, %v", got, err)
			}
		})
	}
}

func haveOutage(t *testing.T, server *storetest.RedisServer, client *redis.Client, end func(*storetest.RedisServer) error) {
	t.Helper()
	if err := end(server); err != nil {
		t.Fatal(err)
	}
	if err := client.Ping(t.Context()).Err(); err == nil {
		t.Error("Redis answers during the outage")
	}
	if err := server.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestWithoutARedisServerTheTestSaysWhatToInstall(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	tb := &fatal{TB: t}
	tb.run(func() { storetest.RealRedis(tb) })
	if !strings.Contains(tb.message, "install the package redis-server") {
		t.Errorf("the test was told %q", tb.message)
	}
}

// TestNothingIsLeftOfATestBinary runs this binary again, alone in a temporary folder of its own.
func TestNothingIsLeftOfATestBinary(t *testing.T) {
	t.Parallel()
	tmp, err := os.MkdirTemp("", "gelis-binary-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(tmp) })
	if err := os.Chmod(tmp, 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestEachTestHasAMigrated", "-test.v")
	cmd.Env = append(os.Environ(), "TMPDIR="+tmp)
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS") {
		t.Fatalf("%v\n%s", err, out)
	}
	if left, _ := filepath.Glob(filepath.Join(tmp, "*")); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}

func BenchmarkDatabase(b *testing.B) {
	storetest.Database(b, migrate)
	for b.Loop() {
		storetest.Database(b, migrate)
	}
}

// fatal is a test that notes why it was failed.
type fatal struct {
	testing.TB

	message string
}

func (f *fatal) Fatal(args ...any) { f.Fatalf("%s", fmt.Sprint(args...)) }

func (f *fatal) Fatalf(format string, args ...any) {
	f.message = fmt.Sprintf(format, args...)
	panic(f)
}

func (f *fatal) run(test func()) {
	defer func() {
		if r := recover(); r != nil && r != any(f) {
			panic(r)
		}
	}()
	test()
}

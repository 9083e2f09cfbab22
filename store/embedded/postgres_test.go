package embedded_test

import (
	"context"
	"errors"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/store/embedded"
)

func TestANewServerIsSetUpForTheOffice(t *testing.T) {
	t.Parallel()
	server := startNew(t, embedded.Options{Dir: dataDir(t), Settings: map[string]string{"work_mem": "7MB", "application_name": `it's \fine`}})
	for what, test := range map[string]struct{ statement, want string }{
		"the database is ours":               {"SELECT current_database()", "gelis"},
		"so is the role":                     {"SELECT current_user::text", "gelis"},
		"text is Unicode":                    {"SHOW server_encoding", "UTF8"},
		"letters of all languages have case": {"SELECT lower('ÀÉÑ')", "àéñ"},
		"time is UTC":                        {"SHOW timezone", "UTC"},
		"what is written stays written":      {"SHOW fsync", "on"},
		"nobody can reach it by network":     {"SHOW listen_addresses", ""},
		"many can connect":                   {"SHOW max_connections", "100"},
		"no replicas are prepared for":       {"SHOW wal_level", "minimal"},
		"a setting of the caller's counts":   {"SHOW work_mem", "7MB"},
		"whatever is in it":                  {"SELECT boot_val || current_setting('application_name') FROM pg_settings WHERE name = 'application_name'", `it's \fine`},
	} {
		if got := query(t, server.URL()+"&application_name=it%27s%20%5Cfine", test.statement); got != test.want {
			t.Errorf("%s: %s is %q, want %q", what, test.statement, got, test.want)
		}
	}
}

func TestOnlyItsOwnUserCanReachTheSocket(t *testing.T) {
	t.Parallel()
	server := start(t, embedded.Options{Dir: dataDir(t), Settings: embedded.NotDurable()})
	info, err := os.Stat(filepath.Dir(server.Data()))
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != 0o700 {
		t.Errorf("the socket's folder has the permissions %v", got)
	}
}

func TestARestartContinuesTheDataAtTheSameAddress(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	server := start(t, embedded.Options{Dir: dir})
	before := server.URL()
	write(t, before, "Komang")
	if err := server.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	if server.URL() != before {
		t.Errorf("the address was %s and is %s", before, server.URL())
	}
	write(t, server.URL(), "Made")
	stop(t, server)

	again := start(t, embedded.Options{Dir: dir})
	if got := query(t, again.URL(), allNames); got != "Komang, Made" {
		t.Errorf("after another start the names are %q", got)
	}
}

func TestAfterAStopNobodyIsServed(t *testing.T) {
	t.Parallel()
	server := start(t, embedded.Options{Dir: dataDir(t), Settings: embedded.NotDurable()})
	conn, err := pgx.Connect(t.Context(), server.URL())
	if err != nil {
		t.Fatal(err)
	}
	stop(t, server)
	if err := conn.Ping(t.Context()); err == nil {
		t.Error("an open connection is still served")
	}
	if _, err := pgx.Connect(t.Context(), server.URL()); err == nil {
		t.Error("a new connection is taken")
	}
	if err := server.Stop(); err != nil {
		t.Errorf("a second stop: %v", err)
	}
}

func TestASecondStartInTheSameFolderIsRefused(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	server := start(t, embedded.Options{Dir: dir, Settings: embedded.NotDurable()})
	_, err := embedded.StartPostgres(t.Context(), embedded.Options{Dir: dir})
	if !errors.Is(err, embedded.ErrInUse) || !strings.Contains(err.Error(), dir) {
		t.Errorf("a second start says: %v", err)
	}
	if err := embedded.Remove(t.Context(), dir); !errors.Is(err, embedded.ErrInUse) {
		t.Errorf("removing the folder says: %v", err)
	}
	query(t, server.URL(), "SELECT 'served all the same'")
}

func TestAKilledServerRecoversWhatWasWritten(t *testing.T) {
	t.Parallel()
	server := start(t, embedded.Options{Dir: dataDir(t)})
	write(t, server.URL(), "Komang")
	if err := server.Kill(); err != nil {
		t.Fatal(err)
	}
	if _, err := pgx.Connect(t.Context(), server.URL()); err == nil {
		t.Error("the killed server takes connections")
	}
	if err := server.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := query(t, server.URL(), allNames); got != "Komang" {
		t.Errorf("the names are %q", got)
	}
}

func TestAServerThatEndsUnaskedIsStartedAgain(t *testing.T) {
	t.Parallel()
	server := start(t, embedded.Options{Dir: dataDir(t)})
	write(t, server.URL(), "Komang")
	if err := syscall.Kill(server.Postmaster(), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the server is back with its data", func() bool {
		got, err := tryQuery(t, server.URL(), allNames)
		return err == nil && got == "Komang"
	})
}

func TestALongPathIsServedOnLoopbackWithAPassword(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(embedded.OpenDir(t), strings.Repeat("panjang-", 12))
	t.Cleanup(func() { remove(t, dir) })
	server := start(t, embedded.Options{Dir: dir, Settings: embedded.NotDurable()})
	u, err := url.Parse(server.URL())
	if err != nil {
		t.Fatal(err)
	}
	if ip := net.ParseIP(u.Hostname()); !ip.IsLoopback() {
		t.Errorf("it listens on %s", u.Host)
	}
	if got := query(t, server.URL(), "SELECT current_setting('listen_addresses') || current_setting('unix_socket_directories')"); got != "127.0.0.1" {
		t.Errorf("it listens on %s", got)
	}
	for who, user := range map[string]*url.Userinfo{
		"without a password":    url.User("gelis"),
		"with another password": url.UserPassword("gelis", "gelis"),
		"as the system's chief": url.UserPassword("postgres", "postgres"),
	} {
		stranger := *u
		stranger.User = user
		if _, err := pgx.Connect(t.Context(), stranger.String()); err == nil {
			t.Errorf("it lets somebody in %s", who)
		}
	}
	write(t, server.URL(), "Komang")
	if err := server.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := query(t, server.URL(), allNames); got != "Komang" || server.URL() != u.String() {
		t.Errorf("after a restart the names are %q at %s, before at %s", got, server.URL(), u)
	}
}

func TestAStartThatFailsSaysWhatTheServerSaid(t *testing.T) {
	t.Parallel()
	for what, test := range map[string]struct {
		settings map[string]string
		want     string
	}{
		"an unknown setting": {map[string]string{"cepat": "sekali"}, `unrecognized configuration parameter "cepat"`},
		"an impossible one":  {map[string]string{"shared_buffers": "banyak"}, `invalid value for parameter "shared_buffers"`},
		"a broken one":       {map[string]string{"work_mem": "1MB\nfsync = off"}, "has a line break"},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			dir := dataDir(t)
			_, err := embedded.StartPostgres(t.Context(), embedded.Options{Dir: dir, Settings: test.settings})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("the start says: %v", err)
			}
			start(t, embedded.Options{Dir: dir}) // the folder is free again, and whole
		})
	}
}

func TestAStartThatIsGivenUpLeavesNothingRunning(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := embedded.StartPostgres(ctx, embedded.Options{Dir: dir}); err == nil {
		t.Fatal("it started in no time")
	}
	server := start(t, embedded.Options{Dir: dir})
	if got := len(embedded.ServerProcesses(t.Context(), server.Data()+".new")); got > 0 {
		t.Errorf("%d processes work on the half-made cluster", got)
	}
}

func TestAClusterOfAnotherVersionIsRefusedInClearWords(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	server := start(t, embedded.Options{Dir: dir})
	stop(t, server)
	if err := os.WriteFile(filepath.Join(server.Data(), "PG_VERSION"), []byte("12\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := embedded.StartPostgres(t.Context(), embedded.Options{Dir: dir})
	var version *embedded.VersionError
	if !errors.As(err, &version) || version.Data != 12 {
		t.Fatalf("the start says: %v", err)
	}
	if !strings.Contains(err.Error(), "made by PostgreSQL 12") {
		t.Errorf("the start says: %v", err)
	}
}

func TestClustersFromAPristineCopyAreIndependent(t *testing.T) {
	t.Parallel()
	pristine := embedded.OpenDir(t)
	options := func() embedded.Options {
		return embedded.Options{Dir: dataDir(t), Settings: embedded.NotDurable(), Pristine: pristine}
	}
	one, other := startNew(t, options()), startNew(t, options())
	write(t, one.URL(), "Komang")
	write(t, other.URL(), "Made")
	if got := query(t, one.URL(), allNames); got != "Komang" {
		t.Errorf("the first has %q", got)
	}
	if got := query(t, other.URL(), allNames); got != "Made" {
		t.Errorf("the second has %q", got)
	}
}

func BenchmarkStart(b *testing.B) {
	for name, settings := range map[string]map[string]string{"durable": nil, "not durable": embedded.NotDurable()} {
		b.Run("new/"+name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				options := embedded.Options{Dir: dataDir(b), Settings: settings}
				b.StartTimer()
				startAndStop(b, options)
			}
		})
		b.Run("existing/"+name, func(b *testing.B) {
			options := embedded.Options{Dir: dataDir(b), Settings: settings}
			startAndStop(b, options)
			for b.Loop() {
				startAndStop(b, options)
			}
		})
	}
}

// startAndStop counts the start only.
func startAndStop(b *testing.B, options embedded.Options) {
	b.Helper()
	server, err := embedded.StartPostgres(b.Context(), options)
	if err != nil {
		b.Fatal(err)
	}
	b.StopTimer()
	if err := server.Stop(); err != nil {
		b.Fatal(err)
	}
	b.StartTimer()
}

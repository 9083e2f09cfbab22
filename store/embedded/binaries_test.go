package embedded

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// machine is a made-up machine with programs that tell a version and do nothing else.
type machine struct {
	root   string
	search search
}

func newMachine(t *testing.T) *machine {
	t.Helper()
	m := &machine{root: OpenDir(t)}
	m.search = search{
		lookPath:  func(string) (string, error) { return "", exec.ErrNotFound },
		globs:     []string{filepath.Join(m.root, "lib", "*", "bin")},
		osRelease: filepath.Join(m.root, "os-release"),
		fetch:     func(context.Context) (string, error) { return "", errors.New("no network") },
	}
	m.write(t, "os-release", "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", 0o644)
	return m
}

func (m *machine) write(t *testing.T, name, text string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(m.root, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	return path
}

// install puts a PostgreSQL into a folder of the machine and returns its programs' folder.
func (m *machine) install(t *testing.T, dir, version string) string {
	t.Helper()
	m.write(t, filepath.Join(dir, "initdb"), "#!/bin/sh\n", 0o755)
	return filepath.Dir(m.write(t, filepath.Join(dir, "postgres"), "#!/bin/sh\necho 'postgres (PostgreSQL) "+version+"'\n", 0o755))
}

// link makes a lonely link to a server the one that is in PATH.
func (m *machine) link(t *testing.T, dir string) {
	t.Helper()
	link := filepath.Join(m.root, "postgres")
	if err := os.Symlink(filepath.Join(dir, "postgres"), link); err != nil {
		t.Fatal(err)
	}
	m.search.lookPath = func(string) (string, error) { return link, nil }
}

func (m *machine) find(t *testing.T, major int) (binaries, error) {
	t.Helper()
	acc, err := accountFor("")
	if err != nil {
		t.Fatal(err)
	}
	return m.search.find(t.Context(), acc, major)
}

func TestWhichPostgreSQLIsUsed(t *testing.T) {
	t.Parallel()
	for what, test := range map[string]struct {
		installed []string // versions below lib, in the order of their folders
		inPath    string   // the version that PATH links to
		major     int      // of the data
		want      string
	}{
		"the newest":                                     {[]string{"15.18 (Debian)", "17.2", "9.6.1"}, "", 0, "17.2"},
		"the newest is counted, not spelled":             {[]string{"100.1", "99.1"}, "", 0, "100.1"},
		"the one in PATH":                                {[]string{"15.18", "17.2"}, "15.18", 0, "15.18"},
		"not one in PATH that is too old":                {[]string{"13.4", "15.18"}, "13.4", 0, "15.18"},
		"the one that made the data":                     {[]string{"15.18", "16.4", "17.2"}, "", 16, "16.4"},
		"the one that made the data, rather than PATH's": {[]string{"15.18", "17.2"}, "15.18", 17, "17.2"},
		"a trial version":                                {[]string{"18beta1"}, "", 0, "18beta1"},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t)
			for _, version := range test.installed {
				dir := m.install(t, filepath.Join("lib", version, "bin"), version)
				if version == test.inPath {
					m.link(t, dir)
				}
			}
			got, err := m.find(t, test.major)
			if err != nil || got.version != test.want {
				t.Errorf("found %q, %v; want %q", got.version, err, test.want)
			}
		})
	}
}

func TestAServerWithoutItsInitdbIsNotUsed(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	dir := m.install(t, "lib/15/bin", "15.18")
	if err := os.Remove(filepath.Join(dir, "initdb")); err != nil {
		t.Fatal(err)
	}
	if got, err := m.find(t, 0); !errors.Is(err, ErrNotInstalled) {
		t.Errorf("found %v, %v", got, err)
	}
}

func TestWithoutPostgreSQLTheErrorNamesThePackage(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.install(t, "lib/13/bin", "13.4")
	_, err := m.find(t, 0)
	if !errors.Is(err, ErrNotInstalled) {
		t.Fatalf("the error is %v", err)
	}
	for _, want := range []string{"apt-get install -y postgresql", "DATABASE_URL", "13.4, too old", "no network"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %q: %v", want, err)
		}
	}
}

func TestDataOfAVersionThatIsNotInstalledAreRefused(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.install(t, "lib/15/bin", "15.18")
	m.install(t, "lib/17/bin", "17.2")
	_, err := m.find(t, 16)
	var version *VersionError
	if !errors.As(err, &version) {
		t.Fatalf("the error is %v", err)
	}
	if diff := cmp.Diff(&VersionError{Data: 16, Found: []int{15, 17}}, version); diff != "" {
		t.Error(diff)
	}
	if want := "made by PostgreSQL 16 and only PostgreSQL 15 and 17 is installed"; !strings.Contains(err.Error(), want) {
		t.Errorf("the error is %v", err)
	}
}

func TestAStartWithoutPostgreSQLFailsWithItsName(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	dir := filepath.Join(m.root, "data")
	_, err := StartPostgres(t.Context(), Options{Dir: dir, search: &m.search})
	if !errors.Is(err, ErrNotInstalled) {
		t.Errorf("the start says: %v", err)
	}
	f, err := openFolder(t.Context(), dir)
	if err != nil {
		t.Fatalf("the folder is not free after the failed start: %v", err)
	}
	if err := f.release(); err != nil {
		t.Error(err)
	}
}

func TestAMissingPostgreSQLIsFetchedOnceAndUsed(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	shop, visits := repository(t)
	fetcher := fetcher{cache: filepath.Join(m.root, "cache"), repository: shop, logger: slog.New(slog.DiscardHandler)}
	m.search.fetch = fetcher.fetch
	for range 2 {
		got, err := m.find(t, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got.version != "18.3" || !strings.HasPrefix(got.dir, fetcher.cache) {
			t.Errorf("got %+v", got)
		}
	}
	if got := visits.Load(); got != 1 {
		t.Errorf("downloaded %d times", got)
	}
	var version *VersionError
	if _, err := m.find(t, 16); !errors.As(err, &version) {
		t.Errorf("for data of version 16 it says: %v", err)
	}
}

func TestHowToInstallPostgreSQL(t *testing.T) {
	t.Parallel()
	for osRelease, want := range map[string]string{
		"ID=debian\n":                                  "apt-get install -y postgresql",
		"NAME=x\nID=ubuntu\nID_LIKE=debian\n":          "apt-get install -y postgresql",
		"ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"": "dnf install -y postgresql-server postgresql-contrib",
		"ID='fedora'\n":                                "dnf install -y postgresql-server postgresql-contrib",
		"ID=alpine\n":                                  "apk add postgresql postgresql-contrib",
		"ID=opensuse-leap\nID_LIKE=\"suse opensuse\"":  "zypper --non-interactive install postgresql-server postgresql-contrib",
		"ID=arch\n":                                    "pacman -S --noconfirm postgresql",
		"ID=plan9\n":                                   "",
		"":                                             "",
	} {
		path := filepath.Join(t.TempDir(), "os-release")
		if err := os.WriteFile(path, []byte(osRelease), 0o600); err != nil {
			t.Fatal(err)
		}
		got, ok := installCommand(path)
		if strings.Join(got, " ") != want || ok != (want != "") {
			t.Errorf("%q: %q, %v; want %q", osRelease, got, ok, want)
		}
	}
}

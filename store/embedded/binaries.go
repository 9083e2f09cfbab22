package embedded

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// oldestMajor is the oldest PostgreSQL that the migrations are written for.
const oldestMajor = 15

// ErrNotInstalled says that this machine has no PostgreSQL that would do. The error around it names the package.
var ErrNotInstalled = errors.New("PostgreSQL is not installed")

// binaries are the programs of one PostgreSQL.
type binaries struct {
	dir     string
	version string // as it calls itself: "15.18 (Debian 15.18-0+deb12u1)"
	major   int
}

func (b binaries) program(name string) string { return filepath.Join(b.dir, name) }

// search says where PostgreSQL may be.
type search struct {
	lookPath  func(program string) (string, error)
	globs     []string
	osRelease string // the file that names the distribution
	fetch     func(ctx context.Context) (dir string, err error)
}

func defaultSearch(logger *slog.Logger) search {
	return search{
		lookPath: exec.LookPath,
		globs: []string{
			"/usr/lib/postgresql/*/bin",                               // Debian, Ubuntu
			"/usr/pgsql-*/bin",                                        // PGDG on Fedora, RHEL
			"/usr/lib/postgresql*/bin",                                // SUSE
			"/usr/libexec/postgresql*",                                // Alpine
			"/opt/homebrew/opt/postgresql@*/bin",                      // Homebrew
			"/usr/local/opt/postgresql@*/bin",                         // Homebrew on Intel
			"/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",         // Homebrew on Linux
			"/Applications/Postgres.app/Contents/Versions/[0-9]*/bin", // Postgres.app
		},
		osRelease: "/etc/os-release",
		fetch:     fetcher{cache: binaryCache(), logger: logger}.fetch,
	}
}

// Installed reports where the programs of a PostgreSQL that we can use are, or an error with ErrNotInstalled that says
// what to install. It looks at this machine only and downloads nothing.
func Installed(ctx context.Context) (dir string, err error) {
	acc, err := accountFor("")
	if err != nil {
		return "", err
	}
	found, err := defaultSearch(slog.New(slog.DiscardHandler)).installed(ctx, acc, 0)
	return found.dir, err
}

// find returns the installed PostgreSQL of the given major version (0: the one in PATH, else the newest), or fetches one.
func (s search) find(ctx context.Context, acc account, major int) (binaries, error) {
	found, missing := s.installed(ctx, acc, major)
	if !errors.Is(missing, ErrNotInstalled) {
		return found, missing
	}
	dir, err := s.fetch(ctx)
	if err != nil {
		return binaries{}, fmt.Errorf("%w (fetching it failed, too: %w)", missing, err)
	}
	found, err = probe(ctx, acc, dir)
	if err != nil {
		return binaries{}, fmt.Errorf("%w (the fetched one does not run: %w)", missing, err)
	}
	if major != 0 && found.major != major {
		return binaries{}, &VersionError{Data: major, Found: []int{found.major}}
	}
	return found, nil
}

func (s search) installed(ctx context.Context, acc account, major int) (binaries, error) {
	var usable, others []binaries
	var rejected []string
	for _, dir := range s.candidates() {
		found, err := probe(ctx, acc, dir)
		switch {
		case err != nil:
			rejected = append(rejected, err.Error())
		case found.major < oldestMajor:
			rejected = append(rejected, fmt.Sprintf("%s has %s, too old", dir, found.version))
		case major != 0 && found.major != major:
			others = append(others, found)
		default:
			usable = append(usable, found)
		}
	}
	switch {
	case len(usable) > 0:
		return s.best(usable), nil
	case len(others) > 0:
		return binaries{}, &VersionError{Data: major, Found: majors(others)}
	}
	return binaries{}, s.notInstalled(rejected)
}

// best prefers the PostgreSQL that the person has in PATH, then the newest.
func (s search) best(usable []binaries) binaries {
	if usable[0].dir == s.inPath() {
		return usable[0]
	}
	return slices.MaxFunc(usable, func(a, b binaries) int { return cmp.Compare(a.major, b.major) })
}

func (s search) notInstalled(rejected []string) error {
	advice := "install PostgreSQL " + strconv.Itoa(oldestMajor) + " or newer"
	if command, ok := installCommand(s.osRelease); ok {
		advice = "install it with: " + strings.Join(command, " ")
	}
	err := fmt.Errorf("%w: %s, or set DATABASE_URL to a server", ErrNotInstalled, advice)
	if len(rejected) > 0 {
		err = fmt.Errorf("%w (looked at: %s)", err, strings.Join(rejected, "; "))
	}
	return err
}

// candidates are the folders that have a server and an initdb, the one in PATH first.
func (s search) candidates() []string {
	dirs := []string{s.inPath()}
	for _, glob := range s.globs {
		matches, _ := filepath.Glob(glob) // fails only for a malformed pattern; ours are constants
		dirs = append(dirs, matches...)
	}
	var found []string
	for _, dir := range dirs {
		if dir != "" && !slices.Contains(found, dir) && isFile(dir, "postgres") && isFile(dir, "initdb") {
			found = append(found, dir)
		}
	}
	return found
}

// inPath is the folder that the postgres in PATH really lies in: the one in PATH may be a lonely link.
func (s search) inPath() string {
	program, err := s.lookPath("postgres")
	if err != nil {
		return ""
	}
	if program, err = filepath.EvalSymlinks(program); err != nil {
		return ""
	}
	return filepath.Dir(program)
}

func isFile(dir, name string) bool {
	info, err := os.Stat(filepath.Join(dir, name))
	return err == nil && info.Mode().IsRegular()
}

var versionPattern = regexp.MustCompile(`\) ((\d+).*)`)

// probe asks a server for its version, in the account that would run it.
func probe(ctx context.Context, acc account, dir string) (binaries, error) {
	found := binaries{dir: dir}
	out, err := acc.command(ctx, found.program("postgres"), "--version").Output()
	if err != nil {
		return binaries{}, fmt.Errorf("%s does not run as the user %s: %w", found.program("postgres"), acc.name, err)
	}
	match := versionPattern.FindSubmatch(out)
	if match == nil {
		return binaries{}, fmt.Errorf("%s does not tell its version: %q", found.program("postgres"), out)
	}
	found.version = string(match[1])
	found.major, err = strconv.Atoi(string(match[2]))
	if err != nil {
		return binaries{}, fmt.Errorf("version of %s: %w", found.program("postgres"), err)
	}
	return found, nil
}

func majors(all []binaries) []int {
	var found []int
	for _, b := range all {
		found = append(found, b.major)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

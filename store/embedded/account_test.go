package embedded_test

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/gelis-bali/gelis/store/embedded"
)

func isRoot() bool { return os.Geteuid() == 0 }

// lives are the tests of a server's life, which differ between root and an ordinary user.
const lives = "^Test(ANewServer|ARestart|ASecondStart|ALongPath|AKilled|AServerThatEnds|AnOwnerKilled|OnlyFolders|AStale)"

// TestAnOrdinaryUserCanDoAllThis runs the tests of a server's life again as nobody, when they are run by root.
func TestAnOrdinaryUserCanDoAllThis(t *testing.T) {
	t.Parallel()
	if !isRoot() {
		return // all tests have an ordinary user already
	}
	place := embedded.OpenDir(t)
	cred := nobody(t)
	tests := copyProgram(t, place)
	tmp := filepath.Join(place, "tmp")
	if err := os.Mkdir(tmp, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(tmp, int(cred.Uid), int(cred.Gid)); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), tests, "-test.v", "-test.parallel=4", "-test.run="+lives)
	cmd.Env = append(os.Environ(), "TMPDIR="+tmp, "HOME="+tmp)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: cred}
	cmd.Dir = place
	out, err := cmd.CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("--- PASS: TestARestartContinues")) {
		t.Errorf("as nobody: %v\n%s", err, out)
	}
	if left, _ := filepath.Glob(filepath.Join(tmp, "gelis-*")); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}

func nobody(t *testing.T) *syscall.Credential {
	t.Helper()
	u, err := user.Lookup("nobody")
	if err != nil {
		t.Fatal(err)
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		t.Fatal(err)
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		t.Fatal(err)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}

func copyProgram(t *testing.T, dir string) string {
	t.Helper()
	source, err := os.Open(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	target, err := os.OpenFile(filepath.Join(dir, "tests"), os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(target, source); err != nil {
		t.Fatal(err)
	}
	if err := target.Close(); err != nil {
		t.Fatal(err)
	}
	return target.Name()
}

// TestRootLendsTheServerAnAccount: what an ordinary user cannot try, because only root can lend.
func TestRootLendsTheServerAnAccount(t *testing.T) {
	t.Parallel()
	if !isRoot() {
		return // an ordinary user is the account
	}
	dir := dataDir(t)
	server := start(t, embedded.Options{Dir: dir, Settings: embedded.NotDurable()})
	info, err := os.Stat(server.Data())
	if err != nil {
		t.Fatal(err)
	}
	if uid := info.Sys().(*syscall.Stat_t).Uid; uid == 0 {
		t.Error("the server's files belong to root")
	}
	if !strings.HasPrefix(server.Data(), dir) {
		t.Errorf("the data are in %s, though %s can be reached", server.Data(), dir)
	}
}

func TestRootKeepsTheDataElsewhereWhenTheServerCannotReachTheFolder(t *testing.T) {
	t.Parallel()
	if !isRoot() {
		return // an ordinary user reaches its own folders
	}
	closed := filepath.Join(embedded.OpenDir(t), "closed")
	if err := os.Mkdir(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(closed, "data")
	options := embedded.Options{Dir: dir, Settings: embedded.NotDurable()}
	server := start(t, options)
	write(t, server.URL(), "Komang")
	data := server.Data()
	if strings.HasPrefix(data, closed) {
		t.Errorf("the data are in %s", data)
	}
	stop(t, server)

	again := start(t, options)
	if got := query(t, again.URL(), allNames); got != "Komang" {
		t.Errorf("at the next start the names are %q", got)
	}
	stop(t, again)
	if err := embedded.Remove(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{dir, filepath.Dir(data)} {
		if _, err := os.Stat(path); err == nil {
			t.Errorf("%s is still there after its removal", path)
		}
	}
}

func TestDataKeptElsewhereThatAreGoneAreMissed(t *testing.T) {
	t.Parallel()
	if !isRoot() {
		return // an ordinary user keeps nothing elsewhere
	}
	dir := embedded.OpenDir(t)
	pointer := filepath.Join(dir, "elsewhere")
	if err := os.WriteFile(pointer, []byte("/var/tmp/gelis-postgres-gone\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := embedded.StartPostgres(t.Context(), embedded.Options{Dir: dir})
	if err == nil || !strings.Contains(err.Error(), pointer) {
		t.Errorf("the start says: %v", err)
	}
	if err := os.WriteFile(pointer, []byte("/etc\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := embedded.Remove(t.Context(), dir); err == nil {
		t.Error("it follows a pointer to a folder that is not ours")
	}
	if err := os.Remove(pointer); err != nil {
		t.Fatal(err)
	}
}

func TestRootContinuesTheDataOfAnOrdinaryUser(t *testing.T) {
	t.Parallel()
	if !isRoot() {
		return // an ordinary user may not act for another
	}
	place, cred := embedded.OpenDir(t), nobody(t)
	if err := os.Chown(place, int(cred.Uid), int(cred.Gid)); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(place, "data")
	cmd := ownerProcess(t, dir)
	cmd.Path = copyProgram(t, place)
	cmd.Dir = place
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: cred}
	owner, url := runOwner(t, cmd)
	write(t, url, "Komang")
	killOwner(owner)

	server := start(t, embedded.Options{Dir: dir, Settings: embedded.NotDurable()})
	if got := query(t, server.URL(), allNames); got != "Komang" {
		t.Errorf("the names are %q", got)
	}
}

func TestAnOrdinaryUserIsToldWhoseTheDataAre(t *testing.T) {
	t.Parallel()
	if !isRoot() {
		return // needs data of another user's, which only root can make
	}
	place := embedded.OpenDir(t)
	dir := filepath.Join(place, "data")
	if err := os.MkdirAll(filepath.Join(dir, "cluster"), 0o755); err != nil {
		t.Fatal(err)
	}
	cred := nobody(t)
	if err := os.Chown(dir, int(cred.Uid), int(cred.Gid)); err != nil {
		t.Fatal(err)
	}
	cmd := ownerProcess(t, dir)
	cmd.Path = copyProgram(t, place)
	cmd.Dir = place
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: cred}
	out, _ := cmd.Output()
	if !strings.Contains(string(out), "belongs to the user root") {
		t.Errorf("the start says: %s", out)
	}
}

package embedded

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"

	"github.com/gelis-bali/gelis/store/internal/child"
)

// account is whom the server runs as. PostgreSQL refuses to run as root, so root lends it another account.
type account struct {
	name string              // for messages
	cred *syscall.Credential // nil: the account that we run as ourselves
}

// errNoAccount says that root has nobody to lend the server to.
var errNoAccount = errors.New("PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody")

// accountFor decides whom the server runs as: ourselves, or, as root, the owner of the cluster that is there already,
// else postgres, else nobody.
func accountFor(home string) (account, error) {
	if os.Geteuid() != 0 {
		return ownAccount(home)
	}
	if uid, gid, ok := owner(home); ok && uid != 0 {
		return account{name: userName(uid), cred: &syscall.Credential{Uid: uid, Gid: gid}}, nil
	}
	for _, name := range []string{"postgres", "_postgres", "nobody"} {
		if cred, err := credential(name); err == nil {
			return account{name: name, cred: cred}, nil
		}
	}
	return account{}, errNoAccount
}

// ownAccount refuses a cluster of somebody else's, because the server would do so with fewer words.
func ownAccount(home string) (account, error) {
	self := uint32(os.Geteuid()) //nolint:gosec // user ids are 32 bits wide
	if uid, _, ok := owner(home); ok && uid != self {
		return account{}, fmt.Errorf("the database in %s belongs to the user %s: start as root or as that user, or choose another folder",
			home, userName(uid))
	}
	return account{name: userName(self)}, nil
}

func credential(name string) (*syscall.Credential, error) {
	u, err := user.Lookup(name)
	if err != nil {
		return nil, fmt.Errorf("look up user %s: %w", name, err)
	}
	// On macOS nobody is -2.
	uid, uidErr := strconv.ParseInt(u.Uid, 10, 64)
	gid, gidErr := strconv.ParseInt(u.Gid, 10, 64)
	if err := errors.Join(uidErr, gidErr); err != nil {
		return nil, fmt.Errorf("look up user %s: %w", name, err)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil //nolint:gosec // user ids are 32 bits wide
}

func userName(uid uint32) string {
	id := strconv.FormatUint(uint64(uid), 10)
	if u, err := user.LookupId(id); err == nil {
		return u.Username
	}
	return id
}

func owner(path string) (uid, gid uint32, ok bool) {
	info, err := os.Lstat(path)
	if err != nil {
		return 0, 0, false
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, 0, false
	}
	return stat.Uid, stat.Gid, true
}

// command prepares a program to be run by this account, untouched by our own environment: PGDATA, PGPORT or an exotic
// locale must not reach the server.
func (a account) command(ctx context.Context, program string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env = []string{"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C", "TZ=UTC"}
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: a.cred}
	return cmd
}

// run runs a program to its end and returns what it said. It does not outlive us: a next owner may be at work by then.
func run(cmd *exec.Cmd) (said []byte, err error) {
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	process, err := child.Start(cmd, syscall.SIGKILL)
	if err != nil {
		return nil, err
	}
	err = process.Err()
	return out.Bytes(), err
}

// canWrite finds out by trying: permissions alone do not tell (access lists, read-only mounts, closed parents).
func (a account) canWrite(ctx context.Context, dir string) bool {
	if a.cred == nil {
		return true // what we made ourselves, we can write
	}
	return a.command(ctx, "/bin/sh", "-c", `cd "$1" && : >.reached && rm .reached`, "sh", dir).Run() == nil
}

// give hands a file or a folder over to the account.
func (a account) give(path string) error {
	if a.cred == nil {
		return nil
	}
	return os.Lchown(path, int(a.cred.Uid), int(a.cred.Gid))
}

// writeFile replaces a file of the account's whole, or not at all.
func (a account) writeFile(path, content string) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	_, err = tmp.WriteString(content)
	err = errors.Join(err, tmp.Close(), a.give(tmp.Name()))
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	return nil
}

// mkdir makes a folder that only the account can enter. One that is there already is taken over.
func (a account) mkdir(path string) error {
	if err := os.Mkdir(path, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return a.give(path)
}

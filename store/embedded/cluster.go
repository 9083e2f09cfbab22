package embedded

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// cluster is the folder of the server's files, and who may work with it.
type cluster struct {
	home     string
	account  account
	binaries binaries
}

func (c cluster) data() string { return filepath.Join(c.home, "data") }

// ensure makes the cluster if there is none. It is made beside its place and moved there whole, so that a crash in the
// middle leaves nothing half. pristine, if not empty, is a folder that keeps a copy to make further clusters from.
func (c cluster) ensure(ctx context.Context, pristine string, durable bool) error {
	major, err := clusterMajor(c.data())
	if err != nil || major != 0 {
		return err
	}
	staging := c.data() + ".new"
	if err := os.RemoveAll(staging); err != nil {
		return fmt.Errorf("remove half a cluster: %w", err)
	}
	if pristine == "" {
		err = c.initdb(ctx, staging, durable)
	} else {
		err = c.copyPristine(ctx, pristine, staging)
	}
	if err != nil {
		return err
	}
	if err := os.Rename(staging, c.data()); err != nil {
		return fmt.Errorf("move new cluster to its place: %w", err)
	}
	if !durable {
		return nil
	}
	if err := syncFolder(c.home); err != nil {
		return fmt.Errorf("save new cluster: %w", err)
	}
	return nil
}

// initdb makes a cluster in dir, with the best locale that this machine has.
func (c cluster) initdb(ctx context.Context, dir string, durable bool) error {
	var failed error
	for _, locale := range locales(c.binaries.major) {
		args := append([]string{"-D", dir, "-U", roleName, "-A", "trust", "-E", "UTF8", "--no-instructions"}, locale...)
		if !durable {
			args = append(args, "--no-sync")
		}
		out, err := run(c.account.command(ctx, c.binaries.program("initdb"), args...))
		if err == nil {
			return nil
		}
		if failed == nil {
			failed = fmt.Errorf("make cluster with initdb: %w: %s", err, lastLines(out, 5))
		}
		if err := errors.Join(ctx.Err(), os.RemoveAll(dir)); err != nil {
			return errors.Join(failed, err)
		}
	}
	return failed
}

// locales are the options to try, best first: upper and lower case of all of Unicode, in an order that does not change
// with the machine's libraries.
func locales(major int) [][]string {
	if major >= 17 {
		return [][]string{{"--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"}}
	}
	return [][]string{
		{"--locale=C.UTF-8"},
		{"--locale=C", "--locale-provider=icu", "--icu-locale=und"},
		{"--locale=C"},
	}
}

// configure writes the server's configuration, as it is to be at this start.
func (c cluster) configure(addr address, settings map[string]string) error {
	config, err := serverConfig(defaultSettings(), settings, addr.settings())
	if err != nil {
		return err
	}
	for name, text := range map[string]string{"postgresql.conf": config, "pg_hba.conf": hostAuthentication} {
		if err := c.account.writeFile(filepath.Join(c.data(), name), text); err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
	}
	return nil
}

// setPassword tells the stopped server the password of its address.
func (c cluster) setPassword(ctx context.Context, addr address) error {
	cmd := c.account.command(ctx, c.binaries.program("postgres"), "--single", "-D", c.data(), "postgres")
	cmd.Stdin = strings.NewReader(addr.passwordStatement())
	if out, err := run(cmd); err != nil {
		return fmt.Errorf("set password of the database: %w: %s", err, lastLines(out, 5))
	}
	return nil
}

func lastLines(text []byte, n int) []byte {
	lines := bytes.Split(bytes.TrimSpace(text), []byte("\n"))
	return bytes.Join(lines[max(0, len(lines)-n):], []byte("\n"))
}

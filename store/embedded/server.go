package embedded

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"
	"time"

	"github.com/jackc/pgerrcode"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/gelis-bali/gelis/store/internal/child"
)

const (
	// readyPatience bounds how long a start may take; a recovery after a crash is the long part of it.
	readyPatience = 5 * time.Minute

	// largestLog is what the server's log may reach before it is put aside, at the next start.
	largestLog = 10 << 20
)

// server is a running PostgreSQL.
type server struct {
	cluster cluster
	process *child.Process
}

// startError is a start that failed, and what the server said about it.
type startError struct {
	cause   error
	said    []byte
	logPath string
}

func (e *startError) Error() string {
	return fmt.Sprintf("start PostgreSQL: %v; the last lines of %s:\n%s", e.cause, e.logPath, e.said)
}

func (e *startError) Unwrap() error { return e.cause }

// startServer returns when the server takes connections and has our database.
func startServer(ctx context.Context, c cluster, addr address, logPath string) (*server, error) {
	log, err := openLog(logPath)
	if err != nil {
		return nil, fmt.Errorf("open log of PostgreSQL: %w", err)
	}
	defer log.Close()
	begin, err := log.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, fmt.Errorf("open log of PostgreSQL: %w", err)
	}
	// The server must outlive the context of its start.
	cmd := c.account.command(context.WithoutCancel(ctx), c.binaries.program("postgres"), "-D", c.data())
	cmd.Stdout, cmd.Stderr = log, log
	process, err := child.Start(cmd, syscall.SIGINT)
	if err != nil {
		return nil, fmt.Errorf("run PostgreSQL as the user %s: %w", c.account.name, err)
	}
	s := &server{cluster: c, process: process}
	if err := s.ready(ctx, addr); err != nil {
		err = errors.Join(err, s.stop()) //nolint:contextcheck // what was started must be stopped, whatever became of ctx
		return nil, &startError{cause: err, said: saidSince(logPath, begin), logPath: logPath}
	}
	return s, nil
}

// openLog keeps the log of one earlier time.
func openLog(path string) (*os.File, error) {
	if info, err := os.Stat(path); err == nil && info.Size() > largestLog {
		if err := os.Rename(path, path+".old"); err != nil {
			return nil, err
		}
	}
	return os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_RDWR, 0o600)
}

func saidSince(path string, begin int64) []byte {
	log, err := os.Open(path)
	if err != nil {
		return []byte(err.Error())
	}
	defer log.Close()
	said, err := io.ReadAll(io.NewSectionReader(log, begin, largestLog))
	if err != nil {
		return []byte(err.Error())
	}
	return lastLines(said, 10)
}

// errEnded says that the server ended by itself.
var errEnded = errors.New("the server ended by itself")

// ready waits until the server takes connections, and makes the database if it is not there yet.
func (s *server) ready(ctx context.Context, addr address) error {
	ctx, cancel := context.WithTimeout(ctx, readyPatience)
	defer cancel()
	for pause := 5 * time.Millisecond; ; pause = min(2*pause, 100*time.Millisecond) {
		err := s.enter(ctx, addr)
		if err == nil || !temporary(err) {
			return err
		}
		select {
		case <-s.process.Exited():
			return fmt.Errorf("%w: %w", errEnded, s.process.Err())
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(pause):
		}
	}
}

// temporary tells a server that is still coming from one that refuses us.
func temporary(err error) bool {
	var refused *pgconn.PgError
	return !errors.As(err, &refused) || refused.Code == pgerrcode.CannotConnectNow
}

// enter connects to our database, making it the first time.
func (s *server) enter(ctx context.Context, addr address) error {
	err := execute(ctx, addr.url(databaseName), "SELECT")
	var refused *pgconn.PgError
	if !errors.As(err, &refused) || refused.Code != pgerrcode.InvalidCatalogName {
		return err
	}
	return execute(ctx, addr.url("postgres"), "CREATE DATABASE "+databaseName)
}

func execute(ctx context.Context, url, statement string) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, statement)
	return errors.Join(err, conn.Close(ctx))
}

// stop ends the server gracefully, or else at once; it fails only if something is left of it.
func (s *server) stop() error {
	obeyed := s.process.Stop(
		child.Step{Signal: syscall.SIGINT, Patience: fastPatience},
		child.Step{Signal: syscall.SIGQUIT, Patience: immediatePatience},
	)
	if obeyed < 2 {
		return nil
	}
	return s.kill()
}

// kill ends all processes of the server as a crash of the machine would.
func (s *server) kill() error {
	ctx, data := context.Background(), s.cluster.data()
	obeyed := s.process.Stop(child.Step{Signal: syscall.SIGKILL, Patience: killPatience}) // first, lest it restarts the others
	kill(syscall.SIGKILL, serverProcesses(ctx, data)...)
	if obeyed == 0 && ended(ctx, data, killPatience) {
		return nil
	}
	return fmt.Errorf("PostgreSQL in %s does not end: processes %v", s.cluster.home, serverProcesses(ctx, data))
}

// inTheWay tells a start that failed because of what passes: the shared memory of an old server that is still ending, or
// a port that somebody else has.
func inTheWay(err error) bool {
	var failed *startError
	return errors.As(err, &failed) &&
		(bytes.Contains(failed.said, []byte("pre-existing shared memory block")) ||
			bytes.Contains(failed.said, []byte("could not create any TCP/IP sockets")))
}

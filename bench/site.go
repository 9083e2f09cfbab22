package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/store/embedded"
	"github.com/gelis-bali/gelis/store/storetest"
)

// folderPrefix begins the names of our temporary folders.
const folderPrefix = "gelis-bench-"

// site is what is measured on: the built programs, a durable PostgreSQL with two offices, and Redis. Each is made when
// it is needed for the first time.
type site struct {
	size     sizes
	progress io.Writer
	dir      string
	postgres *embedded.Postgres
	redis    *storetest.RedisServer // nil: the program uses the one in its own process
	offices  map[string]string      // URLs by name
}

// clock is the machine's clock, read in Denpasar.
func clock() calendar.Clock {
	return calendar.Clock{Now: time.Now, Zone: time.FixedZone("WITA", 8*60*60)}
}

// newOffice is an office of today, of no size yet.
func newOffice() storetest.Office { return storetest.Office{Today: clock().Today()} }

func openSite(ctx context.Context, size sizes, progress io.Writer) (s *site, err error) {
	if _, err := embedded.CleanAbandoned(ctx, os.TempDir(), folderPrefix); err != nil {
		_, _ = fmt.Fprintln(progress, "bench:", err) // what others have left is no reason not to measure
	}
	s = &site{size: size, progress: progress, offices: map[string]string{}}
	if s.dir, err = os.MkdirTemp("", folderPrefix); err != nil {
		return nil, fmt.Errorf("make a folder to measure in: %w", err)
	}
	if err := s.start(ctx); err != nil {
		return nil, errors.Join(err, s.close(context.WithoutCancel(ctx)))
	}
	return s, nil
}

func (s *site) start(ctx context.Context) (err error) {
	if err := s.build(ctx); err != nil {
		return err
	}
	if s.postgres, err = embedded.StartPostgres(ctx, embedded.Options{Dir: s.dir}); err != nil {
		return fmt.Errorf("start the PostgreSQL to measure on: %w", err)
	}
	s.redis, err = storetest.StartRedisServer(ctx)
	if errors.Is(err, storetest.ErrNoRedis) {
		s.say("%v; measuring with the one in the process", err)
		return nil
	}
	return err
}

func (s *site) close(ctx context.Context) error {
	var err error
	if s.redis != nil {
		err = s.redis.Remove()
	}
	if s.postgres != nil {
		err = errors.Join(err, s.postgres.Stop())
	}
	return errors.Join(err, embedded.Remove(ctx, s.dir), os.RemoveAll(s.dir+"-bin"))
}

// say tells whoever waits what is going on.
func (s *site) say(format string, args ...any) {
	_, _ = fmt.Fprintf(s.progress, format+"\n", args...)
}

// build builds what is measured.
func (s *site) build(ctx context.Context) error {
	into := s.dir + "-bin" + string(filepath.Separator)
	out, err := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", into, //nolint:gosec // a folder of our own
		"github.com/gelis-bali/gelis/cmd/gelis", "github.com/gelis-bali/gelis/cmd/demo").CombinedOutput()
	if err != nil {
		return fmt.Errorf("build the programs: %w\n%s", err, out)
	}
	return nil
}

// program is the path of a built program.
func (s *site) program(name string) string { return filepath.Join(s.dir+"-bin", name) }

func (s *site) redisName() string {
	if s.redis == nil {
		return "Redis in the process"
	}
	return "redis-server"
}

func (s *site) redisURL() string {
	if s.redis == nil {
		return ""
	}
	return s.redis.URL()
}

func (s *site) serverVersion(ctx context.Context) (string, error) {
	return storetest.ServerVersion(ctx, s.postgres.URL())
}

// smallOffice and largeOffice are the databases that are compared.
func (s *site) smallOffice(ctx context.Context) (string, error) {
	return s.office(ctx, "small", s.size.small)
}

func (s *site) largeOffice(ctx context.Context) (string, error) {
	return s.office(ctx, "large", s.size.large)
}

// archiveOffice is the one with the most letters.
func (s *site) archiveOffice(ctx context.Context) (string, error) {
	return s.office(ctx, "archive", s.size.archive)
}

// office makes and fills a database once.
func (s *site) office(ctx context.Context, name string, o storetest.Office) (string, error) {
	if url, made := s.offices[name]; made {
		return url, nil
	}
	url, err := storetest.CreateDatabase(ctx, s.postgres.URL(), name)
	if err != nil {
		return "", err
	}
	if out, err := s.command(ctx, s.environment(url, ""), "gelis", "migrate").CombinedOutput(); err != nil {
		return "", fmt.Errorf("migrate the %s office: %w\n%s", name, err, out)
	}
	begun := time.Now()
	if err := storetest.Fill(ctx, url, o); err != nil {
		return "", fmt.Errorf("fill the %s office: %w", name, err)
	}
	s.say("the %s office of %d people, %d dispositions and %d requests was filled in %s",
		name, o.People(), o.Dispositions, o.Requests, time.Since(begun).Round(100*time.Millisecond))
	s.offices[name] = url
	return url, nil
}

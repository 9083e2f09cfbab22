package store_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/redis/go-redis/v9"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
)

func TestWhatIsUnavailable(t *testing.T) {
	t.Parallel()
	state := func(code string) error { return fmt.Errorf("load: %w", &pgconn.PgError{Code: code}) }
	for name, err := range map[string]error{
		"shutting down": state("57P01"), "crashed": state("57P02"), "starting": state("57P03"), "idled too long": state("57P05"),
		"connection lost": state("08006"), "too many connections": state("53300"),
		"a full disk": state("53100"), "no memory": state("53200"), "a server that only reads": state("25006"),
		"a deadlock": state("40P01"), "a statement that takes too long": state("57014"),
		"a Redis that cannot save": redisError("MISCONF Redis is configured to save"), "a full Redis": redisError("OOM command not allowed"),
		"a busy Redis": redisError("BUSY Redis is busy running a script"), "a Redis being set up": redisError("NOAUTH Authentication required."),
		"a refused connection": fmt.Errorf("x: %w", &net.OpError{Op: "dial", Err: errors.New("refused")}),
		"no place in the pool": fmt.Errorf("x: %w", redis.ErrPoolTimeout),
	} {
		if !store.IsUnavailable(err) {
			t.Errorf("%s: not taken for unavailable: %v", name, err)
		}
	}
	for name, err := range map[string]error{
		"nothing": nil, "a refusal": disposition.ErrClosed, "a stranger": staff.ErrUnknownAccount, "a conflict": store.ErrConflict,
		"a violated rule": state("23514"), "a wrong query": state("42P01"), "somebody holds the lock": state("55P03"),
		"a wrong password": state("28P01"), "somebody who waits no more": context.Canceled, "no record": redis.Nil,
		"a wrong command": redisError("ERR unknown command"),
	} {
		if store.IsUnavailable(err) {
			t.Errorf("%s: taken for unavailable", name)
		}
	}
}

// redisError is an answer of Redis.
type redisError string

func (e redisError) Error() string { return string(e) }

func (redisError) RedisError() {}

func TestAStoppedPostgresIsUnavailableAndComesBackByItself(t *testing.T) {
	t.Parallel()
	server := storetest.Postgres(t, nil)
	if err := migrate(t.Context(), server.URL()); err != nil {
		t.Fatal(err)
	}
	s := open(t, server.URL())
	calls := map[string]func() error{
		"identify": func() error { _, err := s.Identify(t.Context(), 1); return err },
		"decide": func() error {
			_, err := s.UpdateDossier(t.Context(), disposition.Change{Branch: 1}, func(*disposition.Dossier) (disposition.Decision, error) {
				return disposition.Decision{}, nil
			})
			return err
		},
		"list": func() error {
			_, err := s.List(t.Context(), disposition.Query{Filter: disposition.All, Today: today, Limit: 1})
			return err
		},
	}
	for range 2 { // a first outage, and another one
		if err := server.Stop(); err != nil {
			t.Fatal(err)
		}
		allAreUnavailable(t, calls)
		if err := server.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := s.Ping(t.Context()); err != nil {
			t.Errorf("after the outage: %v", err)
		}
	}
}

func allAreUnavailable(t *testing.T, calls map[string]func() error) {
	t.Helper()
	for name, call := range calls {
		for i := range 3 { // dead connections in the pool, then none
			if err := call(); !store.IsUnavailable(err) {
				t.Errorf("%s, call %d: %v, want it to be unavailable", name, i, err)
			}
		}
	}
}

func TestAConnectionThatIsCutInTheMiddleIsUnavailable(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.branch("D1", "KARO-ORG")
	decide := finish(o, id, disposition.Report{Text: "Sudah"})
	_, err := o.UpdateDossier(t.Context(), disposition.Change{Branch: id}, func(d *disposition.Dossier) (disposition.Decision, error) {
		o.exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = current_database()")
		return decide(d)
	})
	if !store.IsUnavailable(err) {
		t.Errorf("got %v, want it to be unavailable", err)
	}
	if n := o.number("SELECT count(*) FROM notice"); n != 0 {
		t.Errorf("%d notices are left of the half decision", n)
	}
	if _, err := o.UpdateDossier(t.Context(), disposition.Change{Branch: id}, decide); err != nil {
		t.Errorf("again: %v", err)
	}
}

func TestAServerThatDoesNotAnswerIsGivenUp(t *testing.T) {
	t.Parallel()
	silent, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = silent.Close() })
	begun := time.Now()
	_, err = store.Open(t.Context(), store.Config{
		URL: "postgres://gelis@" + silent.Addr().String() + "/gelis?sslmode=disable", Clock: calendar.Clock{Now: time.Now, Zone: wita()},
	})
	if !store.IsUnavailable(err) {
		t.Errorf("got %v, want it to be unavailable", err)
	}
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("gave up after %s", took)
	}
}

func TestAWrongAddressIsNoOutage(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"postgres://gelis@localhost:port/gelis", strings.Replace(storetest.Database(t, nil), "/test_", "/no_such_", 1)} {
		if _, err := store.Open(t.Context(), store.Config{URL: url}); err == nil || store.IsUnavailable(err) {
			t.Errorf("got %v, want an error that waiting does not mend", err)
		}
	}
	if _, err := store.OpenRedis(store.RedisConfig{URL: "http://localhost"}); err == nil {
		t.Error("an address that is none of Redis was accepted")
	}
}

func TestAStoppedRedisIsUnavailableAndComesBackByItself(t *testing.T) {
	t.Parallel()
	server := storetest.RealRedis(t)
	r := openRedis(t, store.RedisConfig{URL: server.URL()})
	if ok, err := r.SwapSession(t.Context(), 7, 0, []byte("draft"), time.Hour); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if err := server.Stop(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := r.LoadSession(t.Context(), 7); !store.IsUnavailable(err) {
		t.Errorf("load: %v, want it to be unavailable", err)
	}
	if _, err := r.SwapSession(t.Context(), 7, 1, nil, time.Hour); !store.IsUnavailable(err) {
		t.Errorf("swap: %v, want it to be unavailable", err)
	}
	if _, _, err := r.Allow(t.Context(), 7, 1); !store.IsUnavailable(err) {
		t.Errorf("allow: %v, want it to be unavailable", err)
	}
	if err := server.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if record, _, err := r.LoadSession(t.Context(), 7); string(record) != "draft" || err != nil {
		t.Errorf("after the outage: %q, %v, want the draft", record, err)
	}
}

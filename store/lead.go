package store

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

const (
	// leadRetry is how often a process that stands by asks for its turn.
	leadRetry = time.Second
	// leadPing is how often a leader makes sure that it still leads.
	leadPing = 2 * time.Second
	// leadPatience is how long a leader waits for the answer.
	leadPatience = 3 * time.Second
)

// leadership is a session that holds an advisory lock.
type leadership struct {
	conn    *pgx.Conn
	stop    chan struct{} // closed to give it up
	stopped chan struct{} // closed when the session has ended
	lost    chan struct{}
}

// Lead waits until this process is the only one that does what has the name, or the context ends. lost is closed when
// that is no longer sure: the connection broke, or the server ended it because this process stood still. release gives
// it up and must be called in any case. The lock has a connection of its own, and waits out an outage of the database.
func (s *Store) Lead(ctx context.Context, name string) (release func(), lost <-chan struct{}, err error) {
	for {
		conn, err := s.tryLead(ctx, name)
		if err == nil && conn != nil {
			l := &leadership{
				conn: conn, stop: make(chan struct{}), stopped: make(chan struct{}), lost: make(chan struct{}),
			}
			go l.watch(context.WithoutCancel(ctx))
			return l.release, l.lost, nil
		}
		if err != nil && !IsUnavailable(err) {
			return nil, nil, fmt.Errorf("become the leader of %s: %w", name, err)
		}
		if err := sleep(ctx, leadRetry); err != nil {
			return nil, nil, fmt.Errorf("wait to lead %s: %w", name, err)
		}
	}
}

// tryLead returns a connection that holds the lock, or none.
func (s *Store) tryLead(ctx context.Context, name string) (*pgx.Conn, error) {
	config := s.pool.Config().ConnConfig.Copy()
	config.RuntimeParams["application_name"] = "gelis leader of " + name
	// A leader that stands still for so long (a frozen machine) leads no more; neither does one whose line is dead.
	config.RuntimeParams["idle_session_timeout"] = "8s"
	config.RuntimeParams["tcp_keepalives_idle"] = "4"
	config.RuntimeParams["tcp_keepalives_interval"] = "2"
	config.RuntimeParams["tcp_keepalives_count"] = "3"
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	leads, err := sqlc.New(conn).TryLead(ctx, leaderKey(name))
	if err == nil && leads {
		return conn, nil
	}
	return nil, errors.Join(err, conn.Close(ctx))
}

func leaderKey(name string) int64 {
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(name)) // never fails
	return leaderLock + int64(hash.Sum32())
}

// watch keeps the session alive and notices its end.
func (l *leadership) watch(ctx context.Context) {
	defer close(l.stopped)
	ticker := time.NewTicker(leadPing)
	defer ticker.Stop()
	for {
		select {
		case <-l.stop:
			l.close(ctx)
			return
		case <-ticker.C:
			if l.ping(ctx) != nil {
				close(l.lost)
				l.close(ctx)
				return
			}
		}
	}
}

func (l *leadership) ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, leadPatience)
	defer cancel()
	return l.conn.Ping(ctx)
}

// close ends the session and with it the lock. When it fails, the line is dead and the server finds out by itself.
func (l *leadership) close(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, leadPatience)
	defer cancel()
	_ = l.conn.Close(ctx)
}

// release may be called more than once, but not at the same time.
func (l *leadership) release() {
	select {
	case <-l.stop:
	default:
		close(l.stop)
	}
	<-l.stopped
}

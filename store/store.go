// Package store keeps what the office must not lose in PostgreSQL, and what it may lose (drafts of forms, limits) in
// Redis. It is the only package that speaks either language; it decides nothing, but saves what the domain decided, in
// one transaction with the audit lines and the messages that belong to it.
package store

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

type (
	// Tx is a transaction on the office's database.
	Tx = pgx.Tx
	// Pool is a pool of connections to the office's database.
	Pool = pgxpool.Pool
)

// NoticeJob asks for a stored notice to be sent.
type NoticeJob struct {
	ID        notify.NoticeID
	NotBefore time.Time
	Bulk      bool // has to leave room for the others
}

// Enqueuer puts work into the queue within the transaction of the decision that it belongs to. A job is only a wake-up
// call: it may come twice.
type Enqueuer interface {
	EnqueueNotices(ctx context.Context, tx Tx, jobs []NoticeJob) error
	// EnqueueRedraw has the stale cards of a subject drawn anew.
	EnqueueRedraw(ctx context.Context, tx Tx, s notify.Subject) error
	// EnqueueRedrawSoon does so in a moment, and once for all that ask for it until then.
	EnqueueRedrawSoon(ctx context.Context, tx Tx, s notify.Subject) error
	// EnqueueWake has a request looked at when it moves on by itself.
	EnqueueWake(ctx context.Context, tx Tx, id request.ID, at time.Time) error
}

// Config says which database, and what the store works with.
type Config struct {
	URL      string
	Clock    calendar.Clock
	Enqueuer Enqueuer // may come later, by UseEnqueuer: a queue on the same pool needs the pool first
	MaxConns int      // 0: 20
}

// Store is the system of record. It satisfies the ports of the domain, of bot and of the scheduler.
type Store struct {
	pool     *pgxpool.Pool
	queries  *sqlc.Queries
	clock    calendar.Clock
	enqueuer Enqueuer
}

// defaultConns leaves a private server of 100 connections room for four replicas.
const defaultConns = 20

// Open connects to the database, and fails if it does not answer: [IsUnavailable] says whether waiting may help.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	config, err := poolConfig(cfg.URL)
	if err != nil {
		return nil, err
	}
	// Whoever waits for an answer has waited long enough by then; a lock that takes longer is never coming.
	params := config.ConnConfig.RuntimeParams
	params["statement_timeout"] = "5s"
	params["lock_timeout"] = "4s"
	params["idle_in_transaction_session_timeout"] = "15s"
	// Each statement is planned once for a connection. By itself PostgreSQL plans those that take a list of positions anew
	// for every call, because it guesses that lists are longer than they are; that costs more than they do.
	params["plan_cache_mode"] = "force_generic_plan"
	// To start helpers takes longer than any statement here, all of which find their few rows by an index.
	params["max_parallel_workers_per_gather"] = "0"
	config.MaxConns = defaultConns
	if cfg.MaxConns > 0 {
		config.MaxConns = int32(min(cfg.MaxConns, 1000))
	}
	config.MinIdleConns = 2 // nobody waits for a handshake after a quiet time
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("make pool of database connections: %w", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("connect to the database: %w", err)
	}
	s := &Store{pool: pool, queries: sqlc.New(pool), clock: cfg.Clock, enqueuer: cfg.Enqueuer}
	if s.enqueuer == nil {
		s.enqueuer = noEnqueuer{}
	}
	return s, nil
}

// poolConfig reads a URL into a configuration that never waits for ever.
func poolConfig(url string) (*pgxpool.Config, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("read the database's address: %w", err)
	}
	dialer := net.Dialer{
		Timeout:         3 * time.Second,
		KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 10 * time.Second, Interval: 5 * time.Second, Count: 3},
	}
	config.ConnConfig.DialFunc = dialer.DialContext
	config.ConnConfig.ConnectTimeout = 3 * time.Second
	params := config.ConnConfig.RuntimeParams
	params["timezone"] = "UTC"
	if params["application_name"] == "" {
		params["application_name"] = "gelis"
	}
	config.AfterConnect = func(_ context.Context, conn *pgx.Conn) error {
		conn.TypeMap().RegisterType(&pgtype.Type{
			Name: "timestamptz", OID: pgtype.TimestamptzOID, Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC},
		})
		return nil
	}
	config.HealthCheckPeriod = 15 * time.Second
	config.MaxConnIdleTime = 5 * time.Minute
	return config, nil
}

// UseEnqueuer sets where jobs go. It must be called before the store is used by others.
func (s *Store) UseEnqueuer(e Enqueuer) { s.enqueuer = e }

// Pool is for a queue that keeps its jobs in the same database.
func (s *Store) Pool() *Pool { return s.pool }

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.pool.Ping(ctx); err != nil {
		return fmt.Errorf("ping the database: %w", err)
	}
	return nil
}

// Close ends all connections, after those in use have come back.
func (s *Store) Close() { s.pool.Close() }

// InTx runs do in a transaction: all of it is saved if do returns nil, and nothing otherwise. When the connection is lost
// while committing, nobody knows; every caller can therefore be repeated.
//
// Locks are always taken in one order, so that two transactions may wait for each other but never in a circle, and no
// deadlock has to be tried again:
//
//	account (advisory) -> employees by id -> letter, or requests by id -> submission -> branches -> notices by key -> jobs
//	-> audit chain
//	unit (whoever enters a letter) -> letter -> correspondent -> notices by key, as above
//	apel schedule (advisory) -> submission -> apel events by id -> presences -> month (advisory) -> notices by key, as above
//
// The audit chain comes last because all transactions share it: it is held from the last statement to the commit only.
func (s *Store) InTx(ctx context.Context, do func(tx Tx) error) error {
	return pgx.BeginFunc(ctx, s.pool, do)
}

// inTx is InTx with the queries bound to the transaction.
func (s *Store) inTx(ctx context.Context, do func(tx Tx, q *sqlc.Queries) error) error {
	return s.InTx(ctx, func(tx Tx) error { return do(tx, s.queries.WithTx(tx)) })
}

// noEnqueuer is for commands that change nothing that anybody is told of.
type noEnqueuer struct{}

var errNoEnqueuer = errors.New("the store was opened without a queue")

func (noEnqueuer) EnqueueNotices(context.Context, Tx, []NoticeJob) error { return errNoEnqueuer }

func (noEnqueuer) EnqueueRedraw(context.Context, Tx, notify.Subject) error { return errNoEnqueuer }

func (noEnqueuer) EnqueueRedrawSoon(context.Context, Tx, notify.Subject) error { return errNoEnqueuer }

func (noEnqueuer) EnqueueWake(context.Context, Tx, request.ID, time.Time) error {
	return errNoEnqueuer
}

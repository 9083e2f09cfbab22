package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

//go:embed migrations/*.sql
var migrations embed.FS

// The advisory locks of the whole database, which must only differ from one another.
const (
	migrationLock = 0x67656c69_00000001 // replicas that start at the same moment do not migrate at the same moment
	// 0x67656c69_00000002 is the end of the audit chain: audit_seal in the migrations takes it
	importLock = 0x67656c69_00000003 // one import at a time
	leaderLock = 0x6c656164_00000000 // plus the hash of what is led

	scheduleLock = 0x6170656c_00000000 // one change of the apel schedule at a time

	// Spaces of their own, of two numbers each.
	accountSpace = 0x61636374 // links of one account
	monthSpace   = 0x6d6f6e74 // a month of attendance
)

// Migrate brings the database's tables up to date: ours, and then those of whoever comes after (a queue has tables of
// its own). Any number of processes may do so at the same time; one works and the others wait. Doing it again changes nothing.
func Migrate(ctx context.Context, url string, after ...func(ctx context.Context, pool *Pool) error) (err error) {
	config, err := poolConfig(url)
	if err != nil {
		return err
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return fmt.Errorf("make pool to migrate with: %w", err)
	}
	defer pool.Close()
	lock, err := pool.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("connect to migrate: %w", err)
	}
	defer lock.Release()
	queries := sqlc.New(lock)
	if err := queries.LockMigrations(ctx, migrationLock); err != nil {
		return fmt.Errorf("wait for other migrations: %w", err)
	}
	defer func() { err = errors.Join(err, queries.UnlockMigrations(ctx, migrationLock)) }()
	return migrateAll(ctx, pool, after)
}

func migrateAll(ctx context.Context, pool *pgxpool.Pool, after []func(context.Context, *Pool) error) error {
	provider, err := newProvider(pool)
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	for _, migrate := range after {
		if err := migrate(ctx, pool); err != nil {
			return err
		}
	}
	return nil
}

// newProvider reads the migrations that this program carries.
func newProvider(pool *pgxpool.Pool) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, stdlib.OpenDBFromPool(pool), files)
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	return provider, nil
}

// MigrationStatus tells which migration the database has, and which this program wants it to have.
func (s *Store) MigrationStatus(ctx context.Context) (have, want int64, err error) {
	provider, err := newProvider(s.pool)
	if err != nil {
		return 0, 0, err
	}
	have, want, err = provider.GetVersions(ctx)
	if err != nil {
		return 0, 0, fmt.Errorf("look up migrations: %w", err)
	}
	return have, want, nil
}

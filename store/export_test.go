package store

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"
)

// MigrateTo brings a database to the schema of an earlier version.
func MigrateTo(ctx context.Context, url string, version int64) error {
	config, err := poolConfig(url)
	if err != nil {
		return err
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return err
	}
	defer pool.Close()
	provider, err := newProvider(pool)
	if err != nil {
		return err
	}
	_, err = provider.UpTo(ctx, version)
	return err
}

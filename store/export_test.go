package store

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/gelis-bali/gelis/domain/registry"
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

// NearSighted is the store as it looks for letters where there are more than it can look at: it takes all words for common
// ones, and looks at so many of the newest.
type NearSighted struct {
	*Store

	Letters int
}

// FindLetters finds letters of a reader.
func (s NearSighted) FindLetters(ctx context.Context, f registry.Finding) (registry.Found, error) {
	return s.findLetters(ctx, f, reach{letters: s.Letters, notes: s.Letters, senders: s.Letters})
}

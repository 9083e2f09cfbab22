package storetest

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5/pgxpool"
)

// fillSenders notes who wrote the letters, as the registry desk does. Older schemas know nothing of it.
func fillSenders(ctx context.Context, pool *pgxpool.Pool) error {
	var known bool
	if err := pool.QueryRow(ctx, "SELECT to_regclass('correspondent') IS NOT NULL").Scan(&known); err != nil {
		return fmt.Errorf("look for the table of senders: %w", err)
	}
	if !known {
		return nil
	}
	_, err := pool.Exec(ctx, `
		INSERT INTO correspondent (unit_id, key, name, uses, last_used)
		SELECT unit_id, letter_key(sender), sender, count(*), max(received)::timestamp AT TIME ZONE 'UTC'
		FROM letter GROUP BY unit_id, sender ORDER BY unit_id, sender`)
	if err != nil {
		return fmt.Errorf("fill senders: %w", err)
	}
	return nil
}

// fillReaders notes who may see the letters, as the rows of branches do when they are added.
func (o Office) fillReaders(ctx context.Context, pool *pgxpool.Pool) error {
	if !o.sends {
		return nil
	}
	_, err := pool.Exec(ctx, `
		INSERT INTO letter_reader (position_id, letter_id)
		SELECT position_id, letter_id FROM branch
		UNION
		SELECT from_position_id, letter_id FROM branch WHERE from_position_id IS NOT NULL
		ORDER BY 1, 2`)
	if err != nil {
		return fmt.Errorf("fill readers: %w", err)
	}
	return nil
}

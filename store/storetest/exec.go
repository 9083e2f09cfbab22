package storetest

import (
	"context"
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Exec runs statements on a database as its owner, for what no program of the office does: to damage it, so that a test
// sees the damage found.
func Exec(tb testing.TB, url, statements string) {
	tb.Helper()
	ctx, cancel := context.WithTimeout(tb.Context(), patience)
	defer cancel()
	conn, err := pgx.Connect(ctx, url)
	if err == nil {
		_, err = conn.Exec(ctx, statements, pgx.QueryExecModeSimpleProtocol)
		err = errors.Join(err, conn.Close(ctx))
	}
	if err != nil {
		tb.Fatalf("run %q: %v", statements, err)
	}
}

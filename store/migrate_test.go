package store_test

import (
	"context"
	"errors"
	"testing"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
)

func TestReplicasMigrateOneAfterTheOther(t *testing.T) {
	t.Parallel()
	url := storetest.Database(t, nil)
	after := func(ctx context.Context, pool *store.Pool) error {
		_, err := pool.Exec(ctx, "CREATE TABLE IF NOT EXISTS later (id bigint)")
		return err
	}
	if err := errors.Join(atOnce(4, func(int) error { return store.Migrate(t.Context(), url, after) })...); err != nil {
		t.Fatal(err)
	}
	s := open(t, url)
	have, want, err := s.MigrationStatus(t.Context())
	if err != nil || have != want || want < 4 {
		t.Errorf("migration %d of %d, %v", have, want, err)
	}
	if _, err := s.Pool().Exec(t.Context(), "SELECT id FROM later"); err != nil {
		t.Errorf("what comes after the migrations: %v", err)
	}
}

func open(t *testing.T, url string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{URL: url, Clock: calendar.Clock{Now: (&clock{}).Now, Zone: wita()}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func TestADatabaseWithoutMigrationsIsSeenToBeSo(t *testing.T) {
	t.Parallel()
	have, want, err := open(t, storetest.Database(t, nil)).MigrationStatus(t.Context())
	if err != nil || have != 0 || want < 4 {
		t.Errorf("migration %d of %d, %v, want none", have, want, err)
	}
}

func TestMigratingEndsWithItsContextWhileAnotherMigrates(t *testing.T) {
	t.Parallel()
	url := storetest.Database(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	var waited error
	err := store.Migrate(t.Context(), url, func(context.Context, *store.Pool) error {
		go cancel()
		waited = store.Migrate(ctx, url)
		return nil
	})
	if err != nil || !errors.Is(waited, context.Canceled) {
		t.Errorf("the first: %v; the second: %v, want its context's error", err, waited)
	}
}

func TestAFailureAfterTheMigrationsIsReported(t *testing.T) {
	t.Parallel()
	broken := errors.New("no queue")
	err := store.Migrate(t.Context(), storetest.Database(t, nil), func(context.Context, *store.Pool) error { return broken })
	if !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
}

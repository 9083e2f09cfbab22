package importer_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/cmd/internal/importer"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// kept is a database that remembers its last report.
type kept struct {
	*store.Store
	report roster.Report
}

func (k *kept) ImportOffice(ctx context.Context, o roster.Office) (roster.Report, error) {
	var err error
	k.report, err = k.ImportOfficeQuietly(ctx, o)
	return k.report, err
}

func TestTheSameFolderTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	db := &kept{Store: openStore(t)}
	for _, want := range []func(int) roster.Tally{
		func(n int) roster.Tally { return roster.Tally{Created: n} },
		func(n int) roster.Tally { return roster.Tally{Unchanged: n} },
	} {
		if err := importer.Run(t.Context(), db, os.DirFS(examples), options(), false, t.Output()); err != nil {
			t.Fatal(err)
		}
		report := roster.Report{
			Units: want(3), Positions: want(5), Staff: want(6), Assignments: want(7), Letters: want(2), Dispositions: want(3),
			Balances: want(9), Rules: want(5), ApelPlaces: want(1), ApelRules: want(1),
			Grants: db.report.Grants, // one of its rows takes a role away that was never given
		}
		if diff := cmp.Diff(report, db.report); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func openStore(t *testing.T) *store.Store {
	t.Helper()
	o := options()
	url := storetest.Database(t, func(ctx context.Context, url string) error {
		return store.Migrate(ctx, url, func(context.Context, *store.Pool) error { return nil })
	})
	s, err := store.Open(t.Context(), store.Config{URL: url, Clock: calendar.Clock{Now: func() time.Time { return o.Now }, Zone: o.Zone}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

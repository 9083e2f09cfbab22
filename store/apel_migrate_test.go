package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
)

// beforeApel is the schema of the version before the apel.
func beforeApel(ctx context.Context, url string) error { return store.MigrateTo(ctx, url, 9) }

// openMigrated opens an office that was filled in the version before the apel, and migrated then.
func openMigrated(t *testing.T) *office {
	t.Helper()
	url := storetest.Database(t, beforeApel)
	filled := storetest.Office{Units: 2, Staff: 5, Dispositions: 600, Requests: 900, Years: 2, Today: today}
	if err := storetest.Fill(t.Context(), url, filled); err != nil {
		t.Fatal(err)
	}
	if err := store.Migrate(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, url: url, queue: &queue{}, clock: &clock{now: today.At(9, 0, wita())}}
	o.Store = o.open(url)
	return o
}

func TestAnOfficeWithRequestsIsMigratedToOneWithApel(t *testing.T) {
	t.Parallel()
	o := openMigrated(t)
	if places, err := o.Apel().Places(t.Context()); err != nil || len(places) != 1 {
		t.Errorf("places: %v, %v, want that of the migration", places, err)
	}
	id := o.event(o.gathering(), today.AddDays(1))
	all, err := o.Apel().Expect(t.Context(), id, nil)
	if err != nil || len(all) != o.number("SELECT count(*) FROM employee") {
		t.Errorf("%d are expected, %v, want everybody who was there before", len(all), err)
	}
	away := o.number(`SELECT count(DISTINCT p.employee_id) FROM request_person p JOIN request r ON r.id = p.request_id
		WHERE r.state = 'DISETUJUI' AND r.kind = 'CUTI' AND p.during @> tsrange($1::date, $1::date + 1)`, today.AddDays(1).At(0, 0, time.UTC))
	tally, err := o.Apel().Tally(t.Context(), today, today.AddDays(1), nil, id)
	if total, _ := apel.Sum(tally); err != nil || total[apel.OnLeave] != away {
		t.Errorf("%d are on leave, %v, want %d", total[apel.OnLeave], err, away)
	}
}

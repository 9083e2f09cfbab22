package store_test

import (
	"context"
	"testing"

	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
)

// beforeRegistry is the schema of the version before the registry desk.
func beforeRegistry(ctx context.Context, url string) error { return store.MigrateTo(ctx, url, 13) }

func TestTheLettersOfAnOfficeAreKnownToItsRegistryAfterTheMigration(t *testing.T) {
	t.Parallel()
	url := storetest.Database(t, beforeRegistry)
	filled := storetest.Office{Units: 2, Staff: 5, Dispositions: 600, Years: 2, Today: today}
	if err := storetest.Fill(t.Context(), url, filled); err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, url: url, queue: &queue{}, clock: &clock{now: today.At(9, 0, wita())}}
	o.Store = o.open(url)
	secret := o.number("UPDATE letter SET secrecy = 'RAHASIA', sender = 'Badan Rahasia' WHERE id = 7 RETURNING id")
	o.exec("UPDATE letter SET sender = ' - ' WHERE id = 8")
	// The last one of each unit is written in capitals.
	o.exec("UPDATE letter SET sender = upper(sender) WHERE id IN (SELECT DISTINCT ON (unit_id) id FROM letter ORDER BY unit_id, received DESC, id DESC)")
	if err := store.Migrate(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	same(t, "correspondents", o.texts(`SELECT format('%s %s %s %s', unit_id, count(*), lower(sender), max(received)) FROM letter
			WHERE id NOT IN ($1, 8) GROUP BY unit_id, lower(sender) ORDER BY 1`, secret),
		o.texts(`SELECT format('%s %s %s %s', unit_id, uses, lower(name), (last_used AT TIME ZONE 'UTC')::date) FROM correspondent ORDER BY 1`))
	same(t, "names as they were written last", []string{}, o.texts(`SELECT c.name FROM correspondent c WHERE c.name <> (
			SELECT l.sender FROM letter l WHERE l.unit_id = c.unit_id AND lower(l.sender) = lower(c.name)
			ORDER BY l.received DESC, l.id DESC LIMIT 1)`))
	if upper := o.number("SELECT count(*) FROM correspondent WHERE name = upper(name)"); upper == 0 {
		t.Error("no name is written as the last letter of its sender has it")
	}
	lines, err := o.SameLetters(t.Context(), 1, "b 17 045 9 bkd", o.texts("SELECT sender FROM letter WHERE id = 9")[0], 5)
	if err != nil || len(lines) != o.number("SELECT count(*) FROM letter WHERE id = 9 AND unit_id = 1") {
		t.Errorf("the same letter as an old one: %v, %v", lines, err)
	}
	same(t, "the migration again", nil, store.Migrate(t.Context(), url))
}

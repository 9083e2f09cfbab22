package storetest_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
)

func migrateStore(ctx context.Context, url string) error { return store.Migrate(ctx, url) }

func smallOffice() storetest.Office {
	return storetest.Office{
		Units: 2, Staff: 5, Dispositions: 1200, Requests: 900, Announcements: 3, Apels: 30, StaffWait: true,
		Years: 2, Today: calendar.NewDate(2026, time.August, 12),
	}
}

func TestAnOfficeIsFilledAsItIsDescribed(t *testing.T) {
	t.Parallel()
	o := smallOffice()
	url := storetest.Database(t, migrateStore)
	if err := storetest.Fill(t.Context(), url, o); err != nil {
		t.Fatal(err)
	}
	conn := connect(t, url)
	got := map[string]int{
		"people":       count(t, conn, "SELECT count(*) FROM assignment JOIN link USING (employee_id)"),
		"dispositions": count(t, conn, "SELECT count(*) FROM disposition"),
		"requests":     count(t, conn, "SELECT count(*) FROM request"),
		"apels":        count(t, conn, "SELECT count(*) FROM apel_event"),
		"presences":    count(t, conn, "SELECT count(*) FROM apel_presence WHERE title <> ''"),
		"open":         count(t, conn, "SELECT count(*) FROM apel_presence WHERE status IS NULL"),
		"copies":       count(t, conn, "SELECT count(*) FROM announcement_copy"),
		"desks":        count(t, conn, "SELECT count(DISTINCT position_id) FROM branch JOIN position p ON p.id = position_id AND p.eselon <> 'STAF'"),
		"finished":     count(t, conn, "SELECT (count(*) FILTER (WHERE completed_at IS NULL))::int FROM letter WHERE NOT EXISTS (SELECT FROM branch WHERE letter_id = letter.id AND state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT is_copy)"),
	}
	want := map[string]int{
		"people": o.People(), "dispositions": o.Dispositions, "requests": o.Requests, "copies": 3 * o.People(), "desks": len(o.Desks()),
		"apels": o.Apels, "presences": o.Apels * o.People(), "open": o.People(), "finished": 0,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the office (-want +got):\n%s", diff)
	}
}

func TestMoreLettersOfAShallowOffice(t *testing.T) {
	t.Parallel()
	deep, shallow := smallOffice(), smallOffice()
	shallow.Shallow = true
	url := storetest.Database(t, migrateStore)
	if err := storetest.Fill(t.Context(), url, shallow); err != nil {
		t.Fatal(err)
	}
	conn := connect(t, url)
	got := []int{
		count(t, conn, "SELECT count(*) FROM letter"), count(t, conn, "SELECT count(*) FROM disposition"),
		count(t, conn, "SELECT count(*) FROM branch WHERE state = 'DONE' GROUP BY letter_id ORDER BY 1 DESC LIMIT 1"),
	}
	if diff := cmp.Diff([]int{shallow.Letters(), shallow.Dispositions, 3}, got); diff != "" || shallow.Letters() <= deep.Letters() {
		t.Errorf("%d letters, deep %d; letters, dispositions, deepest (-want +got):\n%s", shallow.Letters(), deep.Letters(), diff)
	}
}

// TestAFilledOfficeBreaksNoRule lets PostgreSQL check the foreign keys that filling left unchecked.
func TestAFilledOfficeBreaksNoRule(t *testing.T) {
	t.Parallel()
	url := storetest.Database(t, migrateStore)
	if err := storetest.Fill(t.Context(), url, smallOffice()); err != nil {
		t.Fatal(err)
	}
	conn := connect(t, url)
	checked := count(t, conn, `SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`)
	if checked == 0 {
		t.Fatal("there are no foreign keys to check")
	}
	_, err := conn.Exec(t.Context(), `DO $$ DECLARE c record; BEGIN
		FOR c IN SELECT conname, conrelid::regclass AS t, pg_get_constraintdef(oid) AS def FROM pg_constraint
			WHERE contype = 'f' AND connamespace = 'public'::regnamespace LOOP
			EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I %s', c.t, c.conname, c.conname, c.def);
		END LOOP; END $$`)
	if err != nil {
		t.Errorf("a filled office breaks a rule: %v", err)
	}
}

func TestWhatWaitsOnADeskDoesNotDependOnThePast(t *testing.T) {
	t.Parallel()
	few, many := smallOffice(), smallOffice()
	few.StaffWait, few.Dispositions, few.Requests = false, 700, 100
	waiting := func(o storetest.Office) []int {
		url := storetest.Database(t, migrateStore)
		if err := storetest.Fill(t.Context(), url, o); err != nil {
			t.Fatal(err)
		}
		conn := connect(t, url)
		var counts []int
		for _, desk := range o.Desks() {
			var waiting, overdue, copies int
			err := conn.QueryRow(t.Context(), `SELECT count(*) FILTER (WHERE NOT is_copy),
				count(*) FILTER (WHERE NOT is_copy AND deadline < $2), count(*) FILTER (WHERE is_copy AND state = 'SENT')
				FROM branch WHERE position_id = $1 AND state IN ('SENT', 'READ', 'IN_PROGRESS')`,
				int64(desk), o.Today.At(0, 0, time.UTC)).Scan(&waiting, &overdue, &copies)
			if err != nil {
				t.Fatal(err)
			}
			requests := count(t, conn, fmt.Sprintf("SELECT count(*) FROM request_step WHERE open AND position_id = %d", desk))
			counts = append(counts, waiting, overdue, copies, requests)
		}
		return counts
	}
	if diff := cmp.Diff(waiting(few), waiting(many)); diff != "" {
		t.Errorf("what waits on each desk (-few +many):\n%s", diff)
	}
}

package store_test

import (
	"context"
	"errors"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
)

// TestTheDatabaseGuardsWhatARequestCanBe tries by hand what no program of the office does.
func TestTheDatabaseGuardsWhatARequestCanBe(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.sent(nyoman, "STAF", annual(daysOf(nextMonday(), 5)))
	original := o.approved(putu, "KARO-UMUM", annual(daysOf(nextMonday(), 2)), made)
	o.sent(putu, "KARO-UMUM", request.Ask{Cancels: original, Reason: "Batal"})
	for constraint, statement := range map[string]string{
		"request_state_check":           "UPDATE request SET state = 'SELESAI' WHERE ended_at IS NOT NULL",
		"request_ended":                 "UPDATE request SET state = 'DISETUJUI', wake_at = NULL WHERE ended_at IS NULL",
		"request_wakes":                 "UPDATE request SET wake_at = now() WHERE state = 'DISETUJUI'",
		"request_sort":                  "UPDATE request SET leave_type = NULL",
		"request_period":                "UPDATE request SET to_day = from_day - 1",
		"request_hours":                 "UPDATE request SET from_minute = 600, to_minute = 500",
		"request_one_cancellation":      "INSERT INTO request (applicant_id, position_id, title, unit_id, unit_name, eselon, kind, leave_type, from_day, to_day, days, reason, cancels_id, state, sent_at) SELECT applicant_id, position_id, title, unit_id, unit_name, eselon, kind, leave_type, from_day, to_day, days, reason, cancels_id, state, sent_at FROM request WHERE cancels_id IS NOT NULL",
		"request_step_open":             "UPDATE request_step SET open = true WHERE since IS NULL",
		"request_step_turn":             "UPDATE request_step SET escalate_at = now() WHERE since IS NULL",
		"request_step_act":              "UPDATE request_step SET choice = 'SETUJU' WHERE since IS NOT NULL AND choice IS NULL",
		"request_step_reason":           "UPDATE request_step SET choice = 'TOLAK', reason = '' WHERE choice IS NOT NULL",
		"request_step_proposal":         "UPDATE request_step SET proposal_from = '2026-09-01', proposal_to = '2026-09-02' WHERE choice = 'SETUJU'",
		"request_step_settled":          "UPDATE request_step SET settled = true, open = false WHERE choice IS NULL",
		"request_step_accepted":         "UPDATE request_step SET accepted_at = now() WHERE choice = 'SETUJU'",
		"request_step_skipped":          "UPDATE request_step SET skipped = true, open = false WHERE choice IS NOT NULL",
		"request_step_detour":           "UPDATE request_step SET why = 'KOSONG'",
		"request_person_one_at_a_time":  "UPDATE request_person SET employee_id = (SELECT max(employee_id) FROM request_person), during = '[2026-08-31, 2026-09-02)', blocks = true",
		"request_charge_days_check":     "UPDATE request_charge SET days = 0",
		"request_charge_check":          "UPDATE request_charge SET source = year + 1",
		"leave_entry_correction":        "INSERT INTO leave_entry (employee_id, year, kind, days, at) SELECT id, 2026, 'KOREKSI', 3, now() FROM employee",
		"leave_entry_imported":          "INSERT INTO leave_entry (employee_id, year, kind, days, at) SELECT e.id, 2026, 'SALDO_AWAL', 3, now() FROM employee e, generate_series(1, 2)",
		"acting_appointment_check":      "INSERT INTO acting_appointment (position_id, deputy_id, kind, from_day, until_day, by_id, at) SELECT p.id, e.id, 'PLH', '2026-09-02', '2026-09-01', e.id, now() FROM position p, employee e",
		"acting_appointment_kind_check": "INSERT INTO acting_appointment (position_id, deputy_id, kind, from_day, until_day, by_id, at) SELECT p.id, e.id, 'DEFINITIF', '2026-09-02', '2026-09-03', e.id, now() FROM position p, employee e",
	} {
		_, err := o.Pool().Exec(t.Context(), statement)
		answer, ok := errors.AsType[*pgconn.PgError](err)
		if !ok || answer.ConstraintName != constraint {
			t.Errorf("%s\ngot %v, want it refused by %s", statement, err, constraint)
		}
	}
}

func TestCardsOfRequestsAreKnownToBeBehind(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.sent(nyoman, "STAF", annual(daysOf(nextMonday(), 5)))
	if stale, err := o.RememberCard(t.Context(), requestCard(1, 10, id, 1)); stale || err != nil {
		t.Fatalf("a new card: stale %t, %v", stale, err)
	}
	if _, cards, err := o.OpenWork(t.Context()); err != nil || cards != 0 {
		t.Errorf("%d cards are behind, %v, want none", cards, err)
	}
	o.exec("DELETE FROM job")
	if err := o.rule(wayan, id, request.Approve); err != nil {
		t.Fatal(err)
	}
	subject := request.SubjectOf(id).String()
	same(t, "redraws", []string{subject}, o.texts("SELECT subject FROM job WHERE subject NOT LIKE 'wake%'"))
	cards, err := o.StaleCards(t.Context(), request.SubjectOf(id))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "stale cards", []notify.Card{requestCard(1, 10, id, 1)}, cards)
	if stale, err := o.RememberCard(t.Context(), requestCard(2, 20, id, 1)); !stale || err != nil {
		t.Errorf("a card that comes too late: stale %t, %v", stale, err)
	}
	if _, cards, err := o.OpenWork(t.Context()); err != nil || cards != 2 {
		t.Errorf("%d cards are behind, %v, want 2", cards, err)
	}
	// Nobody draws them: they are found again by themselves.
	o.exec("DELETE FROM job")
	o.exec("UPDATE request SET changed_at = changed_at - interval '1 hour'")
	for range 2 { // the second time they have been asked for
		if _, err := o.RequeueStuck(t.Context(), 60e9); err != nil {
			t.Fatal(err)
		}
		same(t, "redraws", []string{subject}, o.texts("SELECT DISTINCT subject FROM job WHERE subject NOT LIKE 'wake%'"))
	}
}

// before is the schema of the version before requests.
func before(ctx context.Context, url string) error { return store.MigrateTo(ctx, url, 4) }

func TestAnOfficeOfTheVersionBeforeIsMigratedWithItsData(t *testing.T) {
	t.Parallel()
	url := storetest.Database(t, before)
	filled := storetest.Office{Units: 2, Staff: 5, Dispositions: 600, Years: 2, Today: today}
	if err := storetest.Fill(t.Context(), url, filled); err != nil {
		t.Fatal(err)
	}
	if err := store.Migrate(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, url: url, queue: &queue{}, clock: &clock{now: today.At(9, 0, wita())}}
	s := o.open(url)
	desk := filled.Desks()[0]
	actor, err := s.Identify(t.Context(), storetest.Account(desk))
	if err != nil {
		t.Fatal(err)
	}
	counts, err := s.Count(t.Context(), disposition.Query{Positions: actor.PositionIDs(), Today: today})
	if err != nil || counts.Waiting == 0 {
		t.Errorf("%+v wait, %v, want what waited before", counts, err)
	}
	facts, err := s.Facts(t.Context(), actor.ID, desk, annual(daysOf(nextMonday(), 1)))
	if err != nil || len(facts.Line) != 2 || facts.Books.Since.IsZero() {
		t.Errorf("facts of an ask: %+v, %v", facts, err)
	}
	if waiting, err := s.CountWaitingFor(t.Context(), actor, today.At(9, 0, wita())); waiting != 0 || err != nil {
		t.Errorf("%d requests wait, %v, want none", waiting, err)
	}
}

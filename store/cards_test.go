package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

func card(account staff.AccountID, message int, id disposition.BranchID, version int) notify.Card {
	return notify.Card{Subject: disposition.SubjectOf(id), Account: account, MessageID: message, Version: version}
}

func TestCardsThatAreBehindAreFoundUntilTheyAreDrawnAnew(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.branch("D1", "KARO-ORG")
	for account := range staff.AccountID(3) {
		if stale, err := o.RememberCard(t.Context(), card(account, 10, id, 1)); stale || err != nil {
			t.Fatalf("a card of the present version: stale %t, %v", stale, err)
		}
	}
	if cards, err := o.StaleCards(t.Context(), disposition.SubjectOf(id)); err != nil || len(cards) != 0 {
		t.Errorf("before any change: %v, %v, want none", cards, err)
	}
	if _, err := o.UpdateDossier(t.Context(), disposition.Change{Branch: id}, finish(o, id, disposition.Report{Text: "Sudah"})); err != nil {
		t.Fatal(err)
	}
	if _, err := o.RememberCard(t.Context(), card(1, 10, id, 2)); err != nil {
		t.Fatal(err)
	}
	if err := o.ForgetCard(t.Context(), 0, 10); err != nil {
		t.Fatal(err)
	}
	cards, err := o.StaleCards(t.Context(), disposition.SubjectOf(id))
	if diff := cmp.Diff([]notify.Card{card(2, 10, id, 1)}, cards); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if stale, err := o.RememberCard(t.Context(), card(9, 10, id, 1)); !stale || err != nil {
		t.Errorf("a card of the version before: stale %t, %v, want stale", stale, err)
	}
}

func TestACardHasTheVersionAndTheSubjectThatWereDrawnLast(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id, other := o.branch("D1", "KARO-ORG"), o.branch("D2", "KARO-ORG")
	for _, c := range []notify.Card{card(1, 10, id, 2), card(1, 10, id, 1)} {
		if _, err := o.RememberCard(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	// Two were drawn at the same time, and the older one came last: it is on the phone, and the card is behind.
	if got := o.number("SELECT version FROM card"); got != 1 {
		t.Errorf("the card has version %d, want 1", got)
	}
	if _, err := o.RememberCard(t.Context(), card(1, 10, other, 1)); err != nil {
		t.Fatal(err)
	}
	if n := o.number("SELECT count(*) FROM card WHERE subject_id = $1 AND version = 1", int64(other)); n != 1 {
		t.Errorf("%d cards of the new subject, want the message", n)
	}
}

func TestOnlyBranchesHaveVersions(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	subject := notify.Subject{Kind: notify.SubjectEmployee, ID: 1}
	c := notify.Card{Subject: subject, Account: 1, MessageID: 1}
	if stale, err := o.RememberCard(t.Context(), c); stale || err != nil {
		t.Errorf("stale %t, %v, want neither", stale, err)
	}
	if cards, err := o.StaleCards(t.Context(), subject); len(cards) != 0 || err != nil {
		t.Errorf("%v, %v, want none", cards, err)
	}
}

func TestAChangeWaitsForACardThatIsBeingRecorded(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.branch("D1", "KARO-ORG")
	decide := finish(o, id, disposition.Report{Text: "Sudah"})
	// The card has seen the present version, and is held up before it is there for others to see.
	gate, err := o.Pool().Begin(t.Context())
	if err == nil {
		_, err = gate.Exec(t.Context(), `INSERT INTO card (account, message_id, subject_kind, subject_id, version, shown_at)
			VALUES (1, 10, 'branch', 0, 1, now())`)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer gate.Rollback(t.Context()) // over by then, unless the test failed
	remembered, changed := make(chan error, 1), make(chan error, 1)
	go func() {
		_, err := o.RememberCard(t.Context(), card(1, 10, id, 1))
		remembered <- err
	}()
	o.awaitBlocked(1, remembered)
	go func() {
		_, err := o.UpdateDossier(t.Context(), disposition.Change{Branch: id}, decide)
		changed <- err
	}()
	// If the change went ahead, its redraw would find no card.
	o.awaitBlocked(2, changed)
	if err := errors.Join(gate.Rollback(t.Context()), <-remembered, <-changed); err != nil {
		t.Fatal(err)
	}
	cards, err := o.StaleCards(t.Context(), disposition.SubjectOf(id))
	if diff := cmp.Diff([]notify.Card{card(1, 10, id, 1)}, cards); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// awaitBlocked waits until so many sessions wait for a lock; none of those may end before.
func (o *office) awaitBlocked(sessions int, ended <-chan error) {
	o.t.Helper()
	for o.number("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()") < sessions {
		select {
		case err := <-ended:
			o.t.Fatalf("it did not wait: %v", err)
		default:
		}
	}
}

func TestASentNoticeIsACard(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.link(ketut, 7)
	id := o.branch("D1", "KARO-ORG")
	notice := o.ask(ketut, notify.Ask)
	o.claim(notice)
	o.exec("UPDATE branch SET version = 3 WHERE id = $1", int64(id))
	o.exec("DELETE FROM job")
	shown := &notify.Shown{Subject: disposition.SubjectOf(id), Version: 2}
	err := o.FinishNotice(t.Context(), notice, notify.Delivery{Outcome: notify.Sent, Message: 55, Card: shown})
	if err != nil {
		t.Fatal(err)
	}
	cards, err := o.StaleCards(t.Context(), disposition.SubjectOf(id))
	if diff := cmp.Diff([]notify.Card{card(7, 55, id, 2)}, cards); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if n := o.number("SELECT count(*) FROM job WHERE subject IS NOT NULL"); n != 1 {
		t.Errorf("%d jobs to redraw, want 1: the branch moved on while the message was on its way", n)
	}
	if _, ok, wait, err := o.ClaimNotice(t.Context(), notice, time.Minute); ok || wait != 0 || err != nil {
		t.Errorf("claimed again: %t, %s, %v", ok, wait, err)
	}
}

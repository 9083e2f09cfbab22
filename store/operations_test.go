package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/store"
)

func TestAnUpdateIsBuriedOnceWhateverItsBody(t *testing.T) {
	t.Parallel()
	o := emptyOffice(t)
	body := []byte("{\"update_id\": 5, \"text\": \"\\u0000\xff\"}")
	errs := atOnce(4, func(int) error { return o.AddDeadLetter(t.Context(), 5, 7, body, "panic: oops\x00") })
	// After a quiet week Telegram may count from anywhere: the same number may be another update.
	errs = append(errs, o.AddDeadLetter(t.Context(), 5, 7, []byte("another"), "timeout"))
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	got, err := o.DeadLetters(t.Context(), 10)
	if err != nil || len(got) != 2 {
		t.Fatalf("%v, %v, want two", got, err)
	}
	now := o.clock.Now().UTC()
	want := []store.DeadLetter{
		{ID: got[0].ID, Update: 5, Account: 7, Cause: "timeout", At: now}, {ID: got[1].ID, Update: 5, Account: 7, Cause: "panic: oops\ufffd", At: now},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]audit.Action{audit.UpdateDeadLetter, audit.UpdateDeadLetter}, o.actions(0)); diff != "" {
		t.Errorf("audit log (-want +got):\n%s", diff)
	}
}

func TestTheFiguresSayHowTheWorkStands(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.link(ketut, 7)
	quiet, err := o.Figures(t.Context())
	if diff := cmp.Diff(store.Figures{Notices: map[string]int{}}, quiet); err != nil || diff != "" {
		t.Errorf("of a quiet office: %v (-want +got):\n%s", err, diff)
	}
	to := notify.ToEmployee(o.employee(ketut))
	oldest := o.clock.Now().UTC()
	for _, key := range []string{"sent", "stuck", "sending", "defect"} {
		o.tell(notify.Message{Key: key, To: to, Kind: notify.Digest, Class: notify.Ask})
	}
	ids := o.notices()
	for i, outcome := range map[int]notify.Outcome{0: notify.Sent, 2: "", 3: notify.Defect} {
		o.claim(ids[i])
		if outcome != "" {
			if err := o.FinishNotice(t.Context(), ids[i], notify.Delivery{Outcome: outcome}); err != nil {
				t.Fatal(err)
			}
		}
	}
	o.lapse(ids[2])
	o.claim(ids[2])
	o.clock.advance(time.Hour)
	o.tell(notify.Message{Key: "later", To: to, Kind: notify.Digest, Class: notify.Ask, NotBefore: o.clock.Now().Add(time.Hour)})
	if err := o.AddDeadLetter(t.Context(), 5, 7, []byte("{}"), "oops"); err != nil {
		t.Fatal(err)
	}
	o.exec(`INSERT INTO notice (key, account, kind, class, subject_kind, subject_id, state, not_before, created_at, sent_at)
		VALUES ('old', 7, 'digest', 'reminder', 'employee', 1, 'SENT', $1, $1, $1)`, o.clock.Now().AddDate(0, 0, -31))
	got, err := o.Figures(t.Context())
	want := store.Figures{
		DeadLetters: 1, Notices: map[string]int{"SENT": 1, "PENDING": 2, "SENDING": 1, "DEFECT": 1}, Repeats: 1, Stuck: 1,
		OldestDue: oldest,
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

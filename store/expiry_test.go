package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
)

func TestWhatIsNotWorthTellingAnyMoreIsObsolete(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.link(ketut, 7)
	noon := o.clock.Now().Add(3 * time.Hour)
	for _, key := range []string{"in time", "late", "while sending"} {
		o.tell(notify.Message{Key: key, To: notify.ToEmployee(o.employee(ketut)), Kind: notify.Digest, Class: notify.Reminder, NotAfter: noon})
	}
	o.tell(notify.Message{Key: "always", To: notify.ToEmployee(o.employee(ketut)), Kind: notify.Digest, Class: notify.Reminder})
	ids := o.notices()
	o.claim(ids[2])
	o.lapse(ids[2])
	o.clock.advance(3 * time.Hour)
	o.claim(ids[0])
	o.clock.advance(time.Second)
	for _, id := range ids[1:3] {
		if chat, _, err := o.NoticeChat(t.Context(), id); chat != 0 || err != nil {
			t.Errorf("notice %d waits for the pace of chat %d: %v", id, chat, err)
		}
		if _, ok, wait, err := o.ClaimNotice(t.Context(), id, time.Minute); ok || wait != 0 || err != nil {
			t.Errorf("notice %d: claimed %t, wait %s, %v", id, ok, wait, err)
		}
	}
	o.claim(ids[3])
	want := []string{"always SENDING", "in time SENDING", "late OBSOLETE", "while sending OBSOLETE"}
	if diff := cmp.Diff(want, o.texts("SELECT key || ' ' || state FROM notice ORDER BY key")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatGoesToManyIsQueuedAsBulk(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	to := notify.ToEmployee(o.employee(ketut))
	for _, class := range []notify.Class{notify.Ask, notify.Reminder, notify.Announcement} {
		o.tell(notify.Message{Key: string(class), To: to, Kind: notify.Digest, Class: class})
	}
	got := o.texts("SELECT n.class FROM job j JOIN notice n ON n.id = j.notice WHERE j.bulk ORDER BY 1")
	if diff := cmp.Diff([]string{"announcement", "reminder"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestOfManyWhoLookForStuckNoticesOneAsksAndThenNobodyForAWhile(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.link(ketut, 7)
	o.ask(ketut, notify.Ask)
	o.exec("DELETE FROM job")
	o.clock.advance(2 * time.Minute)
	look := func() {
		for _, err := range atOnce(4, func(int) error { _, err := o.RequeueStuck(t.Context(), time.Minute); return err }) {
			if err != nil {
				t.Error(err)
			}
		}
	}
	look()
	look()
	if n := o.number("SELECT count(*) FROM job"); n != 1 {
		t.Errorf("asked %d times, want once", n)
	}
	o.clock.advance(2 * time.Minute)
	look()
	if n := o.number("SELECT count(*) FROM job"); n != 2 {
		t.Errorf("asked %d times, want once more after a while", n)
	}
}

func TestACardWhoseRedrawIsLostIsDrawnAnew(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.branch("D1", "KARO-ORG")
	if _, err := o.RememberCard(t.Context(), card(1, 10, id, 1)); err != nil {
		t.Fatal(err)
	}
	if _, err := o.UpdateDossier(t.Context(), disposition.Change{Branch: id}, finish(o, id, disposition.Report{Text: "Sudah"})); err != nil {
		t.Fatal(err)
	}
	o.exec("DELETE FROM job")
	asked := func(when string, want int) {
		t.Helper()
		for range 2 {
			if _, err := o.RequeueStuck(t.Context(), time.Minute); err != nil {
				t.Fatal(err)
			}
		}
		if n := o.number("SELECT count(*) FROM job WHERE subject = $1", disposition.SubjectOf(id).String()); n != want {
			t.Errorf("%s: asked %d times, want %d", when, n, want)
		}
	}
	asked("at once", 0)
	o.exec("UPDATE branch SET changed_at = changed_at - interval '2 minutes'")
	asked("after two minutes", 1)
	o.exec("UPDATE card SET requeued_at = requeued_at - interval '2 minutes'")
	asked("after two more", 2)
	o.exec("UPDATE card SET requeued_at = requeued_at - interval '2 minutes', version = 2")
	asked("when it was drawn", 2)
}

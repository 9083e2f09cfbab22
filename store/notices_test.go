package store_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// notices are the ids of all notices, the oldest first.
func (o *office) notices() []notify.NoticeID {
	o.t.Helper()
	var ids []notify.NoticeID
	for i := range o.number("SELECT count(*) FROM notice") {
		ids = append(ids, notify.NoticeID(o.number("SELECT id FROM notice ORDER BY id LIMIT 1 OFFSET $1", i)))
	}
	return ids
}

// ask stores an ask to an employee and returns its notice.
func (o *office) ask(nip staff.NIP, class notify.Class) notify.NoticeID {
	o.t.Helper()
	o.tell(notify.Message{
		Key: "ask", To: notify.ToEmployee(o.employee(nip)), Kind: notify.DispositionDone, Class: class,
		Subject: notify.Subject{Kind: notify.SubjectBranch, ID: int64(o.branch("D1", "KARO-ORG"))},
		Facts:   map[string]string{"b": "2", "a": "1"},
	})
	ids := o.notices()
	return ids[len(ids)-1]
}

// claim takes a notice, which must be possible.
func (o *office) claim(id notify.NoticeID) notify.Notice {
	o.t.Helper()
	n, ok, _, err := o.ClaimNotice(o.t.Context(), id, time.Minute)
	if err != nil || !ok {
		o.t.Fatalf("claim notice %d: %t, %v", id, ok, err)
	}
	return n
}

func (o *office) state(id notify.NoticeID) string {
	o.t.Helper()
	return o.texts("SELECT state FROM notice WHERE id = $1", int64(id))[0]
}

// lapse lets the lease of a notice end now.
func (o *office) lapse(id notify.NoticeID) {
	o.t.Helper()
	o.exec("UPDATE notice SET lease_until = now() - interval '1 second' WHERE id = $1", int64(id))
}

func TestAMessageToAPositionGoesToAllWhoHoldItToday(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	to := func(key, position string, except staff.NIP) notify.Message {
		r := notify.ToHolders(o.position(position), 0)
		if except != "" {
			r.Except = o.employee(except)
		}
		return notify.Message{Key: key, To: r, Kind: notify.DispositionNew, Class: notify.Ask}
	}
	o.exec("UPDATE employee SET active = false WHERE nip = $1", string(nyoman))
	o.tell(to("both", "KARO-ORG", ""), to("but not the one who acted", "KARO-ORG", wayan), to("nobody: she has left", "STAF", ""))
	got := o.texts("SELECT n.key || ': ' || e.name FROM notice n JOIN employee e ON e.id = n.employee_id ORDER BY 1")
	want := []string{"both: I Ketut Ardana", "both: I Wayan Sudira", "but not the one who acted: I Ketut Ardana"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAKeyIsToldToEachRecipientOnce(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	m := notify.Message{Key: "once", To: notify.ToHolders(o.position("KARO-ORG"), 0), Kind: notify.Digest, Class: notify.Reminder}
	bare := notify.Message{Key: "once", To: notify.ToAccount(7), Kind: notify.AccountReplaced, Class: notify.Ask}
	o.tell(m, bare, m)
	o.tell(bare, m)
	if n := o.number("SELECT count(*) FROM notice"); n != 3 {
		t.Errorf("%d notices, want one for each of two holders and one for the account", n)
	}
	if n := o.number("SELECT count(*) FROM job"); n != 3 {
		t.Errorf("%d jobs, want 3", n)
	}
}

func TestAClaimedNoticeIsWhatWasTold(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.link(ketut, 7)
	id := o.ask(ketut, notify.Ask)
	want := notify.Notice{
		ID: id, Key: "ask", Employee: o.employee(ketut), Account: 7, Kind: notify.DispositionDone, Class: notify.Ask,
		Subject: notify.Subject{Kind: notify.SubjectBranch, ID: int64(o.branch("D1", "KARO-ORG"))},
		Facts:   map[string]string{"a": "1", "b": "2"}, Attempt: 1,
	}
	if diff := cmp.Diff(want, o.claim(id)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestOfEightSendersOneClaimsANotice(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.link(ketut, 7)
	id := o.ask(ketut, notify.Ask)
	claimed := atOnce(8, func(int) error {
		_, ok, wait, err := o.ClaimNotice(t.Context(), id, time.Minute)
		if err != nil || ok {
			return err
		}
		if wait <= 0 || wait > time.Minute {
			t.Errorf("told to ask again after %s, want within the lease", wait)
		}
		return errors.New("somebody else is at it")
	})
	if n := succeeded(claimed); n != 1 {
		t.Errorf("%d claimed it, want 1", n)
	}
}

func TestANoticeWhoseSenderDiedIsUncertain(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.link(ketut, 7)
	id := o.ask(ketut, notify.Ask)
	o.claim(id)
	o.lapse(id)
	if again := o.claim(id); !again.Uncertain || again.Attempt != 2 {
		t.Errorf("got %+v, want the second attempt at something uncertain", again)
	}
	if n := o.number("SELECT repeats FROM notice"); n != 1 {
		t.Errorf("%d repeats are counted, want 1", n)
	}
}

func TestANoticeIsNotSentBeforeItsTime(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.link(ketut, 7)
	o.tell(notify.Message{
		Key: "tomorrow", To: notify.ToEmployee(o.employee(ketut)), Kind: notify.Digest, Class: notify.Reminder,
		NotBefore: o.clock.Now().Add(time.Hour),
	})
	id := o.notices()[0]
	if _, ok, wait, err := o.ClaimNotice(t.Context(), id, time.Minute); ok || err != nil || wait != time.Hour {
		t.Errorf("an hour before: %t, wait %s, %v, want to wait an hour", ok, wait, err)
	}
	if n := o.number("SELECT count(*) FROM job WHERE not_before = $1", o.clock.Now().Add(time.Hour)); n != 1 {
		t.Errorf("%d jobs for that time, want 1", n)
	}
	o.clock.advance(time.Hour)
	o.claim(id)
}

func TestWhatBecomesOfANotice(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		delivery  notify.Delivery
		state     string
		uncertain bool
	}{
		{"sent", notify.Delivery{Outcome: notify.Sent, Message: 12}, "SENT", false},
		{"later", notify.Delivery{Outcome: notify.Later, Retry: time.Minute}, "PENDING", false},
		{"never again", notify.Delivery{Outcome: notify.Later}, "ABANDONED", false},
		{"unknown and to be repeated", notify.Delivery{Outcome: notify.Unknown, Retry: time.Minute}, "PENDING", true},
		{"unknown and not to be repeated", notify.Delivery{Outcome: notify.Unknown}, "UNKNOWN", true},
		{"gone", notify.Delivery{Outcome: notify.Gone}, "UNREACHABLE", false},
		{"our defect", notify.Delivery{Outcome: notify.Defect, Cause: "BUTTON_DATA_INVALID"}, "DEFECT", false},
		{"obsolete", notify.Delivery{Outcome: notify.Obsolete}, "OBSOLETE", false},
		{"moved", notify.Delivery{Outcome: notify.Moved, MovedTo: -100, Retry: time.Millisecond}, "PENDING", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := openOffice(t)
			o.link(ketut, 7)
			id := o.ask(ketut, notify.Ask)
			o.claim(id)
			if err := o.FinishNotice(t.Context(), id, tt.delivery); err != nil {
				t.Fatal(err)
			}
			if got := o.state(id); got != tt.state {
				t.Errorf("state %s, want %s", got, tt.state)
			}
			if n := o.number("SELECT count(*) FROM notice WHERE uncertain"); (n == 1) != tt.uncertain {
				t.Errorf("uncertain: %t, want %t", n == 1, tt.uncertain)
			}
			o.openAgainAfter(id, tt.delivery.Retry)
		})
	}
}

// openAgainAfter fails the test unless a notice can be claimed after that time and not before, or, for 0, never.
func (o *office) openAgainAfter(id notify.NoticeID, retry time.Duration) {
	o.t.Helper()
	_, ok, wait, err := o.ClaimNotice(o.t.Context(), id, time.Minute)
	if err != nil || ok || wait != retry {
		o.t.Errorf("claimed at once: %t, wait %s, %v, want to wait %s", ok, wait, err, retry)
	}
	if retry > 0 {
		o.clock.advance(retry)
		o.claim(id)
	}
}

func TestAMovedAccountIsSentToAtItsNewNumber(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.tell(notify.Message{Key: "bare", To: notify.ToAccount(-5), Kind: notify.AccountReplaced, Class: notify.Ask})
	id := o.notices()[0]
	o.claim(id)
	moved := notify.Delivery{Outcome: notify.Moved, MovedTo: -100500, Retry: time.Second}
	if err := o.FinishNotice(t.Context(), id, moved); err != nil {
		t.Fatal(err)
	}
	o.clock.advance(time.Second)
	if again := o.claim(id); again.Account != -100500 {
		t.Errorf("sent to %d, want the new number", again.Account)
	}
}

func TestWhatWasSentStaysSentWhoeverComesLater(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.link(ketut, 7)
	id := o.ask(ketut, notify.Ask)
	o.claim(id)
	o.lapse(id)
	o.claim(id) // another sender, while the first is still at it
	for _, d := range []notify.Delivery{{Outcome: notify.Sent, Message: 1}, {Outcome: notify.Later, Retry: time.Second}} {
		if err := o.FinishNotice(t.Context(), id, d); err != nil {
			t.Fatal(err)
		}
	}
	if got := o.state(id); got != "SENT" {
		t.Errorf("state %s, want SENT", got)
	}
}

func TestSomebodyWhoBlockedTheBotIsToldWhenTheyAreBack(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.link(ketut, 7)
	first := o.ask(ketut, notify.Ask)
	o.claim(first)
	if err := o.FinishNotice(t.Context(), first, notify.Delivery{Outcome: notify.Gone, Cause: "blocked"}); err != nil {
		t.Fatal(err)
	}
	o.tell(notify.Message{Key: "second", To: notify.ToEmployee(o.employee(ketut)), Kind: notify.Digest, Class: notify.Ask})
	second := o.notices()[1]
	if _, ok, _, err := o.ClaimNotice(t.Context(), second, time.Minute); ok || err != nil {
		t.Errorf("a notice to somebody who blocked the bot was claimed: %t, %v", ok, err)
	}
	o.exec("DELETE FROM job")
	if err := o.SetReachable(t.Context(), 7, true); err != nil {
		t.Fatal(err)
	}
	if n := o.number("SELECT count(*) FROM job"); n != 2 {
		t.Errorf("%d jobs, want one for each kept notice", n)
	}
	o.claim(first)
	o.claim(second)
}

func TestBlockingIsNotedAndAStrangersBlockIsNothing(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.link(ketut, 7)
	for _, account := range []staff.AccountID{7, 404} {
		for _, reachable := range []bool{false, true, false} {
			if err := o.SetReachable(t.Context(), account, reachable); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n := o.number("SELECT count(*) FROM link WHERE unreachable_since IS NOT NULL"); n != 1 {
		t.Errorf("%d are unreachable, want 1", n)
	}
}

func TestARefusalThatWasOvertakenByAReturnSaysNothing(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(o *office) error{
		"they came back":                    func(o *office) error { return o.SetReachable(o.t.Context(), 7, true) },
		"they have another account":         func(o *office) error { return o.accounts().LinkByCode(o.t.Context(), 8, o.code(ketut)) },
		"they linked the same account anew": func(o *office) error { return o.accounts().LinkByCode(o.t.Context(), 7, o.code(ketut)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := openOffice(t)
			o.link(ketut, 7)
			id := o.ask(ketut, notify.Ask)
			o.claim(id)
			if err := change(o); err != nil {
				t.Fatal(err)
			}
			o.exec("DELETE FROM job")
			if err := o.FinishNotice(t.Context(), id, notify.Delivery{Outcome: notify.Gone}); err != nil {
				t.Fatal(err)
			}
			if n := o.number("SELECT count(*) FROM job WHERE notice = $1", int64(id)); n != 1 || o.state(id) != "PENDING" {
				t.Errorf("state %s with %d jobs, want it to go out again", o.state(id), n)
			}
		})
	}
}

func TestNoticesThatAreDueButInNobodysHandsGoOutAgain(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.link(ketut, 7)
	lost := o.ask(ketut, notify.Ask)
	o.exec("DELETE FROM job")
	if n, err := o.RequeueStuck(t.Context(), time.Minute); n != 0 || err != nil {
		t.Errorf("at once: %d, %v, want none", n, err)
	}
	o.clock.advance(2 * time.Minute)
	if n, err := o.RequeueStuck(t.Context(), time.Minute); n != 1 || err != nil {
		t.Errorf("after two minutes: %d, %v, want 1", n, err)
	}
	o.claim(lost)
	if n, err := o.RequeueStuck(t.Context(), time.Minute); n != 0 || err != nil {
		t.Errorf("while a sender is at it: %d, %v, want none", n, err)
	}
	o.lapse(lost)
	o.clock.advance(2 * time.Minute)
	if n, err := o.RequeueStuck(t.Context(), time.Minute); n != 1 || err != nil {
		t.Errorf("after the sender died: %d, %v, want 1", n, err)
	}
}

func TestANoticeAndALinkThatComeTogetherFindEachOther(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	for range 20 {
		o.exec("TRUNCATE notice, link, job, link_code")
		id := o.ask(nyoman, notify.Ask)
		code := o.code(nyoman)
		o.exec("DELETE FROM job")
		claimed := false
		for _, err := range atOnce(2, func(i int) error {
			if i == 0 {
				return o.accounts().LinkByCode(t.Context(), 7, code)
			}
			_, ok, _, err := o.ClaimNotice(t.Context(), id, time.Minute)
			claimed = ok
			return err
		}) {
			if err != nil {
				t.Fatal(err)
			}
		}
		if jobs := o.number("SELECT count(*) FROM job"); !claimed && jobs == 0 {
			t.Fatalf("the notice is %s: neither claimed nor sent again", o.state(id))
		}
	}
}

func TestCausesAreKeptForTheRunbook(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.link(ketut, 7)
	id := o.ask(ketut, notify.Announcement)
	if n := o.number("SELECT count(*) FROM job WHERE bulk"); n != 1 {
		t.Errorf("%d jobs are bulk, want the announcement's", n)
	}
	o.claim(id)
	err := o.FinishNotice(t.Context(), id, notify.Delivery{Outcome: notify.Defect, Cause: "can't parse entities"})
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(o.texts("SELECT outcome || ': ' || cause FROM notice"), "\n")
	if got != "defect: can't parse entities" {
		t.Errorf("the row says %q", got)
	}
}

package store_test

import (
	"testing"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestTheChatOfANoticeIsKnownWhileItIsStillToBeSent(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	id := o.ask(ketut, notify.Reminder)
	chat := func(when string, want staff.AccountID) {
		t.Helper()
		got, class, err := o.NoticeChat(t.Context(), id)
		if err != nil || got != want || (want != 0 && class != notify.Reminder) {
			t.Errorf("%s: account %d, class %q, %v; want account %d", when, got, class, err, want)
		}
	}
	chat("nobody is linked", 0)
	o.link(ketut, 7)
	chat("linked", 7)
	if err := o.SetReachable(t.Context(), 7, false); err != nil {
		t.Fatal(err)
	}
	chat("blocked", 0)
	if err := o.SetReachable(t.Context(), 7, true); err != nil {
		t.Fatal(err)
	}
	o.claim(id)
	chat("claimed", 7)
	if err := o.FinishNotice(t.Context(), id, notify.Delivery{Outcome: notify.Sent, Message: 5}); err != nil {
		t.Fatal(err)
	}
	chat("sent", 0)
	o.tell(notify.Message{Key: "bare", To: notify.ToAccount(9), Kind: notify.AccountReplaced, Class: notify.Reminder})
	id = o.notices()[1]
	chat("to a bare account", 9)
}

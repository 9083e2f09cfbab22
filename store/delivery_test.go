package store_test

import (
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/notify"
)

func TestAnAttemptWhoseLeaseIsOverDoesNotEndTheNextOne(t *testing.T) {
	t.Parallel()
	for name, d := range map[string]notify.Delivery{
		"later":    {Outcome: notify.Later, Retry: time.Second},
		"obsolete": {Outcome: notify.Obsolete},
		"gone":     {Outcome: notify.Gone},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := openOffice(t)
			o.link(ketut, 7)
			id := o.ask(ketut, notify.Ask)
			d.Attempt = o.claim(id).Attempt
			o.lapse(id)
			next := o.claim(id)
			if err := o.FinishNotice(t.Context(), id, d); err != nil {
				t.Fatal(err)
			}
			if got := o.state(id); got != "SENDING" {
				t.Errorf("state %s: the next attempt has lost the notice", got)
			}
			d.Attempt = next.Attempt
			if err := o.FinishNotice(t.Context(), id, d); err != nil || o.state(id) == "SENDING" {
				t.Errorf("state %s after the next attempt, %v", o.state(id), err)
			}
		})
	}
}

func TestANoticeToSomebodyWhoHasLeftIsPutAsideAndTheirLinkLeftAlone(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.link(ketut, 7)
	id := o.ask(ketut, notify.Ask)
	o.claim(id)
	if err := o.FinishNotice(t.Context(), id, notify.Delivery{Outcome: notify.Gone, Left: true}); err != nil {
		t.Fatal(err)
	}
	if got := o.state(id); got != "UNREACHABLE" {
		t.Errorf("state %s, want UNREACHABLE", got)
	}
	if n := o.number("SELECT count(*) FROM link WHERE unreachable_since IS NOT NULL"); n != 0 {
		t.Error("the account is held to be unreachable")
	}
}

func TestWhoIsIdentifiedIsKnownToBeUnreachable(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.link(ketut, 7)
	for _, reachable := range []bool{true, false, true} {
		if err := o.SetReachable(t.Context(), 7, reachable); err != nil {
			t.Fatal(err)
		}
		actor, err := o.Identify(t.Context(), 7)
		if err != nil || actor.Unreachable == reachable {
			t.Errorf("reachable %t: identified with unreachable %t, %v", reachable, actor.Unreachable, err)
		}
	}
}

package handlers

import (
	"errors"
	"testing"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
)

func TestHomeShowsWhatWaitsAsButtons(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.counts = disposition.Counts{Waiting: 9, Unread: 3, InProgress: 2, Near: 2, Overdue: 1, Copies: 1}
	reply, err := o.home.show(t.Context(), by(wayan()))
	o.shows(t, "home", reply, err)
}

func TestHomeIsFriendlyWhenNothingWaits(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.home.back(t.Context(), by(wayan()))
	o.shows(t, "home_empty", reply, err)
}

func TestWhatNobodyUnderstandsIsAnsweredWithTheHomeCard(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.counts = disposition.Counts{Waiting: 1}
	reply, err := o.home.notUnderstood(t.Context(), by(wayan()))
	o.shows(t, "not_understood", reply, err)
}

func TestTheDigestCountsWhatWaitsNow(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.counts = disposition.Counts{Waiting: 2, Overdue: 1}
	reply, err := o.home.digest(t.Context(), wayan(), notify.Notice{})
	o.shows(t, "digest", reply, err)
}

func TestNobodyGetsADigestOfNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.counts = disposition.Counts{Copies: 3}
	if _, err := o.home.digest(t.Context(), wayan(), notify.Notice{}); !errors.Is(err, notify.ErrObsolete) {
		t.Errorf("digest with nothing waiting: %v, want ErrObsolete", err)
	}
}

func TestHomeCountsRequestsThatWait(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.approvals, o.own = 3, []request.Item{{State: request.Proposed}, {State: request.Waiting}, {State: request.Approved}}
	reply, err := o.home.show(t.Context(), by(wayan()))
	o.shows(t, "home_requests", reply, err)
	reply, err = o.home.digest(t.Context(), wayan(), notify.Notice{})
	o.shows(t, "digest_requests", reply, err)
}

func TestHomeAndDigestTellOfWhatWasSentAndIsLate(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.counts = disposition.Counts{Forwarded: 4, Sent: 6, SentLate: 2}
	reply, err := o.home.show(t.Context(), by(wayan()))
	o.shows(t, "home_sent_late", reply, err)
	reply, err = o.home.digest(t.Context(), wayan(), notify.Notice{})
	o.shows(t, "digest_sent_late", reply, err)
	o.counts.SentLate = 0
	if _, err := o.home.digest(t.Context(), wayan(), notify.Notice{}); !errors.Is(err, notify.ErrObsolete) {
		t.Errorf("digest while nothing waits or is late: %v, want ErrObsolete", err)
	}
}

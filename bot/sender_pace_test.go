package bot

import (
	"context"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// closedPace lets nothing out.
type closedPace struct{ Pace }

func (closedPace) Wait(context.Context, staff.AccountID, bool) error { return context.DeadlineExceeded }

// unclaimable fails the test when a notice is claimed.
type unclaimable struct {
	Notices
	t *testing.T
}

func (u unclaimable) ClaimNotice(context.Context, notify.NoticeID, time.Duration) (notify.Notice, bool, time.Duration, error) {
	u.t.Error("a notice that was not let out was claimed: should the program die now, it would count as perhaps sent")
	return notify.Notice{}, false, 0, nil
}

func TestNoticeIsClaimedOnlyWhenItMayGoOut(t *testing.T) {
	t.Parallel()
	r := noticing(t, card)
	r.office.set(func(o *office) { o.notices[1] = r.notice(notify.Announcement) })
	sender := r.Sender()
	sender.pace, sender.notices = closedPace{}, unclaimable{r.office, t}
	if wait, err := sender.Deliver(t.Context(), 1); err != nil || wait <= 0 {
		t.Errorf("wait %s, %v: want to be asked again", wait, err)
	}
}

package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gelis-bali/gelis/domain/notify"
)

// errFull is what a memory answers that takes nothing more.
var errFull = errors.New("OOM command not allowed when used memory > 'maxmemory'")

func TestMemoryThatIsFullEndsInASentenceAndNotInADeadLetter(t *testing.T) {
	t.Parallel()
	for name, cause := range map[string]error{"away": errAway, "full": errFull} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := newQuietRig(t).intake
			task := task{troubled: k.now().Add(-formPatience - time.Second)}
			err := fmt.Errorf("handle: %w", &formsAwayError{cause})
			if k.consider(t.Context(), &task, err) != tryAgain || task.at.reply.Text != Phrase(says("!"+ErrFormsAway.Error())) {
				t.Errorf("after %s the answer is %+v", formPatience, task.at.reply)
			}
		})
	}
}

func TestWhoWaitedLongForATurnHasLostNoPatience(t *testing.T) {
	t.Parallel()
	later := &CallError{Code: http.StatusBadGateway}
	for name, tt := range map[string]struct {
		at  showing
		err error
	}{
		"with the memory for drafts": {err: &formsAwayError{errAway}},
		"with Telegram's files":      {err: later},
		"with Telegram":              {at: showing{ready: true}, err: later},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := newQuietRig(t).intake
			task := task{began: k.now().Add(-time.Hour), at: tt.at}
			if next := k.consider(t.Context(), &task, tt.err); next != tryAgain || task.odd != 0 || task.at.ready != tt.at.ready {
				t.Errorf("after one failure: %v, %+v", next, task)
			}
		})
	}
}

func TestAnOutageTakesNothingFromThePatienceWithOthers(t *testing.T) {
	t.Parallel()
	k := newQuietRig(t).intake
	task := task{troubled: k.now().Add(-formPatience - time.Second)}
	k.considerOutage(t.Context(), &task, errAway)
	if k.consider(t.Context(), &task, &formsAwayError{errAway}); task.at.ready {
		t.Errorf("it is given up with %q", task.at.reply.Text)
	}
}

func TestNobodyIsPromisedAFormWhileItsMemoryIsAway(t *testing.T) {
	t.Parallel()
	r := newQuietRig(t)
	task := task{began: r.intake.now(), tries: tellAfter, in: incoming{kind: kindMessage, account: 5, chat: 5, private: true}}
	if r.intake.consider(t.Context(), &task, &formsAwayError{errAway}) != tryAgain {
		t.Error("it is not tried again")
	}
	if !r.intake.outages.first(5) {
		t.Error("the person was told that the answer will come, which it may not")
	}
}

func TestWhatWasSentIsRecordedHoweverLongTheDatabaseIsAway(t *testing.T) {
	t.Parallel()
	for away, recorded := range map[time.Duration]bool{0: true, 24 * time.Second: true, 44 * time.Second: true, 50 * time.Second: false} {
		t.Run(away.String(), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				notices := &awayNotices{until: time.Now().Add(away)}
				sender := &Sender{notices: notices, transient: func(err error) bool { return errors.Is(err, errAway) }}
				job, cancel := context.WithTimeout(t.Context(), 20*time.Second)
				defer cancel()
				err := sender.finish(job, 1, notify.Delivery{Outcome: notify.Sent})
				if (err == nil) != recorded || notices.recorded != recorded {
					t.Errorf("recorded: %t, %v", notices.recorded, err)
				}
				if late := time.Since(notices.until); recorded && late > time.Second {
					t.Errorf("recorded %s after the database was back", late)
				}
			})
		})
	}
}

// awayNotices cannot be reached for some time.
type awayNotices struct {
	Notices
	until    time.Time
	recorded bool
}

func (a *awayNotices) FinishNotice(ctx context.Context, _ notify.NoticeID, _ notify.Delivery) error {
	if time.Now().Before(a.until) || ctx.Err() != nil {
		return errAway
	}
	a.recorded = true
	return nil
}

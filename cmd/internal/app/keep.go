package app

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/gelis-bali/gelis/store"
)

// pollSilence is how long Telegram may be silent before this process does not
// count as receiving: a long poll and a pause after a failure fit into it.
const pollSilence = 90 * time.Second

// keep looks after what must go on whatever happens: that it is written down
// that updates are received, that a notice whose job was lost is sent, and that
// a request whose job was lost moves on.
func (a *App) keep(ctx context.Context) error {
	a.note(ctx, "events of the coming weeks", a.apel.Reconcile(ctx))
	for wait(ctx, heartbeat) {
		if a.leads.Load() && a.receivesNow() == nil {
			a.note(ctx, "heartbeat", a.db.Heartbeat(ctx, receiving))
		}
		found, err := a.db.RequeueStuck(ctx, store.StuckAfter)
		a.note(ctx, "stuck messages", err)
		if found > 0 {
			a.log.WarnContext(ctx, "messages were stuck and are sent now", slog.Int("messages", found))
		}
		a.followCalendar(ctx)
		_, err = a.wakeOverdue(ctx)
		a.note(ctx, "requests that move on by themselves", err)
	}
	return nil
}

// note logs what went wrong with a chore; it comes up again soon.
func (a *App) note(ctx context.Context, chore string, err error) {
	if err != nil && ctx.Err() == nil {
		a.log.WarnContext(ctx, "a chore failed", slog.String("chore", chore), slog.Any("error", err))
	}
}

var errSilent = errors.New("telegram has not answered for a while")

// receivesNow reports whether Telegram answers; a process that stands by is
// as good as one that polls.
func (a *App) receivesNow() error {
	receiver := a.receiver.Load()
	if !a.leads.Load() || receiver == nil {
		return nil
	}
	if a.clock.Now().Sub(receiver.LastPoll()) > pollSilence {
		return errSilent
	}
	return nil
}

// checks are what /readyz asks. Redis is not among them: without it only
// forms do not work.
func (a *App) checks() []check {
	return []check{
		{"database", a.db.Ping},
		{"telegram", func(context.Context) error { return a.receivesNow() }},
	}
}

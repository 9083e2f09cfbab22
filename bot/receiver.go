package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
)

// How the receiver keeps its temper.
const (
	stuckFirst    = 25 * time.Millisecond // before looking for new updates behind many unfinished ones; doubles
	stuckFew      = 3 * time.Millisecond  // behind few, and for each of them:
	stuckEach     = 250 * time.Microsecond
	stuckLongest  = 400 * time.Millisecond
	gather        = 10 * time.Millisecond // before confirming a part of a batch
	standBy       = 3 * time.Second       // after 409: somebody else is polling
	backoffFirst  = 250 * time.Millisecond
	backoffMost   = 10 * time.Second
	finishTime    = 4 * time.Second // for what is in flight when the program ends
	confirmTime   = time.Second     // for the last confirmation
	listenTimeout = pollTimeout + 10*time.Second
)

// Receiver asks Telegram for updates. It confirms an update only when its
// handling has come to an end: Telegram's queue is the inbox, nothing in it
// is lost when the program is.
type Receiver struct {
	client *Client
	intake *Intake
	inbox  Inbox
	window *window
	lanes  *lanes
	meter  Meter
	now    func() time.Time
	log    *slog.Logger
	finish time.Duration // for what is in flight when the program ends
	polled atomic.Int64
	// onWebhook takes away a webhook that keeps Telegram from being polled.
	onWebhook func(ctx context.Context)
}

// webhookSet begins Telegram's answer to a poll while a webhook is set.
const webhookSet = "Conflict: can't use getUpdates method while webhook is active"

// LastPoll is when Telegram last answered; zero if it has not.
func (v *Receiver) LastPoll() time.Time {
	if at := v.polled.Load(); at != 0 {
		return time.Unix(0, at)
	}
	return time.Time{}
}

// Run receives until the context ends, then lets what is in flight finish and
// confirms it. The error is ErrUnauthorized when Telegram refuses the token,
// otherwise nil.
func (v *Receiver) Run(ctx context.Context) error {
	work, abandon := context.WithCancel(context.WithoutCancel(ctx))
	defer abandon()
	err := v.receive(ctx, work)
	v.windUp(ctx, abandon)
	return err
}

func (v *Receiver) receive(ctx, work context.Context) error {
	failures, stuck, resumed := 0, stuckFirst, false
	for turn := false; ctx.Err() == nil; turn = !turn {
		resumed = resumed || v.resume(ctx, work)
		fresh, err := v.poll(ctx, work, turn)
		if errors.Is(err, ErrUnauthorized) {
			return err
		}
		if err != nil && ctx.Err() == nil {
			failures++
			rest(ctx, v.trouble(ctx, err, failures))
		}
		if err != nil {
			continue
		}
		failures = 0
		if fresh > 0 {
			stuck = v.firstLook()
		}
		if v.settle(ctx, stuck) {
			stuck = min(2*stuck, stuckLongest)
			v.relieve(ctx)
		}
	}
	return nil
}

// poll asks once and sends what is new on its way.
func (v *Receiver) poll(ctx, work context.Context, turn bool) (fresh int, err error) {
	unfinished, _ := v.window.state()
	wait := pollTimeout
	if unfinished > 0 || v.polled.Load() == 0 { // the first poll is to find out whether Telegram answers
		wait = 0
	}
	offset := v.window.offset(turn)
	updates, err := v.ask(ctx, offset, batch, wait)
	if err != nil {
		return 0, err
	}
	v.window.confirmed(offset)
	now := v.now()
	v.polled.Store(now.UnixNano())
	v.meter.Polled(now)
	for _, raw := range updates {
		if v.dispatch(ctx, work, raw) {
			fresh++
		}
	}
	return fresh, nil
}

func (v *Receiver) ask(ctx context.Context, offset int64, limit int, wait time.Duration) ([]json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, listenTimeout)
	defer cancel()
	var updates []json.RawMessage
	err := v.client.transport.call(ctx, v.client.base, "getUpdates", map[string]any{
		"offset": offset, "limit": limit, "timeout": int(wait.Seconds()), "allowed_updates": allowedUpdates(),
	}, &updates)
	return updates, authorized(err)
}

// dispatch puts a new update on its person's lane; it reports whether it was new.
func (v *Receiver) dispatch(ctx, work context.Context, raw json.RawMessage) bool {
	e := v.window.admit(updateID(raw))
	if e == nil {
		return false
	}
	e.raw = raw
	v.enter(ctx, work, e)
	return true
}

// updateID reads an update's number. What cannot be read becomes a dead letter
// under the id 0.
func updateID(raw []byte) int64 {
	var head struct {
		ID int64 `json:"update_id"`
	}
	_ = json.Unmarshal(raw, &head)
	return head.ID
}

// enter has an update handled on its person's lane.
func (v *Receiver) enter(ctx, work context.Context, e *entry) {
	t, err := v.intake.read(e.raw)
	t.stop = ctx.Done()
	v.lanes.enter(t.lane(), t.most(), func(crowded bool) {
		if ctx.Err() != nil {
			return // the program ends: the update stays where it is
		}
		t.in.crowded = crowded
		if failed := v.intake.finish(work, t, err); failed != nil {
			v.log.WarnContext(work, "update stays with Telegram", slog.Int64("update", e.id), slog.Any("error", failed))
			return
		}
		if v.window.finish(e) {
			v.drop(work, e)
		}
	})
}

// most is how much may wait before this one.
func (t task) most() int {
	if t.in.kind == kindTap {
		return maxTapsWaiting
	}
	return maxWaiting
}

// firstLook is how long to wait before looking behind what is unfinished: the
// more of it there is, the more comes again with every look.
func (v *Receiver) firstLook() time.Duration {
	unfinished, _ := v.window.state()
	return min(stuckFirst, stuckFew+time.Duration(unfinished)*stuckEach)
}

// settle waits until asking again makes sense: everything is finished, or
// enough of it, or there may be something new behind what is unfinished. It
// reports whether nothing was finished meanwhile.
func (v *Receiver) settle(ctx context.Context, stuck time.Duration) bool {
	begun, _ := v.window.state()
	timer := time.NewTimer(stuck)
	defer timer.Stop()
	soon := time.NewTimer(gather)
	defer soon.Stop()
	late := false
	for {
		unfinished, moved := v.window.state()
		if unfinished == 0 || (moved && (late || unfinished <= begun/2)) {
			return false
		}
		select {
		case <-v.window.changed:
		case <-soon.C:
			late = true
		case <-timer.C:
			return !moved
		case <-ctx.Done():
			return false
		}
	}
}

// rest waits, at most until the context ends.
func rest(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// trouble says how long to wait after a poll that failed, and tells of it.
func (v *Receiver) trouble(ctx context.Context, err error, failures int) time.Duration {
	wait := min(backoffMost, backoffFirst<<min(failures-1, 10))
	if call, ok := errors.AsType[*CallError](err); ok {
		switch {
		case call.Code == http.StatusConflict && strings.HasPrefix(call.Description, webhookSet):
			v.log.WarnContext(ctx, "a webhook is set: it has to be taken away to poll")
			v.onWebhook(ctx)
		case call.Code == http.StatusConflict:
			v.log.WarnContext(ctx, "another program polls with this token; standing by", slog.String("answer", call.Description))
			return standBy
		case call.RetryAfter > 0:
			wait = call.RetryAfter
		}
	}
	v.log.WarnContext(ctx, "telegram did not answer a poll", slog.Duration("pause", wait), slog.Any("error", err))
	return wait
}

// windUp lets what is in flight finish, and confirms it.
func (v *Receiver) windUp(ctx context.Context, abandon context.CancelFunc) {
	late := time.AfterFunc(v.finish, abandon)
	v.lanes.wait()
	late.Stop()
	offset := v.window.offset(false)
	if offset == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), confirmTime)
	defer cancel()
	if _, err := v.ask(ctx, offset, 1, 0); err != nil {
		v.log.WarnContext(ctx, "the last updates were handled and not confirmed, they come again", slog.Any("error", err))
	}
}

// read makes a task of the bytes of an update.
func (k *Intake) read(raw []byte) (task, error) {
	in, err := readUpdate(raw)
	if err != nil {
		err = fmt.Errorf("unreadable: %w", err)
	}
	return task{in: in, raw: raw, began: k.now()}, err
}

// lane is whose update it is; what belongs to nobody is its own.
func (t task) lane() int64 {
	if t.in.account == 0 {
		return -t.in.id
	}
	return int64(t.in.account)
}

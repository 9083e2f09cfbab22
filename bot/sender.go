package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// How the sender tries.
const (
	// Lease is how long one attempt to send has the notice for itself: longer
	// than a job may run.
	Lease = 30 * time.Second
	// maxAttempts is for what fails without a reason that passes.
	maxAttempts = 6
	laterPause  = 2 * time.Second // doubles with each attempt
	laterMost   = 5 * time.Minute
	// recordTime is how long recording an attempt is tried after its job's time
	// is up; recordPause is the time between two tries.
	recordTime  = 25 * time.Second
	recordPause = 500 * time.Millisecond
)

// Sender delivers stored notices and redraws cards.
type Sender struct {
	*responder
	router    *Router
	who       Identities
	notices   Notices
	worded    func(error) (Phrase, bool)
	transient func(error) bool
	now       func() time.Time
	// drawing keeps a subject's cards from being drawn twice at the same time, by its number: the older drawing could
	// reach the phone last.
	drawing [64]chan struct{}
}

// Deliver makes one attempt to deliver a notice. A retryAfter above zero asks
// to be called again after it; an error, to be called again by the caller's
// own measure. Otherwise the notice is finished.
func (s *Sender) Deliver(ctx context.Context, id notify.NoticeID) (retryAfter time.Duration, err error) {
	if again, err := s.waitFor(ctx, id); again > 0 || err != nil {
		return again, err
	}
	n, ok, wait, err := s.notices.ClaimNotice(ctx, id, Lease)
	if err != nil {
		return 0, fmt.Errorf("claim notice %d: %w", id, err)
	}
	if !ok {
		return wait, nil
	}
	if n.Uncertain {
		s.meter.NoticeUncertain(n.Class)
	}
	d := s.attempt(ctx, n)
	d.Attempt = n.Attempt
	s.meter.NoticeAttempted(d.Outcome)
	if err := s.finish(ctx, id, d); err != nil {
		return 0, fmt.Errorf("record notice %d as %s: %w", id, d.Outcome, err)
	}
	return d.Retry, nil
}

// waitFor waits until Telegram takes a message for the recipient of a notice. That is before the notice is claimed: what is
// claimed when the process dies may have been sent, for all that anybody knows, and what waits was not.
func (s *Sender) waitFor(ctx context.Context, id notify.NoticeID) (again time.Duration, err error) {
	chat, class, err := s.notices.NoticeChat(ctx, id)
	if err != nil {
		return 0, fmt.Errorf("find the chat of notice %d: %w", id, err)
	}
	if chat == 0 {
		return 0, nil
	}
	if err := s.pace.Wait(ctx, chat, class.Bulk()); err != nil {
		s.log.InfoContext(ctx, "notice waits for the pace, and comes again", slog.Int64("notice", int64(id)), slog.Any("error", err))
		return laterPause, nil
	}
	return 0, nil
}

// finish records an attempt, also beyond the end of its job: a database that
// is away for a while must not make a message go out twice.
func (s *Sender) finish(ctx context.Context, id notify.NoticeID, d notify.Delivery) error {
	return persist(ctx, s.transient, func(ctx context.Context) error { return s.notices.FinishNotice(ctx, id, d) })
}

// persist records something for as long as it takes, and for a while
// after the context has ended.
func persist(ctx context.Context, transient func(error) bool, record func(context.Context) error) error {
	recording, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	stop := context.AfterFunc(ctx, func() {
		rest(recording, recordTime)
		cancel()
	})
	defer stop()
	for {
		err := record(recording)
		if err == nil || recording.Err() != nil || !transient(err) {
			return err
		}
		rest(recording, recordPause)
	}
}

// attempt renders the notice from the current state and sends it.
func (s *Sender) attempt(ctx context.Context, n notify.Notice) notify.Delivery {
	if n.Uncertain && !n.Class.Repeatable() {
		return notify.Delivery{Outcome: notify.Unknown, Cause: "an earlier attempt ended without a record"}
	}
	reply, err := s.render(ctx, n)
	if err != nil {
		return s.unrendered(ctx, n, err)
	}
	m, err := s.compose(ctx, reply)
	if err != nil {
		return s.unrendered(ctx, n, err)
	}
	id, err := s.client.send(ctx, n.Account, m)
	if v := judged(err); v.outcome != notify.Sent {
		return s.unsent(ctx, n, v, err)
	}
	for _, a := range reply.Attachments {
		if v, err := s.attach(ctx, n.Account, a, reply.Protect); v.outcome != notify.Sent {
			s.log.WarnContext(ctx, "notice went out without its file", slog.Int64("notice", int64(n.ID)), slog.Any("error", err))
		}
	}
	d := notify.Delivery{Outcome: notify.Sent, Message: id}
	if reply.Card != nil && id != 0 {
		d.Card = reply.Card
	}
	return d
}

// render words the notice for whom the account belongs to now, unless they muted it by now.
func (s *Sender) render(ctx context.Context, n notify.Notice) (Reply, error) {
	handler, known := s.router.notices[n.Kind]
	if !known {
		return Reply{}, &DefectError{Reason: "nobody renders notices of kind " + string(n.Kind)}
	}
	if n.Account == 0 {
		return Reply{}, errNoAccount
	}
	actor, err := s.who.Identify(ctx, n.Account)
	switch {
	case n.Employee == 0 && (errors.Is(err, staff.ErrUnknownAccount) || errors.Is(err, staff.ErrInactive)):
		actor = staff.Actor{} // addressed to the account, whoever it belongs to
	case err != nil:
		return Reply{}, err
	case n.Employee != 0 && actor.ID != n.Employee:
		return Reply{}, errNoAccount
	}
	if muted := n.Kind.Optional(); muted != "" && actor.Settings.Mutes(muted) {
		return Reply{}, notify.ErrObsolete
	}
	reply, err := safely(ctx, func(ctx context.Context) (Reply, error) { return handler(ctx, actor, n) })
	reply.style = actor.Settings.Dates
	if err == nil && !reply.speaks() {
		return Reply{}, &DefectError{Reason: "notice of kind " + string(n.Kind) + " has no text"}
	}
	return reply, err
}

// errNoAccount: the employee has no account, or not this one any more.
var errNoAccount = errors.New("employee has no such account")

// safely runs what may panic.
func safely(ctx context.Context, run func(context.Context) (Reply, error)) (Reply, error) {
	return recovered(func(ctx context.Context, _ *Request) (Reply, error) { return run(ctx) })(ctx, nil)
}

// unrendered: the message was not even tried.
func (s *Sender) unrendered(ctx context.Context, n notify.Notice, err error) notify.Delivery {
	var defect *DefectError
	cause := err.Error()
	switch {
	case errors.Is(err, notify.ErrObsolete):
		return notify.Delivery{Outcome: notify.Obsolete, Cause: cause}
	case errors.Is(err, staff.ErrInactive):
		return notify.Delivery{Outcome: notify.Gone, Left: true, Cause: cause}
	case errors.Is(err, errNoAccount), errors.Is(err, staff.ErrUnknownAccount):
		return notify.Delivery{Outcome: notify.Gone, Cause: cause}
	case s.transient(err), ctx.Err() != nil:
		return later(n, err)
	}
	if _, refusal := s.worded(err); refusal { // the person may not see it, today
		return notify.Delivery{Outcome: notify.Obsolete, Cause: cause}
	}
	s.log.ErrorContext(ctx, "notice cannot be rendered", slog.Int64("notice", int64(n.ID)), slog.Any("error", err))
	if errors.As(err, &defect) || n.Attempt >= maxAttempts {
		return notify.Delivery{Outcome: notify.Defect, Cause: cause}
	}
	return later(n, err)
}

// unsent: Telegram did not say that it took the message.
func (s *Sender) unsent(ctx context.Context, n notify.Notice, v verdict, err error) notify.Delivery {
	d := notify.Delivery{Outcome: v.outcome, MovedTo: v.movedTo, Cause: err.Error()}
	switch v.outcome {
	case notify.Later:
		_ = s.held(ctx, v, err)
		d = later(n, err)
		d.Retry = max(d.Retry, v.retry)
	case notify.Unknown:
		if n.Class.Repeatable() && !v.arrived && n.Attempt < maxAttempts {
			d.Retry = backoff(n)
		}
	case notify.Moved:
		d.Retry = firstPause
	case notify.Defect:
		s.log.ErrorContext(ctx, "telegram refuses a notice", slog.Int64("notice", int64(n.ID)), slog.Any("error", err))
	case notify.Sent, notify.Gone, notify.Obsolete:
	}
	return d
}

func later(n notify.Notice, err error) notify.Delivery {
	return notify.Delivery{Outcome: notify.Later, Retry: backoff(n), Cause: err.Error()}
}

// backoff is the pause after an attempt.
func backoff(n notify.Notice) time.Duration {
	return min(laterMost, laterPause<<min(max(n.Attempt-1, 0), 10))
}

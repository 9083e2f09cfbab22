package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/staff"
)

// PanicError is what became of a handler that panicked.
type PanicError struct {
	Value any
	Stack []byte
}

func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }

// chain puts middleware around a handler, the first one outermost.
func chain(h Handler, layers ...Middleware) Handler {
	for _, layer := range slices.Backward(layers) {
		h = layer(h)
	}
	return h
}

// recovered turns a panic into an error: one handler's mistake stays its own.
func recovered(next Handler) Handler {
	return func(ctx context.Context, r *Request) (reply Reply, err error) {
		defer func() {
			if p := recover(); p != nil {
				reply, err = Reply{}, &PanicError{Value: p, Stack: debug.Stack()}
			}
		}()
		return next(ctx, r)
	}
}

// timed gives a handler so long; longer when there is a file to fetch.
func timed(usual, withFile time.Duration) Middleware {
	return func(next Handler) Handler {
		return func(ctx context.Context, r *Request) (Reply, error) {
			limit := usual
			if r.File != nil {
				limit = withFile
			}
			ctx, cancel := context.WithTimeout(ctx, limit)
			defer cancel()
			return next(ctx, r)
		}
	}
}

// logged writes one line for each request: ids and names from the code only.
func logged(log *slog.Logger, now func() time.Time) Middleware {
	return func(next Handler) Handler {
		return func(ctx context.Context, r *Request) (Reply, error) {
			began := now()
			reply, err := next(ctx, r)
			level := slog.LevelDebug
			if log.Enabled(ctx, level) {
				log.LogAttrs(ctx, level, "request handled",
					slog.Int64("update", r.Update), slog.Int64("account", int64(r.Account)), slog.Int64("employee", int64(r.Actor.ID)),
					slog.String("command", r.Command), slog.String("action", r.Action),
					slog.Duration("took", now().Sub(began)), slog.Bool("refused", err != nil))
			}
			return reply, err
		}
	}
}

// noted writes down that a tap was refused, and why; it returns what to say.
type noted func(ctx context.Context, r *Request, reason string, why error) error

// identified finds out who the account belongs to at this moment.
func identified(who Identities, seen func(context.Context, staff.Actor, *Request)) Middleware {
	return func(next Handler) Handler {
		return func(ctx context.Context, r *Request) (Reply, error) {
			actor, err := who.Identify(ctx, r.Account)
			switch {
			case errors.Is(err, staff.ErrUnknownAccount):
				actor = staff.Actor{}
			case errors.Is(err, staff.ErrInactive):
				r.left = true
			case err != nil:
				return Reply{}, err
			}
			r.Actor = actor
			seen(ctx, actor, r)
			reply, err := next(ctx, r)
			if err == nil && !r.Actor.Known() && (r.Command != "" || r.Draft != "") {
				linked(ctx, who, r, seen)
			}
			return reply, err
		}
	}
}

// linked tells at once when a stranger has just become an employee.
func linked(ctx context.Context, who Identities, r *Request, seen func(context.Context, staff.Actor, *Request)) {
	if actor, err := who.Identify(ctx, r.Account); err == nil {
		r.left = false
		seen(ctx, actor, r)
	}
}

// commandStart is what Telegram makes of a link to the bot; its argument is a
// one-time code.
const commandStart = "start"

// employed refuses who has left, and writes a tap of theirs down. The account
// may be given to somebody else: with a one-time code it comes as a stranger.
// It stands behind the throttle, so that nobody writes down without end.
func employed(refused noted) Middleware {
	return func(next Handler) Handler {
		return func(ctx context.Context, r *Request) (Reply, error) {
			switch {
			case !r.left:
			case r.Command == commandStart && r.Argument != "":
				r.Actor = staff.Actor{}
			case r.Tap():
				return Reply{Unbutton: true}, refused(ctx, r, "inactive", staff.ErrInactive)
			default:
				return Reply{}, staff.ErrInactive
			}
			return next(ctx, r)
		}
	}
}

// throttled holds up who sends too much: the first time with a sentence, then
// in silence; a tap is always answered. It lets everybody through when the
// counters are away.
func throttled(t Throttle, away *breaker, log *slog.Logger) Middleware {
	return func(next Handler) Handler {
		return func(ctx context.Context, r *Request) (Reply, error) {
			if away.open() {
				return next(ctx, r)
			}
			ok, first, err := allow(ctx, t, r)
			switch {
			case err != nil:
				away.trip()
				log.WarnContext(ctx, "throttle is away, everybody may pass", slog.Any("error", err))
			case !ok && (first || r.Tap()):
				return Reply{}, ErrThrottled
			case !ok:
				return Reply{}, nil
			}
			return next(ctx, r)
		}
	}
}

// throttlePatience is how long a request waits for the counters.
const throttlePatience = 250 * time.Millisecond

func allow(ctx context.Context, t Throttle, r *Request) (ok, first bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, throttlePatience)
	defer cancel()
	return t.Allow(ctx, r.Account, r.Update)
}

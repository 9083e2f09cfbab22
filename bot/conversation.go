package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/staff"
)

// conversation finds the answer to a request: command, button, form, or what
// to say when nothing fits.
type conversation struct {
	router *Router
	forms  *forms
	audit  Auditor
	worded func(error) (Phrase, bool)
	log    *slog.Logger
}

// answer is the innermost handler.
func (c *conversation) answer(ctx context.Context, r *Request) (Reply, error) {
	reply, err := c.route(ctx, r)
	if err != nil || reply.Begin == nil {
		return reply, err
	}
	return c.forms.begin(ctx, r, reply)
}

func (c *conversation) route(ctx context.Context, r *Request) (Reply, error) {
	switch {
	case r.tap:
		return c.tap(ctx, r)
	case r.Command != "":
		return c.command(ctx, r)
	case r.moved():
		return c.moved(ctx, r)
	}
	reply, err := c.forms.input(ctx, r)
	if errors.Is(err, errNoForm) {
		return c.lost(ctx, r)
	}
	return reply, err
}

// lost answers what belongs to no form: a place, a code, and what nobody
// understands.
func (c *conversation) lost(ctx context.Context, r *Request) (Reply, error) {
	if !r.Actor.Known() {
		return c.router.stranger(ctx, r)
	}
	if h := c.router.loose(r); h != nil {
		if reply, err := h(ctx, r); !errors.Is(err, ErrNotMine) {
			return reply, err
		}
	}
	return c.router.fallback(ctx, r)
}

// command runs a command. The form that is open ends by it, whatever comes
// of the command.
func (c *conversation) command(ctx context.Context, r *Request) (Reply, error) {
	command, known := c.router.commands[r.Command]
	if !known || (!r.Actor.Known() && command.For != staff.Anyone) {
		return c.lost(ctx, r)
	}
	if r.Command == c.router.cancel {
		return c.cancel(ctx, r, command)
	}
	if err := allowed(command.For, r.Actor); err != nil {
		return Reply{}, err
	}
	reply, err := command.Handler(ctx, r)
	if err != nil {
		if _, worded := c.worded(err); worded {
			c.endForm(ctx, r)
		}
		return reply, err
	}
	if reply.Begin != nil {
		return reply, nil // the form that begins ends the other one
	}
	if c.endForm(ctx, r) == SayEnded {
		return Reply{Text: SayEnded, Keyboard: &Keyboard{Remove: true}, Then: &reply}, nil
	}
	return reply, nil
}

// endForm gives a form up beside a command. The command goes on when the
// memory for drafts is away: the form's questions stay, and nothing is sent
// of it without the person.
func (c *conversation) endForm(ctx context.Context, r *Request) Say {
	said, err := c.forms.end(ctx, r, false)
	if err != nil {
		c.log.WarnContext(ctx, "form was not ended", slog.Int64("update", r.Update), slog.Any("error", err))
	}
	return said
}

// cancel gives a form up because the person says so.
func (c *conversation) cancel(ctx context.Context, r *Request, command Command) (Reply, error) {
	said, err := c.forms.end(ctx, r, true)
	if err != nil {
		return Reply{}, err
	}
	if said == "" {
		return command.Handler(ctx, r)
	}
	return Reply{Text: said, Keyboard: &Keyboard{Remove: true}}, nil
}

// tap runs what a button stands for, if there is such a thing and the person
// may. What is refused here is audited.
func (c *conversation) tap(ctx context.Context, r *Request) (Reply, error) {
	if r.group {
		return Reply{}, c.refused(ctx, r, "group", ErrPrivateOnly)
	}
	callback, err := DecodeCallback(r.data)
	if err != nil {
		return Reply{}, c.refused(ctx, r, "malformed", err)
	}
	r.Action, r.Args = callback.Action, callback.Args
	if engineAction(callback.Action) {
		reply, err := c.forms.tap(ctx, r, callback)
		switch {
		case errors.Is(err, ErrStaleButton), errors.Is(err, ErrStaleDraft):
			err = c.refused(ctx, r, "stale draft", err)
		case forged(err):
			err = c.refused(ctx, r, "bad arguments", err)
		}
		return reply, err
	}
	action, known := c.router.actions[callback.Action]
	if !known {
		return Reply{Unbutton: true}, c.refused(ctx, r, "unknown action", ErrStaleButton)
	}
	if err := allowed(action.who, r.Actor); err != nil {
		return Reply{}, c.refused(ctx, r, "not allowed", err)
	}
	reply, err := action.handler(ctx, r)
	if errors.Is(err, ErrStaleButton) {
		err = c.refused(ctx, r, "bad arguments", err)
	}
	return reply, err
}

// forged reports whether a button carried an answer that the question never
// had a button for.
func forged(err error) bool {
	return errors.Is(err, ErrUseButtons) || errors.Is(err, ErrTextExpected) || errors.Is(err, ErrFileExpected) ||
		errors.Is(err, ErrContactExpected) || errors.Is(err, ErrPlaceExpected)
}

// refused writes down that a tap was refused, and why.
func (c *conversation) refused(ctx context.Context, r *Request, reason string, why error) error {
	facts := map[string]string{"reason": reason}
	if r.Action != "" {
		facts["action"] = r.Action
	}
	err := c.audit.RecordAudit(ctx, audit.Entry{
		At: r.At, Actor: r.Actor.ID, Account: r.Account, Action: audit.ActionRefused, Facts: facts,
	})
	if err != nil {
		return fmt.Errorf("write down the refusal of update %d: %w", r.Update, err)
	}
	return why
}

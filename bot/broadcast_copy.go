package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/gelis-bali/gelis/domain/notify"
)

// copyTries is how often the rest of a copy is tried whose beginning is on the
// phone: beginning anew would show it twice.
const copyTries = 4

// handle does what is to be done with a copy.
func (b *Broadcaster) handle(ctx context.Context, c Copy, placed time.Time) (done CopyDone) {
	ctx, cancel := context.WithTimeout(ctx, copyTime)
	defer cancel()
	p := &parcel{Copy: c, placed: placed}
	defer func() {
		if v := recover(); v != nil {
			b.log.ErrorContext(ctx, "panic over a copy", slog.Int64("copy", c.ID), slog.Any("panic", v), slog.String("stack", string(debug.Stack())))
			done = CopyDone{ID: c.ID, Outcome: notify.Unknown, Messages: p.Messages, Cause: "panic"}
		}
		b.meter.NoticeAttempted(done.Outcome)
	}()
	if c.Account == 0 {
		return CopyDone{ID: c.ID, Outcome: notify.Gone, Cause: errNoAccount.Error()}
	}
	said, err := b.render(ctx, c)
	if err != nil {
		return b.unsaid(ctx, p, err)
	}
	m, err := b.wording(said)
	if err != nil {
		return b.unsaid(ctx, p, err)
	}
	v, err := b.do(ctx, p, said, m)
	return b.outcome(ctx, p, v, err)
}

func (b *Broadcaster) do(ctx context.Context, p *parcel, said Broadcast, m message) (verdict, error) {
	switch p.Work {
	case SendCopy:
		return b.send(ctx, p, said, m)
	case EditCopy:
		return b.change(ctx, p, said, m)
	case WithdrawCopy:
		return b.withdraw(ctx, p, m)
	}
	return verdict{}, &DefectError{Reason: "work on a copy is unknown: " + string(p.Work)}
}

// wording composes the text of a broadcast; beside files it may be empty.
func (b *Broadcaster) wording(said Broadcast) (message, error) {
	reply := Reply{Text: said.Text, Buttons: said.Buttons, Protect: said.Protect, style: said.Style}
	if said.Text == nil && said.HTML != "" {
		reply.Text = written(said.HTML)
	}
	if reply.Text == nil {
		switch {
		case len(said.Attachments) == 0:
			return message{}, &DefectError{Reason: "a broadcast says nothing"}
		case len(said.Attachments) > 1 && len(said.Buttons) > 0:
			return message{}, &DefectError{Reason: "a broadcast of several files has buttons and no text for them"}
		}
		reply.Picture = &said.Attachments[0] // a caption may be missing
	}
	return b.composer.message(reply)
}

// unsaid: nothing was tried.
func (b *Broadcaster) unsaid(ctx context.Context, p *parcel, err error) CopyDone {
	done := CopyDone{ID: p.ID, Outcome: notify.Defect, Messages: p.Messages, Cause: err.Error()}
	switch {
	case errors.Is(err, notify.ErrObsolete):
		done.Outcome = notify.Obsolete
	case b.transient(err), ctx.Err() != nil:
		done.Outcome, done.Retry = notify.Later, laterPause
	default:
		b.log.ErrorContext(ctx, "copy cannot be rendered", slog.Int64("copy", p.ID), slog.Any("error", err))
	}
	return done
}

// outcome says what became of a copy.
func (b *Broadcaster) outcome(ctx context.Context, p *parcel, v verdict, err error) CopyDone {
	done := CopyDone{ID: p.ID, Outcome: v.outcome, Messages: p.Messages, MovedTo: v.movedTo}
	if err == nil || v.outcome == notify.Sent { // it may be so already
		return done
	}
	done.Cause = err.Error()
	if done.Outcome == notify.Defect && b.transient(err) { // a file could not be read
		done.Outcome = notify.Later
	}
	if done.Outcome == notify.Unknown && p.Work != SendCopy { // to do it twice is to do it once
		done.Outcome = notify.Later
	}
	switch done.Outcome {
	case notify.Later, notify.Moved:
		done.Retry = max(v.retry, laterPause)
	case notify.Defect:
		b.log.ErrorContext(ctx, "telegram refuses a copy", slog.Int64("copy", p.ID), slog.Any("error", err))
	case notify.Sent, notify.Gone, notify.Unknown, notify.Obsolete:
	}
	return done
}

// parcel is a copy on its way.
type parcel struct {
	Copy
	placed time.Time // when a place was taken for it
	spent  bool      // the place was used
}

// call makes a call of the Bot API when it may be made: the first one with the
// place that was taken for the copy, every other one with its own.
func (b *Broadcaster) call(ctx context.Context, p *parcel, do func() error) (verdict, error) {
	if err := b.place(ctx, p); err != nil {
		return verdict{outcome: notify.Later}, err
	}
	err := do()
	v := judged(err)
	if v.outcome == notify.Later {
		err = b.held(ctx, v, err)
	}
	return v, err
}

// place uses the place that was taken for the copy, unless that was too long
// ago: those who waited must not all set off together.
func (b *Broadcaster) place(ctx context.Context, p *parcel) error {
	fresh := !p.spent && b.now().Sub(p.placed) <= placeFresh
	p.spent = true
	if fresh {
		if free, err := b.bulk.TakeChat(ctx, p.Account); err != nil || free {
			return err
		}
	}
	return b.bulk.Wait(ctx, p.Account, true)
}

// change brings a copy that was sent to what is said now: its text. Files stay.
func (b *Broadcaster) change(ctx context.Context, p *parcel, said Broadcast, m message) (verdict, error) {
	if len(p.Messages) == 0 {
		return verdict{outcome: notify.Obsolete}, nil
	}
	id := p.Messages[len(p.Messages)-1] // the one with the text is the last
	text := func() error { return b.client.edit(ctx, p.Account, id, m) }
	caption := func() error { return b.client.editCaption(ctx, p.Account, id, m) }
	if len(p.Messages) == 1 && len(said.Attachments) == 1 && m.units <= maxCaption {
		v, err := b.call(ctx, p, caption)
		return gone(v), err
	}
	v, err := b.call(ctx, p, text)
	if v.noText && m.units <= maxCaption {
		v, err = b.call(ctx, p, caption)
	}
	return gone(v), err
}

// gone makes a message that is not there any more no failure.
func gone(v verdict) verdict {
	if v.cardGone {
		v.outcome = notify.Obsolete
	}
	return v
}

// withdraw deletes a copy, or says in its place that it was withdrawn.
func (b *Broadcaster) withdraw(ctx context.Context, p *parcel, m message) (verdict, error) {
	if len(p.Messages) == 0 {
		return verdict{outcome: notify.Obsolete}, nil
	}
	last := len(p.Messages) - 1
	v, err := b.call(ctx, p, func() error { return b.client.remove(ctx, p.Account, p.Messages[last]) })
	switch {
	case v.stays:
		m.markup = nil
		p.Messages = p.Messages[last:]
		return b.change(ctx, p, Broadcast{}, m)
	case v.outcome != notify.Sent:
		return v, err
	}
	if last == 0 {
		p.Messages = nil
		return v, nil
	}
	before := p.Messages[:last]
	v, err = b.call(ctx, p, func() error { return b.client.removeAll(ctx, p.Account, before) })
	if v.outcome == notify.Sent {
		p.Messages = nil
	}
	return v, err
}

// send sends a copy, part by part. What was begun is brought to its end, or
// its fate is unknown.
func (b *Broadcaster) send(ctx context.Context, p *parcel, said Broadcast, m message) (verdict, error) {
	p.Messages = nil
	parts := b.parts(p, said, m)
	for _, part := range parts {
		v, err := part(ctx)
		for try := 1; v.outcome == notify.Later && len(p.Messages) > 0 && try < copyTries; try++ {
			rest(ctx, max(v.retry, firstPause))
			v, err = part(ctx)
		}
		switch {
		case v.outcome == notify.Sent:
		case len(p.Messages) > 0 && v.outcome != notify.Gone:
			return verdict{outcome: notify.Unknown}, fmt.Errorf("send the rest of copy %d: %w", p.ID, err)
		default:
			return v, err
		}
	}
	return verdict{outcome: notify.Sent}, nil
}

// parts are the calls that a broadcast takes, in their order.
func (b *Broadcaster) parts(p *parcel, said Broadcast, m message) []func(context.Context) (verdict, error) {
	text := func(ctx context.Context) (verdict, error) { return b.sendText(ctx, p, m) }
	files := said.Attachments
	switch {
	case len(files) == 0:
		return []func(context.Context) (verdict, error){text}
	case len(files) == 1 && m.units <= maxCaption:
		return []func(context.Context) (verdict, error){func(ctx context.Context) (verdict, error) { return b.sendFiles(ctx, p, files, m) }}
	}
	var parts []func(context.Context) (verdict, error)
	for _, album := range albumsOf(files) {
		parts = append(parts, func(ctx context.Context) (verdict, error) {
			return b.sendFiles(ctx, p, album, message{protect: said.Protect})
		})
	}
	if m.text != "" {
		parts = append(parts, text)
	}
	return parts
}

// sendText sends the text, as an answer to the files that it belongs to.
func (b *Broadcaster) sendText(ctx context.Context, p *parcel, m message) (verdict, error) {
	if len(p.Messages) > 0 {
		m.replyTo = p.Messages[0]
	}
	id := 0
	v, err := b.call(ctx, p, func() error {
		var err error
		id, err = b.client.send(ctx, p.Account, m)
		return err
	})
	if v.outcome == notify.Sent {
		p.Messages = append(p.Messages, id)
	}
	return v, err
}

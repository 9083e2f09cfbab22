package bot

import (
	"context"
	"log/slog"
)

// relieve sets the oldest update aside when many others wait for it: it is
// kept in the inbox, confirmed to Telegram, and goes on being handled. While
// the inbox is away the update stays with Telegram.
func (v *Receiver) relieve(ctx context.Context) {
	e := v.window.blocking()
	if e == nil {
		return
	}
	if err := v.inbox.SetUpdateAside(ctx, e.id, e.raw); err != nil {
		v.log.WarnContext(ctx, "cannot set an update aside, it hides others", slog.Int64("update", e.id), slog.Any("error", err))
		return
	}
	v.log.DebugContext(ctx, "update set aside", slog.Int64("update", e.id))
	if !v.window.setAside(e) {
		v.drop(ctx, e)
	}
}

// drop forgets an update that was set aside. One that cannot be forgotten now
// is handled again at the next start, which changes nothing.
func (v *Receiver) drop(ctx context.Context, e *entry) {
	if err := v.inbox.DropUpdate(ctx, e.id, e.raw); err != nil {
		v.log.WarnContext(ctx, "a handled update stays set aside", slog.Int64("update", e.id), slog.Any("error", err))
	}
}

// resume takes up what was set aside when the program ended; false when the
// inbox is away.
func (v *Receiver) resume(ctx, work context.Context) bool {
	kept, err := v.inbox.UpdatesSetAside(ctx)
	if err != nil {
		v.log.WarnContext(ctx, "cannot look for updates that were set aside", slog.Any("error", err))
		return false
	}
	for _, raw := range kept {
		v.enter(ctx, work, &entry{id: updateID(raw), raw: raw, finished: true, aside: true})
	}
	return true
}

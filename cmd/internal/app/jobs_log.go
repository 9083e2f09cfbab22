package app

import (
	"context"
	"log/slog"
	"strings"
)

// jobsLog is the log as River writes to it: kept to what matters.
type jobsLog struct{ slog.Handler }

// Enabled implements slog.Handler.
func (l jobsLog) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && l.Handler.Enabled(ctx, level)
}

// Handle implements slog.Handler. When River ends, and its connection ends a
// little earlier than the subscriptions on it, it tells of an error that is
// none.
func (l jobsLog) Handle(ctx context.Context, r slog.Record) error {
	if strings.HasSuffix(r.Message, "Error unlistening on topic") {
		return nil
	}
	return l.Handler.Handle(ctx, r) //nolint:wrapcheck // it is the handler's own error
}

// WithAttrs implements slog.Handler.
func (l jobsLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	return jobsLog{l.Handler.WithAttrs(attrs)}
}

// WithGroup implements slog.Handler.
func (l jobsLog) WithGroup(name string) slog.Handler {
	return jobsLog{l.Handler.WithGroup(name)}
}

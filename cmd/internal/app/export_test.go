package app

import (
	"context"
	"log/slog"
	"testing"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/store"
)

// What the tests look at from outside: the tables, the counters, the table of
// conversations.

// JobsLog is the log as River writes to it.
func JobsLog(h slog.Handler) *slog.Logger { return slog.New(jobsLog{h}) }

// Store is the office's database.
func (a *App) Store() *store.Store { return a.db.Store }

// Counter is the value of a counter of /metrics with these labels.
func (a *App) Counter(tb testing.TB, name string, labels map[string]string) int {
	tb.Helper()
	families, err := a.metrics.registry.Gather()
	if err != nil {
		tb.Fatalf("gather metrics: %v", err)
	}
	sum := 0.0
	for _, family := range families {
		if family.GetName() != name {
			continue
		}
	metric:
		for _, m := range family.GetMetric() {
			for _, pair := range m.GetLabel() {
				if want, asked := labels[pair.GetName()]; asked && want != pair.GetValue() {
					continue metric
				}
			}
			sum += m.GetCounter().GetValue()
		}
	}
	return int(sum)
}

// Routes is the table of everything that people can say, tap, fill in and be
// told, without anybody behind it.
func Routes() *bot.Router { return newRouter(services{botName: func() string { return "" }}) }

// Handle brings one raw update to its end, as the receiver does.
func (a *App) Handle(ctx context.Context, raw []byte) error { return a.edge.Intake().Handle(ctx, raw) }

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"github.com/gelis-bali/gelis/cmd/internal/app"
	"github.com/gelis-bali/gelis/telegramtest"
)

// timeMachine moves the office's clock forward and lets every duty in between
// happen when it is due.
type timeMachine struct {
	gelis *app.App
	clock *officeClock
	file  string // keeps how far ahead the clock is
	log   *slog.Logger
}

// settleTime is how long one duty's messages may take to go out before the
// clock moves on; they go out afterwards all the same.
const settleTime = 5 * time.Second

// Now implements telegramtest.TimeMachine.
func (m *timeMachine) Now() time.Time { return m.clock.Now().In(m.gelis.Zone()) }

// Next implements telegramtest.TimeMachine.
func (m *timeMachine) Next() (duty string, due time.Time) {
	coming := m.Coming()
	if len(coming) == 0 {
		return "", time.Time{}
	}
	return coming[0].Duty, coming[0].Due
}

// Coming implements telegramtest.Coming.
func (m *timeMachine) Coming() []telegramtest.Occurrence {
	ctx, cancel := context.WithTimeout(context.Background(), settleTime)
	defer cancel()
	duties, err := m.gelis.ComingDuties(ctx, m.clock.Now())
	if err != nil {
		m.log.WarnContext(ctx, "cannot say what is to come", slog.Any("error", err))
		return nil
	}
	coming := make([]telegramtest.Occurrence, 0, len(duties))
	for _, d := range duties {
		coming = append(coming, telegramtest.Occurrence{Duty: d.Duty, Due: d.At.In(m.gelis.Zone())})
	}
	return coming
}

// Duties implements telegramtest.Duties: all that will come.
func (m *timeMachine) Duties() []string {
	var names []string
	for _, o := range m.Coming() {
		names = append(names, o.Duty)
	}
	return names
}

// next is the first duty that comes after an instant, zero for none.
func (m *timeMachine) next(ctx context.Context, after time.Time) (time.Time, error) {
	duties, err := m.gelis.ComingDuties(ctx, after)
	if err != nil || len(duties) == 0 {
		return time.Time{}, err
	}
	return duties[0].At, nil
}

// To implements telegramtest.TimeMachine.
func (m *timeMachine) To(ctx context.Context, t time.Time) ([]telegramtest.Occurrence, error) {
	var all []telegramtest.Occurrence
	for {
		before := m.clock.Now()
		due, err := m.next(ctx, before)
		if err != nil {
			return all, err
		}
		if due.IsZero() || due.After(t) {
			break
		}
		m.clock.set(due)
		done, err := m.gelis.RunDue(ctx, before, due)
		if err != nil {
			return all, err
		}
		for _, d := range done {
			all = append(all, telegramtest.Occurrence{Duty: d.Duty, Due: d.Due.In(m.gelis.Zone())})
		}
		if err := m.settle(ctx); err != nil {
			return all, err
		}
	}
	if t.After(m.clock.Now()) {
		m.clock.set(t)
		if err := m.settle(ctx); err != nil {
			return all, err
		}
	}
	return all, m.save()
}

// settle lets what is due at an hour happen, and its messages go out.
func (m *timeMachine) settle(ctx context.Context) error {
	settling, cancel := context.WithTimeout(ctx, settleTime)
	defer cancel()
	if err := m.gelis.Idle(settling); err != nil && ctx.Err() != nil {
		return err
	}
	return nil
}

// save keeps how far ahead the clock is.
func (m *timeMachine) save() error {
	if m.file == "" {
		return nil
	}
	if err := os.WriteFile(m.file, []byte(m.clock.Ahead().String()+"\n"), 0o600); err != nil {
		return fmt.Errorf("keep the office's clock: %w", err)
	}
	return nil
}

// restore sets the clock as far ahead as it was kept.
func (c *officeClock) restore(file string) error {
	kept, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the office's clock: %w", err)
	}
	var text string
	if _, err := fmt.Sscan(string(kept), &text); err != nil {
		return fmt.Errorf("read the office's clock in %s: %w", file, err)
	}
	ahead, err := time.ParseDuration(text)
	if err != nil {
		return fmt.Errorf("read the office's clock in %s: %w", file, err)
	}
	c.ahead.Store(int64(ahead))
	return nil
}

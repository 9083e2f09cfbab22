package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"github.com/riverqueue/river"

	"github.com/gelis-bali/gelis/cmd/internal/importer"
	"github.com/gelis-bali/gelis/domain/account"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/scheduler"
	"github.com/gelis-bali/gelis/store"
)

// This file is what a whole office in one process needs beside Run: the demo
// and the tests import people, move the clock, and wait until all is quiet.

// Import reads the office from a folder, as gelis import does.
func (a *App) Import(ctx context.Context, folder fs.FS, out io.Writer) error {
	options := importer.Options{Now: a.clock.Now(), Zone: a.clock.Zone, Calendar: a.calendar}
	if err := importer.Run(ctx, a.db.Store, folder, options, false, out); err != nil {
		return err
	}
	if _, err := a.keeper.Refresh(ctx); err != nil {
		return err
	}
	return a.apel.Reconcile(ctx)
}

// Empty reports whether nobody has imported an office yet.
func (a *App) Empty(ctx context.Context) (bool, error) {
	known, err := a.db.KnownKeys(ctx)
	return len(known.Staff) == 0, err
}

// Profiles says who employees are, and which account speaks for them.
func (a *App) Profiles(ctx context.Context, nips []staff.NIP) ([]store.Profile, error) {
	return a.db.Profiles(ctx, nips)
}

// LinkFor makes a one-time link for an employee, as the personnel office does.
func (a *App) LinkFor(ctx context.Context, nip staff.NIP) (string, error) {
	employee, _, err := a.db.EmployeeByNIP(ctx, nip)
	if err != nil {
		return "", err
	}
	code, err := account.NewCode()
	if err != nil {
		return "", err
	}
	line := audit.Entry{At: a.clock.Now(), Action: audit.LinkCodeIssued, Subject: account.SubjectOf(employee.ID)}
	if err := a.db.AddCode(ctx, employee.ID, code.Hash(), line); err != nil {
		return "", err
	}
	return fmt.Sprintf("https://t.me/%s?start=%s", a.username(), code.Reveal()), nil
}

// Receiving reports whether updates are being received.
func (a *App) Receiving() bool {
	receiver := a.receiver.Load()
	return a.username() != "" && a.leads.Load() && receiver != nil && !receiver.LastPoll().IsZero()
}

// RunDue deals with the duties that are due after from, up to and including to.
func (a *App) RunDue(ctx context.Context, from, to time.Time) ([]scheduler.Done, error) {
	return a.duties.RunDue(ctx, from, to)
}

// Zone is the office's zone.
func (a *App) Zone() *time.Location { return a.clock.Zone }

// Idle waits until nothing that is due is still to happen or to go out. When the context
// ends first, the error says what is.
func (a *App) Idle(ctx context.Context) error {
	const look = 25 * time.Millisecond // work may be finished by another process, too
	events, stop := a.jobs.Subscribe(river.EventKindJobCompleted, river.EventKindJobSnoozed, river.EventKindJobFailed)
	defer stop()
	again := time.NewTicker(look)
	defer again.Stop()
	for {
		woken, err := a.wakeOverdue(ctx)
		var notices, cards, redraws int
		if err == nil {
			notices, cards, err = a.db.OpenWork(ctx)
		}
		if err == nil {
			redraws, err = redrawsToCome(ctx, a.jobs, a.clock.Now())
		}
		if err == nil && woken+notices+cards+redraws == 0 {
			return nil
		}
		select {
		case <-events:
		case <-again.C:
		case <-ctx.Done():
			return fmt.Errorf("%d messages and %d cards are still to go out, %d redraws to come, %d requests to move on: %w",
				notices, cards, redraws, woken, errors.Join(ctx.Err(), err))
		}
	}
}

package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// How the boards with the code of an attendance are redrawn.
const (
	boardLook    = time.Second // between two looks for boards that show an old code
	boardsAtOnce = 20
)

// drawer draws the message of a board.
type drawer interface {
	Board(v apel.BoardView) bot.Reply
}

// boards redraws, on every officer's phone, the code of the attendance when its
// half minute is over.
type boards struct {
	desk   *apel.Desk
	drawer drawer
	who    bot.Identities
	sender *bot.Sender
	log    *slog.Logger
}

// run looks for boards until the context ends.
func (b *boards) run(ctx context.Context) {
	for wait(ctx, boardLook) {
		if err := b.redraw(ctx); err != nil && ctx.Err() == nil {
			b.log.WarnContext(ctx, "boards are not redrawn, they will be tried again", slog.Any("error", err))
		}
	}
}

// redraw redraws the boards that show an old code.
func (b *boards) redraw(ctx context.Context) error {
	due, err := b.desk.DueBoards(ctx, boardsAtOnce)
	if err != nil {
		return err
	}
	for _, board := range due {
		if err := b.redrawOne(ctx, board); err != nil {
			return fmt.Errorf("redraw board %d of account %d: %w", board.Message, board.Account, err)
		}
	}
	return nil
}

// redrawOne redraws one. What shows the result, or cannot be redrawn any more,
// is a board no longer; nor is that of somebody who may not show the code today.
func (b *boards) redrawOne(ctx context.Context, board apel.Board) error {
	view, err := b.desk.DrawBoard(ctx, board.Event)
	if err != nil {
		return err
	}
	if view.Stage == apel.OpenNow {
		if err := b.mayShow(ctx, board); err != nil {
			return b.refused(ctx, board, err)
		}
	}
	outcome, err := b.sender.Show(ctx, board.Account, board.Message, b.drawer.Board(view))
	if err != nil {
		return err
	}
	if outcome != notify.Sent || view.Stage != apel.OpenNow {
		return b.desk.DropBoard(ctx, board)
	}
	board.Step = view.Step
	return b.desk.ShownBoard(ctx, board)
}

// mayShow asks whether whoever has a board on the phone may still show the code.
func (b *boards) mayShow(ctx context.Context, board apel.Board) error {
	actor, err := b.who.Identify(ctx, board.Account)
	if err != nil {
		return err
	}
	_, err = b.desk.Board(ctx, actor, board.Event)
	return err
}

// refused takes a board from somebody who may not show it any more. What failed
// for another reason is tried again.
func (b *boards) refused(ctx context.Context, board apel.Board, reason error) error {
	for _, refusal := range []error{apel.ErrNotOfficer, staff.ErrInactive, staff.ErrUnknownAccount} {
		if errors.Is(reason, refusal) {
			return b.desk.DropBoard(ctx, board)
		}
	}
	return reason
}

// calendarChanged takes over a changed calendar and lets the apel follow it.
func (a *App) calendarChanged(ctx context.Context) error {
	changed, err := a.keeper.Refresh(ctx)
	if err != nil || !changed {
		return err
	}
	return a.apel.Reconcile(ctx)
}

// followCalendar takes over what another process changed in the calendar.
func (a *App) followCalendar(ctx context.Context) {
	a.note(ctx, "calendar", a.calendarChanged(ctx))
}

// calendarKeepers are who is told that a year has no decree: administrators,
// and the personnel office of the whole office.
func (a *App) calendarKeepers(ctx context.Context) ([]notify.Recipient, error) {
	keepers, err := a.db.Administrators(ctx)
	if err != nil {
		return nil, err
	}
	roots, err := a.db.RootUnits(ctx)
	if err != nil {
		return nil, err
	}
	for _, root := range roots {
		personnel, err := a.db.Personnel(ctx, root)
		if err != nil {
			return nil, err
		}
		keepers = append(keepers, personnel...)
	}
	slices.Sort(keepers)
	keepers = slices.Compact(keepers)
	recipients := make([]notify.Recipient, 0, len(keepers))
	for _, id := range keepers {
		recipients = append(recipients, notify.ToEmployee(id))
	}
	return recipients, nil
}

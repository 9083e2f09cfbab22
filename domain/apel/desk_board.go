package apel

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Board is what an officer's phone shows while the attendance is open.
func (d *Desk) Board(ctx context.Context, by staff.Actor, id EventID) (BoardView, error) {
	e, err := d.officers(ctx, by, id)
	if err == nil {
		err = e.checkOpen(d.clock.Now(), d.clock.Zone)
	}
	if err != nil {
		return BoardView{}, d.refused(ctx, by, "board", id, err)
	}
	return d.draw(ctx, e)
}

// OpenBoard notes in which message an officer shows the code, so that it is
// redrawn with every step. Each opening is audited.
func (d *Desk) OpenBoard(ctx context.Context, by staff.Actor, id EventID, message int) error {
	e, err := d.officers(ctx, by, id)
	now := d.clock.Now()
	if err == nil {
		err = e.checkOpen(now, d.clock.Zone)
	}
	if err != nil {
		return d.refused(ctx, by, "board", id, err)
	}
	line := audit.Entry{At: now, Action: audit.ApelOpened, Subject: SubjectOf(id)}.By(by, staff.Holding{})
	if err := d.audit.RecordAudit(ctx, line); err != nil {
		return fmt.Errorf("note that apel %d is opened: %w", id, err)
	}
	if err := d.store.OpenBoard(ctx, Board{Event: id, Account: by.Account, Message: message, Step: StepAt(now)}); err != nil {
		return fmt.Errorf("open a board of apel %d: %w", id, err)
	}
	return nil
}

// CloseBoard stops the redrawing of a message of the actor's.
func (d *Desk) CloseBoard(ctx context.Context, by staff.Actor, message int) error {
	return d.DropBoard(ctx, Board{Account: by.Account, Message: message})
}

// DropBoard does so for a board that cannot be redrawn, or has the result.
func (d *Desk) DropBoard(ctx context.Context, b Board) error {
	if err := d.store.CloseBoard(ctx, b.Account, b.Message); err != nil {
		return fmt.Errorf("close board %d of account %d: %w", b.Message, b.Account, err)
	}
	return nil
}

// DrawBoard is what boards of an event show now; nobody taps for it.
func (d *Desk) DrawBoard(ctx context.Context, id EventID) (BoardView, error) {
	e, err := d.store.Event(ctx, id)
	if err != nil {
		return BoardView{}, fmt.Errorf("draw the board of apel %d: %w", id, err)
	}
	return d.draw(ctx, e)
}

// DueBoards claims boards that show an older step than the present one.
func (d *Desk) DueBoards(ctx context.Context, limit int) ([]Board, error) {
	boards, err := d.store.DueBoards(ctx, StepAt(d.clock.Now()), limit)
	if err != nil {
		return nil, fmt.Errorf("find boards to redraw: %w", err)
	}
	return boards, nil
}

// ShownBoard notes which step a board shows now.
func (d *Desk) ShownBoard(ctx context.Context, b Board) error {
	if err := d.store.ShownBoard(ctx, b); err != nil {
		return fmt.Errorf("note what board %d of apel %d shows: %w", b.Message, b.Event, err)
	}
	return nil
}

func (d *Desk) draw(ctx context.Context, e Event) (BoardView, error) {
	now := d.clock.Now()
	b := BoardView{Event: e, Step: StepAt(now), Stage: e.StageAt(now, d.clock.Zone)}
	b.Until = StepEnds(b.Step)
	if b.Stage == OpenNow {
		b.Digits, b.Token = e.Digits(b.Step), e.Token(b.Step)
	}
	b.Event.Secret = nil
	var err error
	b.Counts, b.Expected, err = d.figures(ctx, e)
	return b, err
}

// officers loads an event for one of its officers.
func (d *Desk) officers(ctx context.Context, by staff.Actor, id EventID) (Event, error) {
	if err := known(by); err != nil {
		return Event{}, err
	}
	e, err := d.store.Event(ctx, id)
	if err != nil {
		return Event{}, err
	}
	return e, e.mayOfficer(by)
}

// Find pages through those of an event whom an officer may mark: in whose name,
// NIP or title all the words are. Who is still open comes first.
func (d *Desk) Find(ctx context.Context, by staff.Actor, id EventID, words string, offset, limit int) ([]Presence, int, error) {
	if _, err := d.officers(ctx, by, id); err != nil {
		return nil, 0, d.refused(ctx, by, "find", id, err)
	}
	all, err := d.store.Roll(ctx, id, nil)
	if err != nil {
		return nil, 0, fmt.Errorf("find people of apel %d: %w", id, err)
	}
	all = slices.DeleteFunc(all, func(p Presence) bool { return !hasWords(p.Employee, words) })
	slices.SortStableFunc(all, func(a, b Presence) int { return openFirst(a) - openFirst(b) })
	offset = min(max(0, offset), len(all))
	return all[offset:min(offset+limit, len(all))], len(all), nil
}

func openFirst(p Presence) int {
	if p.Status == Open {
		return 0
	}
	return 1
}

func hasWords(m staff.Member, words string) bool {
	text := strings.ToLower(m.Name + " " + string(m.NIP) + " " + m.Title)
	for word := range strings.FieldsSeq(strings.ToLower(words)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

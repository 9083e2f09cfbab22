package registry

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// How much is suggested.
const (
	sameAtMost    = 5
	sendersAtMost = 6
)

// Registered is a letter that stands in the agenda, and where it went first.
type Registered struct {
	Letter   disposition.Letter
	Branch   disposition.BranchID
	First    disposition.Seat
	Deadline calendar.Date
}

// Register enters a letter into the agenda of a unit and passes it on to its
// first position, whose holders are told. The same once registers it only once,
// and is answered like the first time.
//
// The agenda number is the next of the unit and of the year in which the letter
// is entered; none is left out and none is used twice.
func (d *Desk) Register(ctx context.Context, by staff.Actor, e Entry, once string) (Registered, error) {
	done, err := d.enter(ctx, by, e.tidy(), once)
	if err != nil {
		return Registered{}, d.refused(ctx, by, "register", 0, fmt.Errorf("register a letter of unit %d: %w", e.Unit, err))
	}
	return done, nil
}

func (d *Desk) enter(ctx context.Context, by staff.Actor, e Entry, once string) (Registered, error) {
	now := d.clock.Now()
	today := calendar.DateOf(now, d.clock.Zone)
	if err := keeps(by, e.Unit); err != nil {
		return Registered{}, err
	}
	if err := e.Check(today); err != nil {
		return Registered{}, err
	}
	if e.Deadline.IsZero() {
		e.Deadline = disposition.DefaultDeadline(e.Speed, today, d.calendar)
	}
	if _, err := d.seat(ctx, e.Unit, e.First); err != nil {
		return Registered{}, err
	}
	saved, err := d.store.AddLetter(ctx, e.dossier(by, now, today), once, func(numbered *disposition.Dossier) disposition.Decision {
		return passedOn(numbered, by, now)
	})
	if err != nil {
		return Registered{}, err
	}
	return d.registered(ctx, by, saved)
}

// registered says what was saved, now or by the same form before. By then its
// first position may have left the unit: then only its title is known.
func (d *Desk) registered(ctx context.Context, by staff.Actor, saved *disposition.Dossier) (Registered, error) {
	if err := keeps(by, saved.Letter.UnitID); err != nil {
		return Registered{}, err
	}
	saved = saved.Withheld()
	branch := saved.Branches[0]
	seats, err := d.seats.SeatsInUnit(ctx, saved.Letter.UnitID, []staff.PositionID{branch.To})
	if err != nil {
		return Registered{}, err
	}
	first := disposition.Seat{Position: staff.Position{ID: branch.To, Title: branch.ToTitle, UnitName: branch.ToUnit}}
	if len(seats) > 0 {
		first = seats[0]
	}
	return Registered{Letter: saved.Letter, Branch: branch.ID, First: first, Deadline: branch.Deadline}, nil
}

// seat finds a position of a unit or of one below it.
func (d *Desk) seat(ctx context.Context, unit staff.UnitID, id staff.PositionID) (disposition.Seat, error) {
	seats, err := d.seats.SeatsInUnit(ctx, unit, []staff.PositionID{id})
	if err != nil {
		return disposition.Seat{}, err
	}
	if len(seats) == 0 {
		return disposition.Seat{}, ErrNotInUnit
	}
	return seats[0], nil
}

// dossier is the letter as it begins: passed on to one position.
func (e Entry) dossier(by staff.Actor, now time.Time, today calendar.Date) *disposition.Dossier {
	return &disposition.Dossier{
		Letter: disposition.Letter{
			UnitID: e.Unit, AgendaYear: today.Year(), Number: e.Number, Date: e.Date, Received: today, Sender: e.Sender,
			Subject: e.Subject, Summary: e.Summary, Classification: e.Classification, Speed: e.Speed, Secrecy: e.Secrecy,
			Files: e.Files, Version: 1, RegisteredBy: by.ID, RegisteredByName: by.Name, RegisteredAt: now,
		},
		Dispositions: []disposition.Disposition{{Routing: true, By: by.ID, ByName: by.Name, SentAt: now}},
		Branches:     []*disposition.Branch{{Version: 1, To: e.First, State: disposition.StateSent, Deadline: e.Deadline}},
	}
}

// passedOn is what is audited and told of a letter that has got its numbers.
func passedOn(d *disposition.Dossier, by staff.Actor, now time.Time) disposition.Decision {
	routing, branch := d.Dispositions[0], d.Branches[0]
	letter, subject := disposition.SubjectOfLetter(d.Letter.ID), disposition.SubjectOf(branch.ID)
	line := func(action audit.Action, facts map[string]string) audit.Entry {
		return audit.Entry{At: now, Action: action, Subject: letter, Facts: facts}.By(by, staff.Holding{})
	}
	return disposition.Decision{
		Audit: []audit.Entry{
			line(audit.LetterRegistered, map[string]string{
				"unit": fmt.Sprint(d.Letter.UnitID), "agenda": fmt.Sprintf("%d/%d", d.Letter.AgendaNumber, d.Letter.AgendaYear),
			}),
			line(audit.DispositionSent, map[string]string{
				"disposition": fmt.Sprint(routing.ID), "branches": fmt.Sprint(branch.ID),
			}),
		},
		Messages: []notify.Message{{
			Key: string(notify.DispositionNew) + ":" + subject.String(), To: notify.ToHolders(branch.To, 0),
			Kind: notify.DispositionNew, Class: notify.Ask, Subject: subject,
		}},
	}
}

// Same finds letters of a unit that have that number and sender already,
// whatever their case, spaces and punctuation: the clerk is warned, and decides.
func (d *Desk) Same(ctx context.Context, by staff.Actor, unit staff.UnitID, number, sender string) ([]Line, error) {
	if err := keeps(by, unit); err != nil {
		return nil, d.refused(ctx, by, "same", 0, err)
	}
	if !tells(number) || !tells(sender) {
		return nil, nil
	}
	lines, err := d.store.SameLetters(ctx, unit, number, sender, sameAtMost)
	if err != nil {
		return nil, fmt.Errorf("look for the same letter in unit %d: %w", unit, err)
	}
	return lines, nil
}

// tells reports whether something is left of a text without its punctuation:
// "-" in place of a number says that there is none.
func tells(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// Senders suggests who a letter is from: who wrote to the unit last, or with
// something typed those whose names are most like it.
func (d *Desk) Senders(ctx context.Context, by staff.Actor, unit staff.UnitID, typed string) ([]string, error) {
	if err := keeps(by, unit); err != nil {
		return nil, d.refused(ctx, by, "senders", 0, err)
	}
	names, err := d.store.Senders(ctx, unit, spaced(typed), sendersAtMost)
	if err != nil {
		return nil, fmt.Errorf("suggest senders to unit %d: %w", unit, err)
	}
	return names, nil
}

// Line pages through the positions to which a letter of the unit may go first.
func (d *Desk) Line(ctx context.Context, by staff.Actor, unit staff.UnitID, q disposition.LineQuery) (disposition.LinePage, error) {
	if err := keeps(by, unit); err != nil {
		return disposition.LinePage{}, d.refused(ctx, by, "line", 0, err)
	}
	page, err := d.seats.InUnit(ctx, unit, q)
	if err != nil {
		return disposition.LinePage{}, fmt.Errorf("list positions of unit %d: %w", unit, err)
	}
	return page, nil
}

// Seats returns positions that were chosen, in their order, or ErrNotInUnit.
func (d *Desk) Seats(ctx context.Context, by staff.Actor, unit staff.UnitID, ids []staff.PositionID) ([]disposition.Seat, error) {
	if err := keeps(by, unit); err != nil {
		return nil, d.refused(ctx, by, "seats", 0, err)
	}
	seats, err := d.seats.SeatsInUnit(ctx, unit, ids)
	if err == nil && len(seats) < len(ids) {
		err = ErrNotInUnit
	}
	if err != nil {
		return nil, d.refused(ctx, by, "seats", 0, fmt.Errorf("find positions of unit %d: %w", unit, err))
	}
	return seats, nil
}

// Heads are the positions that lead a unit, to which most letters go first.
func (d *Desk) Heads(ctx context.Context, by staff.Actor, unit staff.UnitID) ([]disposition.Seat, error) {
	if err := keeps(by, unit); err != nil {
		return nil, d.refused(ctx, by, "heads", 0, err)
	}
	ids, err := d.store.UnitHeads(ctx, unit)
	if err != nil {
		return nil, fmt.Errorf("find who leads unit %d: %w", unit, err)
	}
	return d.Seats(ctx, by, unit, ids)
}

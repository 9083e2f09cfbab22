package registry

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Filter narrows the list of letters of a registry.
type Filter string

// The filters of the list.
const (
	Running  Filter = "running"  // not complete
	Returned Filter = "returned" // of them, those that came back to the registry, or lie there
	Overdue  Filter = "overdue"  // of them, those with a branch past its deadline
	Complete Filter = "complete"
	All      Filter = "all"
)

// Filters are all filters, in the order in which they are offered.
func Filters() []Filter { return []Filter{Running, Returned, Overdue, Complete, All} }

// Line is a letter in a list. Of one that stays in the office it has no
// number, sender or subject.
type Line struct {
	Letter       disposition.LetterID
	AgendaNumber int
	AgendaYear   int
	Number       string
	Subject      string
	Sender       string
	Received     calendar.Date
	Speed        disposition.Speed
	Secrecy      disposition.Secrecy
	Complete     bool
	Where        string // the position in whose hands it is; empty: in the registry's
	More         int    // so many hold it beside that one
}

// Page is a page of the list.
type Page struct {
	Items  []Line
	Total  int
	Offset int
	Counts map[Filter]int // of the filters that are counted
}

// ListQuery asks for a page of the letters of units.
type ListQuery struct {
	Units  []staff.UnitID
	Filter Filter
	Today  calendar.Date
	Offset int
	Limit  int
}

// Registered is a letter that was just registered.
type Registered struct {
	Letter   disposition.Letter
	Branch   disposition.BranchID
	First    disposition.Seat
	Deadline calendar.Date
}

// LetterView is a letter as its registry sees it.
type LetterView struct {
	*disposition.Dossier
	Where   []*disposition.Branch // in whose hands it is; none: in the registry's, or complete
	Root    *disposition.Branch   // the last one that the registry passed on; nil: none
	Allowed []disposition.Action  // on Root
	Today   calendar.Date
}

// Store keeps the registers, and the letters in them.
type Store interface {
	Agenda
	// Letter loads a letter with all that became of it; disposition.ErrNoSuchLetter
	// where there is none.
	Letter(ctx context.Context, id disposition.LetterID) (*disposition.Dossier, error)
	// Content returns a stored file.
	Content(ctx context.Context, id document.ID) (document.Content, error)
}

// Agenda is the list of a unit's incoming letters.
type Agenda interface {
	// AddLetter numbers a letter of a unit in the agenda of a year, lets open
	// make it, and saves it with audit lines and messages, all in one
	// transaction: numbers have no gaps. The same once adds it only once; then
	// open is not called. Returned is the dossier as saved.
	AddLetter(ctx context.Context, unit staff.UnitID, year int, once string, open func(Identifiers) Opened) (*disposition.Dossier, error)
	// SameLetters finds letters of a unit with a number and a sender; case,
	// space and punctuation do not count.
	SameLetters(ctx context.Context, unit staff.UnitID, number, sender string) ([]Line, error)
	// Correspondents are senders of a unit: those used last and most, or those
	// most like what was typed.
	Correspondents(ctx context.Context, unit staff.UnitID, typed string, limit int) ([]string, error)
	ListLetters(ctx context.Context, q ListQuery) (Page, error)
}

// Seats finds positions of a unit, and those who lead it.
type Seats interface {
	InUnit(ctx context.Context, unit staff.UnitID, q disposition.LineQuery) (disposition.LinePage, error)
	SeatsInUnit(ctx context.Context, unit staff.UnitID, ids []staff.PositionID) ([]disposition.Seat, error)
}

// Auditor writes a line that belongs to no change: a refusal.
type Auditor interface {
	RecordAudit(ctx context.Context, e audit.Entry) error
}

// Desk is what a clerk does at the registry.
type Desk struct {
	store    Store
	seats    Seats
	audit    Auditor
	calendar *calendar.Calendar
	clock    calendar.Clock
}

// NewDesk makes the service over its store, the line of positions, audit log,
// calendar and clock.
func NewDesk(store Store, seats Seats, auditor Auditor, cal *calendar.Calendar, clock calendar.Clock) *Desk {
	return &Desk{store: store, seats: seats, audit: auditor, calendar: cal, clock: clock}
}

// Offices are the units whose registry the actor keeps, by name.
func (d *Desk) Offices(by staff.Actor) []staff.Unit {
	var units []staff.Unit
	if !by.Known() || !by.Active {
		return nil
	}
	for _, g := range by.Grants {
		if unit := (staff.Unit{ID: g.UnitID, Name: g.UnitName}); g.Role == staff.Clerk && !slices.Contains(units, unit) {
			units = append(units, unit)
		}
	}
	return units
}

// keeps refuses who does not keep the registry of a unit.
func (d *Desk) keeps(ctx context.Context, by staff.Actor, unit staff.UnitID, act string, subject notify.Subject) error {
	switch {
	case by.Known() && !by.Active:
		return d.refused(ctx, by, act, subject, staff.ErrInactive)
	case !by.HasIn(staff.Clerk, unit):
		return d.refused(ctx, by, act, subject, ErrNotClerk)
	}
	return nil
}

func subjectOfUnit() notify.Subject { return notify.Subject{Kind: notify.SubjectLetter} }

// refused writes the refusal of an act into the audit log and returns the reason.
func (d *Desk) refused(ctx context.Context, by staff.Actor, act string, subject notify.Subject, reason error) error {
	code := map[error]string{ErrNotClerk: "not_clerk", staff.ErrInactive: "inactive", disposition.ErrNoSuchLetter: "no_such_letter", ErrNotInUnit: "not_in_unit"}
	for refusal, name := range code {
		if errors.Is(reason, refusal) {
			entry := audit.Entry{
				At: d.clock.Now(), Actor: by.ID, Account: by.Account, Action: audit.ActionRefused, Subject: subject,
				Facts: map[string]string{"action": act, "reason": name},
			}
			return errors.Join(fmt.Errorf("%s: %w", act, reason), d.audit.RecordAudit(ctx, entry))
		}
	}
	return fmt.Errorf("%s: %w", act, reason)
}

// Register enters a letter into the agenda of its unit and passes it on to its
// first position. The same once registers it only once.
func (d *Desk) Register(ctx context.Context, by staff.Actor, e Entry, once string) (Registered, error) {
	const act = "register a letter"
	if err := d.keeps(ctx, by, e.Unit, act, subjectOfUnit()); err != nil {
		return Registered{}, err
	}
	today := d.clock.Today()
	if e = e.tidy(); e.Deadline.IsZero() {
		e.Deadline = disposition.DefaultDeadline(e.Speed, today, d.calendar)
	}
	if err := e.Check(today); err != nil {
		return Registered{}, fmt.Errorf("%s of unit %d: %w", act, e.Unit, err)
	}
	seats, err := d.Seats(ctx, by, e.Unit, []staff.PositionID{e.First})
	if err != nil {
		return Registered{}, err
	}
	now := disposition.Act{At: d.clock.Now(), By: by.ID, ByName: by.Name, As: staff.Definitive}
	dossier, err := d.store.AddLetter(ctx, e.Unit, today.Year(), once, func(ids Identifiers) Opened {
		return e.open(ids, by, seats[0], today, now)
	})
	if err != nil {
		return Registered{}, fmt.Errorf("%s of unit %d: %w", act, e.Unit, err)
	}
	root := dossier.Branches[0]
	done := Registered{Letter: dossier.Withheld().Letter, Branch: root.ID, First: seats[0], Deadline: root.Deadline}
	return done, nil
}

// Same finds letters of the unit that seem to be the same: their number and
// sender are. (Nothing is known of those that stay in the office.)
func (d *Desk) Same(ctx context.Context, by staff.Actor, unit staff.UnitID, number, sender string) ([]Line, error) {
	if err := d.keeps(ctx, by, unit, "compare a letter", subjectOfUnit()); err != nil {
		return nil, err
	}
	same, err := d.store.SameLetters(ctx, unit, number, sender)
	if err != nil {
		return nil, fmt.Errorf("find the same letter in unit %d: %w", unit, err)
	}
	return same, nil
}

// suggestions is how many senders are suggested at once.
const suggestions = 6

// Senders suggests senders of the unit's letters.
func (d *Desk) Senders(ctx context.Context, by staff.Actor, unit staff.UnitID, typed string) ([]string, error) {
	if err := d.keeps(ctx, by, unit, "suggest senders", subjectOfUnit()); err != nil {
		return nil, err
	}
	names, err := d.store.Correspondents(ctx, unit, typed, suggestions)
	if err != nil {
		return nil, fmt.Errorf("suggest senders of unit %d: %w", unit, err)
	}
	return names, nil
}

// Heads are the positions of the unit to which a letter most likely goes: those
// to which others report, the highest first.
func (d *Desk) Heads(ctx context.Context, by staff.Actor, unit staff.UnitID) ([]disposition.Seat, error) {
	page, err := d.Line(ctx, by, unit, disposition.LineQuery{Limit: suggestions})
	return page.Seats, err
}

// Line pages through the positions of the unit and of all below it.
func (d *Desk) Line(ctx context.Context, by staff.Actor, unit staff.UnitID, q disposition.LineQuery) (disposition.LinePage, error) {
	if err := d.keeps(ctx, by, unit, "choose a position", subjectOfUnit()); err != nil {
		return disposition.LinePage{}, err
	}
	page, err := d.seats.InUnit(ctx, unit, q)
	if err != nil {
		return disposition.LinePage{}, fmt.Errorf("list positions of unit %d: %w", unit, err)
	}
	return page, nil
}

// Seats finds positions that were chosen, or returns ErrNotInUnit.
func (d *Desk) Seats(ctx context.Context, by staff.Actor, unit staff.UnitID, ids []staff.PositionID) ([]disposition.Seat, error) {
	const act = "choose a position"
	if err := d.keeps(ctx, by, unit, act, subjectOfUnit()); err != nil {
		return nil, err
	}
	seats, err := d.seats.SeatsInUnit(ctx, unit, ids)
	if err != nil {
		return nil, fmt.Errorf("find positions of unit %d: %w", unit, err)
	}
	if len(seats) < len(ids) {
		return nil, d.refused(ctx, by, act, subjectOfUnit(), ErrNotInUnit)
	}
	return seats, nil
}

// Letters pages through the letters of the registries that the actor keeps,
// the latest first; those that are overdue by deadline.
func (d *Desk) Letters(ctx context.Context, by staff.Actor, f Filter, offset, limit int) (Page, error) {
	offices := d.Offices(by)
	if len(offices) == 0 {
		return Page{}, d.refused(ctx, by, "list letters", subjectOfUnit(), ErrNotClerk)
	}
	var units []staff.UnitID
	for _, g := range by.Grants {
		if g.Role == staff.Clerk {
			units = append(units, g.Covers...)
		}
	}
	slices.Sort(units)
	page, err := d.store.ListLetters(ctx, ListQuery{
		Units: slices.Compact(units), Filter: f, Today: d.clock.Today(), Offset: max(0, offset), Limit: limit,
	})
	if err != nil {
		return Page{}, fmt.Errorf("list letters for employee %d: %w", by.ID, err)
	}
	return page, nil
}

// Letter shows a letter to a clerk who tapped for it. A refusal is audited.
func (d *Desk) Letter(ctx context.Context, by staff.Actor, id disposition.LetterID) (LetterView, error) {
	view, err := d.LookLetter(ctx, by, id)
	if err != nil {
		return LetterView{}, d.refused(ctx, by, "view a letter", disposition.SubjectOfLetter(id), err)
	}
	return view, nil
}

// LookLetter shows a letter to a clerk who is told of it: nobody's tap, so a
// refusal is not audited.
func (d *Desk) LookLetter(ctx context.Context, by staff.Actor, id disposition.LetterID) (LetterView, error) {
	dossier, err := d.store.Letter(ctx, id)
	switch {
	case err != nil:
		return LetterView{}, fmt.Errorf("load letter %d: %w", id, err)
	case by.Known() && !by.Active:
		return LetterView{}, staff.ErrInactive
	case !by.HasIn(staff.Clerk, dossier.Letter.UnitID):
		return LetterView{}, ErrNotClerk
	}
	return d.view(by, dossier.Withheld()), nil
}

func (d *Desk) view(by staff.Actor, dossier *disposition.Dossier) LetterView {
	v := LetterView{Dossier: dossier, Today: d.clock.Today()}
	for _, b := range dossier.Branches {
		if !b.Copy && (b.State.Waits() || (b.State == disposition.StateReturned && b.Settled.At.IsZero())) {
			v.Where = append(v.Where, b)
		}
		if dossier.Disposition(b).Routing && !b.Copy {
			v.Root = b
		}
	}
	if v.Root == nil {
		return v
	}
	for _, act := range disposition.Actions() {
		if act != disposition.ActionView && dossier.May(by, act, v.Root) == nil {
			v.Allowed = append(v.Allowed, act)
		}
	}
	return v
}

// Document returns a scan of a letter to its registry. Scans of letters that
// stay in the office are never returned.
func (d *Desk) Document(ctx context.Context, by staff.Actor, id disposition.LetterID, file document.ID) (document.Content, error) {
	view, err := d.Letter(ctx, by, id)
	if err != nil {
		return document.Content{}, err
	}
	if !slices.ContainsFunc(view.Letter.Files, func(f document.File) bool { return f.ID == file }) {
		return document.Content{}, fmt.Errorf("file of letter %d: %w", id, disposition.ErrSecretInOffice)
	}
	content, err := d.store.Content(ctx, file)
	if err != nil {
		return document.Content{}, fmt.Errorf("load a file of letter %d: %w", id, err)
	}
	return content, nil
}

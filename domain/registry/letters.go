package registry

import (
	"context"
	"fmt"
	"slices"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Filter narrows the list of letters.
type Filter string

// The parts of the list.
const (
	Running  Filter = "running"  // not complete
	Returned Filter = "returned" // of those: it came back to the registry, which sends it elsewhere
	Overdue  Filter = "overdue"  // of those: somebody is late
	Complete Filter = "complete"
	All      Filter = "all"
)

// Filters are all parts, in the order in which they are offered.
func Filters() []Filter { return []Filter{Running, Returned, Overdue, Complete, All} }

// Line is a letter in a list. Of one that stays in the office there are only
// the agenda number, its two axes, and where it is.
type Line struct {
	Letter       disposition.LetterID
	Unit         staff.UnitID
	UnitName     string
	AgendaNumber int
	AgendaYear   int
	Number       string
	Date         calendar.Date
	Received     calendar.Date
	Sender       string
	Subject      string
	Speed        disposition.Speed
	Secrecy      disposition.Secrecy
	Complete     bool
	Returned     bool   // it came back to the registry
	Overdue      bool   // somebody is late
	Where        string // in whose hands it is: the title of a position; empty when in nobody's
	More         int    // in how many other hands
}

// CountedAtMost is how far letters are counted in each part of the list.
const CountedAtMost = 1000

// ListQuery asks for a page of the letters of some units, those that came last first.
type ListQuery struct {
	Units  []staff.UnitID
	Filter Filter
	Today  calendar.Date
	Offset int
	Limit  int
}

// Page is a page of the list. Total is Counts[filter]; all are counted to CountedAtMost.
type Page struct {
	Items  []Line
	Total  int
	Offset int
	Counts map[Filter]int
}

// Letters pages through the letters of the registries that the actor keeps.
func (d *Desk) Letters(ctx context.Context, by staff.Actor, f Filter, offset, limit int) (Page, error) {
	units := covered(by)
	if len(units) == 0 {
		return Page{}, d.refused(ctx, by, "list", 0, keeps(by, 0))
	}
	page, err := d.store.Letters(ctx, ListQuery{Units: units, Filter: f, Today: d.clock.Today(), Offset: max(0, offset), Limit: limit})
	if err != nil {
		return Page{}, fmt.Errorf("list letters of employee %d: %w", by.ID, err)
	}
	for i, line := range page.Items {
		page.Items[i] = line.withheld()
	}
	return page, nil
}

// covered are the units whose registry the actor keeps, with all below them.
func covered(by staff.Actor) []staff.UnitID {
	if !by.Known() || !by.Active {
		return nil
	}
	var units []staff.UnitID
	for _, g := range by.Grants {
		if g.Role == staff.Clerk {
			units = append(units, g.Covers...)
		}
	}
	slices.Sort(units)
	return slices.Compact(units)
}

// withheld returns the line as it may leave the office; what is not named here
// is withheld.
func (l Line) withheld() Line {
	if !l.Secrecy.StaysInOffice() {
		return l
	}
	return Line{
		Letter: l.Letter, Unit: l.Unit, UnitName: l.UnitName, AgendaNumber: l.AgendaNumber, AgendaYear: l.AgendaYear,
		Speed: l.Speed, Secrecy: l.Secrecy, Complete: l.Complete, Returned: l.Returned, Overdue: l.Overdue,
		Where: l.Where, More: l.More,
	}
}

// LetterView is a letter as its registry may see it now. Of one that stays in
// the office it carries nothing but the agenda number and where the letter is.
type LetterView struct {
	*disposition.Dossier
	Where   []*disposition.Branch // the open ends: in whose hands it is
	Root    *disposition.Branch   // what the registry passed on last; nil for an imported letter
	Allowed []disposition.Action  // with Root, beside View
	Today   calendar.Date
}

// Letter shows a letter to the clerk who tapped for it. A refusal is audited.
func (d *Desk) Letter(ctx context.Context, by staff.Actor, id disposition.LetterID) (LetterView, error) {
	view, err := d.look(ctx, by, id)
	if err != nil {
		return LetterView{}, d.refused(ctx, by, "letter", id, fmt.Errorf("show letter %d: %w", id, err))
	}
	return view, nil
}

// LookLetter shows a letter on a card that is drawn anew. It is nobody's tap,
// so a refusal is not audited.
func (d *Desk) LookLetter(ctx context.Context, by staff.Actor, id disposition.LetterID) (LetterView, error) {
	view, err := d.look(ctx, by, id)
	if err != nil {
		return LetterView{}, fmt.Errorf("look at letter %d: %w", id, err)
	}
	return view, nil
}

func (d *Desk) look(ctx context.Context, by staff.Actor, id disposition.LetterID) (LetterView, error) {
	dossier, err := d.store.Letter(ctx, id)
	if err != nil {
		return LetterView{}, err
	}
	if err := keeps(by, dossier.Letter.UnitID); err != nil {
		return LetterView{}, err
	}
	view := LetterView{Dossier: dossier.Withheld(), Today: d.clock.Today()}
	for _, b := range view.Branches {
		if inHands(b) {
			view.Where = append(view.Where, b)
		}
	}
	if view.Root = root(view.Dossier); view.Root != nil {
		for _, act := range disposition.Actions() {
			if act != disposition.ActionView && view.May(by, act, view.Root) == nil {
				view.Allowed = append(view.Allowed, act)
			}
		}
	}
	return view, nil
}

// inHands reports whether something is awaited at this very branch: by its
// recipient, or by its sender where it was returned.
func inHands(b *disposition.Branch) bool {
	return !b.Copy && (b.State.Waits() || b.State == disposition.StateReturned && b.Settled.At.IsZero())
}

// root is the branch that the registry has to look after: one that came back or
// was taken back, else the last that it passed on.
func root(d *disposition.Dossier) *disposition.Branch {
	var last *disposition.Branch
	for _, b := range d.Branches {
		if b.Copy || !b.Settled.At.IsZero() || !d.Disposition(b).Routing {
			continue
		}
		if b.State == disposition.StateReturned || b.State == disposition.StateCancelled {
			return b
		}
		last = b
	}
	return last
}

// Document loads a file of a letter for its registry. Files of letters that
// stay in the office are never returned: disposition.ErrSecretInOffice.
func (d *Desk) Document(ctx context.Context, by staff.Actor, id disposition.LetterID, file document.ID) (document.Content, error) {
	view, err := d.Letter(ctx, by, id)
	if err != nil {
		return document.Content{}, err
	}
	switch {
	case view.Letter.Secrecy.StaysInOffice():
		err = disposition.ErrSecretInOffice
	case !slices.ContainsFunc(view.Letter.Files, func(f document.File) bool { return f.ID == file }):
		err = ErrNoSuchFile
	}
	if err != nil {
		return document.Content{}, d.refused(ctx, by, "document", id, fmt.Errorf("load a file of letter %d: %w", id, err))
	}
	content, err := d.store.Content(ctx, file)
	if err != nil {
		return document.Content{}, fmt.Errorf("load a file of letter %d: %w", id, err)
	}
	return content, nil
}

package acting

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Posts offers the positions for which the actor may appoint: those held
// definitively, and for the personnel office those of its units that the text
// fits. Whoever may appoint for none is refused with ErrNotYours.
func (d *Desk) Posts(ctx context.Context, by staff.Actor, text string, limit int) ([]Post, error) {
	var posts []Post
	for _, h := range by.Holdings {
		if h.Capacity == staff.Definitive && fits(h.Title, text) {
			posts = append(posts, Post{Position: h.Position, Holder: by.Name, HolderID: by.ID})
		}
	}
	units := unitsOf(by)
	if len(units) > 0 {
		found, err := d.store.Posts(ctx, units, text, d.clock.Today(), limit)
		if err != nil {
			return nil, fmt.Errorf("find positions for employee %d: %w", by.ID, err)
		}
		posts = append(posts, slices.DeleteFunc(found, func(p Post) bool { return holdsDefinitively(by, p.ID) })...)
	}
	return posts[:min(limit, len(posts))], nil
}

// fits reports whether a title has all words of the text in it.
func fits(title, text string) bool {
	for word := range strings.FieldsSeq(strings.ToLower(text)) {
		if !strings.Contains(strings.ToLower(title), word) {
			return false
		}
	}
	return true
}

// Candidates finds deputies for a position by name or position. The holder of
// the position and the actor are not among them.
func (d *Desk) Candidates(ctx context.Context, by staff.Actor, position staff.PositionID, text string, limit int) ([]Candidate, error) {
	facts, err := d.store.Facts(ctx, Order{Position: position, From: d.clock.Today(), Until: d.clock.Today()})
	if err == nil {
		err = mayAppoint(by, facts.Position, staff.Plh)
	}
	if err != nil {
		return nil, d.refused(ctx, by, "find_deputy", audit.Entry{}, err)
	}
	const spare = 5 // of those who are left out
	found, err := d.store.Candidates(ctx, facts.Position.UnitID, text, d.clock.Today(), limit+spare)
	if err != nil {
		return nil, fmt.Errorf("find deputies for position %d: %w", position, err)
	}
	found = slices.DeleteFunc(found, func(c Candidate) bool { return c.ID == by.ID || facts.holds(c.ID) })
	return found[:min(limit, len(found))], nil
}

// holds reports whether somebody holds the position definitively.
func (f Facts) holds(id staff.EmployeeID) bool {
	return slices.ContainsFunc(f.Terms, func(t Term) bool { return t.Employee == id && t.As == staff.Definitive })
}

// Mine lists the appointments that the actor may look at and that are in force
// or coming.
func (d *Desk) Mine(ctx context.Context, by staff.Actor) ([]Appointment, error) {
	q := Query{Employee: by.ID, Units: unitsOf(by), Today: d.clock.Today()}
	for _, h := range by.Holdings {
		if h.Capacity == staff.Definitive {
			q.Positions = append(q.Positions, h.ID)
		}
	}
	all, err := d.store.Appointments(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("list acting officials for employee %d: %w", by.ID, err)
	}
	return all, nil
}

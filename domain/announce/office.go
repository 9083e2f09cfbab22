package announce

import (
	"context"
	"fmt"
	"slices"

	"github.com/gelis-bali/gelis/domain/staff"
)

// Office is a capacity in which somebody may write: a role in a unit, or a
// position that leads one.
type Office struct {
	Unit     staff.UnitID
	UnitName string
	Role     staff.Role       // empty where a position allows it
	Position staff.PositionID // 0 where a role allows it
	Title    string           // of the position
	// Whole: for the whole office. Personnel and administrators who cover a
	// unit without another above it have it.
	Whole  bool
	Covers []staff.UnitID // the unit and all below it
}

// same reports whether both are the same capacity.
func (o Office) same(other Office) bool {
	return o.Unit == other.Unit && o.Role == other.Role && o.Position == other.Position
}

// Offices lists in which capacities the actor may write: the personnel office,
// administrators and clerks for the units that they cover, heads for their own
// unit with all below it.
func (d *Desk) Offices(ctx context.Context, by staff.Actor) ([]Office, error) {
	if !by.Active {
		return nil, staff.ErrInactive
	}
	roots, err := d.people.RootUnits(ctx)
	if err != nil {
		return nil, fmt.Errorf("find the units above all: %w", err)
	}
	var offices []Office
	add := func(o Office) {
		if !slices.ContainsFunc(offices, o.same) {
			offices = append(offices, o)
		}
	}
	for _, g := range by.Grants {
		if g.Role == staff.Personnel || g.Role == staff.Admin || g.Role == staff.Clerk {
			whole := g.Role != staff.Clerk && slices.ContainsFunc(roots, func(u staff.UnitID) bool { return slices.Contains(g.Covers, u) })
			add(Office{Unit: g.UnitID, UnitName: g.UnitName, Role: g.Role, Whole: whole, Covers: g.Covers})
		}
	}
	for _, h := range by.Holdings {
		if !h.Leads {
			continue
		}
		below, err := d.people.UnitsBelow(ctx, []staff.UnitID{h.UnitID})
		if err != nil {
			return nil, fmt.Errorf("find what is below unit %d: %w", h.UnitID, err)
		}
		add(Office{Unit: h.UnitID, UnitName: h.UnitName, Position: h.ID, Title: h.Title, Covers: below})
	}
	return offices, nil
}

// office finds the capacity that the actor wants to write in, as it is now.
func (d *Desk) office(ctx context.Context, by staff.Actor, wanted Office) (Office, error) {
	offices, err := d.Offices(ctx, by)
	if err != nil {
		return Office{}, err
	}
	at := slices.IndexFunc(offices, wanted.same)
	if at < 0 {
		return Office{}, staff.ErrNotAllowed
	}
	return offices[at], nil
}

// covers says whether everybody in a scope is somebody for whom may be written.
func (d *Desk) covers(ctx context.Context, o Office, s staff.Scope) error {
	if s.IsEmpty() {
		return ErrNobody
	}
	if o.Whole {
		return nil
	}
	named := s.People
	s.People = nil
	if !s.Within(o.Covers, false) {
		return ErrBeyond
	}
	if len(named) == 0 {
		return nil
	}
	found, err := d.people.Members(ctx, o.Covers, named)
	if err != nil {
		return fmt.Errorf("find %d named people: %w", len(named), err)
	}
	for _, id := range named {
		if !slices.ContainsFunc(found, func(m staff.Member) bool { return m.ID == id }) {
			return ErrBeyond
		}
	}
	return nil
}

// Count counts who is in a scope, and who of them can be reached.
func (d *Desk) Count(ctx context.Context, by staff.Actor, o Office, s staff.Scope) (people, reachable int, err error) {
	mine, err := d.office(ctx, by, o)
	if err == nil {
		err = d.covers(ctx, mine, s)
	}
	if err != nil {
		return 0, 0, err
	}
	if people, reachable, err = d.people.CountInScope(ctx, s); err != nil {
		return 0, 0, fmt.Errorf("count who is in the scope: %w", err)
	}
	return people, reachable, nil
}

// unitsOf are the units for which the actor may write, each once.
func (d *Desk) unitsOf(ctx context.Context, by staff.Actor) ([]staff.UnitID, error) {
	offices, err := d.Offices(ctx, by)
	if err != nil {
		return nil, err
	}
	var units []staff.UnitID
	for _, o := range offices {
		units = append(units, o.Covers...)
	}
	slices.Sort(units)
	return slices.Compact(units), nil
}

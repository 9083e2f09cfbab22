package acting

import (
	"slices"

	"github.com/gelis-bali/gelis/domain/staff"
)

// mayAppoint says whether the actor may give the position an acting official:
// its definitive holder a Plh, the personnel office of its unit either.
func mayAppoint(by staff.Actor, position staff.Position, as staff.Capacity) error {
	switch {
	case !by.Active:
		return staff.ErrInactive
	case inCharge(by, position):
		return nil
	case !holdsDefinitively(by, position.ID):
		return ErrNotYours
	case as == staff.Plt:
		return ErrOnlyPersonnel
	}
	return nil
}

// mayEnd says whether the actor may end the appointment: who made it, the
// position's definitive holder, and the personnel office of its unit.
func mayEnd(by staff.Actor, a Appointment) error {
	switch {
	case !by.Active:
		return staff.ErrInactive
	case by.ID == a.By || holdsDefinitively(by, a.Position.ID) || inCharge(by, a.Position):
		return nil
	}
	return ErrNotYours
}

// mayView says whether the actor may look at the appointment: who may end it,
// and the deputy.
func mayView(by staff.Actor, a Appointment) error {
	if by.Active && by.ID == a.Deputy.ID {
		return nil
	}
	return mayEnd(by, a)
}

func holdsDefinitively(by staff.Actor, id staff.PositionID) bool {
	h, ok := by.Holds(id)
	return ok && h.Capacity == staff.Definitive
}

func inCharge(by staff.Actor, p staff.Position) bool {
	return by.HasIn(staff.Personnel, p.UnitID) || by.HasIn(staff.Admin, p.UnitID)
}

// unitsOf are the units of whose positions the actor is in charge, each once.
func unitsOf(by staff.Actor) []staff.UnitID {
	var units []staff.UnitID
	for _, g := range by.Grants {
		if g.Role == staff.Personnel || g.Role == staff.Admin {
			units = append(units, g.Covers...)
		}
	}
	slices.Sort(units)
	return slices.Compact(units)
}

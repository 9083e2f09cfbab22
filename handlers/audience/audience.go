// Package audience knows how people choose for whom something is that goes to
// many, in one question of a form: everyone, units with all below them,
// echelons, kinds of employment and named people, all of it combined, with the
// number of people always in sight. Announcements and apel use it.
package audience

import (
	"context"
	"fmt"
	"slices"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

// Staff knows units and who is in them.
type Staff interface {
	Units
	People
}

// Units knows the tree of units.
type Units interface {
	// Units names units, by name.
	Units(ctx context.Context, ids []staff.UnitID) ([]staff.Unit, error)
	// ChildUnits lists the units right below one, by name; below 0 are those
	// that have no unit above them.
	ChildUnits(ctx context.Context, parent staff.UnitID) ([]staff.Unit, error)
	// UnitsBelow lists units with all below them.
	UnitsBelow(ctx context.Context, units []staff.UnitID) ([]staff.UnitID, error)
	// RootUnits lists the units that have no unit above them.
	RootUnits(ctx context.Context) ([]staff.UnitID, error)
}

// People knows who is in a scope.
type People interface {
	// CountInScope counts who is in a scope today, and who of them can be reached.
	CountInScope(ctx context.Context, s staff.Scope) (people, reachable int, err error)
	// StaffOf pages through the active staff of units and of all below them.
	StaffOf(ctx context.Context, units []staff.UnitID, search string, offset, limit int) (page []staff.Member, total int, err error)
	// Members finds those of the ids who belong to the staff of units.
	Members(ctx context.Context, units []staff.UnitID, ids []staff.EmployeeID) ([]staff.Member, error)
	// Employees finds employees by id, also those who have left.
	Employees(ctx context.Context, ids []staff.EmployeeID) ([]staff.Employee, error)
}

// Reach is for whom somebody may choose.
type Reach struct {
	Whole bool           // the whole office
	Units []staff.UnitID // otherwise these, the highest ones, with all below them
}

// MaxPeople is how many people can be named.
const MaxPeople = 50

// Field is answered by a scope. Its answer is read with [Read].
type Field struct {
	Key   string
	Label bot.Phrase
	Ask   bot.Question
	// Reach says for whom the person may choose. Whoever takes the answer
	// checks it again.
	Reach func(ctx context.Context, r *bot.Request, a bot.Answers) (Reach, error)
	Staff Staff
	Skip  func(a bot.Answers) bool
}

// Field makes the field of a form.
func (f Field) Field() bot.Field {
	return bot.Field{Key: f.Key, Label: f.Label, Ask: f.ask, Parse: f.parse, Skip: f.Skip}
}

// Describe finds the names and the numbers of a scope.
func Describe(ctx context.Context, s Staff, scope staff.Scope) (text.Audience, error) {
	said := text.Audience{Scope: scope}
	units, err := s.Units(ctx, scope.Units)
	if err != nil {
		return said, err
	}
	for _, u := range units {
		said.Units = append(said.Units, u.Name)
	}
	if len(scope.People) > 0 {
		people, err := s.Employees(ctx, scope.People)
		if err != nil {
			return said, err
		}
		for _, p := range people {
			said.People = append(said.People, p.Name)
		}
	}
	if !scope.IsEmpty() {
		said.Count, said.Reachable, err = s.CountInScope(ctx, scope)
	}
	return said, err
}

// within are the units from which the person chooses.
func (f Field) within(ctx context.Context, reach Reach) ([]staff.UnitID, error) {
	if reach.Whole {
		return f.Staff.RootUnits(ctx)
	}
	return reach.Units, nil
}

// allowed reports a unit that the person may not choose.
func (f Field) allowed(ctx context.Context, reach Reach, unit staff.UnitID) error {
	top, err := f.within(ctx, reach)
	if err != nil {
		return err
	}
	below, err := f.Staff.UnitsBelow(ctx, top)
	if err != nil {
		return err
	}
	if !slices.Contains(below, unit) {
		return fmt.Errorf("choose unit %d: %w", unit, announce.ErrBeyond)
	}
	return nil
}

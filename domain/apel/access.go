package apel

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/staff"
)

// known refuses strangers and who has left.
func known(by staff.Actor) error {
	if !by.Known() {
		return staff.ErrUnknownAccount
	}
	if !by.Active {
		return staff.ErrInactive
	}
	return nil
}

// managedBy reports whether somebody may change the schedule here: the
// personnel office and the administrators of the unit.
func (d Details) managedBy(by staff.Actor) bool {
	return d.personnelOf(by) || by.Active && by.HasIn(staff.Admin, d.Unit)
}

// personnelOf reports whether somebody is of the personnel office that looks
// after it.
func (d Details) personnelOf(by staff.Actor) bool {
	return by.Active && by.HasIn(staff.Personnel, d.Unit)
}

// officer reports whether somebody may open the attendance: the personnel
// office, and whoever was named.
func (d Details) officer(by staff.Actor) bool {
	return d.personnelOf(by) || by.Active && by.Known() && slices.Contains(d.Officers, by.ID)
}

// mayManage says why somebody may not change it.
func (d Details) mayManage(by staff.Actor) error {
	if err := known(by); err != nil {
		return err
	}
	if !d.managedBy(by) {
		return ErrNotManager
	}
	return nil
}

// mayOfficer says why somebody may not open the attendance.
func (d Details) mayOfficer(by staff.Actor) error {
	if err := known(by); err != nil {
		return err
	}
	if !d.officer(by) {
		return ErrNotOfficer
	}
	return nil
}

// coverage is what somebody may look at or manage: units with all below them.
type coverage struct {
	units []staff.UnitID // none if whole
	whole bool
}

// managing is what somebody covers as personnel office or administrator.
func (d *Desk) managing(ctx context.Context, by staff.Actor) (coverage, error) {
	if err := known(by); err != nil {
		return coverage{}, err
	}
	units := covers(by, staff.Personnel, staff.Admin)
	if len(units) == 0 {
		return coverage{}, ErrNotManager
	}
	return d.covering(ctx, units)
}

// reading is whose lists somebody may read: those of the units whose staff the
// personnel office covers, and of those at whose top the actor stands, in
// whichever capacity.
func (d *Desk) reading(ctx context.Context, by staff.Actor) (coverage, error) {
	if err := known(by); err != nil {
		return coverage{}, err
	}
	led, err := d.led(ctx, by)
	if err != nil {
		return coverage{}, err
	}
	units := append(covers(by, staff.Personnel), led...)
	if len(units) == 0 {
		return coverage{}, ErrNotHead
	}
	return d.covering(ctx, units)
}

// led are the units at whose top the actor stands.
func (d *Desk) led(ctx context.Context, by staff.Actor) ([]staff.UnitID, error) {
	var units []staff.UnitID
	for _, h := range by.Holdings {
		if h.Leads {
			units = append(units, h.UnitID)
		}
	}
	if len(units) == 0 {
		return nil, nil
	}
	heads, err := d.people.Heads(ctx, units)
	if err != nil {
		return nil, fmt.Errorf("find the heads of %d units: %w", len(units), err)
	}
	units = nil
	for _, top := range heads {
		if _, ok := by.Holds(top.ID); ok {
			units = append(units, top.UnitID)
		}
	}
	return units, nil
}

func (d *Desk) covering(ctx context.Context, units []staff.UnitID) (coverage, error) {
	roots, err := d.people.RootUnits(ctx)
	if err != nil {
		return coverage{}, fmt.Errorf("find the roots of the office: %w", err)
	}
	if slices.ContainsFunc(roots, func(r staff.UnitID) bool { return slices.Contains(units, r) }) {
		return coverage{whole: true}, nil
	}
	slices.Sort(units)
	return coverage{units: slices.Compact(units)}, nil
}

// refused notes the refusal of an act in the audit log and returns the reason.
// Mistakes in what somebody wrote, and coming early or late, are no refusals;
// what locked somebody out was noted when it did, with no tries left.
func (d *Desk) refused(ctx context.Context, by staff.Actor, act string, id EventID, reason error) error {
	reason = fmt.Errorf("%s, apel %d: %w", act, id, reason)
	code, ok := refusalCode(reason)
	if !ok {
		return reason
	}
	entry := audit.Entry{
		At: d.clock.Now(), Actor: by.ID, Account: by.Account, Action: audit.ActionRefused,
		Facts: map[string]string{"action": act, "reason": code},
	}
	if id != 0 {
		entry.Subject = SubjectOf(id)
	}
	return errors.Join(reason, d.audit.RecordAudit(ctx, entry))
}

func refusalCode(reason error) (code string, ok bool) {
	if _, taken := errors.AsType[*TakenError](reason); taken {
		return "taken", true
	}
	for code, refusal := range map[string]error{
		"no_such_event": ErrNoSuchEvent, "no_such_rule": ErrNoSuchRule, "not_expected": ErrNotExpected, "not_officer": ErrNotOfficer,
		"not_manager": ErrNotManager, "beyond": ErrBeyond, "not_head": ErrNotHead, "not_superior": ErrNotSuperior, "own_mark": ErrOwnMark,
		"plain_location": ErrPlainLocation, "forwarded": ErrForwarded, "new_account": ErrNewAccount,
		"month_closed": ErrMonthClosed, "inactive": staff.ErrInactive,
	} {
		if errors.Is(reason, refusal) {
			return code, true
		}
	}
	return "", false
}

package registry

import (
	"context"
	"errors"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
)

// keeps says why the actor does not keep the registry of a unit today. Only
// the role of clerk does: a clerk of one unit sees nothing of another, and to
// run Gelis is no reason to see letters.
func keeps(by staff.Actor, unit staff.UnitID) error {
	switch {
	case by.Known() && !by.Active:
		return staff.ErrInactive
	case !by.Known() || !by.HasIn(staff.Clerk, unit):
		return ErrNotClerk
	}
	return nil
}

// refused writes the refusal of an act into the audit log and returns the
// reason. Mistakes in what somebody wrote are no refusals.
func (d *Desk) refused(ctx context.Context, by staff.Actor, act string, id disposition.LetterID, reason error) error {
	code, ok := refusalCode(reason)
	if !ok {
		return reason
	}
	entry := audit.Entry{
		At: d.clock.Now(), Actor: by.ID, Account: by.Account, Action: audit.ActionRefused,
		Facts: map[string]string{"action": act, "reason": code},
	}
	if id != 0 {
		entry.Subject = disposition.SubjectOfLetter(id)
	}
	return errors.Join(reason, d.audit.RecordAudit(ctx, entry))
}

func refusalCode(reason error) (string, bool) {
	for code, refusal := range map[string]error{
		"not_clerk": ErrNotClerk, "not_in_unit": ErrNotInUnit, "no_such_file": ErrNoSuchFile,
		"no_such_letter": disposition.ErrNoSuchLetter, "secret": disposition.ErrSecretInOffice,
		"inactive": staff.ErrInactive,
	} {
		if errors.Is(reason, refusal) {
			return code, true
		}
	}
	return "", false
}

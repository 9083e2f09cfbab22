package disposition

import (
	"context"
	"errors"
	"fmt"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// refused writes the refusal of an act into the audit log and returns the
// reason. Mistakes in what somebody wrote are no refusals.
func (d *Desk) refused(ctx context.Context, by staff.Actor, act Action, id BranchID, reason error) error {
	return d.refusedOf(ctx, by, act, SubjectOf(id), fmt.Errorf("%s branch %d: %w", act, id, reason))
}

func (d *Desk) refusedOf(ctx context.Context, by staff.Actor, act Action, about notify.Subject, reason error) error {
	code, ok := refusalCode(reason)
	if !ok {
		return reason
	}
	entry := audit.Entry{
		At: d.clock.Now(), Actor: by.ID, Account: by.Account, Action: audit.ActionRefused, Subject: about,
		Facts: map[string]string{"action": string(act), "reason": code},
	}
	return errors.Join(reason, d.audit.RecordAudit(ctx, entry))
}

func refusalCode(err error) (string, bool) {
	for code, refusal := range map[string]error{
		"no_such_branch": ErrNoSuchBranch, "not_yours": ErrNotYours, "only_recipient": ErrOnlyRecipient,
		"copy": ErrCopy, "closed": ErrClosed, "started": ErrStarted, "secret": ErrSecretInOffice,
		"inactive": staff.ErrInactive, "no_such_letter": ErrNoSuchLetter, "only_head": ErrOnlyHead, "only_sender": ErrOnlySender,
		"nothing_above": ErrNothingAbove, "not_returned": ErrNotReturned, "settled": ErrSettled, "read": ErrRead,
		"nudged": ErrNudged, "not_below": ErrNotBelow, "sent_already": ErrSentAlready,
	} {
		if errors.Is(err, refusal) {
			return code, true
		}
	}
	return "", false
}

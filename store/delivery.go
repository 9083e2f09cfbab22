package store

import (
	"context"
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// States of a notice that are named here; the table knows all.
const (
	noticePending     = "PENDING"
	noticeSending     = "SENDING"
	noticeUnreachable = "UNREACHABLE"
	noticeUnknown     = "UNKNOWN"
	noticeDefect      = "DEFECT"
	noticeObsolete    = "OBSOLETE"
	noticeAbandoned   = "ABANDONED"
)

// FinishNotice records what became of an attempt, and the card if the message is one. With a Retry the notice stays open
// and is due again after it; without, it is finished for good. Gone marks the account unreachable and keeps the notice
// until it is not; Moved gives a bare account its new number.
func (s *Store) FinishNotice(ctx context.Context, id notify.NoticeID, o notify.Delivery) error {
	err := s.inTx(ctx, func(tx Tx, q *sqlc.Queries) error {
		n, err := q.NoticeForFinish(ctx, int64(id))
		if err != nil {
			return err
		}
		switch {
		case o.Outcome == notify.Sent:
			return s.finishSent(ctx, tx, q, id, n, o)
		case o.Attempt != 0 && o.Attempt != int(n.Attempt):
			return nil // its lease is over, and another attempt has begun
		}
		o.Attempt = int(n.Attempt)
		switch o.Outcome {
		case notify.Gone:
			return s.finishGone(ctx, tx, q, id, n, o)
		case notify.Moved:
			moved := int64(o.MovedTo)
			if err := q.MoveRecipient(ctx, &moved, int64(id)); err != nil {
				return err
			}
		case notify.Sent, notify.Later, notify.Unknown, notify.Defect, notify.Obsolete:
		}
		return s.finish(ctx, q, id, stateAfter(o), o)
	})
	if err != nil {
		return fmt.Errorf("record that notice %d was %s: %w", id, o.Outcome, err)
	}
	return nil
}

// stateAfter is the state of a notice after an attempt that is not known to have succeeded.
func stateAfter(o notify.Delivery) string {
	if o.Retry > 0 {
		return noticePending
	}
	return map[notify.Outcome]string{
		notify.Sent: "", notify.Gone: "", // dealt with before
		notify.Later: noticeAbandoned, notify.Moved: noticeAbandoned, notify.Unknown: noticeUnknown,
		notify.Defect: noticeDefect, notify.Obsolete: noticeObsolete,
	}[o.Outcome]
}

func (s *Store) finish(ctx context.Context, q *sqlc.Queries, id notify.NoticeID, state string, o notify.Delivery) error {
	outcome := string(o.Outcome)
	_, err := q.FinishOther(ctx, sqlc.FinishOtherParams{
		ID: int64(id), State: state, Outcome: &outcome, Cause: storable(o.Cause), NotBefore: s.clock.Now().Add(o.Retry),
		Uncertain: o.Outcome == notify.Unknown, Attempt: int32(o.Attempt), //nolint:gosec // counts attempts
	})
	return err
}

func (s *Store) finishSent(ctx context.Context, tx Tx, q *sqlc.Queries, id notify.NoticeID, n sqlc.NoticeForFinishRow, o notify.Delivery) error {
	if o.Card != nil {
		stale, err := q.RememberCard(ctx, s.cardRow(notify.Card{
			Account: staff.AccountID(orZero(n.Tried)), MessageID: o.Message, Subject: o.Card.Subject, Version: o.Card.Version,
		}))
		if err != nil {
			return err
		}
		if stale {
			if err := s.enqueuer.EnqueueRedraw(ctx, tx, o.Card.Subject); err != nil {
				return err
			}
		}
	}
	message, now := int64(o.Message), s.clock.Now()
	return q.FinishSent(ctx, &message, &now, int64(id))
}

// finishGone marks a person unreachable, unless they came back or moved to another account since the attempt began: then
// the notice goes out again. The account of somebody who has left stays as it is.
func (s *Store) finishGone(ctx context.Context, tx Tx, q *sqlc.Queries, id notify.NoticeID, n sqlc.NoticeForFinishRow, o notify.Delivery) error {
	if n.EmployeeID == nil || o.Left {
		return s.finish(ctx, q, id, noticeUnreachable, o)
	}
	if err := q.LockEmployees(ctx, []int64{*n.EmployeeID}); err != nil {
		return err
	}
	marked, err := q.MarkUnreachable(ctx, s.clock.Now(), orZero(n.Tried), n.ClaimedAt)
	if err != nil {
		return err
	}
	if marked > 0 {
		return s.finish(ctx, q, id, noticeUnreachable, o)
	}
	if err := s.finish(ctx, q, id, noticePending, o); err != nil {
		return err
	}
	return s.enqueue(ctx, tx, []sqlc.StuckNoticesRow{{ID: int64(id), NotBefore: time.Time{}, Class: n.Class}})
}

package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// NoticeChat tells whom a notice is for, that is still to be sent: 0 when there is nobody to send it to, or nothing to send.
func (s *Store) NoticeChat(ctx context.Context, id notify.NoticeID) (staff.AccountID, notify.Class, error) {
	row, err := s.queries.NoticeChat(ctx, int64(id), s.clock.Now())
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, "", nil
	}
	if err != nil {
		return 0, "", fmt.Errorf("find the chat of notice %d: %w", id, err)
	}
	return staff.AccountID(row.Chat), notify.Class(row.Class), nil
}

// ClaimNotice takes a notice for one attempt, which nobody else makes for the time of the lease. ok is false when there is
// nothing to do now: it is finished, or not worth telling any more, or its recipient cannot be reached and it is kept until
// they can (wait 0); or somebody else is at it or it is not due yet (wait tells when to ask again). The lease is real time,
// whatever the office's clock says; when a notice is due, and until when, is the office's.
func (s *Store) ClaimNotice(ctx context.Context, id notify.NoticeID, lease time.Duration) (n notify.Notice, ok bool, wait time.Duration, err error) {
	for {
		n, ok, err = s.tryClaim(ctx, id, lease)
		if err != nil || ok {
			return n, ok, 0, err
		}
		wait, again, err := s.unclaimed(ctx, id)
		if err != nil {
			return notify.Notice{}, false, 0, fmt.Errorf("claim notice %d: %w", id, err)
		}
		if !again {
			return notify.Notice{}, false, wait, nil
		}
	}
}

func (s *Store) tryClaim(ctx context.Context, id notify.NoticeID, lease time.Duration) (notify.Notice, bool, error) {
	row, err := s.queries.ClaimNotice(ctx, lease.Seconds(), int64(id), s.clock.Now())
	if errors.Is(err, pgx.ErrNoRows) {
		return notify.Notice{}, false, nil
	}
	if err != nil {
		return notify.Notice{}, false, fmt.Errorf("claim notice %d: %w", id, err)
	}
	facts, err := factsOf(row.Facts)
	if err != nil {
		return notify.Notice{}, false, fmt.Errorf("read facts of notice %d: %w", id, err)
	}
	return notify.Notice{
		ID: id, Key: row.Key, Employee: staff.EmployeeID(orZero(row.EmployeeID)), Account: staff.AccountID(orZero(row.Tried)),
		Kind: notify.Kind(row.Kind), Class: notify.Class(row.Class),
		Subject: notify.Subject{Kind: notify.SubjectKind(row.SubjectKind), ID: row.SubjectID}, Facts: facts,
		Uncertain: row.Uncertain, Attempt: int(row.Attempt),
	}, true, nil
}

// unclaimed finds out why a notice could not be claimed. again is true if by now it perhaps can.
func (s *Store) unclaimed(ctx context.Context, id notify.NoticeID) (wait time.Duration, again bool, err error) {
	row, err := s.queries.Unclaimed(ctx, int64(id))
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, err
	}
	now := s.clock.Now()
	switch {
	case row.State == noticeSending && row.LeaseSeconds > 0:
		return time.Duration(row.LeaseSeconds * float64(time.Second)), false, nil
	case row.State == noticePending && row.NotBefore.After(now):
		return row.NotBefore.Sub(now), false, nil
	case row.State != noticeSending && row.State != noticePending:
		return 0, false, nil
	case row.NotAfter != nil && row.NotAfter.Before(now):
		return 0, false, s.queries.ExpireNotice(ctx, int64(id), &now)
	case row.EmployeeID == nil:
		return 0, true, nil // its lease has just lapsed
	}
	again, err = s.shelve(ctx, id, *row.EmployeeID)
	return 0, again, err
}

// shelve keeps a notice whose recipient cannot be reached. It holds the employee, so that nobody links an account between
// the look and the note. again is true if they can be reached after all.
func (s *Store) shelve(ctx context.Context, id notify.NoticeID, employee int64) (again bool, err error) {
	err = s.inTx(ctx, func(_ Tx, q *sqlc.Queries) error {
		if err := q.ShareEmployee(ctx, employee); err != nil {
			return err
		}
		shelved, err := q.ShelveUnreachable(ctx, int64(id), s.clock.Now())
		again = shelved == 0
		return err
	})
	return again, err
}

package handlerstest

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// memory is what package bot needs beside the conversations: drafts, and
// nothing else.
type memory struct {
	mu       sync.Mutex
	sessions map[staff.AccountID][]byte
	versions map[staff.AccountID]int64
}

func (m *memory) LoadSession(_ context.Context, person staff.AccountID) ([]byte, int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.sessions[person], m.versions[person], nil
}

func (m *memory) SwapSession(_ context.Context, person staff.AccountID, version int64, record []byte, _ time.Duration) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.versions[person] != version {
		return false, nil
	}
	m.sessions[person], m.versions[person] = record, version+1
	return true, nil
}

func (m *memory) SetReachable(context.Context, staff.AccountID, bool) error { return nil }

func (m *memory) RememberCard(context.Context, notify.Card) (bool, error) { return false, nil }

func (m *memory) ForgetCard(context.Context, staff.AccountID, int) error { return nil }

func (m *memory) StaleCards(context.Context, notify.Subject) ([]notify.Card, error) { return nil, nil }

func (m *memory) AddDeadLetter(_ context.Context, _ int64, _ staff.AccountID, _ []byte, cause string) error {
	return errors.New(cause)
}

func (m *memory) NoticeChat(context.Context, notify.NoticeID) (staff.AccountID, notify.Class, error) {
	return 0, "", nil
}

func (m *memory) ClaimNotice(context.Context, notify.NoticeID, time.Duration) (notify.Notice, bool, time.Duration, error) {
	return notify.Notice{}, false, 0, nil
}

func (m *memory) FinishNotice(context.Context, notify.NoticeID, notify.Delivery) error { return nil }

func (m *memory) RecordAudit(context.Context, audit.Entry) error { return nil }

func (m *memory) Wait(context.Context, staff.AccountID, bool) error { return nil }

func (m *memory) Pause(context.Context, time.Duration) error { return nil }

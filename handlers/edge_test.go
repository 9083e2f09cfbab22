package handlers

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
	"github.com/gelis-bali/gelis/text"
)

// talk is the office on a Telegram, with one person before it.
type talk struct {
	*office
	*edge
	person *telegramtest.Person
}

// edge is what package bot needs beside the conversations, kept in memory.
type edge struct {
	mu       sync.Mutex
	actors   map[staff.AccountID]staff.Actor
	sessions map[staff.AccountID][]byte
	versions map[staff.AccountID]int64
	client   *bot.Client
	files    *cabinet
}

// newTalk lets an actor, or a stranger, speak to the bot until the test ends.
func newTalk(t *testing.T, actor staff.Actor) *talk {
	t.Helper()
	telegram := telegramtest.Start(t, telegramtest.Config{})
	client, err := bot.NewClient(telegram.Token(), telegram.URL(), nil)
	if err != nil {
		t.Fatal(err)
	}
	words, err := text.New(time.FixedZone("WITA", 8*60*60))
	if err != nil {
		t.Fatal(err)
	}
	e := &edge{
		actors: map[staff.AccountID]staff.Actor{}, sessions: map[staff.AccountID][]byte{},
		versions: map[staff.AccountID]int64{}, client: client,
	}
	talk := &talk{office: newOfficeWith(t, e), edge: e}
	talk.person = telegram.Person(telegramtest.Profile{Name: "Wayan", Phone: "+6281234567890"})
	if actor.Known() {
		talk.link(actor)
	}
	b := bot.New(bot.Parts{
		Client: client, Router: talk.router, Words: words, Identities: e, Reach: e, Sessions: e, Cards: e,
		DeadLetters: e, Notices: e, Audit: e, Pace: e, Transient: func(error) bool { return false },
		Username: telegram.Username, Now: time.Now, Logger: slog.New(slog.DiscardHandler),
	})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.Receiver().Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("receiver ended with %v", err)
		}
	})
	return talk
}

// link lets the person's account speak for the actor.
func (k *talk) link(a staff.Actor) {
	k.mu.Lock()
	defer k.mu.Unlock()
	a.Account = staff.AccountID(k.person.ID())
	k.actors[a.Account] = a
}

// hears is the next message to the person.
func (k *talk) hears(t *testing.T) telegramtest.Message {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	m, err := k.person.Next(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func (k *talk) taps(t *testing.T, label string) telegramtest.Answer {
	t.Helper()
	answer, err := k.person.Tap(t.Context(), label)
	if err != nil {
		t.Fatalf("tap %s: %v", label, err)
	}
	return answer
}

func (e *edge) Identify(_ context.Context, account staff.AccountID) (staff.Actor, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if actor, ok := e.actors[account]; ok {
		return actor, nil
	}
	return staff.Actor{}, staff.ErrUnknownAccount
}

func (e *edge) SetReachable(context.Context, staff.AccountID, bool) error { return nil }

func (e *edge) LoadSession(_ context.Context, person staff.AccountID) ([]byte, int64, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.sessions[person], e.versions[person], nil
}

func (e *edge) SwapSession(_ context.Context, person staff.AccountID, version int64, record []byte, _ time.Duration) (bool, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.versions[person] != version {
		return false, nil
	}
	e.sessions[person], e.versions[person] = record, version+1
	return true, nil
}

func (e *edge) RememberCard(context.Context, notify.Card) (bool, error) { return false, nil }

func (e *edge) ForgetCard(context.Context, staff.AccountID, int) error { return nil }

func (e *edge) StaleCards(context.Context, notify.Subject) ([]notify.Card, error) { return nil, nil }

func (e *edge) AddDeadLetter(_ context.Context, _ int64, _ staff.AccountID, _ []byte, cause string) error {
	return errors.New(cause)
}

func (e *edge) NoticeChat(context.Context, notify.NoticeID) (staff.AccountID, notify.Class, error) {
	return 0, "", nil
}

func (e *edge) ClaimNotice(context.Context, notify.NoticeID, time.Duration) (notify.Notice, bool, time.Duration, error) {
	return notify.Notice{}, false, 0, nil
}

func (e *edge) FinishNotice(context.Context, notify.NoticeID, notify.Delivery) error { return nil }

func (e *edge) RecordAudit(context.Context, audit.Entry) error { return nil }

func (e *edge) Wait(context.Context, staff.AccountID, bool) error { return nil }

func (e *edge) Pause(context.Context, time.Duration) error { return nil }

func (e *edge) Download(ctx context.Context, f bot.File) ([]byte, error) {
	return e.client.Download(ctx, f)
}

func (e *edge) KeepFile(ctx context.Context, c document.Content) error {
	return e.files.KeepFile(ctx, c)
}

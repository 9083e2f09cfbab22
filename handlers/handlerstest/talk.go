package handlerstest

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
	"github.com/gelis-bali/gelis/text"
)

// Talk is a Telegram with one person before it, who speaks to the bot until
// the test ends.
type Talk struct {
	Person *telegramtest.Person

	mu     sync.Mutex
	actors map[staff.AccountID]staff.Actor
}

// NewTalk opens the conversations of a router; what people send is fetched
// with the client. A person without an actor is a stranger.
func NewTalk(t *testing.T, actor staff.Actor, open func(*bot.Client) *bot.Router) *Talk {
	t.Helper()
	telegram := telegramtest.Start(t, telegramtest.Config{})
	client, err := bot.NewClient(telegram.Token(), telegram.URL(), nil)
	if err != nil {
		t.Fatal(err)
	}
	words, err := text.New(Zone())
	if err != nil {
		t.Fatal(err)
	}
	k := &Talk{Person: telegram.Person(telegramtest.Profile{Name: "Wayan", Phone: "+6281234567890"}), actors: map[staff.AccountID]staff.Actor{}}
	if actor.Known() {
		k.Link(actor)
	}
	quiet := &memory{sessions: map[staff.AccountID][]byte{}, versions: map[staff.AccountID]int64{}}
	b := bot.New(bot.Parts{
		Client: client, Router: open(client), Words: words, Identities: k, Reach: quiet, Sessions: quiet, Cards: quiet,
		DeadLetters: quiet, Notices: quiet, Audit: quiet, Pace: quiet, Transient: func(error) bool { return false },
		Username: telegram.Username, Now: time.Now, Logger: slog.New(slog.DiscardHandler), //nolint:forbidigo // drafts lapse by the machine's clock here
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
	return k
}

// Link lets the person's account speak for the actor.
func (k *Talk) Link(a staff.Actor) {
	k.mu.Lock()
	defer k.mu.Unlock()
	a.Account = staff.AccountID(k.Person.ID())
	k.actors[a.Account] = a
}

// Identify tells for whom the account speaks.
func (k *Talk) Identify(_ context.Context, account staff.AccountID) (staff.Actor, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if actor, ok := k.actors[account]; ok {
		return actor, nil
	}
	return staff.Actor{}, staff.ErrUnknownAccount
}

// Hears is the next message to the person.
func (k *Talk) Hears(t *testing.T) telegramtest.Message {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	m, err := k.Person.Next(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Expects is the next message to the person, with these words in it.
func (k *Talk) Expects(t *testing.T, words string) telegramtest.Message {
	t.Helper()
	m := k.Hears(t)
	if !strings.Contains(m.Plain, words) {
		t.Fatalf("the bot says %q, want %q in it", m.Plain, words)
	}
	return m
}

// Says lets the person write, and is the answer, with these words in it.
func (k *Talk) Says(t *testing.T, text, answer string) telegramtest.Message {
	t.Helper()
	k.Person.Send(text)
	return k.Expects(t, answer)
}

// Taps lets the person tap the newest button of that label.
func (k *Talk) Taps(t *testing.T, label string) telegramtest.Answer {
	t.Helper()
	answer, err := k.Person.Tap(t.Context(), label)
	if err != nil {
		t.Fatalf("tap %s: %v", label, err)
	}
	return answer
}

// Sent fetches what people send from a Telegram, and keeps it with somebody.
type Sent struct {
	*bot.Client
	Keeper interface {
		KeepFile(ctx context.Context, c document.Content) error
	}
}

// KeepFile hands a checked file on.
func (s Sent) KeepFile(ctx context.Context, c document.Content) error {
	return s.Keeper.KeepFile(ctx, c)
}

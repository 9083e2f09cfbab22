package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/account"
	"github.com/gelis-bali/gelis/domain/notify"
)

const (
	// receiving is the name of the part that only one process may be at a
	// time: two pollers throw each other out.
	receiving = "receiver"
	// heartbeat is how often it is written down that updates are received.
	heartbeat = 15 * time.Second
	// tapLife is how long Telegram keeps a tap: 150 s. After a pause longer
	// than longestPause taps may be lost, and people are told.
	longestPause = 2 * time.Minute
	// recentCards bounds who is told after a pause: those on whose phone a
	// card that waits was shown within this time.
	recentCards = 24 * time.Hour
	// pauseMatters is how long it is worth telling that there was a pause.
	pauseMatters = 12 * time.Hour
)

// receive takes updates by webhook or by polling, until the context ends.
func (a *App) receive(ctx context.Context) error {
	if a.config.WebhookURL != "" {
		return a.takeDeliveries(ctx)
	}
	for ctx.Err() == nil {
		if err := a.pollInTurn(ctx); err != nil {
			return err
		}
	}
	return nil
}

// pollInTurn waits until no other process polls, then polls until the context
// ends or somebody else has taken over.
func (a *App) pollInTurn(ctx context.Context) error {
	first, err := a.takeTurn(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	leading, stop := context.WithCancel(ctx)
	held := make(chan struct{})
	go func() {
		defer close(held)
		defer stop()
		a.holdTurn(leading, first)
	}()
	defer func() { stop(); <-held }()
	receiver := a.edge.Receiver()
	a.receiver.Store(receiver)
	a.leads.Store(true)
	defer a.leads.Store(false)
	a.log.InfoContext(ctx, "polling for updates")
	a.endWebhook(leading)
	a.tellPause(leading)
	if err := receiver.Run(leading); errors.Is(err, bot.ErrUnauthorized) {
		return errToken()
	} else if err != nil {
		return fmt.Errorf("receive updates: %w", err)
	}
	return nil
}

// turn is the right to poll: a lock in the database, and word of its loss.
type turn struct {
	release func()
	lost    <-chan struct{}
}

func (a *App) takeTurn(ctx context.Context) (turn, error) {
	release, lost, err := a.db.Lead(ctx, receiving)
	return turn{release, lost}, err
}

// holdTurn keeps the turn until the context ends, and returns earlier only
// when somebody else has it. A database that is away takes the lock with it,
// but nobody else can have it either: polling goes on, so that people hear
// that it takes longer.
func (a *App) holdTurn(ctx context.Context, t turn) {
	for {
		select {
		case <-t.lost:
			t.release()
		case <-ctx.Done():
			t.release()
			return
		}
		a.log.WarnContext(ctx, "the lock of the one that polls is lost, taking it again")
		again, ok := a.regainTurn(ctx)
		if !ok {
			a.log.WarnContext(ctx, "another process polls now; standing by")
			return
		}
		t = again
	}
}

// regainTurn tries for as long as the database is away. Where it is there and
// does not give the lock, somebody else has it.
func (a *App) regainTurn(ctx context.Context) (turn, bool) {
	const patience = 3 * time.Second
	for ctx.Err() == nil {
		asking, cancel := context.WithTimeout(ctx, patience)
		t, err := a.takeTurn(asking)
		cancel()
		if err == nil {
			return t, true
		}
		if a.db.Ping(ctx) == nil {
			return turn{}, false
		}
	}
	return turn{}, false
}

// endWebhook lets Telegram keep updates for polling. None is dropped.
func (a *App) endWebhook(ctx context.Context) {
	info, err := a.client.Webhook(ctx)
	if err == nil && info.URL != "" {
		a.log.InfoContext(ctx, "a webhook is set, WEBHOOK_URL is empty: taking it away to poll")
		err = a.client.DeleteWebhook(ctx)
	}
	if err != nil && ctx.Err() == nil {
		a.log.WarnContext(ctx, "cannot look after the webhook", slog.Any("error", err))
	}
}

// tellPause gives people whose taps may be lost a fresh card: Telegram keeps
// a tap for 150 seconds only. The pause is an occurrence, so that it is told
// once, whoever takes over.
func (a *App) tellPause(ctx context.Context) {
	last, known, err := a.db.LastHeartbeat(ctx, receiving)
	if err == nil && known && a.clock.Now().Sub(last) > longestPause {
		_, err = a.db.ClaimOccurrence(ctx, string(notify.Resumed), last, func(ctx context.Context) ([]notify.Message, error) {
			return a.pauseMessages(ctx, last)
		})
	}
	if err == nil {
		err = a.db.Heartbeat(ctx, receiving)
	}
	if err != nil && ctx.Err() == nil {
		a.log.WarnContext(ctx, "cannot tell people of the pause", slog.Any("error", err))
	}
}

func (a *App) pauseMessages(ctx context.Context, last time.Time) ([]notify.Message, error) {
	employees, err := a.db.EmployeesWithOpenCards(ctx, last.Add(-recentCards))
	if err != nil {
		return nil, err
	}
	messages := make([]notify.Message, 0, len(employees))
	for _, id := range employees {
		messages = append(messages, notify.Message{
			Key: fmt.Sprintf("%s:%d", notify.Resumed, last.Unix()), To: notify.ToEmployee(id),
			Kind: notify.Resumed, Class: notify.Reminder, Subject: account.SubjectOf(id),
			NotAfter: a.clock.Now().Add(pauseMatters),
		})
	}
	return messages, nil
}

// takeDeliveries sets the webhook and serves it.
func (a *App) takeDeliveries(ctx context.Context) error {
	const again = 2 * time.Second
	secret := a.config.WebhookSecret.Reveal()
	for {
		err := a.client.SetWebhook(ctx, a.config.WebhookURL, secret)
		if err == nil {
			break
		}
		if ctx.Err() != nil {
			return nil
		}
		a.log.WarnContext(ctx, "cannot set the webhook, trying again", slog.Any("error", err))
		if !wait(ctx, again) {
			return nil
		}
	}
	a.tellPause(ctx)
	a.leads.Store(true)
	defer a.leads.Store(false)
	a.log.InfoContext(ctx, "taking deliveries", slog.String("addr", a.config.WebhookAddr))
	return serve(ctx, a.config.WebhookAddr, a.edge.Webhook(secret))
}

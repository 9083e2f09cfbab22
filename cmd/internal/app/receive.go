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
// ends or it is no longer sure that this is the only one.
func (a *App) pollInTurn(ctx context.Context) error {
	release, lost, err := a.db.Lead(ctx, receiving)
	if err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	defer release()
	leading, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		select {
		case <-lost:
			a.log.WarnContext(ctx, "no longer sure to be the only one that polls; standing by")
			stop()
		case <-leading.Done():
		}
	}()
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

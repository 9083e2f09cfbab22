package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Redraw draws all cards of a subject that are behind from its current state,
// so that no phone shows a button that no longer works.
func (s *Sender) Redraw(ctx context.Context, subject notify.Subject) error {
	turn := s.drawing[uint64(subject.ID)%uint64(len(s.drawing))] //nolint:gosec // any spread will do
	select {
	case turn <- struct{}{}:
		defer func() { <-turn }()
	case <-ctx.Done():
		return fmt.Errorf("wait for the turn to redraw %s: %w", subject, ctx.Err())
	}
	cards, err := s.cards.StaleCards(ctx, subject)
	if err != nil {
		return fmt.Errorf("list the cards of %s: %w", subject, err)
	}
	var failed []error
	for _, card := range cards {
		if err := s.redrawCard(ctx, card); err != nil {
			failed = append(failed, fmt.Errorf("redraw card %d of account %d: %w", card.MessageID, card.Account, err))
		}
		if ctx.Err() != nil {
			break
		}
	}
	return errors.Join(failed...)
}

// redrawCard draws one card; the card of somebody who may not see it any more
// loses its buttons and is forgotten.
func (s *Sender) redrawCard(ctx context.Context, card notify.Card) error {
	reply, err := s.draw(ctx, card)
	if err != nil {
		return s.undrawn(ctx, card, err)
	}
	m, err := s.compose(ctx, reply)
	if err != nil {
		return err
	}
	v, err := s.replace(ctx, card.Account, card.MessageID, m)
	switch v.outcome {
	case notify.Sent:
	case notify.Gone, notify.Obsolete, notify.Moved:
		return s.cards.ForgetCard(ctx, card.Account, card.MessageID)
	case notify.Later, notify.Unknown, notify.Defect:
		return err // an edit may be made twice
	}
	if reply.Card == nil {
		return s.cards.ForgetCard(ctx, card.Account, card.MessageID)
	}
	card.Subject, card.Version = reply.Card.Subject, reply.Card.Version
	stale, err := s.cards.RememberCard(ctx, card)
	if err == nil && stale {
		return s.redraw(ctx, card.Subject)
	}
	return err
}

func (s *Sender) draw(ctx context.Context, card notify.Card) (Reply, error) {
	handler, known := s.router.cards[card.Subject.Kind]
	if !known {
		return Reply{}, &DefectError{Reason: "nobody draws cards of kind " + string(card.Subject.Kind)}
	}
	actor, err := s.who.Identify(ctx, card.Account)
	if err != nil {
		return Reply{}, err
	}
	reply, err := safely(ctx, func(ctx context.Context) (Reply, error) { return handler(ctx, actor, card.Subject) })
	reply.style = actor.Settings.Dates
	return reply, err
}

// undrawn deals with a card that cannot be drawn for its reader.
func (s *Sender) undrawn(ctx context.Context, card notify.Card, err error) error {
	_, refusal := s.worded(err)
	stranger := errors.Is(err, staff.ErrUnknownAccount) || errors.Is(err, staff.ErrInactive)
	if s.transient(err) || (!refusal && !stranger) {
		return err
	}
	s.log.InfoContext(ctx, "card is taken away from who may not see it", slog.Int64("account", int64(card.Account)), slog.String("card", card.Subject.String()))
	if err := s.unbutton(ctx, card.Account, card.MessageID); err != nil {
		return err
	}
	return s.cards.ForgetCard(ctx, card.Account, card.MessageID)
}

package telegramtest

import (
	"context"
	"fmt"
	"slices"
)

// Tap taps the button with the label, or else with the data, on the newest message that has it, and waits until
// the bot has answered. A label of the chat's keyboard is typed instead, and a key that asks for the contact
// shares it; neither waits. The error is ErrNoButton if there is no such button.
func (p *Person) Tap(ctx context.Context, label string) (Answer, error) {
	return p.tapIn(ctx, p.chat, label)
}

func (p *Person) tapIn(ctx context.Context, c *chat, label string) (Answer, error) {
	p.s.mu.Lock()
	one, b := c.newestWith(label)
	key, isKey := c.key(label)
	p.s.mu.Unlock()
	switch {
	case one != nil:
		return p.press(ctx, one, b)
	case isKey && c.person == p:
		p.pressKey(key)
		return Answer{}, nil
	}
	return Answer{}, fmt.Errorf("%s taps %q: %w", p.name, label, ErrNoButton)
}

// TapOn is Tap on one message.
func (p *Person) TapOn(ctx context.Context, messageID int64, labelOrData string) (Answer, error) {
	p.s.mu.Lock()
	one := p.chat.find(messageID)
	var b *wireInlineButton
	if one != nil {
		b = one.button(labelOrData)
	}
	p.s.mu.Unlock()
	switch {
	case one == nil:
		return Answer{}, fmt.Errorf("%s taps on message %d: %w", p.name, messageID, ErrNoMessage)
	case b == nil:
		return Answer{}, fmt.Errorf("%s taps %q on message %d: %w", p.name, labelOrData, messageID, ErrNoButton)
	}
	return p.press(ctx, one, b)
}

// TapForced sends any data on any message, as a forged client can, and waits until the bot has answered. A message
// that is not in the chat comes to the bot as one that it can no longer see.
func (p *Person) TapForced(ctx context.Context, messageID int64, data string) (Answer, error) {
	q, err := p.tap(p.chat, messageID, data)
	if err != nil {
		return Answer{}, err
	}
	return p.s.waitAnswer(ctx, q)
}

// TapAsync is TapForced that does not wait. It returns the id of the callback query, for TapAnswer; "" if the
// account is deactivated.
func (p *Person) TapAsync(messageID int64, data string) string {
	q, err := p.tap(p.chat, messageID, data)
	if err != nil {
		return ""
	}
	return q.id
}

// TapAnswer waits for the answer to a tap.
func (p *Person) TapAnswer(ctx context.Context, callbackID string) (Answer, error) {
	p.s.mu.Lock()
	q, ok := p.s.queries.byID[callbackID]
	p.s.mu.Unlock()
	if !ok {
		return Answer{}, fmt.Errorf("callback %s: %w", callbackID, ErrNoButton)
	}
	return p.s.waitAnswer(ctx, q)
}

func (p *Person) press(ctx context.Context, on *post, b *wireInlineButton) (Answer, error) {
	switch {
	case b.URL != "":
		return Answer{URL: b.URL}, nil
	case b.CopyText != nil:
		return Answer{Copy: b.CopyText.Text}, nil
	}
	q, err := p.tap(on.chat, on.id, b.CallbackData)
	if err != nil {
		return Answer{}, err
	}
	return p.s.waitAnswer(ctx, q)
}

func (p *Person) pressKey(k Key) {
	switch k.Request {
	case "contact":
		p.ShareContact(p)
	case "location":
		p.ShareLocation(-8.6705, 115.2126, false) // Denpasar
	default:
		p.Send(k.Text)
	}
}

// tap queues a callback query for the bot.
func (p *Person) tap(c *chat, messageID int64, data string) (*query, error) {
	s := p.s
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.deactivated {
		return nil, fmt.Errorf("%s taps: %w", p.name, ErrDeactivated)
	}
	q := s.queries.add(p, s.cfg.Now())
	q.message = messageID
	shown := &wireMessage{MessageID: messageID, Chat: c.wire()} // date 0: inaccessible
	if one := c.find(messageID); one != nil {
		shown = s.wirePost(one)
	}
	s.enqueue(wireUpdate{CallbackQuery: &wireCallbackQuery{
		ID: q.id, From: p.wire(), Message: shown, ChatInstance: chatInstance(c.id), Data: data,
	}}, "callback_query", lane{tap: true, id: p.id})
	return q, nil
}

func (s *Server) waitAnswer(ctx context.Context, q *query) (Answer, error) {
	select {
	case <-q.done:
		return q.answer, nil
	case <-ctx.Done():
		return Answer{}, fmt.Errorf("%s waits for the answer to a tap: %w", q.person.name, context.Cause(ctx))
	case <-s.closed:
		return Answer{}, ErrClosed
	}
}

// newestWith is the newest message that has the button.
func (c *chat) newestWith(label string) (*post, *wireInlineButton) {
	for _, p := range slices.Backward(c.posts) {
		if p.deleted {
			continue
		}
		if b := p.button(label); b != nil {
			return p, b
		}
	}
	return nil, nil
}

// button is the button of the message by label or else by data, nil if there is none.
func (p *post) button(labelOrData string) *wireInlineButton {
	var byData *wireInlineButton
	for _, row := range p.content.inline {
		for i := range row {
			switch labelOrData {
			case row[i].Text:
				return &row[i]
			case row[i].CallbackData:
				byData = &row[i]
			}
		}
	}
	return byData
}

func (c *chat) key(label string) (Key, bool) {
	for _, row := range c.keyboard {
		for _, k := range row {
			if k.Text == label {
				return k, true
			}
		}
	}
	return Key{}, false
}

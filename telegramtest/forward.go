package telegramtest

import "fmt"

// Forward brings a message from the person's chat with the bot to somebody else, who sends it on to the bot: the bot
// is told who wrote it first. Its buttons still work.
func (p *Person) Forward(messageID int64, to *Person) (Message, error) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	next, err := p.forwarded(messageID)
	switch {
	case err != nil:
		return Message{}, err
	case p.deactivated, to.deactivated:
		return Message{}, fmt.Errorf("forward message %d: %w", messageID, ErrDeactivated)
	}
	return p.s.post(to.chat, to, next), nil
}

// forwarded is a message as it looks when it is sent on. The caller holds Server.mu.
func (p *Person) forwarded(messageID int64) (*content, error) {
	from := p.chat.find(messageID)
	switch {
	case from == nil, from.content.service != nil:
		return nil, fmt.Errorf("forward message %d: %w", messageID, ErrNoMessage)
	case from.content.protected:
		return nil, fmt.Errorf("forward message %d: %w", messageID, ErrProtected)
	}
	next := *from.content
	if next.forwarded == nil { // else it tells of the first sender already
		next.forwarded = &wireOrigin{Type: "user", Date: from.date.Unix(), SenderUser: p.s.wireSender(from.from)}
	}
	if next.location != nil {
		place := *next.location
		place.LivePeriod = 0
		next.location = &place
	}
	next.replyTo, next.edits, next.keys, next.force, next.sealed, next.album = 0, 0, nil, false, false, ""
	return &next, nil
}

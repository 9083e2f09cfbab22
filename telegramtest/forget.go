package telegramtest

// Forget empties every chat, as if everybody had cleared the history with the bot: messages, keyboards and what is
// unread are gone. Who has started or blocked the bot stays so, unconfirmed updates stay, and ids go on growing.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.chats {
		c.posts, c.pinned, c.keyboard, c.inbox, c.unread = nil, nil, nil, nil, 0
	}
	if s.events.listening() {
		s.events.publish(Event{Kind: EventForgotten, At: s.cfg.Now()})
	}
}

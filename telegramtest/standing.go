package telegramtest

// Block stops the bot: it can no longer write, and is told so.
func (p *Person) Block() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	if !p.blocked && !p.deactivated {
		p.setBlocked(true)
	}
}

// Unblock lets the bot write again, and it is told so.
func (p *Person) Unblock() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.unblock()
}

func (p *Person) unblock() {
	if p.blocked && !p.deactivated {
		p.setBlocked(false)
	}
}

func (p *Person) setBlocked(blocked bool) {
	p.blocked = blocked
	before, after := "member", "kicked"
	if !blocked {
		before, after = after, before
	}
	p.s.tellMember(p.chat, p, before, after)
	p.s.tellPerson(p)
}

// tellMember queues my_chat_member: somebody changed what the bot is in a chat.
func (s *Server) tellMember(c *chat, by *Person, before, after string) {
	s.enqueue(wireUpdate{MyChatMember: &wireMemberUpdate{
		Chat: c.wire(), From: by.wire(), Date: s.cfg.Now().Unix(),
		OldChatMember: s.botAs(before), NewChatMember: s.botAs(after),
	}}, "my_chat_member", lane{id: c.id})
}

func (s *Server) botAs(status string) wireMember {
	m := wireMember{Status: status, User: s.bot}
	if status == "kicked" {
		m.UntilDate = new(int64)
	}
	return m
}

// Deactivate deletes the person's account. The bot is not told; it finds out when it writes.
func (p *Person) Deactivate() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.deactivated = true
	p.s.tellPerson(p)
}

// Blocked says whether the person has stopped the bot.
func (p *Person) Blocked() bool {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.blocked
}

// Started says whether the person ever wrote to the bot.
func (p *Person) Started() bool {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.started
}

// reachable says whether the bot may write into the chat.
func (c *chat) reachable() *apiError {
	switch {
	case c.movedTo != 0:
		return &apiError{code: 400, description: "Bad Request: group chat was upgraded to a supergroup chat", migrateTo: c.movedTo}
	case c.kicked:
		return forbidden("bot was kicked from the " + c.kind + " chat")
	case c.person == nil:
		return nil
	case c.person.deactivated:
		return forbidden("user is deactivated")
	case c.person.blocked:
		return forbidden("bot was blocked by the user")
	case !c.person.started:
		return forbidden("bot can't initiate conversation with a user")
	}
	return nil
}

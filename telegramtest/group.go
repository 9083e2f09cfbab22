package telegramtest

import (
	"context"
	"fmt"
	"slices"
)

const (
	firstGroupID      = -400000001
	firstSupergroupID = -1001000000001
)

// Group is a chat of several people and the bot, which reads everything there (privacy mode is off).
type Group struct {
	s    *Server
	chat *chat // guarded by Server.mu, as it changes when the group moves
}

// Group makes a group of these people; the first of them adds the bot, which is told so.
func (s *Server) Group(title string, members ...*Person) *Group {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &chat{id: s.nextGroup, kind: kindGroup, title: title, members: slices.Clone(members), news: newSignal()}
	s.nextGroup--
	s.chats[c.id] = c
	if len(members) > 0 {
		s.tellMember(c, members[0], "left", "member")
		s.post(c, members[0], &content{service: &service{botJoin: true}})
	}
	return &Group{s: s, chat: c}
}

// FindGroup returns the group that has or had the id, nil if there is none.
func (s *Server) FindGroup(id int64) *Group {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[id]
	for c != nil && c.movedTo != 0 {
		c = s.chats[c.movedTo]
	}
	if c == nil || c.person != nil {
		return nil
	}
	return &Group{s: s, chat: c}
}

func (g *Group) now() *chat {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	return g.chat
}

// ID is the group's number, which is negative; it changes with Migrate.
func (g *Group) ID() int64 { return g.now().id }

// Title is the group's name.
func (g *Group) Title() string { return g.now().title }

// Chat is everything in the group, oldest first.
func (g *Group) Chat() []Message { return g.s.history(g.now(), 0) }

// Next hands over the next thing the bot did in the group. It waits for it.
func (g *Group) Next(ctx context.Context) (Message, error) {
	m, err := g.s.next(ctx, g.now())
	if err != nil {
		return Message{}, fmt.Errorf("group %s waits for the bot: %w", g.Title(), err)
	}
	return m, nil
}

// Send lets somebody write in the group.
func (g *Group) Send(by *Person, text string) Message { return g.Reply(by, 0, text) }

// Reply lets somebody answer a message in the group.
func (g *Group) Reply(by *Person, messageID int64, text string) Message {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	return g.s.sayIn(g.chat, by, messageID, text)
}

// Tap lets somebody tap a button in the group.
func (g *Group) Tap(ctx context.Context, by *Person, label string) (Answer, error) {
	return by.tapIn(ctx, g.now(), label)
}

// TapForced lets somebody send any data on any message of the group.
func (g *Group) TapForced(ctx context.Context, by *Person, messageID int64, data string) (Answer, error) {
	q, err := by.tap(g.now(), messageID, data)
	if err != nil {
		return Answer{}, err
	}
	return g.s.waitAnswer(ctx, q)
}

// Forward brings a message from somebody's private chat into the group, with its buttons, which still work.
func (g *Group) Forward(by *Person, messageID int64) (Message, error) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	next, err := by.forwarded(messageID)
	if err != nil {
		return Message{}, err
	}
	return g.s.post(g.chat, by, next), nil
}

// Kick lets somebody throw the bot out of the group, and it is told so.
func (g *Group) Kick(by *Person) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	if !g.chat.kicked {
		g.chat.kicked = true
		g.s.tellMember(g.chat, by, "member", "kicked")
	}
}

// Migrate makes the group a supergroup, which has a new id; who writes to the old one is told so.
func (g *Group) Migrate(by *Person) int64 {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	id, old := g.s.nextSupergroup, g.chat
	g.s.nextSupergroup--
	next := &chat{id: id, kind: kindSupergroup, title: old.title, members: old.members, news: newSignal()}
	g.s.chats[id] = next
	old.movedTo, g.chat = id, next
	g.s.post(old, by, &content{service: &service{movedTo: id}})
	g.s.post(next, by, &content{service: &service{movedFrom: old.id}})
	return id
}

package telegramtest

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// personLanguage is the language of everybody's phone.
const personLanguage = "id"

// Profile says who somebody is on Telegram.
type Profile struct {
	ID       int64 // 0 is the next free one
	Name     string
	Username string
	Phone    string
}

// Person is somebody with a phone and Telegram on it.
type Person struct {
	s        *Server
	id       int64
	name     string
	username string
	phone    string

	// guarded by Server.mu
	chat        *chat
	started     bool
	blocked     bool
	deactivated bool
}

// Person adds somebody, or returns the one who has the id already.
func (s *Server) Person(p Profile) *Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	if known, ok := s.people[p.ID]; ok {
		return known
	}
	if p.ID == 0 {
		p.ID = s.nextID
	}
	s.nextID = max(s.nextID, p.ID+1)
	who := &Person{s: s, id: p.ID, name: p.Name, username: p.Username, phone: p.Phone}
	who.chat = &chat{id: p.ID, kind: kindPrivate, person: who, news: newSignal()}
	s.people[p.ID] = who
	s.chats[p.ID] = who.chat
	s.order = append(s.order, who)
	s.tellPerson(who)
	return who
}

// People lists everybody in the order in which they were added.
func (s *Server) People() []*Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.order)
}

// Find returns the person with the id, nil if there is none.
func (s *Server) Find(id int64) *Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.people[id]
}

// ID is the person's number on Telegram, and of their chat with the bot.
func (p *Person) ID() int64 { return p.id }

// Name is the whole name, as the person wrote it.
func (p *Person) Name() string { return p.name }

// Username is the name after @, possibly empty.
func (p *Person) Username() string { return p.username }

// Phone is the number that the account belongs to, in international form as the profile gave it.
func (p *Person) Phone() string { return p.phone }

// wire is the person as the Bot API shows them: the first word of the name is the first name.
func (p *Person) wire() wireUser {
	first, last, _ := strings.Cut(p.name, " ")
	return wireUser{ID: p.id, FirstName: first, LastName: last, Username: p.username, LanguageCode: personLanguage}
}

func (s *Server) tellPerson(p *Person) {
	if s.events.listening() {
		s.events.publish(Event{Kind: EventPerson, At: s.cfg.Now(), PersonID: p.id})
	}
}

// Keyboard is the keyboard that the chat shows in place of the phone's own, nil if none.
func (p *Person) Keyboard() [][]Key {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return slices.Clone(p.chat.keyboard)
}

// Next hands over the next thing the bot did in the private chat, a message or an edit, as it looked at that
// moment. It waits for it.
func (p *Person) Next(ctx context.Context) (Message, error) {
	m, err := p.s.next(ctx, p.chat)
	if err != nil {
		return Message{}, fmt.Errorf("%s waits for the bot: %w", p.name, err)
	}
	return m, nil
}

func (s *Server) next(ctx context.Context, c *chat) (Message, error) {
	var m Message
	err := s.wait(ctx, func() (bool, <-chan struct{}) {
		if len(c.inbox) == 0 {
			return false, c.news.ch
		}
		d := c.inbox[0]
		c.inbox = c.inbox[1:]
		m = d.post.snapshot(d.content)
		return true, nil
	})
	return m, err
}

// Skip forgets what the bot did so far, so that Next waits for something new.
func (p *Person) Skip() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.chat.inbox = nil
}

// Unread is how many messages of the bot came since MarkRead.
func (p *Person) Unread() int {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.chat.unread
}

// MarkRead says that the person has the chat open and has read it.
func (p *Person) MarkRead() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	if p.chat.unread != 0 {
		p.chat.unread = 0
		p.s.tellPerson(p)
	}
}

package telegramtest

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// Start presses START: it lets the bot write again if it was blocked, and sends /start.
func (p *Person) Start() Message { return p.Send("/start") }

// Send writes to the bot. As on a phone, white space around the text is lost, an empty text is not sent (the zero
// Message comes back), a text longer than 4096 UTF-16 units goes out as several messages (the first comes back),
// and writing to a bot that was blocked unblocks it.
func (p *Person) Send(text string) Message { return p.say(0, text) }

// SendHTML writes to the bot with formatting, given as HTML as bots write it. It fails where that is none.
func (p *Person) SendHTML(text string) (Message, error) {
	f, err := parseHTML(text)
	if err != nil {
		return Message{}, fmt.Errorf("write %q: %w", text, err)
	}
	f = trimmed(f)
	return p.tellBot(&content{text: strings.TrimSpace(text), plain: f.plain, entities: f.entities}), nil
}

// Reply writes an answer to one message.
func (p *Person) Reply(messageID int64, text string) Message { return p.say(messageID, text) }

func (p *Person) say(replyTo int64, text string) Message {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.s.sayIn(p.chat, p, replyTo, text)
}

func (s *Server) sayIn(c *chat, p *Person, replyTo int64, text string) Message {
	var first Message
	for i, piece := range splitText(strings.TrimSpace(text), maxText) {
		m := s.post(c, p, &content{
			text: escape(piece), plain: piece, entities: typedEntities(piece), replyTo: replyTo,
		})
		if i == 0 {
			first = m
		}
	}
	return first
}

// post puts a person's message into a chat and queues it for the bot.
func (s *Server) post(c *chat, p *Person, body *content) Message {
	if p.deactivated {
		return Message{}
	}
	if c.person == p {
		p.unblock()
		p.started = true
	}
	one := s.add(c, p, body)
	if !c.kicked {
		s.enqueue(wireUpdate{Message: s.wirePost(one)}, "message", lane{id: c.id})
	}
	return one.snapshot(one.content)
}

// Edit changes the text of a message that the person wrote.
func (p *Person) Edit(messageID int64, text string) error {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	one := p.chat.find(messageID)
	if one == nil || one.from != p {
		return fmt.Errorf("edit message %d: %w", messageID, ErrNoMessage)
	}
	next := *one.content
	next.text, next.plain, next.entities = escape(text), text, typedEntities(text)
	p.s.editByPerson(one, next)
	return nil
}

// ShareContact sends somebody's card: one's own, as the keyboard's button does, or another person's.
func (p *Person) ShareContact(of *Person) Message {
	if of == nil {
		of = p
	}
	u := of.wire()
	return p.tellBot(&content{contact: &wireContact{
		PhoneNumber: strings.TrimPrefix(of.phone, "+"), FirstName: u.FirstName, LastName: u.LastName, UserID: of.id,
	}})
}

// ShareCard sends a card that was typed in: a name and a number that belong to nobody on Telegram, or to the
// person with the id if it is not 0.
func (p *Person) ShareCard(name, phone string, userID int64) Message {
	return p.tellBot(&content{contact: &wireContact{PhoneNumber: phone, FirstName: name, UserID: userID}})
}

func (p *Person) tellBot(body *content) Message {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.s.post(p.chat, p, body)
}

var startPayload = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// Open follows a link to the bot, as when a QR code is scanned, and presses START:
// https://t.me/<bot>?start=<payload> or tg://resolve?domain=<bot>&start=<payload>.
func (p *Person) Open(link string) error {
	payload, err := p.s.readLink(link)
	if err != nil {
		return err
	}
	p.Send(strings.TrimSpace("/start " + payload))
	return nil
}

// readLink takes the payload out of a link to the bot.
func (s *Server) readLink(link string) (payload string, err error) {
	u, err := url.Parse(link)
	if err != nil {
		return "", fmt.Errorf("open %q: %w: %w", link, ErrLink, err)
	}
	domain, payload := strings.Trim(u.Path, "/"), u.Query().Get("start")
	switch {
	case u.Scheme == "tg" && u.Host == "resolve":
		domain = u.Query().Get("domain")
	case u.Host != "t.me" && u.Host != "telegram.me":
		return "", fmt.Errorf("open %q: %w: host %q", link, ErrLink, u.Host)
	}
	if !strings.EqualFold(domain, s.cfg.Username) {
		return "", fmt.Errorf("open %q: %w: it is for @%s", link, ErrLink, domain)
	}
	if payload != "" && !startPayload.MatchString(payload) {
		return "", fmt.Errorf("open %q: %w: the payload is not 1-64 of A-Z a-z 0-9 _ -", link, ErrLink)
	}
	return payload, nil
}

// leadsToBot says whether an answered tap may open the link.
func (s *Server) leadsToBot(link string) bool {
	u, err := url.Parse(link)
	return err == nil && (u.Host == "t.me" || u.Host == "telegram.me") &&
		strings.EqualFold(strings.Trim(u.Path, "/"), s.cfg.Username)
}

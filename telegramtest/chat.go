package telegramtest

import (
	"cmp"
	"slices"
	"time"
)

const (
	kindPrivate    = "private"
	kindGroup      = "group"
	kindSupergroup = "supergroup"
)

// chat is one conversation that the bot is in. It is guarded by Server.mu.
type chat struct {
	id       int64
	kind     string
	title    string
	person   *Person // of a private chat
	members  []*Person
	kicked   bool
	movedTo  int64
	posts    []*post // by id
	pinned   *post
	keyboard [][]Key // shown in place of the phone's own, nil if none
	inbox    []delivery
	news     signal // fires when the bot did something here
	unread   int
}

// post is one message in a chat. Its content is replaced, never changed, so that a snapshot costs nothing.
type post struct {
	id      int64
	chat    *chat
	from    *Person // nil is the bot
	date    time.Time
	content *content
	deleted bool
}

// content is what a message says now.
type content struct {
	text      string // HTML
	plain     string
	entities  []wireEntity
	media     *media
	album     string
	inline    [][]wireInlineButton
	keys      [][]Key
	force     bool
	hint      string // placeholder of a forced reply
	sealed    bool   // sent with a markup that is not inline: cannot be edited
	contact   *wireContact
	location  *wireLocation
	service   *service
	forwarded *wireOrigin
	replyTo   int64
	protected bool
	edited    time.Time
	edits     int
	effect    string
}

// service is a message about the chat itself.
type service struct {
	joined    *Person // nil with left nil: no membership changed
	left      *Person
	botLeft   bool
	botJoin   bool
	pinned    *post
	movedTo   int64
	movedFrom int64
}

// delivery is one thing that the bot did in a chat, as it looked then.
type delivery struct {
	post    *post
	content *content
}

// maxInbox is how much nobody has to look at; then the oldest is forgotten.
const maxInbox = 10_000

func (c *chat) deliver(p *post) {
	if len(c.inbox) >= maxInbox {
		c.inbox = append(c.inbox[:0:0], c.inbox[maxInbox/2:]...)
	}
	c.inbox = append(c.inbox, delivery{post: p, content: p.content})
	c.news.fire()
}

// find returns the message, nil if there is none or it was deleted.
func (c *chat) find(id int64) *post {
	i, ok := slices.BinarySearchFunc(c.posts, id, func(p *post, id int64) int { return cmp.Compare(p.id, id) })
	if !ok || c.posts[i].deleted {
		return nil
	}
	return c.posts[i]
}

// add puts a message into the chat. Message ids grow across all chats of the bot.
func (s *Server) add(c *chat, from *Person, body *content) *post {
	s.lastPost++
	body.effect = EffectSent
	p := &post{id: s.lastPost, chat: c, from: from, date: s.cfg.Now(), content: body}
	c.posts = append(c.posts, p)
	if keep := s.cfg.History; keep > 0 && len(c.posts) > 2*keep {
		c.posts = slices.Clone(c.posts[keep:])
	}
	if from == nil && body.service == nil {
		c.unread++
		c.deliver(p)
	}
	s.tell(EventMessage, p)
	return p
}

func (s *Server) tell(kind string, p *post) {
	if !s.events.listening() {
		return
	}
	e := Event{Kind: kind, At: s.cfg.Now(), PersonID: p.chat.id, MessageID: p.id}
	if kind != EventDelete {
		m := p.snapshot(p.content)
		e.Message = &m
	}
	s.events.publish(e)
}

func (c *chat) wire() wireChat {
	w := wireChat{ID: c.id, Type: c.kind, Title: c.title}
	if c.person != nil {
		u := c.person.wire()
		w.FirstName, w.LastName, w.Username = u.FirstName, u.LastName, u.Username
	}
	return w
}

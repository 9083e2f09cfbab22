package telegramtest

import (
	"errors"
	"fmt"
)

// addChats makes the chats, each with its messages. Everybody has a private one.
func (b *rebuild) addChats() error {
	for _, k := range b.Chats {
		if err := b.addChat(k); err != nil {
			return fmt.Errorf("chat %d: %w", k.ID, err)
		}
	}
	for _, p := range b.order {
		if p.chat == nil {
			return fmt.Errorf("person %d has no chat", p.id)
		}
	}
	return nil
}

func (b *rebuild) addChat(k keptChat) error {
	c := &chat{
		id: k.ID, kind: k.Kind, title: k.Title, kicked: k.Kicked, movedTo: k.MovedTo, unread: k.Unread, news: newSignal(),
		keyboard: giveKeys(k.Keyboard),
	}
	if _, twice := b.chats[c.id]; twice {
		return errors.New("there are two of it")
	}
	b.chats[c.id] = c
	if c.movedTo != 0 && c.movedTo >= c.id { // so that nobody is sent round in circles
		return fmt.Errorf("it cannot have moved to %d", c.movedTo)
	}
	if err := b.addMembers(c, k.Members); err != nil {
		return err
	}
	last := int64(0)
	for _, one := range k.Posts {
		if one.ID <= last || one.ID > b.IDs.Message {
			return fmt.Errorf("message %d is out of order", one.ID)
		}
		last = one.ID
		if err := b.addPost(c, one); err != nil {
			return fmt.Errorf("message %d: %w", one.ID, err)
		}
	}
	c.pinned = c.find(k.Pinned)
	return nil
}

// addMembers lets in who is in the chat, as far as its kind and its number allow it.
func (b *rebuild) addMembers(c *chat, members []int64) error {
	switch p := b.people[c.id]; {
	case c.kind == kindPrivate && p != nil:
		c.person, p.chat = p, c
	case c.kind == kindGroup && c.id < 0 && c.id > b.IDs.Group, c.kind == kindSupergroup && c.id < 0 && c.id > b.IDs.Supergroup:
	default:
		return fmt.Errorf("it cannot be a chat of the kind %q", c.kind)
	}
	for _, id := range members {
		p := b.people[id]
		if p == nil {
			return fmt.Errorf("its member %d is nobody", id)
		}
		c.members = append(c.members, p)
	}
	return nil
}

func (b *rebuild) addPost(c *chat, k keptPost) error {
	p := &post{id: k.ID, chat: c, from: b.people[k.From], date: k.Date}
	if p.from == nil && k.From != 0 {
		return fmt.Errorf("its sender %d is nobody", k.From)
	}
	p.content = &content{
		text: k.Text, plain: k.Plain, entities: k.Entities, album: k.Album, inline: k.Inline, keys: giveKeys(k.Keys),
		force: k.Force, hint: k.Hint, sealed: k.Sealed, contact: k.Contact, location: k.Location, service: b.service(c, k.Service),
		forwarded: k.Forwarded, replyTo: k.ReplyTo, protected: k.Protected, edited: k.Edited, edits: k.Edits, effect: k.Effect,
	}
	if k.File != "" {
		if p.content.media = b.files.media[k.File]; p.content.media == nil {
			return fmt.Errorf("there is no file %q", k.File)
		}
	}
	c.posts = append(c.posts, p)
	return nil
}

// service is what a message says about its chat. One that was pinned and is gone comes back as an empty one.
func (b *rebuild) service(c *chat, k *keptService) *service {
	if k == nil {
		return nil
	}
	about := &service{
		joined: b.people[k.Joined], left: b.people[k.Left], botLeft: k.BotLeft, botJoin: k.BotJoin,
		movedTo: k.MovedTo, movedFrom: k.MovedFrom,
	}
	if k.Pinned != 0 {
		if about.pinned = c.find(k.Pinned); about.pinned == nil {
			about.pinned = &post{id: k.Pinned, chat: c, content: &content{}, deleted: true}
		}
	}
	return about
}

func giveKeys(rows [][]keptKey) [][]Key {
	return mapRows(rows, func(k keptKey) Key { return Key(k) })
}

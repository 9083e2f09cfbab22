package telegramtest

import (
	"reflect"
	"slices"
	"time"
)

// deleteWithin is how long after sending a message can be deleted.
const deleteWithin = 48 * time.Hour

func notModified() *apiError {
	return badRequest("message is not modified: specified new message content and reply markup are exactly the " +
		"same as a current content and reply markup of the message")
}

func (s *Server) editMessageText(r *request) (any, error) {
	d, err := readEdit(r, "text")
	switch {
	case err != nil:
		return nil, err
	case d.plain == "":
		return nil, badRequest("message text is empty")
	case utf16Len(d.plain) > maxText:
		return nil, badRequest("message is too long")
	}
	return s.edit(r, func(p *post, next *content) error {
		if p.content.media != nil {
			return badRequest("there is no text in the message to edit")
		}
		next.text, next.plain, next.entities, next.inline = d.html, d.plain, d.entities, d.markup.inline
		return nil
	})
}

func (s *Server) editMessageCaption(r *request) (any, error) {
	d, err := readEdit(r, "caption")
	if err == nil {
		err = d.checkCaption()
	}
	if err != nil {
		return nil, err
	}
	return s.edit(r, func(p *post, next *content) error {
		if p.content.media == nil {
			return badRequest("there is no caption in the message to edit")
		}
		next.text, next.plain, next.entities, next.inline = d.html, d.plain, d.entities, d.markup.inline
		return nil
	})
}

func (s *Server) editMessageReplyMarkup(r *request) (any, error) {
	m, err := readInlineMarkup(r)
	if err != nil {
		return nil, err
	}
	return s.edit(r, func(_ *post, next *content) error {
		next.inline, next.effect = m.inline, EffectButtons
		return nil
	})
}

func (s *Server) editMessageMedia(r *request) (any, error) {
	m, err := readInlineMarkup(r)
	if err != nil {
		return nil, err
	}
	item, err := readInputMedia(r, r.text("media"))
	if err != nil {
		return nil, err
	}
	load, err := s.loadMedia(r, item)
	if err != nil {
		return nil, err
	}
	return s.edit(r, func(p *post, next *content) error {
		if p.content.album != "" && p.content.media.photo != item.photo() {
			return badRequest("can't use the media of the specified type in the album")
		}
		next.media, next.inline = load, m.inline
		next.text, next.plain, next.entities = item.html, item.plain, item.entities
		return nil
	})
}

// readEdit is readWording for edits, which can carry inline keyboards only.
func readEdit(r *request, field string) (draft, error) {
	d, err := readWording(r, field)
	if err == nil && !d.markup.inlineOnly() {
		err = badRequest("inline keyboard expected")
	}
	return d, err
}

func readInlineMarkup(r *request) (markup, error) {
	m, err := readMarkup(r.text("reply_markup"))
	if err == nil && !m.inlineOnly() {
		err = badRequest("inline keyboard expected")
	}
	return m, err
}

// edit replaces the content of a message of the bot by what change makes of a copy.
func (s *Server) edit(r *request, change func(p *post, next *content) error) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.editable(r)
	if err != nil {
		return nil, err
	}
	next := *p.content
	next.effect = EffectEdited
	if err := change(p, &next); err != nil {
		return nil, err
	}
	if p.content.same(&next) {
		return nil, notModified()
	}
	if err := s.paced(p.chat, 1); err != nil {
		return nil, err
	}
	next.edits, next.edited = next.edits+1, s.cfg.Now()
	p.content = &next
	p.chat.deliver(p)
	s.tell(EventEdit, p)
	return s.wirePost(p), nil
}

// editable is the message that the call names, if the bot may change it.
func (s *Server) editable(r *request) (*post, error) {
	c, err := s.target(r)
	if err != nil {
		return nil, err
	}
	if !r.has("message_id") {
		return nil, badRequest("message identifier is not specified")
	}
	p := c.find(r.number("message_id"))
	switch {
	case p == nil:
		return nil, badRequest("message to edit not found")
	case p.from != nil, p.content.service != nil, p.content.forwarded != nil, p.content.sealed:
		return nil, badRequest("message can't be edited")
	}
	return p, nil
}

// same says whether a person would see no difference.
func (c *content) same(d *content) bool {
	return c.plain == d.plain && sameMedia(c.media, d.media) &&
		slices.Equal(c.entities, d.entities) && reflect.DeepEqual(c.inline, d.inline)
}

func sameMedia(a, b *media) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.photo == b.photo && a.file.unique == b.file.unique && a.file.name == b.file.name
}

func (s *Server) deleteMessage(r *request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.chatOf(r)
	if err != nil {
		return nil, err
	}
	p := c.find(r.number("message_id"))
	switch {
	case p == nil:
		return nil, badRequest("message to delete not found")
	case !s.deletable(p):
		return nil, badRequest("message can't be deleted for everyone")
	}
	s.remove(p)
	return true, nil
}

func (s *Server) deleteMessages(r *request) (any, error) {
	ids, err := readIDs(r.text("message_ids"))
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.chatOf(r)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if p := c.find(id); p != nil && s.deletable(p) {
			s.remove(p)
		}
	}
	return true, nil
}

// deletable says whether the bot may delete the message: in groups only its own, and nothing that is too old.
func (s *Server) deletable(p *post) bool {
	return s.cfg.Now().Sub(p.date) < deleteWithin && (p.from == nil || p.chat.person != nil) && !p.chat.kicked
}

func (s *Server) remove(p *post) {
	p.deleted = true
	if p.chat.pinned == p {
		p.chat.pinned = nil
	}
	s.tell(EventDelete, p)
}

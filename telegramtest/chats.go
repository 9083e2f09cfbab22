package telegramtest

import "slices"

func (s *Server) copyMessage(r *request) (any, error) {
	d, err := readDraft(r, "caption")
	if err == nil {
		err = d.checkCaption()
	}
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	source, err := s.copied(r)
	if err != nil {
		return nil, err
	}
	body := d.content()
	body.media, body.contact, body.location = source.media, source.contact, source.location
	if source.media == nil || !r.has("caption") {
		body.text, body.plain, body.entities = source.text, source.plain, source.entities
	}
	p, err := s.send(r, d, body)
	if err != nil {
		return nil, err
	}
	return wireMessageID{p.id}, nil
}

// copied is what the message says that the call wants to copy.
func (s *Server) copied(r *request) (*content, error) {
	from, ok := s.chats[r.number("from_chat_id")]
	if !ok {
		return nil, badRequest("chat not found")
	}
	p := from.find(r.number("message_id"))
	switch {
	case p == nil:
		return nil, badRequest("message to copy not found")
	case p.content.service != nil, p.content.protected:
		return nil, badRequest("message can't be copied")
	}
	return p.content, nil
}

func (s *Server) pinChatMessage(r *request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.target(r)
	if err != nil {
		return nil, err
	}
	p := c.find(r.number("message_id"))
	if p == nil {
		return nil, badRequest("message to pin not found")
	}
	if c.pinned == p {
		return true, nil
	}
	c.pinned = p
	note := s.add(c, nil, &content{service: &service{pinned: p}})
	s.enqueue(wireUpdate{Message: s.wirePost(note)}, "message", lane{id: c.id})
	return true, nil
}

func (s *Server) unpinChatMessage(r *request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.target(r)
	if err != nil {
		return nil, err
	}
	if r.has("message_id") && c.find(r.number("message_id")) != c.pinned || c.pinned == nil {
		return nil, badRequest("message to unpin not found")
	}
	c.pinned = nil
	return true, nil
}

// chatActions are what a bot can seem to be doing.
var chatActions = []string{
	"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
	"choose_sticker", "find_location", "record_video_note", "upload_video_note",
}

func (s *Server) sendChatAction(r *request) (any, error) {
	if !slices.Contains(chatActions, r.text("action")) {
		return nil, badRequest("wrong parameter action in request")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.target(r)
	if err != nil {
		return nil, err
	}
	if s.events.listening() {
		s.events.publish(Event{Kind: EventAction, At: s.cfg.Now(), PersonID: c.id, Action: r.text("action")})
	}
	return true, nil
}

func (s *Server) getChat(r *request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.chatOf(r)
	if err != nil {
		return nil, err
	}
	if c.person != nil && !c.person.started {
		return nil, badRequest("chat not found")
	}
	full := wireFullChat{wireChat: c.wire(), MaxReactionCount: 11}
	if c.pinned != nil {
		full.PinnedMessage = s.wireBare(c.pinned)
	}
	return full, nil
}

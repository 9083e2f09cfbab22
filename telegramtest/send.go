package telegramtest

import (
	"encoding/json"
	"strconv"
	"strings"
)

// draft is what a call wants to send, checked as far as it can be without looking at chats.
type draft struct {
	formatted
	html      string
	markup    markup
	replyTo   int64
	orphan    bool // send also if the message to reply to is gone
	protected bool
}

// readDraft reads what all methods that send have in common; the text stands in the named parameter.
func readDraft(r *request, field string) (draft, error) {
	d, err := readWording(r, field)
	if err != nil {
		return d, err
	}
	d.protected = r.truth("protect_content")
	return d, d.readReply(r.text("reply_parameters"))
}

// readWording reads the text and the markup, which sending and editing have in common.
func readWording(r *request, field string) (draft, error) {
	var d draft
	var err error
	if d.formatted, d.html, err = readText(r, field); err == nil {
		d.markup, err = readMarkup(r.text("reply_markup"))
	}
	return d, err
}

func (d *draft) readReply(raw string) error {
	if raw == "" {
		return nil
	}
	var to struct {
		MessageID int64 `json:"message_id"`
		Orphan    bool  `json:"allow_sending_without_reply"`
	}
	if err := json.Unmarshal([]byte(raw), &to); err != nil {
		return badRequest("can't parse reply parameters JSON object")
	}
	d.replyTo, d.orphan = to.MessageID, to.Orphan
	return nil
}

// readText parses a text in the mode that the call names, and gives it as read and as HTML.
func readText(r *request, field string) (formatted, string, error) {
	raw := clean(r.text(field))
	switch strings.ToLower(r.text("parse_mode")) {
	case "":
		f := trimmed(formatted{plain: raw})
		return f, escape(f.plain), nil
	case "html":
		f, err := parseHTML(raw)
		if err != nil {
			return f, "", err
		}
		return trimmed(f), strings.TrimSpace(raw), nil
	case "markdown", "markdownv2":
		return formatted{}, "", badRequest("telegramtest reads parse_mode HTML only")
	default:
		return formatted{}, "", badRequest("unsupported parse_mode")
	}
}

// clean replaces control characters by spaces, as Telegram does with what a bot sends.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\r', r >= 0x2028 && r <= 0x202E:
			return -1
		case r < ' ':
			return ' '
		}
		return r
	}, text)
}

// trimmed loses the white space around a text; entities move with it.
func trimmed(f formatted) formatted {
	left := strings.TrimLeft(f.plain, " \n\u00a0\u200b")
	cut := utf16Len(f.plain) - utf16Len(left)
	f.plain = strings.TrimRight(left, " \n\u00a0\u200b")
	limit := utf16Len(f.plain)
	kept := f.entities[:0:0]
	for _, e := range f.entities {
		from, to := max(e.Offset-cut, 0), min(e.Offset+e.Length-cut, limit)
		if e.Offset, e.Length = from, to-from; e.Length > 0 {
			kept = append(kept, e)
		}
	}
	f.entities = kept
	return f
}

func (d draft) content() *content {
	return &content{
		text: d.html, plain: d.plain, entities: d.entities, inline: d.markup.inline, force: d.markup.force, hint: d.markup.placeholder,
		sealed: !d.markup.inlineOnly(), replyTo: d.replyTo, protected: d.protected,
	}
}

func (s *Server) sendMessage(r *request) (any, error) {
	d, err := readDraft(r, "text")
	switch {
	case err != nil:
		return nil, err
	case d.plain == "":
		return nil, badRequest("message text is empty")
	case utf16Len(d.plain) > maxText:
		return nil, badRequest("message is too long")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.send(r, d, d.content())
	if err != nil {
		return nil, err
	}
	return s.wirePost(p), nil
}

// send puts a message of the bot into the chat that the call names.
func (s *Server) send(r *request, d draft, body *content) (*post, error) {
	c, err := s.target(r)
	if err != nil {
		return nil, err
	}
	if err := d.resolveReply(c); err != nil {
		return nil, err
	}
	body.replyTo = d.replyTo
	if err := s.paced(c, 1); err != nil {
		return nil, err
	}
	return s.addByBot(c, d.markup, body), nil
}

// resolveReply looks for the message that is to be answered.
func (d *draft) resolveReply(c *chat) error {
	if d.replyTo == 0 || c.find(d.replyTo) != nil {
		return nil
	}
	if !d.orphan {
		return badRequest("message to be replied not found")
	}
	d.replyTo = 0
	return nil
}

// addByBot adds a message of the bot and changes the chat's keyboard with it.
func (s *Server) addByBot(c *chat, m markup, body *content) *post {
	switch {
	case m.remove:
		c.keyboard = nil
	case m.keys != nil:
		c.keyboard, body.keys = m.keys, m.keys
	}
	return s.add(c, nil, body)
}

// target is the chat that the call names, if the bot may write there.
func (s *Server) target(r *request) (*chat, error) {
	c, err := s.chatOf(r)
	if err != nil {
		return nil, err
	}
	if e := c.reachable(); e != nil {
		return nil, e
	}
	return c, nil
}

// chatOf is the chat that the call names.
func (s *Server) chatOf(r *request) (*chat, error) {
	raw := strings.TrimSpace(r.text("chat_id"))
	if raw == "" {
		return nil, badRequest("chat_id is empty")
	}
	id, err := strconv.ParseInt(raw, 10, 64)
	if err != nil {
		return nil, badRequest("chat not found") // @names are for channels and groups that are public
	}
	c, ok := s.chats[id]
	if !ok {
		return nil, badRequest("chat not found")
	}
	return c, nil
}

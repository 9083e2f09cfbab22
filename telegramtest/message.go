package telegramtest

import (
	"html"
	"time"
)

// Who wrote a message.
const (
	FromBot    = "bot"
	FromPerson = "person"
)

// What happened to a message, in the order in which Next hands it over.
const (
	EffectSent    = "sent"    // it is new
	EffectEdited  = "edited"  // its text, caption or file changed
	EffectButtons = "buttons" // only its buttons changed
)

// Message is a message as a person sees it, at one moment.
type Message struct {
	ID          int64
	From        string // FromBot or FromPerson
	SenderID    int64  // the person's id, 0 for the bot
	Date        time.Time
	Text        string // HTML: as the bot sent it, or the typed text escaped
	Plain       string // as it is read
	Buttons     [][]Button
	Attachments []Attachment
	Keyboard    [][]Key // the keyboard under the chat's input that came with it
	Contact     *Contact
	Location    *Location
	Edited      bool
	EditCount   int
	EditedAt    time.Time // zero if it never was
	Protected   bool
	ForceReply  bool
	Placeholder string // what the line to write in shows for a forced reply
	Forwarded   bool
	ForwardName string // who wrote what was forwarded
	Pinned      bool
	ReplyTo     int64
	Album       string // the same for all of an album
	Service     string // "joined", "left", "pinned", "moved": a message about the chat itself
	Effect      string // EffectSent, EffectEdited or EffectButtons
}

// Button is one button under a message.
type Button struct {
	Text     string
	Data     string
	URL      string
	Style    string
	CopyText string
}

// Key is one key of the keyboard that replaces the phone's own.
type Key struct {
	Text    string
	Request string // "contact", "location" or ""
}

// Attachment is a picture or a document.
type Attachment struct {
	Kind    string // "photo" or "document"
	Name    string
	MIME    string
	Size    int
	FileID  string
	Content []byte // must not be changed
}

// Contact is a card that was shared.
type Contact struct {
	Phone  string
	Name   string
	UserID int64
}

// Location is a place that was shared.
type Location struct {
	Latitude, Longitude float64
	Live                bool
	Accuracy            float64 // radius in metres within which the phone believes to be, 0 if it does not say
}

// snapshot is the message with a content that it has or had.
func (p *post) snapshot(c *content) Message {
	m := Message{
		ID: p.id, From: FromBot, Date: p.date, Text: c.text, Plain: c.plain, Edited: c.edits > 0, EditCount: c.edits,
		Protected: c.protected, ForceReply: c.force, Forwarded: c.forwarded != nil, Pinned: p.chat.pinned == p,
		ReplyTo: c.replyTo, Album: c.album, Effect: c.effect, Buttons: buttons(c.inline), Keyboard: c.keys, Service: c.service.name(),
	}
	if p.from != nil {
		m.From, m.SenderID = FromPerson, p.from.id
	}
	if c.edits > 0 {
		m.EditedAt = c.edited
	}
	if c.force {
		m.Placeholder = c.hint
	}
	if c.forwarded != nil {
		m.ForwardName = c.forwarded.SenderUser.name()
	}
	if c.media != nil {
		m.Attachments = []Attachment{c.media.attachment()}
	}
	if c.contact != nil {
		m.Contact = &Contact{Phone: c.contact.PhoneNumber, Name: c.contact.FirstName, UserID: c.contact.UserID}
		if c.contact.LastName != "" {
			m.Contact.Name += " " + c.contact.LastName
		}
	}
	if c.location != nil {
		m.Location = c.location.shown()
	}
	return m
}

func (s *service) name() string {
	switch {
	case s == nil:
		return ""
	case s.joined != nil || s.botJoin:
		return "joined"
	case s.left != nil || s.botLeft:
		return "left"
	case s.pinned != nil:
		return "pinned"
	default:
		return "moved"
	}
}

func buttons(rows [][]wireInlineButton) [][]Button {
	var all [][]Button
	for _, row := range rows {
		var out []Button
		for _, b := range row {
			button := Button{Text: b.Text, Data: b.CallbackData, URL: b.URL, Style: b.Style}
			if b.CopyText != nil {
				button.CopyText = b.CopyText.Text
			}
			out = append(out, button)
		}
		all = append(all, out)
	}
	return all
}

// wirePost is the message as the Bot API shows it.
func (s *Server) wirePost(p *post) *wireMessage {
	w := s.wireBare(p)
	if p.content.replyTo != 0 {
		if to := p.chat.find(p.content.replyTo); to != nil {
			w.ReplyToMessage = s.wireBare(to)
		}
	}
	return w
}

// wireBare is the message without the one it answers: Telegram nests one level only.
func (s *Server) wireBare(p *post) *wireMessage {
	c := p.content
	w := &wireMessage{
		MessageID: p.id, From: s.wireSender(p.from), Date: p.date.Unix(), Chat: p.chat.wire(),
		ForwardOrigin: c.forwarded, HasProtectedContent: c.protected, MediaGroupID: c.album,
		Contact: c.contact, Location: c.location,
	}
	if c.edits > 0 {
		w.EditDate = c.edited.Unix()
	}
	if c.inline != nil {
		w.ReplyMarkup = &wireInlineMarkup{InlineKeyboard: c.inline}
	}
	if c.media == nil {
		w.Text, w.Entities = c.plain, c.entities
	} else {
		w.Caption, w.CaptionEntities = c.plain, c.entities
		w.Photo, w.Document = c.media.wire()
	}
	s.wireService(w, c.service)
	return w
}

func (s *Server) wireSender(from *Person) *wireUser {
	u := s.bot
	if from != nil {
		u = from.wire()
	}
	return &u
}

func (s *Server) wireService(w *wireMessage, about *service) {
	if about == nil {
		return
	}
	switch {
	case about.botJoin:
		w.NewChatMembers = []wireUser{s.bot}
	case about.botLeft:
		w.LeftChatMember = &s.bot
	case about.joined != nil:
		w.NewChatMembers = []wireUser{about.joined.wire()}
	case about.left != nil:
		left := about.left.wire()
		w.LeftChatMember = &left
	case about.pinned != nil:
		w.PinnedMessage = s.wireBare(about.pinned)
	}
	w.MigrateToChatID, w.MigrateFromChatID = about.movedTo, about.movedFrom
}

func escape(text string) string { return html.EscapeString(text) }

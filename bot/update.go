package bot

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/staff"
)

// The kinds of updates that the bot asks Telegram for.
func allowedUpdates() []string {
	return []string{"message", "edited_message", "callback_query", "my_chat_member"}
}

// wireUpdate is an update as far as the bot reads it. The client library's
// type is not used here: it fails as a whole when Telegram invents a new kind
// of forward, member or media, and what a person sent would be lost.
type wireUpdate struct {
	ID       int64        `json:"update_id"`
	Message  *wireMessage `json:"message"`
	Edited   *wireMessage `json:"edited_message"`
	Callback *struct {
		ID      string       `json:"id"`
		From    wireUser     `json:"from"`
		Message *wireMessage `json:"message"` // absent when it is too old; without a date when inaccessible
		Data    string       `json:"data"`
	} `json:"callback_query"`
	Member *struct {
		Chat wireChat `json:"chat"`
		From wireUser `json:"from"`
		New  struct {
			Status string `json:"status"`
		} `json:"new_chat_member"`
	} `json:"my_chat_member"`
}

type wireUser struct {
	ID  int64 `json:"id"`
	Bot bool  `json:"is_bot"`
}

type wireChat struct {
	ID   int64  `json:"id"`
	Type string `json:"type"`
}

type wireMessage struct {
	ID       int          `json:"message_id"`
	From     *wireUser    `json:"from"`
	Chat     wireChat     `json:"chat"`
	Text     string       `json:"text"`
	Caption  string       `json:"caption"`
	Album    string       `json:"media_group_id"`
	Photo    []wireFile   `json:"photo"`
	Document *wireFile    `json:"document"`
	Contact  *wireContact `json:"contact"`
	Location *wirePlace   `json:"location"`
	Guarded  bool         `json:"has_protected_content"`
	// Origin tells who wrote it first; its kinds are many, and none matters.
	Origin json.RawMessage `json:"forward_origin"`
	// Via is the bot that made the message for the person: it can make up
	// anything, a live location too.
	Via json.RawMessage `json:"via_bot"`
	// How text and caption are formatted; what cannot be read is not formatted.
	Entities        json.RawMessage `json:"entities"`
	CaptionEntities json.RawMessage `json:"caption_entities"`
	// Things that people send and the bot has no use for: they are answered.
	Sticker json.RawMessage `json:"sticker"`
	Voice   json.RawMessage `json:"voice"`
	Audio   json.RawMessage `json:"audio"`
	Video   json.RawMessage `json:"video"`
	Note    json.RawMessage `json:"video_note"`
	Poll    json.RawMessage `json:"poll"`
	Dice    json.RawMessage `json:"dice"`
}

type wireFile struct {
	ID   string `json:"file_id"`
	Name string `json:"file_name"`
	MIME string `json:"mime_type"`
	Size int64  `json:"file_size"`
}

type wireContact struct {
	Phone string `json:"phone_number"`
	User  int64  `json:"user_id"`
}

type wirePlace struct {
	Latitude   float64 `json:"latitude"`
	Longitude  float64 `json:"longitude"`
	Accuracy   float64 `json:"horizontal_accuracy"`
	LivePeriod int     `json:"live_period"` // seconds; 0: not live, or no more
}

// kind of an update, as the bot deals with it.
type kind string

const (
	kindMessage kind = "message"
	kindEdited  kind = "edited"
	kindMoved   kind = "moved" // a live location
	kindTap     kind = "tap"
	kindMember  kind = "member"
	kindNothing kind = "nothing" // nothing that asks for an answer
)

// incoming is an update that has been read.
type incoming struct {
	id      int64
	kind    kind
	account staff.AccountID // who did it
	chat    int64           // where
	private bool
	message *wireMessage // of kindMessage, kindEdited and kindMoved
	tapped  int          // message under which the button stands; 0 when Telegram does not say
	guarded bool         // the tapped message cannot be forwarded
	picture bool         // the tapped message is a picture
	query   string       // to be answered
	data    string
	status  string // of kindMember
	crowded bool   // too much of the person waits: it is refused
}

// to is the chat that answers go to.
func (in incoming) to() staff.AccountID { return staff.AccountID(in.chat) }

// readUpdate reads the bytes of an update.
func readUpdate(raw []byte) (incoming, error) {
	var u wireUpdate
	if err := json.Unmarshal(raw, &u); err != nil {
		return incoming{id: u.ID, kind: kindNothing}, fmt.Errorf("read update %d: %w", u.ID, err)
	}
	in := incoming{id: u.ID, kind: kindNothing}
	switch {
	case u.Callback != nil:
		return in.tap(&u), nil
	case u.Message != nil && u.Message.speaks():
		return in.from(kindMessage, u.Message), nil
	case u.Edited != nil && u.Edited.Text+u.Edited.Caption != "":
		return in.from(kindEdited, u.Edited), nil
	case u.Edited != nil && u.Edited.Location != nil && u.Edited.Location.LivePeriod > 0:
		return in.from(kindMoved, u.Edited), nil
	case u.Member != nil:
		in.kind, in.account, in.status = kindMember, staff.AccountID(u.Member.From.ID), u.Member.New.Status
		in.chat, in.private = u.Member.Chat.ID, u.Member.Chat.Type == "private"
	}
	return in, nil
}

func (in incoming) tap(u *wireUpdate) incoming {
	c := u.Callback
	in.kind, in.account, in.query, in.data = kindTap, staff.AccountID(c.From.ID), c.ID, c.Data
	in.chat, in.private = c.From.ID, true
	if m := c.Message; m != nil {
		in.tapped, in.chat, in.private = m.ID, m.Chat.ID, m.Chat.Type == "private" || m.Chat.Type == ""
		in.guarded, in.picture = m.Guarded, len(m.Photo) > 0
	}
	return in
}

func (in incoming) from(k kind, m *wireMessage) incoming {
	in.chat, in.private = m.Chat.ID, m.Chat.Type == "private"
	if m.From == nil || m.From.Bot {
		return in // a channel or another bot: nobody to talk to
	}
	in.kind, in.account, in.message = k, staff.AccountID(m.From.ID), m
	return in
}

// speaks reports whether a person said something with the message: service
// messages (pinned, joined) say nothing.
func (m *wireMessage) speaks() bool {
	if m.Text != "" || m.Caption != "" || len(m.Photo) > 0 || m.Document != nil || m.Contact != nil || m.Location != nil {
		return true
	}
	return m.other()
}

// other reports whether something came that the bot has no use for.
func (m *wireMessage) other() bool {
	return slices.ContainsFunc([]json.RawMessage{m.Sticker, m.Voice, m.Audio, m.Video, m.Note, m.Poll, m.Dice}, func(thing json.RawMessage) bool {
		return len(thing) > 0
	})
}

// content is the message as it can be sent on.
func (m *wireMessage) content() *Content {
	c := &Content{HTML: formatted(m.Text, m.Entities), Album: m.Album, Other: m.other() || m.Contact != nil || m.Location != nil}
	if m.Text == "" {
		c.HTML = formatted(m.Caption, m.CaptionEntities)
	}
	if file := m.file(); file != nil {
		c.Files = []File{*file}
	}
	return c
}

// foreign reports whether somebody else made the message: it was forwarded, or
// another bot wrote it.
func (m *wireMessage) foreign() bool { return len(m.Origin) > 0 || len(m.Via) > 0 }

// file is what came with the message: the largest size of a photo, or a document.
func (m *wireMessage) file() *File {
	if d := m.Document; d != nil {
		return &File{ID: d.ID, Name: d.Name, MIME: d.MIME, Size: d.Size}
	}
	if len(m.Photo) == 0 {
		return nil
	}
	largest := m.Photo[0]
	for _, size := range m.Photo {
		if size.Size >= largest.Size {
			largest = size
		}
	}
	return &File{ID: largest.ID, Name: "foto.jpg", MIME: "image/jpeg", Size: largest.Size}
}

// place is the location of the message, if it has one.
func (m *wireMessage) place(moved bool) *Place {
	at := m.Location
	if at == nil {
		return nil
	}
	return &Place{
		Latitude: at.Latitude, Longitude: at.Longitude, Accuracy: at.Accuracy, Live: at.LivePeriod > 0,
		Forwarded: m.foreign(), Moved: moved,
	}
}

// request is the update as a handler sees it.
func (in incoming) request(at time.Time, username string) *Request {
	r := &Request{Update: in.id, At: at, Account: in.account, Message: in.tapped}
	if in.kind == kindTap {
		r.tap, r.data, r.group = true, in.data, !in.private
		return r
	}
	m := in.message
	r.Message, r.Text, r.File = m.ID, CleanText(m.Text+m.Caption), m.file()
	if m.Contact != nil {
		r.Contact = &Contact{Own: m.Contact.User == int64(in.account), Phone: m.Contact.Phone}
	}
	r.Forwarded = m.foreign()
	r.Place, r.Content = m.place(in.kind == kindMoved), m.content()
	if c, ok := parseCommand(r.Text); ok && r.File == nil && c.meant(username) {
		r.Command, r.Argument = c.name, c.argument
	}
	return r
}

package telegramtest

import (
	"net/http"
	"net/url"
	"time"
)

type chatJSON struct {
	Messages []messageJSON `json:"messages"`
	Keyboard [][]keyJSON   `json:"keyboard"`
}

type messageJSON struct {
	ID          int64            `json:"message_id"`
	From        string           `json:"from"`
	Date        time.Time        `json:"date"`
	Text        string           `json:"text"`
	Plain       string           `json:"plain"`
	Buttons     [][]buttonJSON   `json:"buttons"`
	Attachments []attachmentJSON `json:"attachments"`
	Edited      bool             `json:"edited"`
	Protected   bool             `json:"protected"`

	// What most messages do not have.
	ReplyTo    int64         `json:"reply_to,omitempty"`
	ForceReply bool          `json:"force_reply,omitempty"`
	Album      string        `json:"album,omitempty"`
	Service    string        `json:"service,omitempty"`
	Contact    *contactJSON  `json:"contact,omitempty"`
	Location   *locationJSON `json:"location,omitempty"`
}

type buttonJSON struct {
	Text     string `json:"text"`
	Data     string `json:"data"`
	URL      string `json:"url"`
	Style    string `json:"style"`
	CopyText string `json:"copy_text,omitempty"`
}

type attachmentJSON struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
	MIME string `json:"mime"`
	Size int    `json:"size"`
	URL  string `json:"url"`
}

type keyJSON struct {
	Text    string `json:"text"`
	Request string `json:"request"`
}

type contactJSON struct {
	Name  string `json:"name"`
	Phone string `json:"phone"`
}

type locationJSON struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
	Live      bool    `json:"live"`
}

func (a *API) chat(p *Person, r *http.Request) (any, error) {
	after, err := queryNumber(r, "after")
	if err != nil {
		return nil, err
	}
	messages := p.ChatAfter(after)
	out := chatJSON{Messages: make([]messageJSON, 0, len(messages)), Keyboard: showKeys(p.Keyboard())}
	for _, m := range messages {
		out.Messages = append(out.Messages, show(m))
	}
	return out, nil
}

// show is a message as JSON.
func show(m Message) messageJSON {
	out := messageJSON{
		ID: m.ID, From: m.From, Date: m.Date.UTC().Truncate(time.Second), Text: m.Text, Plain: m.Plain, Edited: m.Edited, Protected: m.Protected,
		ReplyTo: m.ReplyTo, ForceReply: m.ForceReply, Album: m.Album, Service: m.Service,
		Buttons:     rowsOf(m.Buttons, func(b Button) buttonJSON { return buttonJSON(b) }),
		Attachments: make([]attachmentJSON, 0, len(m.Attachments)),
	}
	for _, f := range m.Attachments {
		out.Attachments = append(out.Attachments, attachmentJSON{f.Kind, f.Name, f.MIME, f.Size, filesAt + url.PathEscape(f.FileID)})
	}
	if m.Contact != nil {
		out.Contact = &contactJSON{m.Contact.Name, m.Contact.Phone}
	}
	if m.Location != nil {
		out.Location = &locationJSON{m.Location.Latitude, m.Location.Longitude, m.Location.Live}
	}
	return out
}

func showKeys(keys [][]Key) [][]keyJSON {
	return rowsOf(keys, func(k Key) keyJSON { return keyJSON(k) })
}

// rowsOf is a keyboard as JSON: [] and never null.
func rowsOf[B, J any](rows [][]B, show func(B) J) [][]J {
	all := make([][]J, 0, len(rows))
	for _, row := range rows {
		out := make([]J, 0, len(row))
		for _, b := range row {
			out = append(out, show(b))
		}
		all = append(all, out)
	}
	return all
}

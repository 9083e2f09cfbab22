package telegramtest

import (
	"net/http"
	"net/url"
	"time"
)

type chatJSON struct {
	Messages []messageJSON `json:"messages"`
	Keyboard [][]keyJSON   `json:"keyboard"`
	Total    int           `json:"total"` // how many messages the whole chat has
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
	ForceReply *forceJSON    `json:"force_reply,omitempty"`
	Album      string        `json:"album,omitempty"`
	EditedAt   time.Time     `json:"edited_at,omitzero"`
	Forward    *forwardJSON  `json:"forward,omitempty"`
	Service    string        `json:"service,omitempty"`
	Contact    *contactJSON  `json:"contact,omitempty"`
	Location   *locationJSON `json:"location,omitempty"`
}

type forceJSON struct {
	Placeholder string `json:"placeholder"`
}

type forwardJSON struct {
	Name string `json:"name"` // who wrote it first
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
	Link string `json:"link,omitempty"` // the deep link in a QR code that the picture shows
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
	Accuracy  float64 `json:"accuracy,omitempty"` // metres
}

// chat answers with everything after a message, or with the newest limit of what is before another one.
func (a *API) chat(p *Person, r *http.Request) (any, error) {
	var numbers [3]int64
	for i, name := range []string{"after", "before", "limit"} {
		n, err := queryNumber(r, name)
		if err != nil {
			return nil, err
		}
		numbers[i] = n
	}
	messages, total := p.ChatPage(Page{After: numbers[0], Before: numbers[1], Limit: int(numbers[2])})
	out := chatJSON{Messages: make([]messageJSON, 0, len(messages)), Keyboard: showKeys(p.Keyboard()), Total: total}
	for _, m := range messages {
		out.Messages = append(out.Messages, a.show(m))
	}
	return out, nil
}

// show is a message as JSON.
func (a *API) show(m Message) messageJSON {
	out := messageJSON{
		ID: m.ID, From: m.From, Date: wholeSecond(m.Date), Text: m.Text, Plain: m.Plain, Edited: m.Edited, Protected: m.Protected,
		ReplyTo: m.ReplyTo, Album: m.Album, Service: m.Service,
		Buttons:     rowsOf(m.Buttons, func(b Button) buttonJSON { return buttonJSON(b) }),
		Attachments: make([]attachmentJSON, 0, len(m.Attachments)),
	}
	for _, f := range m.Attachments {
		out.Attachments = append(out.Attachments, attachmentJSON{
			Kind: f.Kind, Name: f.Name, MIME: f.MIME, Size: f.Size, URL: filesAt + url.PathEscape(f.FileID), Link: a.codes.link(f),
		})
	}
	if m.Edited {
		out.EditedAt = wholeSecond(m.EditedAt)
	}
	if m.ForceReply {
		out.ForceReply = &forceJSON{m.Placeholder}
	}
	if m.Forwarded {
		out.Forward = &forwardJSON{m.ForwardName}
	}
	if m.Contact != nil {
		out.Contact = &contactJSON{m.Contact.Name, m.Contact.Phone}
	}
	if m.Location != nil {
		out.Location = (*locationJSON)(m.Location)
	}
	return out
}

// wholeSecond is an instant as Telegram gives it.
func wholeSecond(t time.Time) time.Time { return t.UTC().Truncate(time.Second) }

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

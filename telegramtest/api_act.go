package telegramtest

import (
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"strings"
	"time"
)

const (
	// answerWithin is how long a tap waits for the bot's answer.
	answerWithin = 10 * time.Second
	// maxPersonUpload is more than a bot may download, so that people can send what is too large.
	maxPersonUpload = 64 << 20
)

// sentJSON answers with the message that somebody has just sent.
type sentJSON struct {
	ID int64 `json:"message_id"`
}

// sentBy answers with the message, unless the person's account sends nothing any more.
func sentBy(p *Person, m Message) (any, error) {
	if m.ID == 0 {
		return nil, refuse(http.StatusConflict, "the account of %s is deactivated", p.Name())
	}
	p.MarkRead() // who writes has the chat open
	return sentJSON{m.ID}, nil
}

func (a *API) send(p *Person, r *http.Request) (any, error) {
	var in struct {
		Text string `json:"text"`
	}
	if err := readJSON(r, &in); err != nil {
		return nil, err
	}
	if strings.TrimSpace(in.Text) == "" {
		return nil, refuse(http.StatusBadRequest, "a phone does not send an empty text")
	}
	return sentBy(p, p.Send(in.Text))
}

func (a *API) contact(p *Person, r *http.Request) (any, error) {
	var in struct {
		Of int64 `json:"of"`
	}
	if err := readJSON(r, &in); err != nil {
		return nil, err
	}
	of := p
	if in.Of != 0 {
		if of = a.s.Find(in.Of); of == nil {
			return nil, refuse(http.StatusNotFound, "nobody here has the id %d", in.Of)
		}
	}
	return sentBy(p, p.ShareContact(of))
}

func (a *API) location(p *Person, r *http.Request) (any, error) {
	var in struct {
		Latitude  *float64 `json:"latitude"`
		Longitude *float64 `json:"longitude"`
		Live      bool     `json:"live"`
	}
	if err := readJSON(r, &in); err != nil {
		return nil, err
	}
	switch {
	case in.Latitude == nil || in.Longitude == nil:
		return nil, refuse(http.StatusBadRequest, "a location needs latitude and longitude")
	case *in.Latitude < -90 || *in.Latitude > 90 || *in.Longitude < -180 || *in.Longitude > 180:
		return nil, refuse(http.StatusBadRequest, "%g, %g is not on the earth", *in.Latitude, *in.Longitude)
	}
	return sentBy(p, p.ShareLocation(*in.Latitude, *in.Longitude, in.Live))
}

func (a *API) block(p *Person, r *http.Request) (any, error) {
	var in struct {
		Blocked *bool `json:"blocked"`
	}
	if err := readJSON(r, &in); err != nil {
		return nil, err
	}
	switch {
	case in.Blocked == nil:
		return nil, refuse(http.StatusBadRequest, `say {"blocked": true} or {"blocked": false}`)
	case *in.Blocked:
		p.Block()
	default:
		p.Unblock()
	}
	return map[string]bool{"blocked": p.Blocked()}, nil
}

func (a *API) open(p *Person, r *http.Request) (any, error) {
	var in struct {
		Link string `json:"link"`
	}
	if err := readJSON(r, &in); err != nil {
		return nil, err
	}
	return empty{}, p.Open(in.Link)
}

func (a *API) read(p *Person, r *http.Request) (any, error) {
	var in empty
	if err := readJSON(r, &in); err != nil {
		return nil, err
	}
	p.MarkRead()
	return empty{}, nil
}

// upload takes the parts in any order and remembers the last of each name.
func (a *API) upload(p *Person, r *http.Request) (any, error) {
	r.Body = http.MaxBytesReader(nil, r.Body, maxPersonUpload)
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, refuse(http.StatusUnsupportedMediaType, "an upload must be multipart/form-data with the field file")
	}
	var up *File
	var caption string
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, badBody(err)
		}
		if up, caption, err = readPart(part, up, caption); err != nil {
			return nil, err
		}
	}
	if up == nil {
		return nil, refuse(http.StatusBadRequest, "there is no file in the field file")
	}
	return sentBy(p, p.Upload(up.Name, up.Content, caption))
}

func readPart(part *multipart.Part, up *File, caption string) (*File, string, error) {
	content, err := io.ReadAll(part)
	if err != nil {
		return nil, "", badBody(err)
	}
	switch part.FormName() {
	case "file":
		name := path.Base(part.FileName())
		if part.FileName() == "" {
			name = "file"
		}
		return &File{Name: name, Content: content}, caption, nil
	case "caption":
		return up, string(content), nil
	}
	return nil, "", refuse(http.StatusBadRequest, "an upload takes file and caption, and not %q", part.FormName())
}

type tapJSON struct {
	Toast string `json:"toast"`
	Alert bool   `json:"alert"`
	URL   string `json:"url,omitempty"`  // what the button opens
	Copy  string `json:"copy,omitempty"` // what the button copies
}

type tapRequest struct {
	Button    string `json:"button"`
	MessageID int64  `json:"message_id"`
	Force     bool   `json:"force"`
	Data      string `json:"data"`
}

func (a *API) tap(p *Person, r *http.Request) (any, error) {
	var in tapRequest
	if err := readJSON(r, &in); err != nil {
		return nil, err
	}
	if in.Button == "" && !in.Force {
		return nil, refuse(http.StatusBadRequest, "say which button, by its label or its data")
	}
	p.MarkRead() // who taps has the chat open
	ctx, cancel := context.WithTimeout(r.Context(), answerWithin)
	defer cancel()
	answer, err := in.by(ctx, p)
	if errors.Is(err, context.DeadlineExceeded) {
		return nil, refuse(http.StatusGatewayTimeout, "the bot has not answered the tap within %s", answerWithin)
	}
	return tapJSON(answer), err
}

func (t tapRequest) by(ctx context.Context, p *Person) (Answer, error) {
	switch {
	case t.Force:
		return p.TapForced(ctx, t.MessageID, t.Data)
	case t.MessageID != 0:
		return p.TapOn(ctx, t.MessageID, t.Button)
	default:
		return p.Tap(ctx, t.Button)
	}
}
